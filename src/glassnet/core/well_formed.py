"""What the definition of an op must be, said before anything is registered.

A name that Python or a row uses for something else, a rule over symbols that do not exist,
a template with an unknown hole: each would fail later, in a place that explains nothing.
"""

import ast
import inspect
from collections.abc import Callable, Mapping, Sequence
from keyword import iskeyword
from string import Formatter
from typing import TypeVar

from glassnet.core import notation
from glassnet.core.atoms import ATOMS, COMPARE
from glassnet.core.expr import TRUTH, Call, Expr, Number, reduces, symbols, walk, wrap
from glassnet.errors import SettingError, unknown_name
from glassnet.locales import _

RESULTS = ("y", "dy")
R = TypeVar("R")


def op_name(name: str) -> str:
    """The name of an op, if a row can call it.

    Raises:
        SettingError: if it is no Python name, or stands for something else in the code.
    """
    if not _is_name(name) or notation.is_taken(name):
        raise SettingError(
            _("an op may not be called {name!r}").format(name=name),
            expected=_("a Python name that is no variable of a derivation"),
            received=repr(name),
            where=_("the name of an op"),
            fix=_("choose a word, for example {example!r}").format(example="my_activation"),
        )
    return name


def input_names(
    inputs: str | Sequence[str],
    params: Mapping[str, Number],
    companions: Mapping[str, tuple[str, tuple[str, ...]]],
) -> tuple[str, ...]:
    """The names of an op's inputs, if they, the params and the companions are distinct.

    Raises:
        SettingError: if a name is reserved, used twice or no Python name.
    """
    names = tuple(inputs.split() if isinstance(inputs, str) else _listed(inputs))
    seen: set[str] = set()
    for name in (*names, *params, *companions):
        if name in RESULTS or name in seen or name in notation.IN_CODE or not _is_name(name):
            raise SettingError(
                _("an op's input may not be called {name!r}").format(name=name),
                expected=_(
                    "different Python names other than y (the result) and dy (its gradient)"
                ),
                received=", ".join((*names, *params, *companions)),
                where=f"inputs={inputs!r}",
                fix=_("rename the input"),
            )
        seen.add(name)
    if not names:
        raise SettingError(
            _("an op needs an input"),
            expected=_("names separated by blanks"),
            received=repr(inputs),
            where=f"inputs={inputs!r}",
            fix=_("for example {example}").format(example='inputs="z"'),
        )
    for value in params.values():
        wrap(value)
    for symbol, (_op, args) in companions.items():
        for arg in args:
            if arg not in names:
                raise unknown_name(_("input"), arg, names, where=f"companions[{symbol!r}]")
    return names


def _listed(value: object) -> Sequence[str]:
    return value if isinstance(value, Sequence) else ()


def _is_name(name: object) -> bool:
    return isinstance(name, str) and name.isidentifier() and not iskeyword(name)


def apply(rule: Callable[..., Expr], values: Mapping[str, Expr], where: str) -> Expr:
    """What a rule gives for the symbols that its arguments name.

    Raises:
        UnknownNameError: if an argument names no symbol.
        SettingError: if the rule cannot work with symbols.
    """
    wanted = tuple(inspect.signature(callable_rule(rule, where)).parameters)
    for name in wanted:
        if name not in values:
            raise unknown_name(_("symbol"), name, values, where=where)
    try:
        expr = wrap(rule(**{name: values[name] for name in wanted}))
    except (TypeError, ValueError, AttributeError) as error:
        raise SettingError(
            _("a rule of an op must work with symbols"),
            expected=_("+ - * / ** and the functions of gn.math"),
            received=_what_python_met(error),
            where=where,
            fix=_("write gn.math.where(condition, a, b) instead of if, and, or, not")
            if TRUTH in str(error)
            else _("use gn.math.exp, gn.math.maximum, gn.math.where … instead of NumPy's"),
        ) from None
    _comparisons(expr, where)
    return expr


