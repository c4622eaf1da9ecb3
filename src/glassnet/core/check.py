"""The checker: what makes a list of equations a derivation.

Every name is bound once and before it is used, shapes and types agree, and an update may
be written in place: nothing reads the old value after the new one is computed.
"""

from collections.abc import Collection
from keyword import iskeyword
from typing import NoReturn

from glassnet.core.derivation import DTYPES, PHASES, Derivation, Equation, Var
from glassnet.core.notation import IN_CODE
from glassnet.core.op import Op
from glassnet.core.shapes import result_shape
from glassnet.errors import DerivationError, ShapeError
from glassnet.locales import _


def check(derivation: Derivation) -> None:
    """Raises unless the derivation is one.

    Raises:
        DerivationError: a name bound twice, used before it is bound or never bound; a wrong
            shape or type; an update that could not be made in place. The message shows the
            equations around the fault.
    """
    if derivation.dtype not in DTYPES:
        what = _("{dtype!r} is no type of numbers here").format(dtype=derivation.dtype)
        _fail(derivation, None, what, expected=", ".join(DTYPES), received=derivation.dtype)
    calls = {*IN_CODE, *_functions(derivation)}
    bound: dict[str, Var] = {}
    for var in derivation.inputs:
        first = _first_use(derivation, var.name)
        if var.name in bound:
            _fail(derivation, first, _("the input {name} is declared twice").format(name=var.name))
        _check_var(derivation, first, var, calls)
        bound[var.name] = var
    last_phase = 0
    for index, equation in enumerate(derivation.equations):
        _check_inputs(derivation, index, equation, bound)
        _check_result(derivation, index, equation, bound)
        _check_var(derivation, index, equation.out, calls)
        phase = PHASES.index(equation.phase) if equation.phase in PHASES else -1
        if phase < last_phase:
            _fail(
                derivation,
                index,
                _("a row of an earlier phase stands after a later one"),
                expected=", ".join(PHASES[last_phase:]),
                received=equation.phase,
            )
        last_phase = phase
        bound[equation.out.name] = equation.out
    _check_outputs(derivation, bound)
    _check_updates(derivation, bound)


def _functions(derivation: Derivation) -> dict[str, Op]:
    """The ops that rows call by name; raises if one name would mean two functions."""
    found: dict[str, Op] = {}
    for index, equation in enumerate(derivation.equations):
        op = equation.op
        if op.called:
            known = found.setdefault(op.name, op)
            if (known.meaning, known.define) != (op.meaning, op.define):
                what = _("{name} would mean two different functions").format(name=op.name)
                _fail(derivation, index, what)
    return found


def _first_use(derivation: Derivation, name: str) -> int:
    """The index of the first row that reads a variable, or 0."""
    for index, equation in enumerate(derivation.equations):
        if any(var.name == name for var in equation.inputs):
            return index
    return 0


def _check_var(derivation: Derivation, index: int, var: Var, calls: Collection[str]) -> None:
    """Raises if a name, a shape or a type is none."""
    name = var.name
    if not name.isidentifier() or iskeyword(name):
        _fail(derivation, index, _("{name!r} is not a name").format(name=name))
    if name in calls:
        _fail(derivation, index, _("{name} is the name of a function already").format(name=name))
    if any(size < 1 for size in var.shape):
        what = _("{name} has the wrong shape").format(name=name)
        _fail(derivation, index, what, _("sizes of at least 1"), str(var.shape))
    if var.dtype != derivation.dtype:
        what = _("{name} has another type than the derivation").format(name=name)
        _fail(derivation, index, what, expected=derivation.dtype, received=var.dtype)


