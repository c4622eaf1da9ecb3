"""Making an op: open to everyone, and the built-in files use the same two calls.

An elementwise op is an expression over the atoms; its NumPy code, text, LaTeX, slope and
backward equation follow from it. A structured op (a matrix product, softmax) carries its
own text, and says which ops make up its gradient.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict, Unpack

from glassnet.core import well_formed
from glassnet.core.derivative import differentiate
from glassnet.core.expr import Expr, Number, Sym
from glassnet.core.op import (
    GradientRule,
    Kink,
    Op,
    Params,
    ShapeRule,
    demand_free,
    forget,
    gradient_name,
    register,
)
from glassnet.errors import unknown_name
from glassnet.locales import _

Rule = Callable[..., Expr]
Companions = Mapping[str, tuple[str, tuple[str, ...]]]


class Traits(TypedDict, total=False):
    """What else may be known of an op.

    Attributes:
        samples: input values worth testing and showing.
        refused: why nothing may be trained through it.
        low: the smallest possible result.
        high: the largest possible result.
        needs: for a loss, the interval that the outputs must lie in.
        threshold: for a loss, from where on one output answers yes.
        reads: a line that says what it means, where its code says too little.
        doc: what it is, in words.
    """

    samples: Sequence[float | tuple[float, ...]]
    refused: str | None
    low: float
    high: float
    needs: tuple[float, float]
    threshold: float
    reads: str | None
    doc: str


def elementwise(
    name: str,
    inputs: str | Sequence[str],
    forward: Rule,
    derivative: Rule | Mapping[str, Rule | None] | None = None,
    *,
    params: Params | None = None,
    called: bool = True,
    companions: Companions | None = None,
    kinks: Sequence[tuple[Rule, tuple[float, ...], float]] = (),
    **traits: Unpack[Traits],
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
        companions: values of other ops that the derivative uses: symbol -> (op, inputs).
        kinks: places without a derivative: (expression that is 0 there, example, slope).
        **traits: what else is known of it; see `Traits`.

    Returns:
        The op, registered under its name; one that was added before under that name is
        replaced.

    Raises:
        SettingError: if a name is taken or a rule is no expression of its symbols.

    Example:
        >>> from glassnet.core.expr import exp
        >>> from glassnet.core.op import forget
        >>> op = elementwise("bump", "z", lambda z: exp(-(z * z)))
        >>> op.slopes["z"]
        -(exp(-(z * z)) * (z + z))
        >>> forget("bump")
    """
    where = f"elementwise({name!r}, …)"
    names, constants, others = _claimed(name, inputs, params, companions)
    symbols = {each: Sym(each) for each in (*names, *constants)}
    meaning = well_formed.meaning(well_formed.apply(forward, symbols, where), names, where)
    known = {**symbols, **{each: Sym(each) for each in (*others, "y")}}
    refused = traits.get("refused")
    stated = {} if refused else _stated(derivative, names, where)
    return register(
        Op(
            name=name,
            inputs=names,
            params=constants,
            meaning=meaning,
            slopes={
                each: None if refused else _slope(each, meaning, stated, known, where)
                for each in names
            },
            called=called,
            companions=others,
            kinks=tuple(
                Kink(well_formed.apply(at, symbols, where), tuple(example), slope)
                for at, example, slope in kinks
            ),
            **_checked(traits, where),
        )
    )


def _checked(traits: Traits, where: str) -> dict[str, Any]:
    """The traits as fields of an op.

    Raises:
        UnknownNameError: if one is none.
    """
    for name in traits:
        if name not in Traits.__annotations__:
            raise unknown_name(_("trait"), name, Traits.__annotations__, where)
    samples = tuple(s if isinstance(s, tuple) else (s,) for s in traits.get("samples", ()))
    return {**traits, "samples": samples}


def _claimed(
    name: str, inputs: str | Sequence[str], params: Params | None, companions: Companions | None
) -> tuple[tuple[str, ...], dict[str, Number], dict[str, tuple[str, tuple[str, ...]]]]:
    """The inputs, constants and companions of a new op, if its name and theirs are free."""
    demand_free(well_formed.op_name(name))
    constants, others = dict(params or {}), dict(companions or {})
    return well_formed.input_names(inputs, constants, others), constants, others


