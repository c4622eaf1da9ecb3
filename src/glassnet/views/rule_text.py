"""By which rule a row was made, in a sentence: the chain rule through sigmoid, a sum over examples.

The sentence follows from the row, from the forward row that it comes from, and from what their ops
say of themselves; no op is known here by its name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from glassnet.core.derivation import Derivation, Equation, Var
from glassnet.core.expr import ONE, Call, Expr, Sym, substitute
from glassnet.core.math_names import (
    Notation,
    escaped,
    latex_call,
    latex_function,
    latex_name,
)
from glassnet.core.op import Op
from glassnet.core.printer import render
from glassnet.locales import _, translate

LONGEST = 72  # of a slope that is written out in a sentence
_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Formula:
    """A piece of mathematics in a sentence.

    Attributes:
        text: for reading in a terminal.
        latex: the same in LaTeX, by notation.
    """

    text: str
    latex: Mapping[Notation, str]


@dataclass(frozen=True)
class Rule:
    """A sentence with mathematics in it.

    Attributes:
        sentence: in the user's language, with holes.
        formulas: what stands in the holes.
    """

    sentence: str
    formulas: Mapping[str, Formula]

    def text(self) -> str:
        """The sentence for a terminal."""
        return self.sentence.format(**{key: each.text for key, each in self.formulas.items()})

    def latex(self, notation: Notation = "glassnet") -> str:
        """The sentence in LaTeX, its mathematics between dollars."""
        parts = _HOLE.split(self.sentence)
        return "".join(
            f"${self.formulas[part].latex[notation]}$" if index % 2 else escaped(part)
            for index, part in enumerate(parts)
        )


def rule_text(equation: Equation, derivation: Derivation) -> str:
    """By which rule a row was made, for a terminal; "" where there is nothing to say."""
    found = rule(equation, derivation)
    return found.text() if found else ""


def rule(equation: Equation, derivation: Derivation) -> Rule | None:
    """By which rule a backward or update row was made.

    Args:
        equation: the row.
        derivation: all rows, where the one is found that it comes from.

    Returns:
        The rule, or None for rows of the forward pass and of the loss.
    """
    if equation.op.words:
        constants = {key: _number(value) for key, value in equation.op.params.items()}
        return Rule(translate(equation.op.words), constants)
    if equation.phase != "backward":
        return None
    if equation.origin is None:
        return Rule(_("a value that the rows after it need"), {})
    if all(var.name.startswith(f"d{equation.origin}_") for var in equation.inputs):
        return _added(equation)
    source = next(row for row in derivation if row.out.name == equation.origin)
    return _backward(equation, source)


def _added(equation: Equation) -> Rule:
    """Contributions that add up."""
    names = {f"part{index}": _name(var) for index, var in enumerate(equation.inputs)}
    if {var.name.rpartition("_")[2] for var in equation.inputs} == {"data", "penalty"}:
        return Rule(_("the part of the data and the part of the penalty add up"), names)
    return Rule(_("the value is used more than once: what comes back on each way adds up"), names)


def _backward(equation: Equation, source: Equation) -> Rule:
    """The rule of a row that comes from a forward row."""
    if equation.branch == "penalty":
        return _of_penalty(equation, source)
    if source.phase == "loss" and source.op.companions:
        return _pair(equation, source)
    if source.op.meaning is None:
        return _structured(equation, source)
    var = _by(equation, source)
    slope = source.op.slopes.get(source.op.inputs[source.inputs.index(var)])
    if source.phase == "loss":
        words = _("derivative of the loss {function} by {variable}")
        return Rule(words, {"function": _function(source.op), "variable": _name(var)})
    if slope is None or slope == ONE:
        words = _("the slope of {function} is 1: the gradient passes through unchanged")
        return Rule(words, {"function": _function(source.op)})
    if not source.op.called or len(source.inputs) > 1:
        known = dict(zip(source.op.inputs, source.inputs, strict=True))
        formulas = {"function": _function(source.op), "variable": _name(var),
                    "slope": _with_variables(slope, known)}  # fmt: skip
        return Rule(
            _("chain rule through {function}: its slope by {variable} is {slope}"), formulas
        )
    return _chain(source.op, slope)


def _by(equation: Equation, source: Equation) -> Var:
    """Which input of the forward row a gradient belongs to."""
    named = [var for var in source.inputs if equation.out.name.startswith(f"d{var.name}")]
    return max(named, key=lambda var: len(var.name)) if named else source.inputs[0]


def _of_penalty(equation: Equation, source: Equation) -> Rule:
    words = _("derivative of the penalty {function} by {variable}")
    return Rule(words, {"function": _function(source.op), "variable": _name(_by(equation, source))})


def _pair(equation: Equation, source: Equation) -> Rule:
    """A loss and the activation before it, computed together."""
    words = _(
        "the slopes of {function} and of the last activation, taken together, cancel to output "
        "minus target"
    )
    return Rule(words, {"function": _function(source.op)})


def _chain(op: Op, slope: Expr) -> Rule:
    """The chain rule through a function of one variable, with its slope."""
    each = op.inputs[0]
    function, sign = _function(op), op.symbol or op.name
    result = Formula(f"{sign}({each})", _both(latex_call(op, each)))
    head = Formula(f"{sign}′({each})", _both(rf"{latex_function(sign)}'\left({each}\right)"))
    if isinstance(slope, Call) and slope.atom == "where":
        condition, yes, no = (_slope(part, each, result) for part in slope.args)
        formulas = {"function": function, "head": head, "yes": yes, "no": no, "if": condition}
        words = _("chain rule through {function}: {head} = {yes} where {if}, else {no}")
        return Rule(words, formulas)
    written = _slope(slope, each, result)
    if len(written.text) > LONGEST:
        words = _("chain rule through {function}: its slope is the factor behind what comes back")
        return Rule(words, {"function": function})
    formulas = {"function": function, "head": head, "slope": written}
    return Rule(_("chain rule through {function}: {head} = {slope}"), formulas)


def _slope(expr: Expr, each: str, result: Formula) -> Formula:
    """A slope over the input and the function's own value."""
    text = render(expr, "text", {"y": result.text})
    latex = render(expr, "latex", {"y": result.latex["glassnet"]}, (each, "y"))
    return Formula(_typeset(text), _both(latex))


