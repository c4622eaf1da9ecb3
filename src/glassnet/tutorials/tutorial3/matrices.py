"""A layer as a matrix, and how many products a network needs."""

from glassnet.core.derivation import Derivation
from glassnet.locales import _
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.presets.tutorial3 import X, Y, two_two_two
from glassnet.step import Step
from glassnet.tutorials.blocks import Equations, Line, Lines, Paragraph, Section, Table
from glassnet.tutorials.decimals import array_lines, plain, signed
from glassnet.tutorials.tutorial3.neuron import neuron

SIZES = ((2, 2), (3, 3, 3), (784, 100, 10), (2, 16, 16, 16, 1))


def network(sizes: tuple[int, ...]) -> Network:
    """Fully connected layers of these sizes, the inputs first."""
    return Network(sizes[0], [Dense(units, "sigmoid", bias=False) for units in sizes[1:]])


def products(derivation: Derivation, phase: str = "") -> int:
    """How many rows of a derivation, or of one phase of it, multiply two matrices."""
    return sum(
        equation.op.name.startswith(("matmul", "linear"))
        for equation in derivation
        if phase in ("", equation.phase)
    )


def forward_step() -> Step:
    """The 2-2-2 network in the page's layout: examples as columns."""
    return two_two_two().explain(X, Y, layout="columns")


def _product(step: Step) -> tuple[str, ...]:
    """W, x and W @ x under each other."""
    rows = []
    for name, key in (("W1", "W1"), ("A0", "X"), ("Z1 = W1 @ A0", "Z1")):
        head = f"{name} = "
        for text in array_lines(step[key], 4):
            rows.append(head + text)
            head = " " * len(head)
    return tuple(rows)


def matrix_form() -> Section:
    """y = Wx with numbers, and the count of products."""
    step = forward_step()
    x, W, z = step["X"][:, 0], step["W1"], step["Z1"][:, 0]
    lines = tuple(
        Line(
            f"x_{k + 1}",
            f"w1{k + 1}·a + w2{k + 1}·b",
            " + ".join(f"{signed(W[k, i])}·{plain(x[i])}" for i in (0, 1)),
            plain(z[k], 4),
        )
        for k in (0, 1)
    )
    return Section(
        _("A layer is a matrix"),
        (
            *neuron(),
            Paragraph(
                _(
                    "The page's sums for the units of a layer, with numbers of ours for a 2-2-2 "
                    "network, inputs a = {a} and b = {b}:"
                ).format(a=plain(x[0]), b=plain(x[1]))
            ),
            Lines(lines),
            Paragraph(
                _(
                    "Written as y = Wx, W has a row for each unit and a column for each input, so "
                    "w12 (from input 1 to unit 2) stands in row 2, column 1. glassnet writes "
                    "examples as rows, so it computes x·W with the transposed W; "
                    'layout="columns" shows the page\'s form:'
                )
            ),
            Equations(_product(step)),
            Paragraph(
                _(
                    "N layers, the inputs counted, make N-1 products: right, for the forward pass. "
                    "Learning needs one more for each weight matrix and one for each error that "
                    "is sent back, so 3(N-1)-1 in all. Counted in the equations:"
                )
            ),
            _counts(),
        ),
    )


def _counts() -> Table:
    """How many products some networks need."""
    rows = []
    for sizes in SIZES:
        rows_of = network(sizes).derive()
        counts = (len(sizes), products(rows_of, "forward"), products(rows_of))
        rows.append(("-".join(map(str, sizes)), *map(str, counts)))
    return Table(
        (_("network"), _("layers N"), _("products forward"), _("with the backward pass")),
        tuple(rows),
    )
