"""One entry of a row: the scalar equation behind an equation of arrays.

`Z1 = A0 @ W1 + b1` says for each entry `Z1[i, j] = Σ_k A0[i, k]·W1[k, j] + b1[j]`. An elementwise
op says this by its meaning; a structured op states it: `entry=lambda x, W, b: over(k, x[i, k] *
W[k, j]) + b[j]`. Paths, single entries, per-unit formulas and scalar loops all come from here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from glassnet.core.derivation import Equation, Var
from glassnet.core.expr import Call, Expr, Sym
from glassnet.core.indexed import (
    Entry,
    Index,
    Over,
    Place,
    Table,
    bind,
    children,
    entries,
    i,
    matched,
    moved,
)
from glassnet.core.op import Shape
from glassnet.errors import DerivationError
from glassnet.locales import _


@dataclass(frozen=True)
class EntryForm:
    """What a row says about each entry of its result.

    Attributes:
        out: the entry of the result, its places free.
        body: what it equals.
        sizes: how far each free index counts.
    """

    out: Entry
    body: Expr
    sizes: Mapping[Index, int]

    def at(self, place: tuple[int, ...]) -> Expr:
        """What one entry equals: the body with numbers for the free indices."""
        return bind(self.body, matched(self.out.places, place) or {})

    @property
    def reads(self) -> tuple[Entry, ...]:
        """The entries that one entry of the result is made of, each once."""
        return tuple(dict.fromkeys(entries(self.body)))

    def feeds(self, name: str, place: tuple[int, ...]) -> tuple[Entry, ...]:
        """The entries of the result that an entry of an operand goes into.

        A place that takes every value stays an index.
        """
        found: dict[Entry, None] = {}
        for entry in self.reads:
            binding = matched(entry.places, place) if entry.name == name else None
            if binding is not None:
                found[Entry(self.out.name, moved(self.out.places, binding))] = None
        return tuple(found)


def entry_form(equation: Equation) -> EntryForm:
    """The entry form of a row.

    Raises:
        DerivationError: if the row applies a structured op that does not state its entries.
    """
    return _entry_form(equation)


@lru_cache(maxsize=4096)
def _entry_form(equation: Equation) -> EntryForm:
    op, out = equation.op, equation.out
    known = dict(zip(op.inputs, equation.inputs, strict=True))
    if op.entry is not None:
        body = _renamed(op.entry, known)
        places = _stated_places(equation, body)
    elif op.meaning is not None:
        places = _letters(out.shape, "ij")
        body = _elementwise(op.meaning, known, out.shape, places)
    else:
        raise DerivationError(
            _("{op} does not say what each entry of its result is").format(op=op.name),
            expected="structured(…, entry=lambda x: …)",
            received=op.templates.get("numpy", op.name),
            where=str(equation),
            fix=_("state it when the op is made: entry= in index notation"),
        )
    shapes = {var.name: var.shape for var in equation.inputs}
    sizes = dict(_sizes(body, shapes))
    sizes.update({index: n for index, n in zip(places, out.shape, strict=True)
                  if isinstance(index, Index)})  # fmt: skip
    return EntryForm(Entry(out.name, places), _sized(body, sizes), sizes)


def _stated_places(equation: Equation, body: Expr) -> tuple[Place, ...]:
    """The places of a stated entry in the result: its free letters in their order.

    Where there are fewer letters than directions, the others have size 1 and the place 0.
    """
    sizes = dict(_sizes(body, {var.name: var.shape for var in equation.inputs}))
    free = sorted(_free(body))
    places: list[Place] = []
    for size in equation.out.shape:
        fits = free and sizes[free[0]] == size
        places.append(free.pop(0) if fits else 0)
        if not fits and size != 1:
            free.append(i)  # a direction without a letter
            break
    if free:
        raise DerivationError(
            _("the entry that {op} states does not fit its result").format(op=equation.op.name),
            expected=_("a free letter for each direction of {shape}").format(
                shape=equation.out.shape
            ),
            received=repr(body),
            where=str(equation),
            fix=_("correct entry= where the op is made"),
        )
    return tuple(places)


def _letters(shape: Shape, names: str) -> tuple[Place, ...]:
    """Indices for the directions of an array; the last letter for the last direction."""
    return tuple(Index(name) for name in names[len(names) - len(shape) :])


def _elementwise(
    expr: Expr, known: Mapping[str, Var], shape: Shape, places: tuple[Place, ...]
) -> Expr:
    """The meaning of an elementwise op with entries for its symbols."""
    if isinstance(expr, Sym):
        var = known[expr.name]
        return _entry_of(var, shape, places)
    if not isinstance(expr, Call):
        return expr
    if expr.atom != "sum":
        return Call(expr.atom, tuple(_elementwise(a, known, shape, places) for a in expr.args))
    inner = _widest(expr.args[0], known)
    letters = _letters(inner, "pq" if places else "ij")
    body = _elementwise(expr.args[0], known, inner, letters)
    for letter, size in zip(reversed(letters), reversed(inner), strict=True):
        assert isinstance(letter, Index)
        body = Over(letter, body, size)
    return body


def _entry_of(var: Var, shape: Shape, places: tuple[Place, ...]) -> Expr:
    """An operand at the places of the result: directions of size 1 are spread."""
    if var.shape == ():
        return Sym(var.name)
    lacking = len(shape) - len(var.shape)
    own = tuple(
        0 if size == 1 and shape[lacking + axis] != 1 else places[lacking + axis]
        for axis, size in enumerate(var.shape)
    )
    return Entry(var.name, own)


def _widest(expr: Expr, known: Mapping[str, Var]) -> Shape:
    """The shape that an expression has when its operands are spread over each other."""
    from glassnet.core.shapes import expression_shape

    return expression_shape(expr, {name: var.shape for name, var in known.items()})


def _renamed(expr: Expr, known: Mapping[str, Var]) -> Expr:
    """A stated entry with the names of a row's variables; a single number is a symbol."""
    if isinstance(expr, Entry):
        var = known[expr.name]
        if var.shape and len(var.shape) != len(expr.places):
            raise DerivationError(
                _("{name} has another number of directions than its entry has places").format(
                    name=var.name
                ),
                expected=str(var.shape),
                received=f"{expr.name}[{', '.join(map(_letter, expr.places))}]",
                where=_("entry= of an op"),
                fix=_("give one letter for each direction"),
            )
        return Entry(var.name, expr.places) if var.shape else Sym(var.name)
    if isinstance(expr, Table | Sym):
        return _whole(known[expr.name]) if expr.name in known else Sym(expr.name)
    if isinstance(expr, Over):
        return Over(expr.index, _renamed(expr.body, known), expr.size)
    if isinstance(expr, Call):
        return Call(expr.atom, tuple(_renamed(arg, known) for arg in expr.args))
    return expr


