"""The derivation of the page link by link, each with its number in the worked update."""

import numpy as np

from glassnet.core.indexed import is_one
from glassnet.locales import _
from glassnet.tutorials.activation_values import value_and_slope
from glassnet.tutorials.blocks import Equations, Line, Lines, Paragraph, Printed, Section, Table
from glassnet.tutorials.decimals import plain, signed
from glassnet.tutorials.tutorial3.weight_update import PLACES, factor_two, update_step

FORMULAS = (
    "E = Σ_n (t_n - o_n)²",
    "∂E/∂w_jk = ∂E/∂o_k · ∂o_k/∂w_jk",
    "         = -2(t_k - o_k) · ∂o_k/∂w_jk",
    "         = -2(t_k - o_k) · sigmoid(Σ_j w_jk·o_j)(1 - sigmoid(Σ_j w_jk·o_j))",
    "           · o_j",
)

# What the book prints for its own example, in its third erratum: e_1, the sum, its sigmoid,
# the slope, o_j, the product, the step with a learning rate of 0.1, and the new weight.
BOOK_ERROR, BOOK_OUTPUT, BOOK_RATE, BOOK_WEIGHT = 1.5, 0.4, 0.1, 2.0
BOOK_SUM = Printed("(2.0 * 0.4) + (3.0 * 0.5) = 2.3", "book")
BOOK = {
    "sigmoid": Printed("0.909", "book"),
    "slope": Printed("0.083", "book"),
    "product": Printed("0.04969", "book"),
    "change": Printed("0.005", "book"),
    "weight": Printed("2.005", "book"),
}


def link_by_link() -> Section:
    """The formulas with the numbers of w_11, the book's own example, and the 2."""
    return Section(
        _("The derivation, and the 2 that it drops"),
        (
            Paragraph(
                _(
                    "The page goes from its error to the slope for a weight w_jk; of the sum only "
                    "o_k depends on it (body text):"
                )
            ),
            Equations(FORMULAS),
            Paragraph(_("The same links with the numbers of part 8, for w_11:")),
            Lines(_links()),
            Paragraph(
                _(
                    "The book has numbers of its own for this, made up and not from a forward "
                    "pass: weights 2 and 3, outputs 0.4 and 0.5, so {sum}; an error of 1.5, which "
                    "targets from 0 to 1 could not give; α = 0.1, and the 2 dropped:"
                ).format(sum=BOOK_SUM)
            ),
            Table((_("what"), _("printed"), _("comes out")), _book()),
            *factor_two(),
        ),
    )


def _links() -> tuple[Line, ...]:
    """The three factors as the path from the weight to the loss has them."""
    step = update_step(factor=1.0)
    path = step.paths("W2", (0, 0))[0]
    error, slope, output = (
        factor.value for factor in reversed(path.factors) if not is_one(factor.slope)
    )
    t, o, x = step["Y"][0, 0], step["A2"][0, 0], step["Z2"][0, 0]
    shown = [plain(value, PLACES) for value in (t, o, x, slope)]
    product = "·".join(signed(value, PLACES) for value in (error, slope, output))
    return (
        Line("∂E/∂o_1", "-2(t_1 - o_1)", f"-2·({shown[0]} - {shown[1]})", plain(error, PLACES)),
        Line(
            "∂o_1/∂x_1",
            "sigmoid(x_1)(1 - sigmoid(x_1))",
            f"{shown[1]}·(1 - {shown[1]})",
            shown[3],
            _("x_1 = {x} is the sum").format(x=shown[2]),
        ),
        Line("∂x_1/∂w_11", "o_j1", "", plain(output, PLACES)),
        Line("∂E/∂w_11", "(1)·(2)·(3)", product, plain(path.product, 8)),
    )


def book_values() -> dict[str, float]:
    """The book's example, computed."""
    value, slope = (float(v[0]) for v in value_and_slope("sigmoid", np.array([2.3])))
    product = BOOK_ERROR * slope * BOOK_OUTPUT
    return {
        "sigmoid": value,
        "slope": slope,
        "product": product,
        "change": BOOK_RATE * product,
        "weight": BOOK_WEIGHT + BOOK_RATE * product,
    }


def _book() -> tuple[tuple[str, str, str], ...]:
    names = {
        "sigmoid": "sigmoid(2.3)",
        "slope": "O_k(1 - O_k)",
        "product": "e_1·O_k(1 - O_k)·o_j",
        "change": "Δw_11",
        "weight": "w_11 + Δw_11",
    }
    found = book_values()
    return tuple((name, str(BOOK[key]), plain(found[key], 7)) for key, name in names.items())
