"""The same equations in three forms: a batch at once, one example at a time, number by number.

All three give the same numbers up to rounding, because sums are added up in another order.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from glassnet.core.derivation import Derivation, Equation, Var
from glassnet.core.entries import entry_form
from glassnet.core.expr import Call, Expr, Sym
from glassnet.core.indexed import Entry, Index, Over, Place, children
from glassnet.core.printer import render
from glassnet.core.rows import row
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.views.numpy_script.text import filled

Form = Literal["batch", "example", "scalar"]
FORMS: tuple[Form, ...] = ("batch", "example", "scalar")
COUNT = "examples"  # how many examples there are, in the number-by-number form
Writer = Callable[[Derivation, str, Sequence[str]], str]


def example_axes(derivation: Derivation) -> dict[str, int]:
    """For each variable that holds something for every example, the direction of the examples."""
    first = 0 if derivation.layout == "rows" else 1
    axes = {var.name: first for var in derivation.inputs if var.role in ("data", "mask")}
    for equation in derivation.equations:
        form = entry_form(equation)
        letters = example_letters(equation, axes)
        for axis, at in enumerate(form.out.places):
            if at in letters:
                axes[equation.out.name] = axis
    return axes


def example_letters(equation: Equation, axes: Mapping[str, int]) -> set[Place]:
    """The indices of a row that count examples."""
    reads = entry_form(equation).reads
    return {
        entry.places[axes[entry.name]]
        for entry in reads
        if entry.name in axes and isinstance(entry.places[axes[entry.name]], Index)
    }


def _reads(equation: Equation, axes: Mapping[str, int]) -> bool:
    return any(var.name in axes for var in equation.inputs)


def one_example(derivation: Derivation, name: str, keep: Sequence[str]) -> str:
    """The rows as a function that takes the examples one after the other.

    What each example gives for itself is collected, what belongs to all of them is added up; the
    rows that no example enters follow once.
    """
    axes = example_axes(derivation)
    inner = [equation for equation in derivation.equations if _reads(equation, axes)]
    for equation in inner:
        _demand_apart(equation, axes)
    after = [equation for equation in derivation.equations if not _reads(equation, axes)]
    read_later = {var.name for equation in after for var in equation.inputs} | set(keep)
    parts = [equation.out.name for equation in inner if equation.out.name in read_later]
    own = _operands(inner, derivation)
    data = [var.name for var in own if var.name in axes]
    one = f"{name}_of_one"
    pieces = ["i : i + 1" if axes[each] == 0 else ":, i : i + 1" for each in data]
    sliced = [f"{each}={each}[{at}]" for each, at in zip(data, pieces, strict=True)]
    shared = [f"{var.name}={var.name}" for var in own if var.name not in axes]
    joined = [
        f"np.concatenate(parts[{at}], axis={axes[part]})" if part in axes else f"sum(parts[{at}])"
        for at, part in enumerate(parts)
    ]
    count = f"{data[0]}.shape[{axes[data[0]]}]" if data else "1"
    lines = [
        filled(f"def {one}(", [var.name for var in own], "):"),
        f"    # {_('the rows that an example enters')}",
        *(f"    {row(equation, 'numpy')}" for equation in inner),
        _returned(parts),
        "",
        "",
        filled(f"def {name}(", [var.name for var in derivation.inputs], "):"),
        f"    # {_('one example after the other; their parts are added up')}",
        "    found = []",
        f"    for i in range({count}):",
        filled(f"found.append({one}(", [*sliced, *shared], "))", 8),
        "    parts = list(zip(*found))",
        *(f"    {part} = {text}" for part, text in zip(parts, joined, strict=True)),
        *([f"    # {_('the rows after that, once')}"] if after else []),
        *(f"    {row(equation, 'numpy')}" for equation in after),
        _returned(keep),
    ]
    return "\n".join(lines)


def _demand_apart(equation: Equation, axes: Mapping[str, int]) -> None:
    """Raises if a row cannot be computed example by example.

    Raises:
        SettingError: says which row mixes the examples.
    """
    form = entry_form(equation)
    letters = example_letters(equation, axes)
    mixed = len(letters) > 1
    if equation.out.name in axes:
        mixed |= any(letter in summed(form.body) for letter in letters)
    else:
        mixed |= not _adds_up(form.body, letters)
    if mixed:
        raise SettingError(
            _("a row needs all examples at once"),
            expected=_("rows that treat each example by itself, or add them up"),
            received=equation.op.name,
            where=str(equation),
            fix=_('choose form="batch" or form="scalar"'),
        )


def summed(expr: Expr) -> set[Place]:
    """The indices over which an expression sums."""
    found = set().union(*map(summed, children(expr)))
    return found | {expr.index} if isinstance(expr, Over) else found


def _adds_up(expr: Expr, letters: set[Place]) -> bool:
    """Whether an expression is a sum over examples, times or divided by what is shared."""
    if not letters & summed(expr):
        return False
    if isinstance(expr, Over):
        return expr.index in letters or _adds_up(expr.body, letters)
    assert isinstance(expr, Call)
    holding = [bool(letters & summed(arg)) for arg in expr.args]
    if expr.atom in ("add", "sub"):
        return all(holding) and all(_adds_up(arg, letters) for arg in expr.args)
    linear = {"mul": 1, "div": 1, "neg": 1}.get(expr.atom, 0)
    if not linear or sum(holding) != 1 or (expr.atom == "div" and holding[1]):
        return False
    return _adds_up(expr.args[holding.index(True)], letters)


def _operands(rows: Sequence[Equation], derivation: Derivation) -> list[Var]:
    """The inputs of a derivation that some of its rows need."""
    needed = {var.name for equation in rows for var in equation.inputs}
    return [var for var in derivation.inputs if var.name in needed]


def _returned(names: Sequence[str]) -> str:
    return filled("return (", names, ",)" if len(names) == 1 else ")", 4)


def every_number(derivation: Derivation, name: str, keep: Sequence[str]) -> str:
    """The rows as a function of plain loops: one line computes one number."""
    axes = example_axes(derivation)
    data = next((var.name for var in derivation.inputs if var.name in axes), None)
    lines = [filled(f"def {name}(", [var.name for var in derivation.inputs], "):")]
    if data is not None:
        lines.append(f"    {COUNT} = {data}.shape[{axes[data]}]")
    phase = None
    for equation in derivation.equations:
        if equation.phase != phase:
            phase = equation.phase
            lines.append(f"    # {phase}")
        lines += [f"    {line}" for line in _loops(equation, axes)]
    return "\n".join([*lines, _returned(keep)])


def _loops(equation: Equation, axes: Mapping[str, int]) -> list[str]:
    """A row as loops around one line."""
    form = entry_form(equation)
    letters = example_letters(equation, axes)
    out = equation.out.name
    counts = {at: COUNT if at in letters else str(size) for at, size in form.sizes.items()}
    body = _called(equation) or _counted(form.body, letters)
    text = render(body, "numpy") if isinstance(body, Expr) else body
    if not equation.out.shape:
        return [f"{out} = {text}"]
    axis = axes.get(out)
    places = tuple(
        Index("i") if at == axis and not isinstance(place, Index) else place
        for at, place in enumerate(form.out.places)
    )
    counts.setdefault(Index("i"), COUNT)
    shape = [
        counts[at] if isinstance(at, Index) else str(size)
        for at, size in zip(places, equation.out.shape, strict=True)
    ]
    lines = [f"{out} = np.empty(({', '.join(shape)}{',' if len(shape) == 1 else ''}), f)"]
    margin = ""
    for at in places:
        if isinstance(at, Index):
            lines.append(f"{margin}for {at.name} in range({counts[at]}):")
            margin += "    "
    return [*lines, f"{margin}{render(Entry(out, places), 'numpy')} = {text}"]


def _called(equation: Equation) -> str | None:
    """The call of an elementwise function with single numbers, if the row calls one."""
    op = equation.op
    if op.meaning is None or not op.called:
        return None
    form = entry_form(equation)
    by_name = {entry.name: entry for entry in form.reads}
    inputs = [by_name.get(var.name, Sym(var.name)) for var in equation.inputs]
    return f"{op.name}({', '.join(render(each, 'numpy') for each in inputs)})"


def _counted(expr: Expr, letters: set[Place]) -> Expr:
    """The expression with sums over examples that count as many as there are."""
    if isinstance(expr, Over):
        body = _counted(expr.body, letters)
        if expr.index in letters:
            return Sym(f"sum({render(body, 'numpy')} for {expr.index.name} in range({COUNT}))")
        return Over(expr.index, body, expr.size)
    if isinstance(expr, Call):
        return Call(expr.atom, tuple(_counted(arg, letters) for arg in expr.args))
    return expr


WRITERS: dict[Form, Writer] = {"example": one_example, "scalar": every_number}
