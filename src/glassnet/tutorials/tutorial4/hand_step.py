"""The 2-3-1 network that the tutorial computes by hand: one step, number by number."""

from typing import Any

from glassnet import presets
from glassnet.core.indexed import is_one
from glassnet.locales import _
from glassnet.step import Step
from glassnet.tutorials.blocks import (
    Equations,
    Line,
    Lines,
    Paragraph,
    Printed,
    Section,
    Table,
    both,
)
from glassnet.tutorials.decimals import plain as rounded
from glassnet.tutorials.equations import equations_with_values
from glassnet.tutorials.render import numbered
from glassnet.views.text.paths import Paths, paths_text

PLACES = 7
PATH_WIDTH = 76

SUMS = (Printed("1", "text"), Printed("1.3", "text"), Printed("0.8", "text"))
A11 = Printed("0.73", "text")
A12 = Printed("0.78", "text")
A12_LATER = Printed("0.79", "text")
A13 = Printed("0.69", "text")
OUTPUT = Printed("1.235", "text")
LOSS = Printed("1.235² = 1.52", "text")


def plain(value: Any) -> str:
    """A number to the decimals of this part."""
    return rounded(value, PLACES)


def hand_step() -> Step:
    """The step with every value, as the library computes it."""
    return presets.load("s3-2-3-1").explain()


def the_path(step: Step) -> Paths:
    """The one way from w11 to the loss: the four factors of the tutorial's chain rule."""
    return step.paths("W1", (0, 0))


def s3_step_lines(width: int = 80) -> list[str]:
    """The step in about a dozen numbered lines, with what the tutorial prints beside them.

    Args:
        width: columns of the terminal.

    Returns:
        Lines of text, ready to be shown.
    """
    return numbered(_lines(hand_step()), width)


def _lines(step: Step) -> tuple[Line, ...]:
    return (*_forward(step), *_chain(step))


def _as_printed(printed: Printed) -> str:
    return _("as printed: {text}").format(text=printed.text)


def _forward(step: Step) -> list[Line]:
    """Lines 1 to 8: hidden sums, activations, output, loss."""
    x, W1, W2 = step["X"][0], step["W1"], step["W2"][:, 0]
    h, a, output = step["Z1"][0], step["A1"][0], step["A2"][0, 0]
    lines = [
        Line(
            f"h1{j + 1}",
            f"x1·w1{j + 1} + x2·w2{j + 1}",
            " + ".join(f"{plain(x[i])}·{plain(W1[i, j])}" for i in (0, 1)),
            plain(h[j]),
            _as_printed(SUMS[j]),
        )
        for j in range(3)
    ]
    notes = [
        _as_printed(A11),
        _("as printed: {first}, then {second}").format(first=A12.text, second=A12_LATER.text),
        _as_printed(A13),
    ]
    lines += [
        Line(f"a1{j + 1}", f"σ(h1{j + 1})", f"1/(1+exp(-{plain(h[j])}))", plain(a[j]), notes[j])
        for j in range(3)
    ]
    terms = " + ".join(f"{plain(a[j])}·{plain(W2[j])}" for j in range(3))
    symbols = " + ".join(f"a1{j + 1}·w3{j + 1}" for j in range(3))
    note = _("as printed: {text}, the sum of rounded terms").format(text=OUTPUT.text)
    lines.append(Line("ŷ", symbols, terms, plain(output), note))
    target = plain(step["Y"][0, 0])
    numbers = f"({target} - {plain(output)})²"
    square = f"{float(OUTPUT.text) ** 2:.2f}"
    note = _("as printed: {text}, but 1.235² rounds to {square}")
    note = note.format(text=LOSS.text, square=square)
    return [*lines, Line("C", "(y - ŷ)²", numbers, plain(step["L"]), note)]


