"""Index notation: entries of arrays, and sums over an index, as parts of an expression.

>>> W, x = Table("W"), Table("x")
>>> over(k, x[i, k] * W[k, j])
Σk x[i, k] * W[k, j]
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from glassnet.core.expr import Call, Const, Expr


@dataclass(frozen=True, order=True)
class Index:
    """A letter that counts: i, j, k."""

    name: str


Place = Index | int
Binding = Mapping[Index, Place]
i, j, k, p, q = map(Index, "ijkpq")


@dataclass(frozen=True, slots=True, repr=False)
class Entry(Expr):
    """One entry of an array: `A0[i, k]`."""

    name: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Over(Expr):
    """The sum over an index: Σ_k body.

    Attributes:
        index: what counts.
        body: what is summed.
        size: how far it counts; 0 while the op has not met its arrays.
    """

    index: Index
    body: Expr
    size: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Table(Expr):
    """An array in the rule of a structured op: `x[i, k]` is one of its entries."""

    name: str

    def __getitem__(self, places: Place | tuple[Place, ...]) -> Entry:
        return Entry(self.name, places if isinstance(places, tuple) else (places,))


def over(index: Index, body: Expr) -> Over:
    """The sum of an expression over all values of an index."""
    return Over(index, body)


def children(expr: Expr) -> tuple[Expr, ...]:
    """The parts of an expression."""
    if isinstance(expr, Call):
        return expr.args
    return (expr.body,) if isinstance(expr, Over) else ()


def entries(expr: Expr) -> Iterator[Entry]:
    """The entries that an expression reads, in the order of their appearance."""
    if isinstance(expr, Entry):
        yield expr
    for part in children(expr):
        yield from entries(part)


def bind(expr: Expr, binding: Binding) -> Expr:
    """The expression with other places, numbers for instance, for its free indices."""
    if not binding:
        return expr
    if isinstance(expr, Entry):
        return Entry(expr.name, moved(expr.places, binding))
    if isinstance(expr, Over):
        kept = {index: place for index, place in binding.items() if index != expr.index}
        return Over(expr.index, bind(expr.body, kept), expr.size)
    if isinstance(expr, Call):
        return Call(expr.atom, tuple(bind(arg, binding) for arg in expr.args))
    return expr


def moved(places: tuple[Place, ...], binding: Binding) -> tuple[Place, ...]:
    """Places with others for their indices."""
    return tuple(binding.get(at, at) if isinstance(at, Index) else at for at in places)


def matched(places: tuple[Place, ...], place: tuple[int, ...]) -> dict[Index, Place] | None:
    """The numbers for the indices that make `places` the given place; None if nothing does."""
    binding: dict[Index, Place] = {}
    for want, number in zip(places, place, strict=True):
        if isinstance(want, Index):
            if binding.setdefault(want, number) != number:
                return None
        elif want != number:
            return None
    return binding


def replaced(expr: Expr, leaf: Callable[[Entry], Expr]) -> Expr:
    """The expression with something else for each entry that it reads."""
    if isinstance(expr, Entry):
        return leaf(expr)
    if isinstance(expr, Over):
        return Over(expr.index, replaced(expr.body, leaf), expr.size)
    if isinstance(expr, Call):
        return Call(expr.atom, tuple(replaced(arg, leaf) for arg in expr.args))
    return expr


def is_one(expr: Expr) -> bool:
    """Whether an expression is the number 1."""
    return isinstance(expr, Const) and expr.value == 1
