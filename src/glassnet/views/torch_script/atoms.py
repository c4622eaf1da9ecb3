"""The atoms in PyTorch: one table from NumPy's names to those that mean the same there.

A row in PyTorch is the row in NumPy, character for character, but for the names in this table.
The text of a structured op is turned by the same table, so that an op needs to say nothing.
"""

import ast

from glassnet.core import notation
from glassnet.errors import SettingError
from glassnet.locales import _

# NOTE: torch.sign(NaN) is 0, not NaN. No row of a run that is exported holds a NaN.
ATOMS_IN_TORCH = {
    "exp": "exp",
    "expm1": "expm1",
    "log": "log",
    "log1p": "log1p",
    "tanh": "tanh",
    "sqrt": "sqrt",
    "abs": "abs",
    "sign": "sign",
    "maximum": "maximum",
    "minimum": "minimum",
    "where": "where",
    "sum": "sum",
}
# What structured ops may use besides. torch.max with an axis gives places too; amax does not.
_MORE = {
    **{name: name for name in ("mean", "square", "sin", "cos", "sinh", "cosh", "arctan", "floor")},
    **{name: name for name in ("ceil", "log2", "log10", "isnan", "zeros_like", "ones_like")},
    **{name: name for name in ("pi", "e", "inf", "nan", "logaddexp", "cumsum", "matmul")},
    "max": "amax",
    "min": "amin",
}
FUNCTIONS = {**ATOMS_IN_TORCH, **_MORE}
METHODS = {
    **{name: name for name in ("T", "shape", "ndim", "sum", "mean", "reshape", "flatten")},
    "max": "amax",
    "min": "amin",
    "copy": "clone",
    "ravel": "flatten",
}
KEYWORDS = {"axis": "dim", "keepdims": "keepdim"}
# These take tensors only, so that a plain number among their operands becomes one.
TENSORS_ONLY = frozenset({"maximum", "minimum", "logaddexp"})

_Edit = tuple[int, int, int, str]  # line, first and last column in bytes, new text


def in_torch(code: str, where: str) -> str:
    """NumPy code as PyTorch code; only names change, and numbers that must be tensors.

    Args:
        code: statements, such as a row or the function that a row calls.
        where: the op or the row, for an error.

    Raises:
        SettingError: if it uses something of NumPy that has no twin in the tables.

    Example:
        >>> in_torch("A1 = np.maximum(np.sum(Z1, axis=0), 0)", "A1")
        'A1 = torch.maximum(torch.sum(Z1, dim=0), f(0))'
    """
    edits: list[_Edit] = []
    tree = ast.parse(code)
    known = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            edits.append(_attribute(node, where))
        elif isinstance(node, ast.Call):
            edits += _call(node, where)
        elif isinstance(node, ast.Name) and node.id == notation.NUMPY and id(node) not in known:
            raise _unknown(notation.NUMPY, where)
    lines = [line.encode() for line in code.split("\n")]
    for row, first, last, text in sorted(edits, reverse=True):
        line = lines[row - 1]
        lines[row - 1] = line[:first] + text.encode() + line[last:]
    return "\n".join(line.decode() for line in lines)


def _attribute(node: ast.Attribute, where: str) -> _Edit:
    """A function of NumPy, or a method of an array, under PyTorch's name."""
    of_numpy = isinstance(node.value, ast.Name) and node.value.id == notation.NUMPY
    table = FUNCTIONS if of_numpy else METHODS
    if node.attr not in table:
        raise _unknown(ast.unparse(node), where)
    last = node.end_col_offset or 0
    first = node.col_offset if of_numpy else last - len(node.attr.encode())
    name = f"{notation.TORCH}.{table[node.attr]}" if of_numpy else table[node.attr]
    return node.end_lineno or node.lineno, first, last, name


def _call(node: ast.Call, where: str) -> list[_Edit]:
    """The keywords of a call, and its plain numbers where PyTorch wants tensors."""
    if not isinstance(node.func, ast.Attribute):
        return []
    edits = []
    names = {keyword.arg for keyword in node.keywords}
    if "keepdims" in names and "axis" not in names and len(node.args) < 2:
        # PyTorch keeps directions only where one is named
        raise _unknown(f"{ast.unparse(node.func)}(keepdims=…)", where)
    for keyword in node.keywords:
        if keyword.arg not in KEYWORDS:
            raise _unknown(f"{ast.unparse(node.func)}({keyword.arg or '**'}=…)", where)
        first = keyword.col_offset
        new = KEYWORDS[keyword.arg]
        edits.append((keyword.lineno, first, first + len(keyword.arg), new))
    if node.func.attr in TENSORS_ONLY:
        for arg in filter(_is_plain, node.args):
            text = f"{notation.NUMBER}({ast.unparse(arg)})"
            edits.append((arg.lineno, arg.col_offset, arg.end_col_offset or 0, text))
    return edits


def _is_plain(node: ast.expr) -> bool:
    """Whether a piece of code is a number for Python."""
    if isinstance(node, ast.UnaryOp):
        return _is_plain(node.operand)
    if isinstance(node, ast.BinOp):
        return _is_plain(node.left) and _is_plain(node.right)
    return isinstance(node, ast.Constant)


def _unknown(name: str, where: str) -> SettingError:
    return SettingError(
        _("{name} has no known counterpart in PyTorch").format(name=name),
        expected=", ".join(f"np.{each}" for each in ATOMS_IN_TORCH) + " …",
        received=name,
        where=where,
        fix=_("write the op with these functions, or export the run as a NumPy script"),
    )
