"""One weight update of a 2-2-2 network, every factor shown: the page has no numbers for it."""

import numpy as np

from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.optimizers import SGD
from glassnet.presets.tutorial3 import LR, WEIGHTS, X, Y, two_two_two
from glassnet.step import Step
from glassnet.tutorials.blocks import Equations, Line, Lines, Paragraph, Section, Table
from glassnet.tutorials.decimals import array_lines, signed
from glassnet.tutorials.decimals import plain as rounded
from glassnet.tutorials.equations import equations_with_values

PLACES = 6
NUDGE = 1e-5  # of one weight, for a slope by small changes


def plain(value: object) -> str:
    """A number to the decimals of this part."""
    return rounded(value, PLACES)


def update_step(factor: float = 0.5, lr: float = LR) -> Step:
    """The step in the page's layout: examples as columns, W with a row for each unit."""
    return two_two_two(factor=factor).explain(X, Y, layout="columns", optimizer=SGD(lr))


def page_change(step: Step) -> Array:
    """The page's formula, α·E_k·O_k(1-O_k)·O_jᵀ, from the step's own numbers."""
    out = step["A2"]
    change: Array = step["lr"] * (step["Y"] - out) * out * (1 - out) @ step["A1"].T
    return change


def worked_update() -> Section:
    """The change of one weight number by number, then of all four."""
    step = update_step()
    marks = {**SYMBOLS, "W1_new": _("new w_ij"), "W2_new": _("new w_jk")}
    return Section(
        _("A weight update worked out"),
        (
            Paragraph(
                _(
                    "“更新权重的一个实例” (a worked weight update) is a heading on the page with "
                    "no number below it. Here is one, with numbers of ours: 2-2-2, sigmoid "
                    "twice, no biases, α = {lr}; inputs ({i1}, {i2}), targets ({t1}, {t2}). "
                    "First the weight w_11 from hidden unit 1 to output 1, in the page's names; "
                    "w11 to w22 (no bar) are the hidden layer's."
                ).format(
                    lr=plain(LR),
                    i1=plain(X[0][0]),
                    i2=plain(X[0][1]),
                    t1=plain(Y[0][0]),
                    t2=plain(Y[0][1]),
                )
            ),
            Lines((*_forward(step), *_change(step))),
            Paragraph(
                _(
                    "The same for all four weights at once, ΔW_jk = α·E_k·O_k(1-O_k)·O_jᵀ: a "
                    "column of errors times slopes, (2, 1), times a row of outputs, (1, 2), is a "
                    "matrix, (2, 2). The result agrees with W2_new - W2 of the step that ran:"
                )
            ),
            Equations(_outer_product(step)),
            Paragraph(
                _("And the whole step with the page's symbols, hidden layer and new weights too:")
            ),
            equations_with_values(step, marks, places=PLACES),
        ),
    )


SYMBOLS = {
    "Z1": "x_j",
    "A1": "O_j",
    "Z2": "x_k",
    "A2": "O_k",
    "L": "½ΣE²",
    "dA2": "-E_k",
    "dW2": "-ΔW_jk/α",
    "dW1": "-ΔW_ij/α",
}


def _forward(step: Step) -> list[Line]:
    """Lines 1 to 6: the two hidden units, then output 1."""
    i, W1, W2 = step["X"][:, 0], step["W1"], step["W2"]
    x, o = step["Z1"][:, 0], step["A1"][:, 0]
    lines = []
    for j in (0, 1):
        terms = " + ".join(f"{signed(W1[j, n])}·{rounded(i[n])}" for n in (0, 1))
        name = f"x_j{j + 1}"
        lines.append(Line(name, f"w1{j + 1}·i1 + w2{j + 1}·i2", terms, plain(x[j])))
    lines += [
        Line(f"O_j{j + 1}", f"σ(x_j{j + 1})", f"1/(1+exp({_minus(x[j])}))", plain(o[j]))
        for j in (0, 1)
    ]
    z = step["Z2"][0, 0]
    terms = " + ".join(f"{plain(o[j])}·{signed(W2[0, j])}" for j in (0, 1))
    return [
        *lines,
        Line("x_k1", "O_j1·w_11 + O_j2·w_21", terms, plain(z)),
        Line("O_k1", "σ(x_k1)", f"1/(1+exp({_minus(z)}))", plain(step["A2"][0, 0])),
    ]