def _letter(place: Place) -> str:
    return place.name if isinstance(place, Index) else str(place)


def _whole(var: Var) -> Expr:
    """An array named without places, such as a weight for each example: it is spread."""
    letters = _letters(var.shape, "ij")
    places = tuple(0 if size == 1 else at for size, at in zip(var.shape, letters, strict=True))
    return Entry(var.name, places) if places else Sym(var.name)


def symbols(expr: Expr) -> Iterator[str]:
    """The single numbers that an expression reads, by their names."""
    if isinstance(expr, Sym):
        yield expr.name
    for part in children(expr):
        yield from symbols(part)


def _free(expr: Expr) -> set[Index]:
    """The indices that no sum counts."""
    if isinstance(expr, Entry):
        return {place for place in expr.places if isinstance(place, Index)}
    found = set().union(*map(_free, children(expr)))
    return found - {expr.index} if isinstance(expr, Over) else found


def _sizes(expr: Expr, shapes: Mapping[str, Shape]) -> Iterator[tuple[Index, int]]:
    """How far each index counts, by the arrays that it stands in."""
    for entry in entries(expr):
        for place, size in zip(entry.places, shapes[entry.name], strict=True):
            if isinstance(place, Index):
                yield place, size


def _sized(expr: Expr, sizes: Mapping[Index, int]) -> Expr:
    if isinstance(expr, Over):
        return Over(expr.index, _sized(expr.body, sizes), expr.size or sizes.get(expr.index, 1))
    if isinstance(expr, Call):
        return Call(expr.atom, tuple(_sized(arg, sizes) for arg in expr.args))
    return expr