def _what_python_met(error: Exception) -> str:
    """What a rule did with a symbol that only a number can do."""
    said = str(error)
    if TRUTH in said:
        return _("a condition on a symbol, which is neither true nor false yet")
    if "ufunc" in said:
        return _("a function of NumPy")
    if "must be real number" in said:
        return _("a function of Python that takes numbers only")
    return said


def callable_rule(rule: Callable[..., R], where: str) -> Callable[..., R]:
    """The rule, if it is a function.

    Raises:
        SettingError: if it is not.
    """
    if callable(rule):
        return rule
    raise SettingError(
        _("a rule of an op is a function"),
        expected=_("a function, for example {example}").format(example="lambda z: z * z"),
        received=repr(rule),
        where=where,
        fix=_("write for example {example}").format(example="lambda z: z * z"),
    )


def _comparisons(expr: Expr, where: str) -> None:
    """Raises if a comparison is used as a number: it has no type of its own."""
    conditions = {
        id(node.args[0]) for node in walk(expr) if isinstance(node, Call) and node.atom == "where"
    }
    for node in walk(expr):
        if isinstance(node, Call) and id(node) not in conditions and _compares(node):
            raise SettingError(
                _("a comparison is no number"),
                expected=_("a comparison as the condition of gn.math.where only"),
                received=repr(expr),
                where=where,
                fix=_("write where({condition}, 1, 0)").format(condition=repr(node)),
            )


def _compares(node: Call) -> bool:
    return ATOMS[node.atom].forms["numpy"].strength == COMPARE


def meaning(expr: Expr, names: Sequence[str], where: str) -> Expr:
    """The expression of an elementwise op, if it is one of each element by itself.

    Raises:
        SettingError: if it sums over elements, or does not use one of its inputs.
    """
    if reduces(expr):
        raise SettingError(
            _("an elementwise op works on each element by itself, so it cannot sum"),
            received=repr(expr),
            where=where,
            fix=_("use gn.structured, which states its gradient"),
        )
    unused = [name for name in names if name not in symbols(expr)]
    if unused:
        raise SettingError(
            _("the op does not use its input {name}").format(name=unused[0]),
            received=repr(expr),
            where=where,
            fix=_("use it or leave it out"),
        )
    return expr


def template(code: str, known: Sequence[str], where: str) -> str:
    """A structured op's text, if each hole in it names something known.

    Raises:
        UnknownNameError: if a hole does not.
        SettingError: if the braces are not balanced.
    """
    try:
        if not isinstance(code, str):
            raise ValueError(_("not a text"))
        holes = [hole for _text, hole, _spec, _conversion in Formatter().parse(code)]
    except ValueError as error:
        raise SettingError(
            _("the braces of a template are not balanced"),
            expected=_("inputs in braces, and {{{{ }}}} for a brace itself").format(),
            received=f"{code} ({error})",
            where=where,
            fix=_("close each brace"),
        ) from None
    for hole in holes:
        if hole is not None and hole not in known:
            raise unknown_name(_("input"), hole, known, where=where)
    return code


def one_line(code: str, known: Sequence[str], where: str) -> None:
    """Raises unless a NumPy template is one expression on one line.

    A row is one line that is shown and run; what the executor compiles is made of these.

    Raises:
        SettingError: if it is not.
    """
    filled = code.format(**dict.fromkeys(known, "x"))
    try:
        if "\n" in filled or "\r" in filled:
            raise SyntaxError(_("more than one line"))
        ast.parse(filled, mode="eval")
    except (SyntaxError, ValueError) as error:
        raise SettingError(
            _("the NumPy code of an op is not one expression"),
            expected=_("one line such as {example}").format(example="'np.sum({x}, axis=0)'"),
            received=f"{code!r} ({error})",
            where=where,
            fix=_("put further lines into a function and give it as define="),
        ) from None