def _minus(value: float) -> str:
    """The number with its sign turned."""
    return plain(-value)


def _change(step: Step) -> list[Line]:
    """Lines 7 to 10: error, slope, change, new weight."""
    o, out, target = step["A1"][0, 0], step["A2"][0, 0], step["Y"][0, 0]
    error, slope, old = target - out, out * (1 - out), step["W2"][0, 0]
    change = page_change(step)[0, 0]
    factors = "·".join(map(plain, (step["lr"], error, slope, o)))
    return [
        Line("E_1", "t_1 - O_k1", f"{plain(target)} - {plain(out)}", plain(error)),
        Line("s_1", "O_k1·(1 - O_k1)", f"{plain(out)}·(1 - {plain(out)})", plain(slope)),
        Line("Δw_11", "α·E_1·s_1·O_j1", factors, rounded(change, 8)),
        Line(
            _("new w_11"),
            "w_11 + Δw_11",
            f"{plain(old)} + {rounded(change, 8)}",
            rounded(step["W2_new"][0, 0], 8),
        ),
    ]


def _outer_product(step: Step) -> tuple[str, ...]:
    """The factors of ΔW_jk and the result, beside the change that the step made."""
    out, error = step["A2"], step["Y"] - step["A2"]
    parts = (
        ("E_k          ", error, PLACES),
        ("O_k(1-O_k)   ", out * (1 - out), PLACES),
        ("O_jᵀ         ", step["A1"].T, PLACES),
        ("ΔW_jk        ", page_change(step), 8),
        ("W2_new - W2  ", step["W2_new"] - step["W2"], 8),
    )
    rows = []
    for name, value, places in parts:
        head = f"{name}= "
        for text in array_lines(value, places):
            rows.append(head + text)
            head = " " * len(head)
    return tuple(rows)


def squares(w11: float) -> float:
    """The page's E = Σ(t - o)² for another w_11 between hidden unit 1 and output 1."""
    W2 = np.array(WEIGHTS["W2"])
    W2[0, 0] = w11
    model = two_two_two({"W1": WEIGHTS["W1"], "W2": W2}, factor=1.0)
    return float(model.explain(X, Y)["L"])


def measured_slope() -> float:
    """dE/dw_11 by a small change of the weight, both ways."""
    old = WEIGHTS["W2"][0][0]
    return (squares(old + NUDGE) - squares(old - NUDGE)) / (2 * NUDGE)


def factor_two() -> tuple[Paragraph, Table, Paragraph]:
    """What dropping the 2 does: another step, unless α takes it up."""
    settings = ((1.0, LR), (0.5, LR), (0.5, 2 * LR))
    steps = [update_step(factor, lr) for factor, lr in settings]
    names = ("Σ(t - o)²", "½ Σ(t - o)²", "½ Σ(t - o)²")
    rows = tuple(
        (
            name,
            plain(lr),
            rounded(step["dW2"][0, 0], 8),
            rounded(step["W2_new"][0, 0], 10),
        )
        for name, (_factor, lr), step in zip(names, settings, steps, strict=True)
    )
    equal = [
        bool(first == last)
        for name in ("W1_new", "W2_new")
        for first, last in zip(steps[0][name].flat, steps[2][name].flat, strict=True)
    ]
    return (
        Paragraph(
            _(
                "The page drops the 2 of -2(t - o): “这个常数是什么无关紧要” (the constant "
                "does not matter). For the direction it does not; for the length of the step "
                "it does. It amounts to ½Σ(t - o)² as the error."
            )
        ),
        Table((_("error"), "α", _("slope for w_11"), _("new w_11")), rows),
        Paragraph(
            _(
                "The first line and the last: of the {count} new weights, {same} are equal "
                "to the last bit. So α takes up the 2. But a gradient check of the page's "
                "formula against its own E finds it: a small change of w_11 gives "
                "{measured}, the formula without the 2 gives {half}."
            ).format(
                count=len(equal),
                same=sum(equal),
                measured=rounded(measured_slope(), 8),
                half=rounded(steps[1]["dW2"][0, 0], 8),
            )
        ),
    )
