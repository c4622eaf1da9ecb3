"""What the text and the code of the tutorial say wrongly, each with a proof in one line."""

import math

import numpy as np

from glassnet.locales import _
from glassnet.tutorials.blocks import Correction, Corrections, Paragraph, Section
from glassnet.tutorials.decimals import plain, vector_text
from glassnet.tutorials.tutorial1.network import cloud, first_step, loss_after, model, network

BATCH = 50  # the published code trains on the first 50 of the 300 points
TINY, SMALL = 5, 20  # batch sizes whose gradients are compared


def gradient_ratio() -> float:
    """The summed gradient over the mean one, on the code's 50 points."""
    X, Y = cloud()
    total, mean = (
        model(network(reduction=kind)).explain(X[:BATCH], Y[:BATCH])["dW2"]
        for kind in ("sum", "mean")
    )
    return float(np.max(total / mean))


def gradient_spread(size: int) -> float:
    """The standard deviation of the corner of dW2 over batches of that size."""
    X, Y = cloud()
    batches = range(0, len(X), size)
    corners = [model().explain(X[i : i + size], Y[i : i + size])["dW2"][0, 0] for i in batches]
    return float(np.std(corners))


def curve_of_tanh(z: float) -> float:
    """What the code calls tanh."""
    return (1 - math.exp(-z)) / (1 + math.exp(-z))


def wrong_sentences() -> Section:
    """The corrections, in the order of the tutorial."""
    items = (
        *_about_the_network(),
        *_about_words(),
        *_about_classes(),
        *_about_the_loss(),
        *_about_the_table(),
        *_about_the_gradient(),
        *_about_training(),
    )
    return Section(
        _("What the text and the code say wrongly"),
        (
            Paragraph(_("In the order of the page. Every number in a proof was just computed.")),
            Corrections(items),
        ),
    )


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


def _about_the_gradient() -> list[Correction]:
    return [
        Correction(
            _("code: the loss is divided by N, its gradient is not"),
            _("both or none; as it is, the learning rate is in truth N times as large"),
            _("on the code's {n} points the summed gradient is {ratio} times the mean one").format(
                n=BATCH, ratio=plain(gradient_ratio())
            ),
        ),
        Correction(
            _(
                "code: the penalty's gradient is the number reg_coeff·Σw²; text: “sum(W²)/2N” just "
                "computes the large weights"
            ),
            _(
                "the gradient is the matrix λ·W/N; the penalty does not report the explosion: "
                "by the published code, it makes it"
            ),
            _("see part 7"),
        ),
    ]


def _about_training() -> list[Correction]:
    _X, Y = cloud()
    t = curve_of_tanh(1.0)
    return [
        Correction(
            _("“我们只考虑每次迭代中的整个数据集” (each iteration takes the whole data set)"),
            _(
                "the code takes the first {n} points, always the same; accuracy is on all {all}"
            ).format(n=BATCH, all=len(Y)),
            _("class 1 among the first {n}: {first}; among all {all}: {count}").format(
                n=BATCH, first=int(Y[:BATCH].sum()), all=len(Y), count=int(Y.sum())
            ),
        ),
        Correction(
            _("code: tanh(z) = (1-e⁻ᶻ)/(1+e⁻ᶻ) with the derivative 1-tanh²"),
            _("this is tanh(z/2), whose derivative is ½(1-tanh²)"),
            _("at z = 1 the code gives {code}; tanh(½) = {half}, tanh(1) = {one}").format(
                code=plain(t), half=plain(math.tanh(0.5)), one=plain(math.tanh(1.0))
            ),
        ),
        Correction(
            _("“可以通过减小学习率来减轻上面的问题” (a smaller learning rate helps)"),
            _(
                "the original shows, as proof, an animation with the same lr of 0.003 and a λ a "
                "hundred times smaller: its file is all_50neurons_lr_0.003_reg_0.000001.gif"
            ),
            _("see the table of part 7: a smaller lr only postpones it"),
        ),
    ]
