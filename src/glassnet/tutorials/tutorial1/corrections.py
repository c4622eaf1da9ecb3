"""What the text of the tutorial says wrongly, each with a proof in one line; then its code."""

import numpy as np

from glassnet.locales import _
from glassnet.report.numerals import percent
from glassnet.tutorials.blocks import Correction, Corrections, Paragraph, Section
from glassnet.tutorials.decimals import plain, signed, vector_text
from glassnet.tutorials.tutorial1.code_corrections import about_the_code
from glassnet.tutorials.tutorial1.network import cloud, first_step, loss_after, model, network
from glassnet.tutorials.tutorial1.xor import ceiling, mirrored_cloud

TINY, SMALL = 5, 20  # batch sizes whose gradients are compared


def gradient_spread(size: int) -> float:
    """The standard deviation of the corner of dW2 over batches of that size."""
    X, Y = cloud()
    batches = range(0, len(X), size)
    corners = [model().explain(X[i : i + size], Y[i : i + size])["dW2"][0, 0] for i in batches]
    return float(np.std(corners))


def wrong_sentences() -> Section:
    """The corrections, in the order of the tutorial."""
    items = (
        *_about_the_beginning(),
        *_about_the_network(),
        *_about_words(),
        *_about_classes(),
        *_about_the_loss(),
        *_about_the_table(),
        *about_the_code(),
    )
    return Section(
        _("What the text and the code say wrongly"),
        (
            Paragraph(_("In the order of the page. Every number in a proof was just computed.")),
            Corrections(items),
        ),
    )


def _about_the_beginning() -> list[Correction]:
    return [
        Correction(
            _("to run it: python scratch_mlp/scratch_mlp.py"),
            _(
                "python -m scratch_mlp.scratch_mlp, in the folder above; and its first lines "
                "import ipdb, a debugger that has to be installed"
            ),
            _(
                "Python looks for “from scratch_mlp import utils” beside the file first, and finds "
                "scratch_mlp.py itself"
            ),
        ),
        Correction(
            _("“逼近任何一个数学函数” (to approximate any mathematical function)"),
            _("any continuous one on a bounded region, and only with biases"),
            _(
                "part 6: without biases XOR of signs stays at {ceiling} or less on mirrored points"
            ).format(ceiling=percent(ceiling(mirrored_cloud()[1]))),
        ),
    ]


def _about_the_network() -> list[Correction]:
    step, (X, Y) = first_step(), cloud()
    double = model().explain(2 * X[:1], Y[:1])["A1"][0, 0]
    h, straight = step["A1"][0, 0], 2 * step["A1"][0, 0] - 0.5
    return [
        Correction(
            _("“h_1=Sigmoid(WX)”"),
            _("h1 = Sigmoid(X·W1): the tutorial stores observations as rows"),
            _("X is {x} and W1 is {w}: W1·X does not exist, X·W1 is {z}").format(
                x=step["X"].shape, w=step["W1"].shape, z=step["Z1"].shape
            ),
        ),
        Correction(
            _(
                "“但以上运算仅仅组成了一个线性系统” (these operations only make a linear system); "
                "more layers would bring the non-linearity"
            ),
            _(
                "the sigmoid already is non-linear; it is layers without an activation that stay "
                "linear however many there are"
            ),
            _(
                "h(0) = 0.5 and h(x) = {h} for the first unit; on a straight line h(2x) would be "
                "{straight}, and it is {double}"
            ).format(h=plain(h), straight=plain(straight), double=plain(double)),
        ),
    ]


