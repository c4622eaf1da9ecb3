"""Making an op: open to everyone, and the built-in files use the same two calls.

An elementwise op is an expression over the atoms; its NumPy code, text, LaTeX, slope and
backward equation follow from it. A structured op (a matrix product, softmax) carries its
own text, and says which ops make up its gradient.
"""

from collections.abc import Callable, Mapping, Sequence

from glassnet.core.derivative import differentiate
from glassnet.core.expr import Expr, Sym, wrap
from glassnet.core.op import GradientRule, Kink, Op, Params, Shape, ShapeRule, register
from glassnet.errors import SettingError, unknown_name
from glassnet.locales import _

RESERVED = ("y", "dy")
INFINITY = float("inf")


def _split(inputs: str | Sequence[str]) -> tuple[str, ...]:
    names = tuple(inputs.split()) if isinstance(inputs, str) else tuple(inputs)
    for name in names:
        if name in RESERVED or not name.isidentifier():
            raise SettingError(
                _("an op's input may not be called {name!r}").format(name=name),
                expected=_("a Python name other than y (the result) and dy (its gradient)"),
                where=f"inputs={inputs!r}",
                fix=_("rename the input"),
            )
    return names


def elementwise(
    name: str,
    inputs: str | Sequence[str],
    forward: Callable[..., Expr],
    derivative: Callable[..., Expr] | Mapping[str, Callable[..., Expr] | None] | None = None,
    *,
    params: Params | None = None,
    called: bool = True,
    companions: Mapping[str, tuple[str, tuple[str, ...]]] | None = None,
    kinks: Sequence[tuple[Callable[..., Expr], tuple[float, ...], float]] = (),
    samples: Sequence[float | tuple[float, ...]] = (),
    refused: str | None = None,
    low: float = -INFINITY,
    high: float = INFINITY,
    doc: str = "",
) -> Op:
    """Adds an op that works on each element by itself.

    Everything follows from this one call: NumPy code, printed text, the slope, the
    backward equation, the checks.

    Args:
        name: what users and equations call it.
        inputs: the names of its inputs, separated by blanks.
        forward: the expression; receives the inputs, then the params, as symbols.
        derivative: the slope as one writes it by hand; receives the inputs, the params and
            `y`, the result, by name, so that `lambda y: y * (1 - y)` works. One callable
            for the first input, or one for each input by name. Left out, it is derived.
        params: named constants with default values.
        called: whether a row shows `name(Z1)` or the expression itself.
        companions: values of other ops that the derivative uses.
        kinks: places without a derivative: (expression that is 0 there, example, slope).
        samples: input values worth testing.
        refused: why nothing may be trained through it, if so.
        low: the smallest possible result.
        high: the largest possible result.
        doc: what it is, in words.

    Returns:
        The op, registered under its name.

    Example:
        >>> from glassnet.core.expr import exp
        >>> op = elementwise("bump", "z", lambda z: exp(-(z * z)))
        >>> op.slopes["z"]
        -exp(-(z * z)) * (z + z)
        >>> forget("bump")
    """
    names = _split(inputs)
    constants = dict(params or {})
    everything = {n: Sym(n) for n in (*names, *constants, *(companions or {}))}
    everything["y"] = Sym("y")
    meaning = wrap(_apply(forward, everything))
    slopes = {
        each: None if refused else _slope(each, names[0], meaning, derivative, everything)
        for each in names
    }
    return register(
        Op(
            name=name,
            inputs=names,
            params=constants,
            meaning=meaning,
            slopes=slopes,
            called=called,
            companions=dict(companions or {}),
            kinks=tuple(Kink(wrap(_apply(at, everything)), ex, s) for at, ex, s in kinks),
            samples=tuple(s if isinstance(s, tuple) else (s,) for s in samples),
            refused=refused,
            low=low,
            high=high,
            doc=doc,
        )
    )


