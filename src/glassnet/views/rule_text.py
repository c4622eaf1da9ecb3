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
from glassnet.core.op import Op, lookup
from glassnet.core.printer import latex_number, number, render
from glassnet.locales import _, translate

TURNED = "_transposed"  # behind an input's name in the words of an op
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
    """By which rule a row was made.

    Args:
        equation: the row.
        derivation: all rows, where the one is found that it comes from.

    Returns:
        The rule, or None for rows of the forward pass and for sums of a loss and a penalty.
    """
    if equation.phase == "loss":
        return _loss(equation, derivation)
    if equation.op.words:
        return _said(equation.op.words, equation, derivation)
    if equation.phase != "backward":
        return None
    if equation.origin is None:
        return Rule(_("a value that the rows after it need"), {})
    if all(var.name.startswith(f"d{equation.origin}_") for var in equation.inputs):
        return _added(equation)
    source = next(row for row in derivation if row.out.name == equation.origin)
    return _backward(equation, source, derivation)


def _said(words: str, equation: Equation, derivation: Derivation) -> Rule:
    """What an op says of its own row, with the names of the row's variables."""
    op = equation.op
    formulas = {name: _number(value) for name, value in op.params.items()}
    sentence = translate(words)
    for each, var in zip(op.inputs, equation.inputs, strict=True):
        for hole, turned in ((each, False), (f"{each}{TURNED}", True)):
            noun = _noun(var, turned, derivation).format(name=f"{{{hole}}}")
            sentence = sentence.replace(f"{{{hole}}}", noun)
            formulas[hole] = _name(var, "T" if turned else "")
    used = set(_HOLE.findall(sentence))
    return Rule(sentence, {name: each for name, each in formulas.items() if name in used})


def _noun(var: Var, turned: bool, derivation: Derivation) -> str:
    """What a matrix in a rule is, with a hole for its name; a single number is its name alone."""
    if not var.shape:
        return "{name}"
    if turned:
        weights = var.role == "param"
        return _("transposed weights {name}") if weights else _("transposed input {name}")
    if any(row.out.name == var.name for row in derivation.phase("backward")):
        return _("incoming gradient {name}")
    return "{name}"


def _loss(equation: Equation, derivation: Derivation) -> Rule | None:
    """What a loss that is written in a stable form equals, and how the errors are added up."""
    if not equation.op.words:
        return None
    added = _said(equation.op.words, equation, derivation)
    plain = _plain_loss(equation, derivation)
    if plain is None:
        return added
    first = _("the error is the same as {same}, written so that it cannot overflow")
    sentence = _("{first}; {second}").format(first=first, second=added.sentence)
    return Rule(sentence, {**added.formulas, "same": plain})


def _plain_loss(equation: Equation, derivation: Derivation) -> Formula | None:
    """The error that a stable form stands for, over the outputs; None for other losses."""
    op = equation.op
    if op.same_as is None:
        return None
    known = dict(zip(op.inputs, equation.inputs, strict=True))
    for row in derivation.phase("forward"):
        for symbol, (name, args) in op.companions.items():
            if row.op.name == name and row.inputs == tuple(known[each] for each in args):
                known[symbol] = row.out
    plain = lookup(op.same_as[0])
    if plain.meaning is None or any(each not in known for each in op.same_as[1]):
        return None
    own = zip(plain.inputs, op.same_as[1], strict=True)
    return _with_variables(plain.meaning, {mine: known[each] for mine, each in own})


def _added(equation: Equation) -> Rule:
    """Contributions that add up."""
    names = {f"part{index}": _name(var) for index, var in enumerate(equation.inputs)}
    if {var.name.rpartition("_")[2] for var in equation.inputs} == {"data", "penalty"}:
        return Rule(_("the part of the data and the part of the penalty add up"), names)
    return Rule(_("the value is used more than once: what comes back on each way adds up"), names)


def _backward(equation: Equation, source: Equation, derivation: Derivation) -> Rule:
    """The rule of a row that comes from a forward row."""
    if equation.branch == "penalty":
        return _of_penalty(equation, source)
    var = _by(equation, source)
    by = source.op.inputs[source.inputs.index(var)]
    if by in source.op.gradient_words:
        return _stated(source.op.gradient_words[by], equation, source)
    slope = source.op.slopes.get(by)
    if source.op.meaning is None:
        words = _(
            "chain rule through {function}: a result may depend on several inputs, so what comes "
            "back from each is added"
        )
        return Rule(words, {"function": _function(source.op)})
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


def _stated(words: str, equation: Equation, source: Equation) -> Rule:
    """The rule that an op states for its gradient; of a loss with what divides the sum."""
    said = translate(words)
    formulas = {"function": _function(source.op)} if "{function}" in said else {}
    op = equation.op
    if source.phase != "loss" or not isinstance(op.meaning, Call) or op.meaning.atom == "sub":
        return Rule(said, formulas)
    known = dict(zip(op.inputs, equation.inputs, strict=True))
    simple, divisor = op.meaning.args[0], op.meaning.args[-1]
    if op.meaning.atom == "div" and isinstance(simple, Call) and simple.atom == "sub":
        sentence = _("{rule}, divided by {divisor}")
        formulas |= {"divisor": _with_variables(divisor, known)}
    else:
        sentence = _("{rule}; with the factors of the loss, {slope}")
        formulas |= {"slope": _with_variables(op.meaning, known)}
    return Rule(sentence.replace("{rule}", said), formulas)


def _by(equation: Equation, source: Equation) -> Var:
    """Which input of the forward row a gradient belongs to."""
    named = [var for var in source.inputs if equation.out.name.startswith(f"d{var.name}")]
    return max(named, key=lambda var: len(var.name)) if named else source.inputs[0]


def _of_penalty(equation: Equation, source: Equation) -> Rule:
    words = _("derivative of the penalty {function} by {variable}")
    return Rule(words, {"function": _function(source.op), "variable": _name(_by(equation, source))})


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
    return Formula(number(value), _both(latex_number(number(value))))


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