def _chain(step: Step) -> list[Line]:
    """Lines 9 to 14: the four factors of dC/dw11, their product, the new weight."""
    a, output, target = step["A1"][0, 0], step["A2"][0, 0], step["Y"][0, 0]
    w11, path = step["W1"][0, 0], the_path(step)[0]
    # From the loss back to the weight, as the tutorial multiplies; ∂A2/∂Z2 = 1 is no factor there.
    factors = [factor.value for factor in reversed(path.factors) if not is_one(factor.slope)]
    numbers = [
        f"-2·({plain(target)} - {plain(output)})",
        "",
        f"{plain(a)}·(1 - {plain(a)})",
        "",
    ]
    names = ["∂C/∂ŷ", "∂ŷ/∂a11", "∂a11/∂h11", "∂h11/∂w11"]
    symbols = ["-2·(y - ŷ)", "w31", "a11·(1 - a11)", "x1"]
    lines = [
        Line(name, symbol, number, plain(factor))
        for name, symbol, number, factor in zip(names, symbols, numbers, factors, strict=True)
    ]
    product = "·".join(map(plain, factors))
    lines.append(Line("∂C/∂w11", "(9)·(10)·(11)·(12)", product, plain(path.product)))
    update = f"{plain(w11)} - {plain(step['lr'])}·{plain(path.product)}"
    result = plain(step["W1_new"][0, 0])
    return [*lines, Line(_("new w11"), "w11 - lr·∂C/∂w11", update, result)]


def by_hand() -> Section:
    """The worked example, and why some printed numbers differ."""
    step = hand_step()
    header = (_("what"), _("printed"), _("comes out"), _("why it differs"))
    return Section(
        _("One step by hand"),
        (
            Paragraph(
                _(
                    "Sections 3 and 4.4 of the tutorial: 2 inputs, 3 hidden units with sigmoid, "
                    "1 output, no biases; x = (1, 1), y = 0. The names are the tutorial's. Every "
                    "number comes from the equations that ran; “as printed” is what stands "
                    "in the page's text."
                )
            ),
            Lines(_lines(step)),
            Table(header, _differences(step)),
            Paragraph(
                _(
                    "Lines 9 to 12 belong to a figure: the network with h11, a11 and ŷ marked. "
                    "glassnet finds this path by itself, for any weight; h11 is Z1[0, 0], a11 is "
                    'A1[0, 0], ŷ is A2[0, 0], C is L. step.graph(path=("W1", (0, 0))) draws it lit.'
                )
            ),
            Equations(tuple(paths_text(the_path(step), PLACES, PATH_WIDTH).splitlines())),
        ),
    )


def _differences(step: Step) -> tuple[tuple[str, ...], ...]:
    """What is printed, what comes out, and why."""
    coarse = sum(
        float(printed.text) * weight
        for printed, weight in zip((A11, A12_LATER, A13), step["W2"][:, 0], strict=True)
    )
    square = float(OUTPUT.text) ** 2
    return (
        (
            "a12",
            both(A12, A12_LATER),
            plain(step["A1"][0, 1]),
            _("The list of activations has 0.78, the next sum uses 0.79. Rounded it is 0.79."),
        ),
        (
            "ŷ",
            str(OUTPUT),
            plain(step["A2"][0, 0]),
            _(
                "0.73×0.3 + 0.79×0.5 + 0.69×0.9 = {sum}: the sum of rounded numbers. The "
                "activations as they are give {exact}."
            ).format(sum=plain(coarse), exact=plain(step["A2"][0, 0])),
        ),
        (
            "C",
            str(LOSS),
            plain(step["L"]),
            _(
                "1.235² is {square}, which would be printed as {cut}. 1.52 can only come from "
                "the unrounded ŷ."
            ).format(square=plain(square), cut=f"{square:.2f}"),
        ),
    )


def as_matrices() -> Section:
    """The same step as the equations of the library: all nine weights at once."""
    step = hand_step()
    return Section(
        _("The same step for all nine weights"),
        (
            Paragraph(
                _(
                    "The tutorial stops at w11 and says that the others go the same way. Here "
                    "they are, in {count} equations: Z1 holds h11, h12, h13; A1 holds a11, a12, "
                    "a13; L is C. The corner of dW1 is line 13 above. The two rows of dW1 are "
                    "equal because x1 = x2 = 1."
                ).format(count=len(step.derivation))
            ),
            equations_with_values(step, places=PLACES),
        ),
    )