def _with_variables(expr: Expr, known: Mapping[str, Var]) -> Formula:
    """A slope with the names of a row's variables."""
    renamed = substitute(expr, {each: Sym(var.name) for each, var in known.items()})
    singles = [var.name for var in known.values() if not var.shape]
    return Formula(
        _typeset(render(renamed, "text")),
        {
            notation: render(
                renamed,
                "latex",
                {var.name: latex_name(var.name, notation) for var in known.values()},
                singles,
            )
            for notation in ("glassnet", "course")
        },
    )


def _structured(equation: Equation, source: Equation) -> Rule:
    """A product of matrices, a sum over the examples, or another op that mixes entries."""
    if "@" in equation.op.templates.get("text", "") and len(equation.inputs) == 2:
        first, second = (_factor(equation, source, index) for index in (0, 1))
        return Rule(
            _("matrix product: {first} times {second}").format(
                first=first.sentence, second=second.sentence
            ),
            {**first.formulas, **second.formulas},
        )
    if (
        len(equation.inputs) == 1
        and equation.out.role == "value"
        and source.inputs[-1].role == ("param")
    ):
        words = _("the bias is added to every example, so their gradients are summed")
        return Rule(words, {})
    words = _(
        "chain rule through {function}: every result depends on all inputs of its example, so "
        "what comes back from each is added"
    )
    return Rule(words, {"function": _function(source.op)})


def _factor(equation: Equation, source: Equation, index: int) -> Rule:
    """One factor of a product of matrices: which it is, and whether it is transposed."""
    var = equation.inputs[index]
    hole = f"factor{index}"
    turned = f"{{{equation.op.inputs[index]}}}.T" in equation.op.templates["text"]
    if not turned:
        sentence = _("incoming gradient {name}")
    elif var.role == "param":
        sentence = _("transposed weights {name}")
    else:
        sentence = _("transposed input {name}")
    return Rule(sentence.format(name=f"{{{hole}}}"), {hole: _name(var, "T" if turned else "")})


def _function(op: Op) -> Formula:
    """The name of a function, as people say it."""
    name = op.symbol if len(op.symbol) > 1 else op.name
    return Formula(name, _both(rf"\text{{{escaped(name)}}}"))


def _name(var: Var, mark: str = "") -> Formula:
    turned = "ᵀ" if mark else ""
    above = r"^{\top}" if mark else ""
    return Formula(
        var.name + turned,
        {
            notation: (rf"\left({own}\right)" if mark and "^" in own else own) + above
            for notation in ("glassnet", "course")
            for own in (latex_name(var.name, notation),)
        },
    )


def _number(value: float) -> Formula:
    return Formula(f"{value:g}", _both(f"{value:g}"))


def _both(latex: str) -> dict[Notation, str]:
    return {"glassnet": latex, "course": latex}


def _typeset(text: str) -> str:
    """Code as mathematics prints it: σ(z)(1 − σ(z)).

    >>> _typeset("2 * (o - t)"), _typeset("a * d")
    ('2(o − t)', 'a·d')
    """
    # NOTE: without its sign, a factor behind a division would seem to belong to the divisor
    near = text if "/" in text else text.replace(" * (", "(")
    return near.replace(" * ", "·").replace("-", "−")
