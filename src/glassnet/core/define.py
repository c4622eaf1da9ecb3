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
from glassnet.core.gradient_rules import entry_rule, forms, gradient_rules
from glassnet.core.op import (
    Kink,
    Op,
    Params,
    ShapeRule,
    demand_free,
    forget,
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
        words: the rule that the op is, marked with `N_`, with its constants and inputs in braces.
        gradient_words: the rule of its gradient by an input, in the same way.
        same_as: for a stable form, the op that it equals and that op's inputs, by name.
        symbol: what mathematics calls it, if not by its name: "σ".
        onnx: the op as ONNX operators, a line each: "p = MatMul(x, W)"; the last gives y. A
            structured op needs it to be exported; an elementwise op is built from its
            expression, and this may name the operator that does the same in float32.
        torch: the module of PyTorch that computes exactly this, as code: "nn.ReLU()"; the error of
            a loss has a hole for how it sums, "nn.MSELoss({reduction})". Left out, an exported
            script writes the op out.
        doc: what it is, in words.
    """

    samples: Sequence[float | tuple[float, ...]]
    refused: str | None
    low: float
    high: float
    needs: tuple[float, float]
    threshold: float
    reads: str | None
    words: str
    gradient_words: Mapping[str, str]
    same_as: tuple[str, tuple[str, ...]] | None
    symbol: str
    onnx: str | None
    torch: str | None
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
    mathml: str | None = None,
    define: str | None = None,
    entry: Rule | None = None,
    gradients: Mapping[str, str | tuple[str, ...]] | None = None,
    gradient_entries: Mapping[str, Rule] | None = None,
    gradient_latex: Mapping[str, str] | None = None,
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
        mathml: the same for pages in a browser.
        define: NumPy source of a function that the code calls, printed above the rows.
        entry: what one entry of the result is, in index notation:
            `lambda x, W: over(k, x[i, k] * W[k, j])`, with the letters and sums of `gn.index`; the
            result is at [i, j]. Without it there are no paths and no single entries.
        gradients: for each input that has one, either the NumPy code of its gradient over
            the inputs, `{y}` and `{dy}`, or (op, argument, …) naming another op.
        gradient_entries: what one entry of a gradient given as code is, by input.
        gradient_latex: how a gradient given as code is written in LaTeX, by input.
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
    own = (*names, *constants)
    _check_code(numpy, (text, latex, mathml), own, where)
    slopes = _loss_slope(loss_slope, names, (*own, *others), where)
    # NOTE: all is checked before the gradients' ops are registered; a mistake leaves no names taken
    known = _checked(traits, where) | {"shape": well_formed.callable_rule(shape, where)}
    known["entry"] = entry_rule(entry, own, f"{where}: entry")
    forget(name)
    usable, stated = (*names, *others), (gradient_entries or {}, gradient_latex or {})
    rules = gradient_rules(name, gradients or {}, usable, names, constants, *stated)
    return register(
        Op(
            name=name,
            inputs=names,
            params=constants,
            slopes=slopes,
            templates=forms(numpy, text, latex, mathml, traits.get("symbol") or name),
            define=define,
            gradients=rules,
            companions=others,
            columns=columns,
            **known,
        )
    )


def _check_code(numpy: str, others: Sequence[str | None], known: Sequence[str], where: str) -> None:
    """Raises unless the code of an op names its inputs and constants only."""
    for code in (numpy, *others):
        well_formed.template(code or "", known, where)
    well_formed.one_line(numpy, known, where)


def _loss_slope(
    rule: Rule | None, names: Sequence[str], known: Sequence[str], where: str
) -> dict[str, Expr | None]:
    """The slope of an error that a loss sums, by its first input."""
    if rule is None:
        return {}
    symbols = {each: Sym(each) for each in known}
    return {names[0]: well_formed.apply(rule, symbols, f"{where}: loss_slope")}
