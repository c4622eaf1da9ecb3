"""Random expressions over all atoms, and numbers to put into them."""

import math
from typing import Any

import numpy as np
from hypothesis import strategies as st

from glassnet.core.atoms import ATOMS, COMPARE
from glassnet.core.expr import Call, Const, Expr, Sym

SYMBOLS = ("x", "y_", "z1")
COMPARISONS = [n for n, atom in ATOMS.items() if atom.forms["numpy"].strength == COMPARE]
NUMBERS = [n for n in ATOMS if n not in COMPARISONS and n != "where"]
SPECIAL = (0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 1e-300, 1e300, math.inf, -math.inf, math.nan)

constants = st.one_of(
    st.sampled_from([0, 1, 2, 3, -1, -2, 10, 0.5, -0.5, 0.1, 1e-6, -0.0, 2.0, -3.0, 123456.75]),
    st.floats(-100, 100, allow_nan=False),
).map(Const)
leaves = st.one_of(st.sampled_from(SYMBOLS).map(Sym), constants)


def _grow(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """A level more: any atom over the expressions inside; comparisons only as conditions."""
    compare = st.builds(lambda n, a, b: Call(n, (a, b)), st.sampled_from(COMPARISONS), inner, inner)
    nested = st.builds(
        lambda n, a, b: Call(n, (a, b)),
        st.sampled_from(COMPARISONS),
        st.one_of(compare, inner),
        st.one_of(compare, inner),
    )
    choice = st.builds(lambda c, a, b: Call("where", (c, a, b)), nested, inner, inner)
    atom = st.sampled_from(NUMBERS).flatmap(
        lambda n: st.tuples(*[inner] * ATOMS[n].arity).map(lambda args: Call(n, args))
    )
    return st.one_of(atom, atom, choice)


expressions: st.SearchStrategy[Expr] = st.recursive(leaves, _grow, max_leaves=12)


def values(seed: int, dtype: str, shape: tuple[int, ...]) -> dict[str, Any]:
    """A number or an array for each symbol, special numbers among them."""
    rng = np.random.default_rng(seed)
    result = {}
    for name in SYMBOLS:
        plain = 3 * rng.standard_normal(shape)
        mixed = np.where(rng.random(shape) < 0.2, rng.choice(SPECIAL, shape), plain)
        with np.errstate(all="ignore"):
            result[name] = np.asarray(mixed).astype(dtype)[()]
    return result
