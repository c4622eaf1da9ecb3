"""A network as two plain functions: the loss of some weights, and the weights after one update.

It is the interface of the fourth tutorial: `feed_forward(inputs, outputs, weights)` and
`update_weights(inputs, outputs, weights, lr)`, with weights [W1, b1, W2, b2, …].
"""

from typing import Protocol, cast

from glassnet.core import notation
from glassnet.core.derivation import Derivation
from glassnet.core.rows import definitions, function
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.version import __version__
from glassnet.views.numpy_script.arrays import Array, array_code
from glassnet.views.numpy_script.op_names import AS_FUNCTIONS, with_free_names
from glassnet.views.numpy_script.text import comment, described, filled, wrapped

LOSS = "loss"


class Described(Protocol):
    """What is needed of a model; `Model` has it."""

    network: Network
    dtype: str
    params: dict[str, Array]


def numpy_functions(source: object) -> str:
    """A NumPy module with the network as two functions, for code of your own around them.

    `feed_forward(inputs, outputs, weights)` returns the loss; `update_weights(inputs, outputs,
    weights, lr)` returns (updated_weights, original_loss) after one step of gradient descent and
    leaves the weights that it is given alone. Examples are rows; weights are a list with a matrix
    and, where the layer has one, a bias for each layer.

    Args:
        source: a model, or a run, whose result is taken; its numbers stand in the module as
            `weights`. Inputs and outputs are as the network sees them: of a run whose data were
            scaled, scaled.

    Returns:
        The text of the module.

    Raises:
        SettingError: if it is neither.

    Example:
        >>> from glassnet import Dense, Model, Network
        >>> text = numpy_functions(Model(Network(2, [Dense(3, "sigmoid"), Dense(1)])))
        >>> "def update_weights(inputs, outputs, weights, lr):" in text
        True
    """
    model = _described(source)
    # the text of the rows does not depend on the number of examples
    step = lower(model.network, 2, optimizer=SGD(), dtype=model.dtype)
    loss = lower(model.network, 2, dtype=model.dtype, extent="loss")
    step, loss = with_free_names(step, AS_FUNCTIONS), with_free_names(loss, AS_FUNCTIONS)
    names = list(model.params)
    new = [step.updates[name] for name in names]
    blocks = [
        _docstring(model),
        f"import numpy as np\n\nf = np.{model.dtype}  # {_('the type of every number')}",
        *definitions(step),
        _rows(step, notation.FUNCTION, [*new, notation.LOSS]),
        _rows(loss, LOSS, [notation.LOSS]),
        _feed_forward(loss, names),
        _update_weights(step, names),
        _weights(model.params),
    ]
    return "\n\n\n".join(blocks) + "\n"


def _described(source: object) -> Described:
    """The model, or the result of the run."""
    model = getattr(source, "model", source)
    if isinstance(getattr(model, "network", None), Network) and hasattr(model, "params"):
        return cast(Described, model)
    raise SettingError(
        _("only a network with its numbers can be written as functions"),
        expected=_("a model or a run"),
        received=f"{source!r:.60}",
        where="numpy_functions(…)",
        fix=_("give for example {example}").format(example="gn.Model(network)"),
    )


def _docstring(model: Described) -> str:
    sizes = "-".join(map(str, model.network.sizes))
    title = _("A {sizes} network as two functions.").format(sizes=sizes)
    layers = ", ".join(described(layer) for layer in model.network.layers)
    facts = _("Layers: {layers}; loss: {loss}. Examples are rows.").format(
        layers=layers, loss=described(model.network.loss)
    )
    if model.network.has_dropout:
        facts += " " + _("Dropout is off here.")
    use = "    updated_weights, original_loss = update_weights(inputs, outputs, weights, lr)"
    made = _("Written by glassnet {version}; needs only NumPy.").format(version=__version__)
    lines = [title, "", *wrapped(facts, 96), "", use, "", made]
    return '"""{}\n"""'.format("\n".join(lines).replace("\\", "\\\\").replace('"""', "'''"))


def _rows(derivation: Derivation, name: str, keep: list[str]) -> str:
    """The rows as the executor compiles them; only a long first or last line is broken."""
    _first, *rows, _last = function(derivation, name, keep).splitlines()
    first = filled(f"def {name}(", [var.name for var in derivation.inputs], "):")
    last = filled("return (", keep, ",)" if len(keep) == 1 else ")", 4)
    return "\n".join([first, *rows, last])


def _given(derivation: Derivation, names: list[str]) -> list[str]:
    """The arguments of the rows, by what the two functions are given."""
    known = {
        notation.INPUT: "np.asarray(inputs, dtype=f)",
        notation.TARGET: "np.asarray(outputs, dtype=f)",
        notation.EXAMPLES: "f(len(inputs))",
        notation.ALL_EXAMPLES: "f(len(inputs))",
        notation.LEARNING_RATE: "f(lr)",
        **{name: f"np.asarray(weights[{at}], dtype=f)" for at, name in enumerate(names)},
    }
    return [f"{var.name}={known[var.name]}" for var in derivation.inputs]


def _feed_forward(loss: Derivation, names: list[str]) -> str:
    said = _("The loss of some weights on some examples.")
    call = filled(f"({notation.LOSS},) = {LOSS}(", _given(loss, names), ")", 4)
    return (
        f'def feed_forward(inputs, outputs, weights):\n    """{said}"""\n{call}\n'
        f"    return {notation.LOSS}"
    )


def _update_weights(step: Derivation, names: list[str]) -> str:
    said = _("The weights after one step of gradient descent, and the loss before it.")
    given = _given(step, names)
    call = filled(f"*updated_weights, original_loss = {notation.FUNCTION}(", given, ")", 4)
    return (
        f'def update_weights(inputs, outputs, weights, lr):\n    """{said}"""\n{call}\n'
        "    return updated_weights, original_loss"
    )


def _weights(params: dict[str, Array]) -> str:
    said = comment(_("The numbers of the network."))
    assigned = [array_code(name, value) for name, value in params.items()]
    return "\n".join([said, *assigned, filled("weights = [", list(params), "]")])