def _stated(
    derivative: Rule | Mapping[str, Rule | None] | None, names: Sequence[str], where: str
) -> Mapping[str, Rule | None]:
    """The rules of the stated slopes by input; one rule alone is that of the first input."""
    if derivative is None:
        return {}
    if not isinstance(derivative, Mapping):
        return {names[0]: derivative}
    for each in derivative:
        if each not in names:
            raise unknown_name(_("input"), each, names, where=f"{where}: derivative")
    return derivative


def _slope(
    each: str,
    meaning: Expr,
    stated: Mapping[str, Rule | None],
    known: Mapping[str, Expr],
    where: str,
) -> Expr | None:
    """The slope by one input: as stated, or derived, or None if stated as None."""
    if each not in stated:
        return differentiate(meaning, each)
    rule = stated[each]
    return None if rule is None else well_formed.apply(rule, known, f"{where}: derivative")


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
    companions: Companions | None = None,
    params: Params | None = None,
    columns: str | None = None,
    loss_slope: Rule | None = None,
    **traits: Unpack[Traits],
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
        columns: the op of the same meaning where examples are columns.
        loss_slope: for an error that a loss sums, its slope by the first input as one
            writes it, over the inputs and companions.
        **traits: what else is known of it; see `Traits`.

    Returns:
        The op, registered under its name.
    """
    where = f"structured({name!r}, …)"
    names, constants, others = _claimed(name, inputs, params, companions)
    for code in (numpy, text, latex):
        well_formed.template(code or "", (*names, *constants), where)
    well_formed.one_line(numpy, (*names, *constants), where)
    slopes: dict[str, Expr | None] = {}
    if loss_slope is not None:
        known = {each: Sym(each) for each in (*names, *constants, *others)}
        slopes[names[0]] = well_formed.apply(loss_slope, known, f"{where}: loss_slope")
    forget(name)
    rules = _rules(name, gradients or {}, (*names, *others), names, constants)
    return register(
        Op(
            name=name,
            inputs=names,
            params=constants,
            slopes=slopes,
            shape=well_formed.callable_rule(shape, where),
            templates=_templates(numpy, text, latex),
            define=define,
            gradients=rules,
            companions=others,
            columns=columns,
            **_checked(traits, where),
        )
    )


def _rules(
    name: str,
    gradients: Mapping[str, str | tuple[str, ...]],
    usable: tuple[str, ...],
    names: Sequence[str],
    params: Params,
) -> dict[str, GradientRule]:
    """The rule of each gradient; the ops of those given as code are registered together."""
    rules: dict[str, GradientRule] = {}
    made: list[Op] = []
    for each, rule in gradients.items():
        if each not in names:
            where = f"structured({name!r}, …): gradients"
            raise unknown_name(_("input"), each, names, where=where)
        if isinstance(rule, str):
            made.append(_gradient_op(name, usable, each, rule, params))
            rules[each] = GradientRule(made[-1].name, made[-1].inputs)
        else:
            rules[each] = GradientRule(rule[0], tuple(rule[1:]))
    for op in made:
        register(op)
    return rules


def _templates(numpy: str, text: str | None, latex: str | None) -> dict[str, str]:
    shown = text or numpy.replace("np.", "")
    return {"numpy": numpy, "text": shown, "latex": latex or shown}


def _gradient_op(name: str, usable: tuple[str, ...], by: str, code: str, params: Params) -> Op:
    """The op that computes one gradient of a structured op from its code.

    It has no shape rule: a gradient has the shape of what it belongs to.
    """
    known = (*usable, *well_formed.RESULTS)
    where = f"structured({name!r}, …): gradients"
    well_formed.template(code, (*known, *params), where)
    well_formed.one_line(code, (*known, *params), where)
    op = Op(
        name=gradient_name(name, by),
        inputs=tuple(each for each in known if "{" + each + "}" in code),
        params=dict(params),
        templates=_templates(code, None, None),
        called=False,
        doc=f"The gradient of {name} by {by}.",
    )
    demand_free(op.name, replacing=False)
    return op
