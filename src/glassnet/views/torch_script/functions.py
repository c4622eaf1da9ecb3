"""The equations of a PyTorch script: the very rows of the derivation, in the same order."""

from collections.abc import Iterable, Mapping, Sequence

from glassnet.core import notation
from glassnet.core.derivation import Derivation, Equation
from glassnet.core.rows import definition, row
from glassnet.locales import _
from glassnet.views.numpy_script.arrays import number_code
from glassnet.views.numpy_script.functions import (
    FORWARD,
    LOSS,
    STEP,
    UPDATE,
    arranged,
    random_numbers,
)
from glassnet.views.numpy_script.source import in_language
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import comment, filled
from glassnet.views.torch_script.atoms import in_torch


def function_section(story: Story, others: Iterable[str], written_out: bool) -> list[str]:
    """All functions, those that others call first.

    Args:
        story: the training.
        others: the other parts of the script.
        written_out: whether the update is a function by itself too.

    Raises:
        SettingError: if an op uses something that PyTorch does not have.
    """
    after = [*([_gradients(story)] if story.numeric else []), *random_numbers(story)]

    def equations(names: Mapping[str, str], margin: int) -> dict[str, str]:
        return _equations(story, names, margin, written_out)

    return arranged(_ops(story), equations, after, others)


def _derivations(story: Story) -> dict[str, Derivation]:
    """The derivations of a script, by the names of their functions."""
    found = {STEP: story.derivation()}
    if story.numeric:
        found[LOSS] = story.loss_derivation()
    return {**found, FORWARD: story.forward_derivation()}


def _ops(story: Story) -> list[str]:
    """The functions that rows call, each once."""
    rows = [each for derivation in _derivations(story).values() for each in derivation.equations]
    codes = {definition(each.op): each.op.name for each in rows}
    return [in_language(in_torch(code, name)) for code, name in codes.items() if code]


def _equations(
    story: Story, names: Mapping[str, str], margin: int, written_out: bool
) -> dict[str, str]:
    """The functions of all rows, by the names that the script calls them."""
    said = {
        STEP: _("One training step: every equation, in the order in which it runs."),
        LOSS: _("The loss alone, to try changed parameters."),
        FORWARD: _("What the network answers: the forward equations alone."),
        UPDATE: _("The update alone: PyTorch has no optimizer that takes exactly these steps."),
    }
    known = {
        name: (tuple(var.name for var in derivation.inputs), derivation.equations)
        for name, derivation in _derivations(story).items()
    }
    if written_out:
        known[UPDATE] = (update_inputs(story.derivation()), story.derivation().phase("update"))
    return {
        name: f"{comment(said[name], margin)}\n"
        + _function(names.get(name, name), inputs, rows, margin)
        for name, (inputs, rows) in known.items()
    }


def update_inputs(derivation: Derivation) -> tuple[str, ...]:
    """What the rows of the update read: parameters, gradients, memory, single numbers."""
    rows = derivation.phase("update")
    made = {equation.out.name for equation in rows}
    read = [var.name for equation in rows for var in equation.inputs]
    return tuple(dict.fromkeys(name for name in read if name not in made))


def _function(name: str, inputs: Sequence[str], rows: Sequence[Equation], margin: int) -> str:
    """Rows as a function that gives every value by its name."""
    lines = [filled(f"def {name}(", inputs, "):", margin)]
    phase = None
    for equation in rows:
        if equation.phase != phase:
            phase = equation.phase
            lines.append(comment(in_language(f"# {phase}")[2:], margin + 4))
        lines.append(" " * (margin + 4) + torch_row(equation))
    lines.append(" " * (margin + 4) + f"return locals()  # {_('every value, by its name')}")
    return "\n".join(lines)


def torch_row(equation: Equation) -> str:
    """A row as a line of PyTorch.

    >>> from glassnet import Dense, Network
    >>> print(torch_row(Network(2, [Dense(1, "relu")]).derive().equations[3]))
    dA1 = 2 * (A1 - Y) / m
    """
    line = row(equation, "numpy")
    return in_torch(line, line)


def _gradients(story: Story) -> str:
    """The slope of the loss by small changes."""
    return _GRADIENTS.format(
        delta=number_code(story.settings.delta),
        loss=notation.LOSS,
        said=_("the small change"),
        doc=_("(L(w + delta) - L(w)) / delta for each number of each parameter, in turn."),
    )


_GRADIENTS = '''delta = f({delta})  # {said}


def numeric_gradients(given, params):
    """{doc}"""
    before = loss(**given, **params)["{loss}"]
    grads = {{}}
    for name, value in params.items():
        grad = torch.empty_like(value)
        for place in np.ndindex(tuple(value.shape)):
            changed = value.clone()
            changed[place] += delta
            after = loss(**{{**given, **params, name: changed}})["{loss}"]
            grad[place] = (after - before) / delta
        grads["d" + name] = grad
    return grads'''