def _check_inputs(
    derivation: Derivation, index: int, equation: Equation, bound: dict[str, Var]
) -> None:
    for var in equation.inputs:
        if var.name not in bound:
            later = any(e.out.name == var.name for e in derivation.equations[index:])
            what = (
                _("{name} is used before it is bound")
                if later
                else _("{name} is used but never bound")
            )
            _fail(derivation, index, what.format(name=var.name))
        if bound[var.name] != var:
            _fail(
                derivation,
                index,
                _("{name} is used in another form than it was bound").format(name=var.name),
                expected=f"{bound[var.name].shape} {bound[var.name].dtype}",
                received=f"{var.shape} {var.dtype}",
            )


def _check_result(
    derivation: Derivation, index: int, equation: Equation, bound: dict[str, Var]
) -> None:
    name = equation.out.name
    if name in bound:
        _fail(derivation, index, _("{name} is bound twice").format(name=name))
    try:
        shape = result_shape(equation.op, equation.inputs, name)
    except (ShapeError, DerivationError) as error:
        _fail(derivation, index, error.what, expected=error.expected, received=error.received)
    if shape != equation.out.shape:
        _fail(
            derivation,
            index,
            _("{name} has the wrong shape").format(name=name),
            expected=str(shape),
            received=str(equation.out.shape),
        )


def _check_outputs(derivation: Derivation, bound: dict[str, Var]) -> None:
    last = len(derivation.equations) - 1
    for label, name in derivation.outputs.items():
        if name not in bound:
            _fail(
                derivation,
                last,
                _("the output {label} names {name}, which is never bound").format(
                    label=label, name=name
                ),
            )
    loss = derivation.outputs.get("loss")
    if loss is not None and bound[loss].shape != ():
        _fail(
            derivation,
            derivation.number(loss) - 1,
            _("the loss must be a single number"),
            expected="()",
            received=str(bound[loss].shape),
        )


def _check_updates(derivation: Derivation, bound: dict[str, Var]) -> None:
    targets = {var.name for var in derivation.inputs if var.role in ("param", "state")}
    rows = {equation.out.name: index for index, equation in enumerate(derivation.equations)}
    taken: set[str] = set()
    for old, new in derivation.updates.items():
        index = rows.get(new, len(rows) - 1)
        if old not in targets:
            what = _("{name} is updated but is neither a parameter nor state").format(name=old)
            _fail(derivation, index, what)
        if new not in rows or new in taken:
            _fail(
                derivation,
                index,
                _("the update of {old} needs a row of its own, not {new}").format(old=old, new=new),
            )
        taken.add(new)
        if bound[new].shape != bound[old].shape:
            _fail(
                derivation,
                index,
                _("{new} cannot replace {old}").format(new=new, old=old),
                expected=str(bound[old].shape),
                received=str(bound[new].shape),
            )
        _check_alias(derivation, old, new)


def _check_alias(derivation: Derivation, old: str, new: str) -> None:
    row = derivation.number(new)
    for index, equation in enumerate(derivation.equations[row:], row):
        if any(var.name == old for var in equation.inputs):
            _fail(
                derivation,
                index,
                _("{old} is read after {new} is computed, so it cannot be updated in place").format(
                    old=old, new=new
                ),
            )


def _fail(
    derivation: Derivation,
    index: int | None,
    what: str,
    expected: str | None = None,
    received: str | None = None,
) -> NoReturn:
    """Raises with the equations around the fault, the faulty one marked."""
    lines = []
    if index is not None and derivation.equations:
        first = max(0, min(index - 1, len(derivation.equations) - 3))
        for number, equation in enumerate(derivation.equations[first : first + 3], first + 1):
            mark = ">" if number == index + 1 else " "
            lines.append(f"{mark} {number:>3}  {_row(equation)}")
    raise DerivationError(
        what,
        expected=expected,
        received=received,
        where="\n" + "\n".join(lines) if lines else _("the inputs, outputs and updates"),
        fix=_("mend the code that built this derivation"),
    )


def _row(equation: Equation) -> str:
    """The row as text, even if it is too broken to print."""
    try:
        return str(equation)
    except Exception:
        inputs = ", ".join(var.name for var in equation.inputs)
        return f"{equation.out.name} = {equation.op.name}({inputs})"
