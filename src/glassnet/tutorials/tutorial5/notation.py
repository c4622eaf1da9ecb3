"""How the course names and counts things, beside the names of the equations here."""

from glassnet.core.rows import shape_text
from glassnet.locales import _, pad
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.tutorials.blocks import Equations, Paragraph, Printed, Section, Table
from glassnet.tutorials.tutorial5.network import LAYOUT, shallow

NAMES = {
    "A0": "x = a^[0], X",
    "W1": "W^[1]",
    "b1": "b^[1]",
    "Z1": "z^[1], Z^[1]",
    "A1": "a^[1], A^[1]",
    "W2": "W^[2]",
    "b2": "b^[2]",
    "Z2": "z^[2], Z^[2]",
    "A2": "a^[2] = ŷ, A^[2]",
}
PRINTED = {
    "A0": Printed("(n_x,m)", "text"),
    "W1": Printed("(4,3)", "text"),
    "b1": Printed("(4,1)", "text"),
    "Z1": Printed("(4,m)", "text"),
    "A1": Printed("(4,m)", "text"),
    "W2": Printed("(1,4)", "text"),
    "b2": Printed("(1,1)", "text"),
    "Z2": Printed("(1,m)", "text"),
    "A2": Printed("(1,m)", "text"),
}
GENERAL = {
    "W1": Printed("(n^[1],n^[0])", "text"),
    "b1": Printed("(n^[1],1)", "text"),
    "W2": Printed("(n^[2],n^[1])", "text"),
    "b2": Printed("(n^[2],1)", "text"),
}
DRAWING = """\
                 a^[1]_1
x1 = a^[0]_1
                 a^[1]_2
x2 = a^[0]_2                    a^[2]_1 = ŷ
                 a^[1]_3
x3 = a^[0]_3
                 a^[1]_4"""
COLUMNS = (17, 15, 12)  # of the drawing, one for each layer


def shapes(network: Network) -> dict[str, tuple[str, str]]:
    """The shape of every array for one example and for m, as the derivation has them.

    Which side is m is not assumed: it is the one that changes with the number of examples.
    """
    one, five, six = (_shapes(network, m) for m in (1, 5, 6))
    return {
        name: (shape_text(one[name]), f"({', '.join(_sides(five[name], six[name]))})")
        for name in NAMES
    }


def _shapes(network: Network, m: int) -> dict[str, tuple[int, ...]]:
    derivation = lower(network, m, layout=LAYOUT)
    variables = [*derivation.inputs, *(equation.out for equation in derivation)]
    return {var.name: var.shape for var in variables}


def _sides(shape: tuple[int, ...], other: tuple[int, ...]) -> list[str]:
    return ["m" if a != b else str(a) for a, b in zip(shape, other, strict=True)]


def the_network() -> Section:
    """The drawing, the counting of layers, and the shapes."""
    network = shallow().network
    return Section(
        _("The network and its names"),
        (
            Equations((_columns(), "", *DRAWING.splitlines())),
            Paragraph(
                _(
                    "a^[l]_i is what unit i of layer l answers; “i从1开始,l从0开始” (i counts from "
                    "1, l from 0). Layer 0 are the inputs, which compute nothing, so they do not "
                    "count: this network of three columns has {count} layers. The equations here "
                    "drop the brackets, W1 for W^[1], and number layers in the same way."
                ).format(count=len(network.dense))
            ),
            _table(network),
            Paragraph(
                _(
                    "Every shape is read off the equations that ran; all of them agree with the "
                    "page. Rows are units and columns are examples, as the page says. The first "
                    "and the fourth tutorial have it the other way round: there W1 would be "
                    '{turned}. Here it is layout="columns".'
                ).format(turned=shape_text(shallow().params["W1"].shape))
            ),
        ),
    )


def _columns() -> str:
    """What stands above the drawing."""
    names = (_("0: inputs"), _("1: hidden"), _("2: output"))
    return "".join(pad(name, columns) for name, columns in zip(names, COLUMNS, strict=True)).strip()


def _table(network: Network) -> Table:
    found = shapes(network)
    rows = tuple(
        (
            name,
            course,
            *found[name],
            PRINTED[name].text,
            GENERAL[name].text if name in GENERAL else "",
        )
        for name, course in NAMES.items()
    )
    header = (
        _("here"),
        _("the course"),
        _("one example"),
        _("m examples"),
        _("printed (body text)"),
        _("in general (body text)"),
    )
    return Table(header, rows)
