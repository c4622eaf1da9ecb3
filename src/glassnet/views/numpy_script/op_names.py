"""Which names do the ops have in a script whose own code needs theirs?

A user may call an op `sum` or `i`. Where loops and calls stand among the rows, such a name would
mean two things; then the op gets an underscore behind its name there.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from glassnet.core.derivation import Derivation
from glassnet.core.op import Op

# What the code around the rows is made of, in each form that has such code.
BY_EXAMPLE = frozenset({"i", "parts", "found", "range", "list", "zip", "sum"})
BY_NUMBER = frozenset({*"ijkpq", "examples", "range", "sum"})
AS_FUNCTIONS = frozenset(
    {"inputs", "outputs", "weights", "len", "loss", "feed_forward", "update_weights"}
    | {"updated_weights", "original_loss", "predict", "forward", "scaled", "in_units"}
    | {"scaled_targets", "examples", "targets", "offset", "spread"}
    | {"target_offset", "target_spread"}
)


def with_free_names(derivation: Derivation, needed: Collection[str]) -> Derivation:
    """The derivation with other names for the ops whose names the script needs.

    Args:
        derivation: the equations.
        needed: the names that the script's own code uses where the rows stand.
    """
    names = frozenset(needed) | {equation.op.name for equation in derivation.equations}
    renamed = tuple(
        replace(equation, op=_renamed(equation.op, names))
        if equation.op.name in needed
        else equation
        for equation in derivation.equations
    )
    return replace(derivation, equations=renamed)


@lru_cache(maxsize=256)
def _renamed(op: Op, taken: frozenset[str]) -> Op:
    """The same op under a name that nothing else has."""
    name = op.name
    while name in taken:
        name += "_"
    word = re.compile(rf"(?<![\w.]){re.escape(op.name)}(?=\()")
    code = op.templates.get("numpy")
    return replace(
        op,
        name=name,
        define=None if op.define is None else word.sub(name, op.define),
        templates=op.templates if code is None else {**op.templates, "numpy": word.sub(name, code)},
    )