def _about_words() -> list[Correction]:
    return [
        Correction(
            _("a larger minibatch: “减小观测值的方差” (reduces the variance of the observations)"),
            _("it reduces the variance of the gradient's estimate; the observations stay the same"),
            _(
                "standard deviation of the corner of dL/dW2 on the 300 points: {tiny} in batches "
                "of {a}, {small} in batches of {b}"
            ).format(
                tiny=plain(gradient_spread(TINY), 4),
                a=TINY,
                small=plain(gradient_spread(SMALL), 4),
                b=SMALL,
            ),
        ),
        Correction(
            _("NaN: “梯度过大导致内存溢出” (large gradients overflow the memory)"),
            _("a number overflows, not the memory: it becomes infinite, and ∞ - ∞ is NaN"),
            _("the largest float64 is {largest}; exp(710) is beyond it").format(
                largest=f"{np.finfo(float).max:.1e}"
            ),
        ),
    ]


def _about_classes() -> list[Correction]:
    step = first_step()
    return [
        Correction(
            _(
                "“没有反向传播机制的话很难学会用一条直线分类” (without backpropagation it is hard "
                "to separate the classes with one straight line)"
            ),
            _("no straight line separates XOR, with any training; it takes the hidden layer"),
            _(
                "a line would need f(00) + f(11) < f(01) + f(10); for f = w1·x1 + w2·x2 + b both "
                "sides are w1 + w2 + 2b"
            ),
        ),
        _about_the_sum(),
        Correction(
            _("“要么是0(y_1 = [0,1])”: class 0 is [0, 1]"),
            _("class 0 is [1, 0], in the published code and in the figures"),
            _(
                "the first point has XOR 0, and the figure's dL/dh2 = h2 - y = {error} needs "
                "y = {y}; with [0, 1] it would be {other}"
            ).format(
                error=vector_text(step["dA2"]),
                y=vector_text(step["Y"]),
                other=vector_text(step["A2"] - step["Y"][:, ::-1]),
            ),
        ),
    ]


def _about_the_sum() -> Correction:
    step = first_step()
    terms = zip(step["X"][0], step["W1"][:, 0], strict=True)
    return Correction(
        _("the weighted sum: “z_1 = x_1, x_2”"),
        _("z1 = x1·w1 + x2·w2; the weights of the inner product were lost in translation"),
        _("first unit: {sum} = {result}").format(
            sum=" + ".join(f"{signed(x)}·{signed(w)}" for x, w in terms),
            result=plain(step["Z1"][0, 0]),
        ),
    )


def _about_the_loss() -> list[Correction]:
    step = first_step()
    return [
        Correction(
            _("“损失函数最小化的方向(梯度)”: the gradient points to where the loss is least"),
            _("the gradient points to more loss; weights move against it"),
            _("loss {here}; one step against the gradient {down}, one along it {up}").format(
                here=plain(step["L"]),
                down=plain(loss_after(step, -1)),
                up=plain(loss_after(step, +1)),
            ),
        ),
        Correction(
            _("h2 is “对数概率或者预测向量” (the log-probability or prediction)"),
            _(
                "h2 holds two sigmoids that know nothing of each other: neither log-probabilities "
                "nor probabilities of two classes"
            ),
            _("log-probabilities are never positive; and the sum is {sum}, not 1").format(
                sum=plain(step["A2"].sum())
            ),
        ),
    ]


def _about_the_table() -> list[Correction]:
    step, whole = first_step(), first_step(network(factor=1.0))
    return [
        Correction(
            _("table: dLoss/dW2 = -(y-h2)"),
            _("this is dLoss/dh2; the figures have it right"),
            _("-(y-h2) has shape {error}, dLoss/dW2 has the shape of W2, {w}").format(
                error=step["dA2"].shape, w=step["dW2"].shape
            ),
        ),
        Correction(
            _("table: Loss = (y-h2)^2 with the derivative -(y-h2)"),
            _("(y-h2)² has -2(y-h2); -(y-h2) belongs to ½(y-h2)²"),
            _("dL/dh2 with ½: {half}; without: {whole}").format(
                half=vector_text(step["dA2"]), whole=vector_text(whole["dA2"])
            ),
        ),
        Correction(
            _("above dLoss/dW1 stands the figure update_w2.png once more"),
            _("the original article has update_w1.png here: the path back to W1"),
            "",
        ),
    ]
