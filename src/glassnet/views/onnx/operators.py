"""What an op's ONNX text says: one operator per line, `p = MatMul(x, W)`.

Operands are the op's inputs, results of earlier lines, the op's params, numbers, or a list of
whole numbers such as `[1]`. `axis=1` is an attribute of the operator. The last line gives `y`.
"""

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from glassnet.errors import SettingError
from glassnet.locales import _

RESULT = "y"
Operand = str | int | float | tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """One operator of ONNX.

    Attributes:
        out: the name of its result.
        operator: its name in ONNX.
        operands: names, numbers or lists of whole numbers.
        attributes: numbers, or names of params, by name.
    """

    out: str
    operator: str
    operands: tuple[Operand, ...]
    attributes: Mapping[str, int | float | str]


@lru_cache(maxsize=512)
def read_lines(
    text: str, inputs: frozenset[str], params: frozenset[str], where: str
) -> tuple[Line, ...]:
    """The lines of an op's ONNX text.

    Args:
        text: the lines.
        inputs: the names of the op's inputs.
        params: those of its constants, the only ones that an attribute may have.
        where: the op, for the error.

    Raises:
        SettingError: if a line is no operator with operands that are known.
    """
    seen, lines = inputs | params, []
    for written in filter(str.strip, text.splitlines()):
        try:
            line = _read(written.strip(), seen, params)
        except (SyntaxError, ValueError, RecursionError) as error:
            raise _unreadable(written.strip(), str(error), where) from None
        seen |= {line.out}
        lines.append(line)
    if not lines or lines[-1].out != RESULT:
        raise _unreadable(text.strip(), _("the last line must give y"), where)
    return tuple(lines)


def _read(written: str, known: Collection[str], params: Collection[str]) -> Line:
    """One line.

    Raises:
        SyntaxError, ValueError: if it is none.
    """
    match ast.parse(written).body:
        case [
            ast.Assign(
                targets=[ast.Name(id=out)],
                value=ast.Call(func=ast.Name(id=operator), args=args, keywords=keywords),
            )
        ] if out not in known and all(each.arg for each in keywords):
            attributes = {str(each.arg): _value(each.value, params) for each in keywords}
            operands = tuple(_operand(each, known) for each in args)
            return Line(out, operator, operands, attributes)
    raise ValueError(_("not a new name, '=' and an operator with its operands in brackets"))


def _operand(node: ast.expr, known: Collection[str]) -> Operand:
    if isinstance(node, ast.List):
        return tuple(int(_value(each, ())) for each in node.elts)
    return _value(node, known)


def _value(node: ast.expr, known: Collection[str]) -> int | float | str:
    """A number, or a name that is known."""
    if isinstance(node, ast.Name) and node.id in known:
        return node.id
    value = ast.literal_eval(node)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(_("{name} is not known here").format(name=ast.unparse(node)))
    return value


def _unreadable(written: str, reason: str, where: str) -> SettingError:
    return SettingError(
        _("the ONNX text of an op cannot be read"),
        expected=_("one operator per line, the last one giving y: {example}").format(
            example="'p = MatMul(x, W)', 'y = Add(p, b)'"
        ),
        received=f"{written!r} ({reason})",
        where=where,
        fix=_("mend the text given as onnx= where the op is made"),
    )
