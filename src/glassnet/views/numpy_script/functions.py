"""The functions of an exported script: the ops, and the equations exactly as they ran."""

from collections.abc import Callable, Iterable, Mapping
from symtable import symtable
from textwrap import indent

from glassnet.core import notation
from glassnet.core.derivation import Derivation
from glassnet.core.entries import entry_form
from glassnet.core.rows import definition, definitions, function
from glassnet.locales import _
from glassnet.views.numpy_script.arrays import number_code
from glassnet.views.numpy_script.forms import WRITERS, Form
from glassnet.views.numpy_script.op_names import BY_EXAMPLE, BY_NUMBER, with_free_names
from glassnet.views.numpy_script.source import DROPOUT, SHUFFLE, in_language, random_source
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import comment, filled

STEP, FORWARD, LOSS, UPDATE = notation.FUNCTION, "forward", "loss", "update"

_NEEDED: dict[Form, frozenset[str]] = {"example": BY_EXAMPLE, "scalar": BY_NUMBER}

# Writes the functions of all rows: under these names instead, with this many columns before them.
Equations = Callable[[Mapping[str, str], int], dict[str, str]]


def function_section(story: Story, others: Iterable[str]) -> list[str]:
    """All functions, those that others call first.

    Args:
        story: the training.
        others: the other parts of the script.
    """
    after = [*([_gradients(story)] if story.numeric else []), *random_numbers(story)]
    return arranged(
        _ops(story),
        lambda names, margin: _equations(story, names, margin),
        after,
        others,
    )


def arranged(
    ops: list[str], equations: Equations, after: list[str], others: Iterable[str]
) -> list[str]:
    """Ops, equations and what calls them, so that each name means one thing.

    An op may have any name, that of a variable of the script or of a Python function too. Then
    the ops and the equations stand in a function of their own, where the names mean the ops.

    Args:
        ops: the functions that rows call.
        equations: writes the functions of all rows.
        after: further functions.
        others: the other parts of the script.
    """
    taken = set().union(*map(_defined, ops))
    if taken.isdisjoint(_used([*others, *after])):
        return [*ops, *equations({}, 0).values(), *after]
    return [*_enclosed(ops, equations, taken), *after]


def _enclosed(ops: list[str], write: Equations, taken: set[str]) -> list[str]:
    """Ops and equations in a function of their own, and the names that it gives the script."""
    inner = {name: _free(name, taken) for name in (STEP, FORWARD, LOSS, UPDATE)}
    equations = write(inner, 4)
    said = _("A function around all equations, because the rest of the script has other uses for "
             "some of their names.")  # fmt: skip
    body = "\n\n".join([*(indent(text, "    ") for text in ops), *equations.values()])
    result = ", ".join(inner[name] for name in equations)
    return [
        f"{comment(said)}\ndef equations():\n{body}\n\n    return ({result})",
        f"{', '.join(equations)} = equations()",
    ]


def _equations(story: Story, names: Mapping[str, str], margin: int) -> dict[str, str]:
    """The functions of all rows, by the names that the script calls them.

    Args:
        story: the training.
        names: what they are called instead where they stand.
        margin: columns before each line.
    """
    step, forward = _named(story, story.derivation()), _named(story, story.forward_derivation())
    new = [step.updates[name] for name in (*story.params(), *story.state())]
    known = {STEP: (step, [*new, notation.LOSS])}
    said = {
        STEP: _("One training step: every equation, in the order in which it runs."),
        LOSS: _("The loss alone, to try changed parameters."),
        FORWARD: _("What the network answers: the forward equations alone."),
    }
    if story.numeric:
        known[LOSS] = (_named(story, story.loss_derivation()), [notation.LOSS])
    known[FORWARD] = (forward, [forward.outputs["prediction"]])
    return {
        name: f"{comment(said[name], margin)}\n"
        + _rows(derivation, names.get(name, name), keep, margin, story.form)
        for name, (derivation, keep) in known.items()
    }


