"""The gradients of a structured op: rules that name other ops, or ops made from code.

A matrix product names the products of its gradients; softmax states its gradient as code, which
becomes an op of its own, registered under the name that `op.gradient_name` forms.
"""

from collections.abc import Callable, Mapping, Sequence

from glassnet.core import well_formed
from glassnet.core.expr import Expr
from glassnet.core.indexed import Table
from glassnet.core.math_names import template
from glassnet.core.op import GradientRule, Op, Params, demand_free, gradient_name, register
from glassnet.errors import unknown_name
from glassnet.locales import _

Rule = Callable[..., Expr]


def gradient_rules(
    name: str,
    gradients: Mapping[str, str | tuple[str, ...]],
    usable: tuple[str, ...],
    names: Sequence[str],
    params: Params,
    entries: Mapping[str, Rule],
    latex: Mapping[str, str],
) -> dict[str, GradientRule]:
    """The rule of each gradient; the ops of those given as code are registered together."""
    rules: dict[str, GradientRule] = {}
    made: list[Op] = []
    for each, rule in gradients.items():
        if each not in names:
            where = f"structured({name!r}, …): gradients"
            raise unknown_name(_("input"), each, names, where=where)
        if isinstance(rule, str):
            entry = entries.get(each)
            made.append(_gradient_op(name, usable, each, rule, params, entry, latex.get(each)))
            rules[each] = GradientRule(made[-1].name, made[-1].inputs)
        else:
            rules[each] = GradientRule(rule[0], tuple(rule[1:]))
    for op in made:
        register(op)
    return rules


def forms(
    numpy: str,
    text: str | None,
    latex: str | None = None,
    mathml: str | None = None,
    symbol: str = "",
) -> dict[str, str]:
    """How a structured op is written, by target; what is not given follows from the code."""
    shown = text or numpy.replace("np.", "")
    written = {"numpy": numpy, "text": shown, "latex": latex or template(shown, symbol)}
    return written if mathml is None else {**written, "mathml": mathml}


def entry_rule(rule: Rule | None, symbols: Sequence[str], where: str) -> Expr | None:
    """The rule of a single entry as an expression."""
    if rule is None:
        return None
    return well_formed.apply(rule, {each: Table(each) for each in symbols}, where)


def _gradient_op(
    name: str,
    usable: tuple[str, ...],
    by: str,
    code: str,
    params: Params,
    entry: Rule | None = None,
    latex: str | None = None,
) -> Op:
    """The op that computes one gradient of a structured op from its code.

    It has no shape rule: a gradient has the shape of what it belongs to.
    """
    known = (*usable, *well_formed.RESULTS)
    where = f"structured({name!r}, …): gradients"
    for text in (code, latex):
        well_formed.template(text or "", (*known, *params), where)
    well_formed.one_line(code, (*known, *params), where)
    op = Op(
        name=gradient_name(name, by),
        inputs=tuple(each for each in known if "{" + each + "}" in code),
        params=dict(params),
        templates=forms(code, None, latex),
        entry=entry_rule(entry, (*known, *params), f"{where}: {by}"),
        called=False,
        doc=f"The gradient of {name} by {by}.",
    )
    demand_free(op.name, replacing=False)
    return op
