"""What goes into a step: data, parameters, and the single numbers that steer it."""

from collections.abc import Mapping
from typing import Any

from glassnet.core.derivation import Derivation, Var
from glassnet.core.math_names import Notation
from glassnet.core.notation import INPUT, LEARNING_RATE
from glassnet.core.rows import shape_text
from glassnet.locales import _
from glassnet.views.html.matrix import about, single, table
from glassnet.views.html.names import name
from glassnet.views.html.rows import Manner
from glassnet.views.markup import Markup, element, join


def given(derivation: Derivation, values: Mapping[str, Any], manner: Manner) -> Markup:
    """The first section of a page.

    Args:
        derivation: the equations.
        values: the value of every variable by name.
        manner: how names and numbers are written.
    """
    digits, blocks = manner.digits, []
    for var in sorted(derivation.inputs, key=lambda var: var.role != "data"):
        if not var.shape:
            continue
        said = about(values[var.name], digits)
        blocks.append(element(
            "div",
            element("h3", *_named(var, manner.notation), " ",
                    element("small", shape_text(var.shape))),
            table(var.name, values[var.name], digits),
            element("p", said, class_="spread") if said else Markup(),
        ))  # fmt: skip
    singles = [
        element("span", *_named(var, manner.notation), " =",
                single(var.name, values[var.name], digits))
        for var in derivation.inputs
        if not var.shape
    ]  # fmt: skip
    return element(
        "section",
        element("h2", _("given")),
        element("div", *blocks, class_="given"),
        element("div", *singles, class_="singles"),
        id="given",
    )


def _named(var: Var, notation: Notation) -> list[Markup]:
    """The name of a variable in formulas, where it is another one, and in code."""
    code = element("code", f"{var.name} = X" if var.name == INPUT else var.name)
    plain = len(var.name) == 1 or notation == "glassnet"
    if plain and var.name != LEARNING_RATE:
        return [code]
    return [join([Markup(f"<math>{name(var.name, notation)}</math>"), " = "]), code]