def _rows(derivation: Derivation, name: str, keep: list[str], margin: int, form: Form) -> str:
    """The rows as the executor compiles them; only a long first or last line is broken."""
    if form != "batch":
        return indent(in_language(WRITERS[form](derivation, name, keep)), " " * margin)
    _first, *rows, _last = in_language(function(derivation, name, keep)).splitlines()
    first = filled(f"def {name}(", [var.name for var in derivation.inputs], "):", margin)
    last = filled("return (", keep, ",)" if len(keep) == 1 else ")", margin + 4)
    return "\n".join([first, *(" " * margin + row for row in rows), last])


def _named(story: Story, derivation: Derivation) -> Derivation:
    """The rows with ops that are not called what the form itself needs a name for."""
    needed = _NEEDED.get(story.form, frozenset())
    for equation in derivation.equations:
        if equation.op.name in needed:
            entry_form(equation)  # an op that does not state its entries is named as the user does
    return with_free_names(derivation, needed)


def _ops(story: Story) -> list[str]:
    """The functions that any of the equations call, each once."""
    derivations = [story.derivation(), story.forward_derivation()]
    if story.numeric:
        derivations.append(story.loss_derivation())
    texts = dict.fromkeys(
        text for each in derivations for text in _definitions(story, _named(story, each))
    )
    return [in_language(text) for text in texts]


def _definitions(story: Story, derivation: Derivation) -> list[str]:
    """The functions that the rows call; number by number only those of single numbers."""
    if story.form != "scalar":
        return definitions(derivation)
    ops = {row.op.name: row.op for row in derivation.equations if row.op.elementwise}
    return [text for op in ops.values() if (text := definition(op))]


def _defined(code: str) -> set[str]:
    """The names that code gives to its functions and variables, but for those within them."""
    names = symtable(code, "script", "exec").get_symbols()
    return {name.get_name() for name in names if name.is_assigned() or name.is_imported()}


def _used(codes: Iterable[str]) -> set[str]:
    """The names in pieces of code that mean the same everywhere, Python's own among them."""
    scopes = [symtable(code, "script", "exec") for code in codes]
    found = {name for scope in scopes for name in scope.get_identifiers()}
    found |= {STEP, FORWARD, LOSS, UPDATE}
    while scopes:
        scopes = [inner for scope in scopes for inner in scope.get_children()]
        symbols = (name for scope in scopes for name in scope.get_symbols())
        found |= {name.get_name() for name in symbols if name.is_global()}
    return found


def _free(name: str, taken: set[str]) -> str:
    """The name, with underscores behind it while an op has it."""
    while name in taken:
        name += "_"
    return name


def _gradients(story: Story) -> str:
    """The slope of the loss by small changes."""
    return _GRADIENTS.format(
        delta=number_code(story.settings.delta),
        said=_("the small change"),
        doc=_("(L(w + delta) - L(w)) / delta for each number of each parameter, in turn."),
        names=", ".join(f'"{name}"' for name in story.params()),
        comma="," if len(story.params()) == 1 else "",
    )


_GRADIENTS = '''delta = f({delta})  # {said}


def numeric_gradients(given, state):
    """{doc}"""
    params = {{name: state[name] for name in ({names}{comma})}}
    (before,) = loss(**given, **params)
    grads = {{}}
    for name, value in params.items():
        grad = np.empty_like(value)
        for place in np.ndindex(value.shape):
            changed = value.copy()
            changed[place] += delta
            (after,) = loss(**{{**given, **params, name: changed}})
            grad[place] = (after - before) / delta
        grads["d" + name] = grad
    return grads'''


def random_numbers(story: Story) -> list[str]:
    """The random numbers of shuffles and dropout masks."""
    names = (SHUFFLE if story.batched else ()) + (DROPOUT if story.network.has_dropout else ())
    texts = random_source(names)
    if texts:
        said = _("Random numbers that repeat: Philox, the same ones as in the training.")
        texts[0] = f"{comment(said)}\n{texts[0]}"
    return texts
