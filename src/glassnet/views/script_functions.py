"""The functions of an exported script: the ops, and the equations exactly as they ran."""

from glassnet.core import notation
from glassnet.core.derivation import Derivation
from glassnet.core.rows import definitions, function
from glassnet.locales import _
from glassnet.views.script_arrays import number_code
from glassnet.views.script_source import DROPOUT, SHUFFLE, in_language, random_source
from glassnet.views.script_story import Story
from glassnet.views.script_text import comment, filled


def function_section(story: Story) -> list[str]:
    """All functions, those that others call first."""
    step, forward = story.derivation(), story.forward_derivation()
    new = [step.updates[name] for name in (*story.params(), *story.state())]
    texts = [in_language(text) for text in _ops(story)]
    said = comment(_("One training step: every equation, in the order in which it runs."))
    texts.append(f"{said}\n{_rows(step, 'step', [*new, notation.LOSS])}")
    if story.numeric:
        texts += _numeric(story)
    said = comment(_("What the network answers: the forward equations alone."))
    answer = forward.outputs["prediction"]
    texts.append(f"{said}\n{_rows(forward, 'forward', [answer])}")
    return texts + _random(story)


def _rows(derivation: Derivation, name: str, keep: list[str]) -> str:
    """The rows as the executor compiles them; only a long first or last line is broken."""
    _first, *rows, _last = in_language(function(derivation, name, keep)).splitlines()
    first = filled(f"def {name}(", [var.name for var in derivation.inputs], "):")
    last = filled("return (", keep, ",)" if len(keep) == 1 else ")", 4)
    return "\n".join([first, *rows, last])


def _ops(story: Story) -> list[str]:
    """The functions that any of the equations call, each once."""
    derivations = [story.derivation(), story.forward_derivation()]
    if story.numeric:
        derivations.append(story.loss_derivation())
    return list(dict.fromkeys(text for each in derivations for text in definitions(each)))


def _numeric(story: Story) -> list[str]:
    """The loss by itself, and its slope by small changes."""
    loss = _rows(story.loss_derivation(), "loss", [notation.LOSS])
    return [
        f"{comment(_('The loss alone, to try changed parameters.'))}\n{loss}",
        _GRADIENTS.format(
            delta=number_code(story.settings.delta),
            said=_("the small change"),
            doc=_("(L(w + delta) - L(w)) / delta for each number of each parameter, in turn."),
            names=", ".join(f'"{name}"' for name in story.params()),
            comma="," if len(story.params()) == 1 else "",
        ),
    ]


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


def _random(story: Story) -> list[str]:
    """The random numbers of shuffles and dropout masks."""
    names = (SHUFFLE if story.batched else ()) + (DROPOUT if story.network.has_dropout else ())
    texts = random_source(names)
    if texts:
        said = _("Random numbers that repeat: Philox, the same ones as in the training.")
        texts[0] = f"{comment(said)}\n{texts[0]}"
    return texts
