"""Rows as text: one equation as a line of NumPy, plain text or LaTeX, and all of them.

The NumPy line is what the reference executor compiles and what an exported script says.
"""

from collections.abc import Mapping, Sequence
from itertools import product

from glassnet.core.atoms import Target
from glassnet.core.derivation import Derivation, Equation
from glassnet.core.expr import Expr
from glassnet.core.math_names import MARKS, latex_call, marked
from glassnet.core.op import Op
from glassnet.core.printer import bracketed, latex_number, render
from glassnet.locales import _

# Stand-ins for the inputs of a row while its template is made: private letters.
_FIRST_LETTER = 0xE000


def right_side(equation: Equation, target: Target, names: Mapping[str, str] | None = None) -> str:
    """The right side of a row, with other texts for its variables if wanted.

    Args:
        equation: the row.
        target: "numpy", "text" or "latex".
        names: what to write for each variable, by the variable's name.
    """
    op = equation.op
    texts = {
        each: (names or {}).get(var.name, var.name)
        for each, var in zip(op.inputs, equation.inputs, strict=True)
    }
    if op.meaning is None:
        return _filled(op, target, texts)
    if op.called and target == "latex":
        return latex_call(op, *(texts[each] for each in op.inputs))
    if op.called:
        return f"{op.name}({', '.join(texts[each] for each in op.inputs)})"
    singles = {each for each, var in zip(op.inputs, equation.inputs, strict=True) if not var.shape}
    return render(op.meaning, target, texts, singles)


def _filled(op: Op, target: Target, texts: Mapping[str, str]) -> str:
    """The template of a structured op with texts for its inputs and numbers for its constants."""
    template = op.templates[target]
    constants = {name: bracketed(value) for name, value in op.params.items()}
    if target == "latex":
        constants = {name: latex_number(text) for name, text in constants.items()}
        for each, mark in product(op.inputs, MARKS):
            constants[each + mark] = marked(texts[each], mark)
            template = template.replace(f"{{{each}}}{MARKS[mark]}", f"{{{each}{mark}}}")
    return template.format(**texts, **constants)


def latex_around(around: Expr, op: Op, inputs: Sequence[str], singles: Sequence[str]) -> str:
    """The LaTeX template of an op that is made around a structured one.

    Args:
        around: what is done with the result of the structured op, which is called `error` there.
        op: the structured op.
        inputs: the inputs of the op that is made, those of the structured one among them.
        singles: those of them that are single numbers.
    """
    letters = {each: chr(_FIRST_LETTER + index) for index, each in enumerate(inputs)}
    call = op.templates["latex"].format(**letters)
    own = call if call.startswith(r"\operatorname") else rf"\left({call}\right)"
    text = render(around, "latex", {**letters, "error": own}, singles)
    text = text.replace("{", "{{").replace("}", "}}")
    for each, letter in letters.items():
        text = text.replace(letter, f"{{{each}}}")
    return text


def row(equation: Equation, target: Target) -> str:
    """The whole row: `Z1 = X @ W1 + b1`."""
    return f"{equation.out.name} = {right_side(equation, target)}"


def definition(op: Op) -> str | None:
    """NumPy source of the function that a row calls, or None if it calls none."""
    if op.define is not None:
        return op.define.strip()
    if op.meaning is None or not op.called:
        return None
    body = render(op.meaning, "numpy")
    return f"def {op.name}({', '.join(op.inputs)}):\n    return {body}"


def definitions(derivation: Derivation) -> list[str]:
    """The functions that the rows of a derivation call, each once."""
    found = (definition(equation.op) for equation in derivation.equations)
    return list(dict.fromkeys(text for text in found if text))


def meanings(derivation: Derivation) -> list[str]:
    """What the functions named in the rows mean, one line each, for reading."""
    lines: dict[str, None] = {}
    for equation in derivation.equations:
        op = equation.op
        if op.reads is not None:
            lines[op.reads] = None
        elif op.meaning is not None and op.called:
            call, body = f"{op.name}({', '.join(op.inputs)})", render(op.meaning, "text")
            if body != call:
                lines[f"{call} = {body}"] = None
    return list(lines)


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape as people write it: (4, 3), (3,), or nothing for a single number."""
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})" if shape else ""


def function(derivation: Derivation, name: str, keep: Sequence[str]) -> str:
    """The rows as a Python function that returns the values named in `keep`.

    The reference executor compiles this text; the exported script contains it.
    """
    lines = [f"def {name}({', '.join(var.name for var in derivation.inputs)}):"]
    phase = None
    for equation in derivation.equations:
        if equation.phase != phase:
            phase = equation.phase
            lines.append(f"    # {phase}")
        lines.append(f"    {row(equation, 'numpy')}")
    lines.append(f"    return {', '.join(keep)}{',' if len(keep) == 1 else ''}")
    return "\n".join(lines)


def phase_title(phase: str) -> str:
    """The name of a phase in the user's language."""
    return {
        "forward": _("forward"),
        "loss": _("loss"),
        "backward": _("backward"),
        "update": _("update"),
    }[phase]