def _slope(
    each: str,
    first: str,
    meaning: Expr,
    derivative: Callable[..., Expr] | Mapping[str, Callable[..., Expr] | None] | None,
    everything: Mapping[str, Expr],
) -> Expr | None:
    """The slope by one input: as stated, or derived, or None if stated as None."""
    if isinstance(derivative, Mapping):
        rule = derivative.get(each)
        return None if rule is None else wrap(_apply(rule, everything))
    if derivative is not None and each == first:
        return wrap(_apply(derivative, everything))
    return differentiate(meaning, each)


def _apply(rule: Callable[..., Expr], values: Mapping[str, Expr]) -> Expr:
    """Calls a rule with the symbols that its arguments name."""
    code = rule.__code__
    wanted = code.co_varnames[: code.co_argcount]
    unknown = [name for name in wanted if name not in values]
    if unknown:
        raise unknown_name(
            _("symbol"), unknown[0], values, where=_("the arguments of a rule of an op")
        )
    return rule(**{name: values[name] for name in wanted})


def structured(
    name: str,
    inputs: str | Sequence[str],
    *,
    shape: ShapeRule,
    numpy: str,
    text: str | None = None,
    latex: str | None = None,
    define: str | None = None,
    gradients: Mapping[str, str | tuple[str, ...]] | None = None,
    companions: Mapping[str, tuple[str, tuple[str, ...]]] | None = None,
    params: Params | None = None,
    samples: Sequence[tuple[float, ...]] = (),
    low: float = -INFINITY,
    high: float = INFINITY,
    refused: str | None = None,
    doc: str = "",
) -> Op:
    """Adds an op that mixes elements: a product, a sum along an axis, softmax.

    Args:
        name: what equations call it.
        inputs: the names of its inputs, separated by blanks.
        shape: receives the inputs' shapes and returns the result's; raises ShapeError.
        numpy: its NumPy code, with the inputs in braces: `"{x} @ {W} + {b}"`.
        text: how it is shown; the NumPy code unless given.
        latex: the same for LaTeX.
        define: NumPy source of a function that the code calls, printed above the rows.
        gradients: for each input that has one, either the NumPy code of its gradient over
            the inputs, `{y}` and `{dy}`, or (op, argument, …) naming another op.
        companions: values of other ops that the gradients use: symbol -> (op, inputs).
        params: named constants, usable in the code by name.
        samples: values worth testing.
        low: the smallest possible result.
        high: the largest possible result.
        refused: why nothing may be trained through it, if so.
        doc: what it is, in words.

    Returns:
        The op, registered under its name.
    """
    names = _split(inputs)
    rules: dict[str, GradientRule] = {}
    for each, rule in (gradients or {}).items():
        if isinstance(rule, str):
            usable = (*names, *(companions or {}))
            rules[each] = _gradient_op(name, usable, each, rule, params or {})
        else:
            rules[each] = GradientRule(rule[0], tuple(rule[1:]))
    return register(
        Op(
            name=name,
            inputs=names,
            params=dict(params or {}),
            shape=shape,
            templates={"numpy": numpy, "text": text or numpy, "latex": latex or text or numpy},
            define=define,
            gradients=rules,
            companions=dict(companions or {}),
            samples=tuple(samples),
            refused=refused,
            low=low,
            high=high,
            doc=doc,
        )
    )


def _gradient_op(
    name: str, inputs: tuple[str, ...], by: str, code: str, params: Params
) -> GradientRule:
    """Registers the op that computes one gradient of a structured op from its code."""
    args = [n for n in (*inputs, "y", "dy") if "{" + n + "}" in code]
    op = Op(
        name=f"{name}_gradient_{by}",
        inputs=tuple(args),
        params=dict(params),
        shape=_shape_of(by, inputs, args),
        templates={"numpy": code, "text": code.replace("np.", ""), "latex": code},
        called=False,
        doc=f"The gradient of {name} by {by}.",
    )
    register(op)
    return GradientRule(op.name, tuple(args))


def _shape_of(by: str, inputs: tuple[str, ...], args: Sequence[str]) -> ShapeRule:
    """A gradient has the shape of what it belongs to, so find that among the arguments."""
    like = by if by in args else "y" if "y" in args else "dy"

    def rule(*shapes: Shape) -> Shape:
        return shapes[list(args).index(like)]

    return rule
