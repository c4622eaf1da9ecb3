"""A network as plain functions: its loss, one update of its weights, and its answers.

The first two are the interface of the fourth tutorial: `feed_forward(inputs, outputs, weights)`
and `update_weights(inputs, outputs, weights, lr)`, with weights [W1, b1, W2, b2, …].
"""

from dataclasses import dataclass
from typing import Any

from glassnet.core import notation
from glassnet.core.derivation import Derivation, Layout
from glassnet.core.rows import definitions, function
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.nn.demand import one_of
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.version import __version__
from glassnet.views.numpy_script.arrays import COLUMNS, Array, array_code
from glassnet.views.numpy_script.data import Store
from glassnet.views.numpy_script.heading import quoted
from glassnet.views.numpy_script.op_names import AS_FUNCTIONS, with_free_names
from glassnet.views.numpy_script.source import in_language
from glassnet.views.numpy_script.story import is_scaling, turned
from glassnet.views.numpy_script.text import comment, described, filled, wrapped
from glassnet.views.numpy_script.units import (
    in_units,
    input_numbers,
    scaled,
    scaled_targets,
    target_numbers,
)

FORWARD, LOSS = "forward", "loss"
_ALL = 10**9  # numbers: whatever the module holds stands in it to be read


@dataclass(frozen=True)
class _Written:
    """What is written as functions.

    Attributes:
        network: the network.
        dtype: the type of its numbers.
        params: its numbers by name, examples as rows.
        layout: how the functions hold examples.
        scaler: what scaled the inputs of its training, or None.
        target_scaler: what scaled the targets, or None.
        settings: how it was trained; None for a model.
    """

    network: Network
    dtype: str
    params: dict[str, Array]
    layout: Layout
    scaler: Any = None
    target_scaler: Any = None
    settings: Any = None


def numpy_functions(source: object, *, layout: Layout = "rows") -> str:
    """A NumPy module with the network as functions, for code of your own around them.

    `feed_forward(inputs, outputs, weights)` returns the loss; `update_weights(inputs, outputs,
    weights, lr)` returns (updated_weights, original_loss) after one step of gradient descent and
    leaves the weights that it is given alone. Both take inputs and outputs as the network sees
    them: of a run whose data were scaled, scaled, for which the module has `scaled(…)` and
    `scaled_targets(…)`. `predict(inputs, weights)` takes raw inputs and answers in the units of
    the data. Weights are a list with a matrix and, where the layer has one, a bias for each layer.

    Args:
        source: a model, or a run, whose result and whose scaling are taken; its numbers stand in
            the module as `weights`.
        layout: "rows" takes a row for each example; "columns" a column, and weights
            (n_out, n_in), as the course writes them.

    Returns:
        The text of the module.

    Raises:
        SettingError: if it is neither, or there is no such layout.

    Example:
        >>> from glassnet import Dense, Model, Network
        >>> text = numpy_functions(Model(Network(2, [Dense(3, "sigmoid"), Dense(1)])))
        >>> "def update_weights(inputs, outputs, weights, lr):" in text
        True
    """
    one_of(layout, ("rows", "columns"), _("layout"), "numpy_functions(layout=…)")
    told = _written(source, layout)
    net, dtype = told.network, told.dtype
    # the text of the rows does not depend on the number of examples
    step, loss, forward = (
        with_free_names(each, AS_FUNCTIONS)
        for each in (
            lower(net, 2, optimizer=SGD(), dtype=dtype, layout=layout),
            lower(net, 2, dtype=dtype, layout=layout, extent="loss"),
            lower(net, 2, dtype=dtype, layout=layout, extent="forward"),
        )
    )
    names = list(told.params)
    new = [step.updates[name] for name in names]
    blocks = [
        _docstring(told),
        f"import numpy as np\n\nf = np.{dtype}  # {_('the type of every number')}",
        *map(in_language, definitions(step)),
        _rows(step, notation.FUNCTION, [*new, notation.LOSS]),
        _rows(loss, LOSS, [notation.LOSS]),
        _rows(forward, FORWARD, [forward.outputs["prediction"]]),
        *_scaling(told),
        _feed_forward(told, loss),
        _update_weights(told, step),
        _predict(told, forward),
        _weights({name: turned(value, layout) for name, value in told.params.items()}),
    ]
    return "\n\n\n".join(blocks) + "\n"


def _written(source: object, layout: Layout) -> _Written:
    """The model, or the result of the run with its scaling."""
    model: Any = getattr(source, "model", source)
    network = getattr(model, "network", None)
    if isinstance(network, Network) and hasattr(model, "params"):
        found = (getattr(source, each, None) for each in ("scaler", "target_scaler", "settings"))
        return _Written(network, model.dtype, model.params, layout, *found)
    raise SettingError(
        _("only a network with its numbers can be written as functions"),
        expected=_("a model or a run"),
        received=f"{source!r:.60}",
        where="numpy_functions(…)",
        fix=_("give for example {example}").format(example="gn.Model(network)"),
    )


def _docstring(told: _Written) -> str:
    sizes = "-".join(map(str, told.network.sizes))
    title = _("A {sizes} network as functions.").format(sizes=sizes)
    use = [
        "    updated_weights, original_loss = update_weights(inputs, outputs, weights, lr)",
        "    original_loss = feed_forward(inputs, outputs, weights)",
        "    answers = predict(inputs, weights)",
    ]
    made = _("Written by glassnet {version}; needs only NumPy.").format(version=__version__)
    lines = [title, "", *_lines(_facts(told)), "", *use, "", *_lines(_seen(told))]
    return quoted([*lines, *_lines(_descent(told)), "", made])


def _lines(sentences: list[str]) -> list[str]:
    """Each sentence from a line of its own."""
    return [line for each in sentences for line in wrapped(each, COLUMNS)]


def _facts(told: _Written) -> list[str]:
    """The network."""
    examples = _("Examples are columns.") if told.layout == "columns" else _("Examples are rows.")
    facts = _("Layers: {layers}; loss: {loss}.").format(
        layers=", ".join(map(described, told.network.layers)), loss=described(told.network.loss)
    )
    dropout = [_("Dropout is off here.")] if told.network.has_dropout else []
    return [facts, examples, *dropout]


def _seen(told: _Written) -> list[str]:
    """What goes into the functions: raw or scaled."""
    inputs, targets = is_scaling(told.scaler), is_scaling(told.target_scaler)
    if not inputs and not targets:
        return [
            _(
                "No scaling belongs to this network: all three functions take inputs and outputs "
                "as the network sees them."
            )
        ]
    first = {
        (True, True): _(
            "The data of the training were scaled. update_weights and feed_forward take inputs and "
            "outputs as the network sees them: scaled(examples) and scaled_targets(targets) make "
            "them from raw ones, a row for each example."
        ),
        (True, False): _(
            "The inputs of the training were scaled. update_weights and feed_forward take inputs "
            "as the network sees them: scaled(examples) makes them from raw ones, a row for each "
            "example."
        ),
        (False, True): _(
            "The targets of the training were scaled. update_weights and feed_forward take outputs "
            "as the network sees them: scaled_targets(targets) makes them from raw ones, a row for "
            "each example."
        ),
    }[inputs, targets]
    return [first, _("predict takes raw inputs and answers in the units of the data.")]


def _descent(told: _Written) -> list[str]:
    """How update_weights differs from the updates of the run, if it does."""
    how = told.settings
    if how is None or (isinstance(how.optimizer, SGD) and how.clip is None):
        return []
    used = [described(each) for each in (how.optimizer, how.clip) if each is not None]
    said = _("update_weights is plain gradient descent; the training used {used}.")
    return [said.format(used=", ".join(used))]


def _rows(derivation: Derivation, name: str, keep: list[str]) -> str:
    """The rows as the executor compiles them; only a long first or last line is broken."""
    _first, *rows, _last = in_language(function(derivation, name, keep)).splitlines()
    first = filled(f"def {name}(", [var.name for var in derivation.inputs], "):")
    last = filled("return (", keep, ",)" if len(keep) == 1 else ")", 4)
    return "\n".join([first, *rows, last])


def _scaling(told: _Written) -> list[str]:
    """The functions between raw data and what the network sees."""
    store = Store(readable=_ALL)
    blocks: list[str] = []
    if is_scaling(told.scaler):
        blocks += [input_numbers(told.scaler, store), scaled(told.scaler, told.layout)]
    if is_scaling(told.target_scaler):
        blocks += [
            target_numbers(told.target_scaler, store),
            scaled_targets(told.target_scaler, told.layout),
            in_units(told.target_scaler, told.layout),
        ]
    return blocks


def _given(told: _Written, derivation: Derivation, inputs: str) -> list[str]:
    """The arguments of the rows, by what the functions are given."""
    count = "f(np.shape(inputs)[1])" if told.layout == "columns" else "f(len(inputs))"
    known = {
        notation.INPUT: inputs,
        notation.TARGET: "np.asarray(outputs, dtype=f)",
        notation.EXAMPLES: count,
        notation.ALL_EXAMPLES: count,
        notation.LEARNING_RATE: "f(lr)",
        **{name: f"np.asarray(weights[{at}], dtype=f)" for at, name in enumerate(told.params)},
    }
    return [f"{var.name}={known[var.name]}" for var in derivation.inputs]


_SEEN = "np.asarray(inputs, dtype=f)"


def _feed_forward(told: _Written, loss: Derivation) -> str:
    said = _("The loss of some weights on some examples, both as the network sees them.")
    call = filled(f"({notation.LOSS},) = {LOSS}(", _given(told, loss, _SEEN), ")", 4)
    return (
        f'def feed_forward(inputs, outputs, weights):\n    """{said}"""\n{call}\n'
        f"    return {notation.LOSS}"
    )


def _update_weights(told: _Written, step: Derivation) -> str:
    said = _("The weights after one step of gradient descent, and the loss before it.")
    given = _given(told, step, _SEEN)
    call = filled(f"*updated_weights, original_loss = {notation.FUNCTION}(", given, ")", 4)
    return (
        f'def update_weights(inputs, outputs, weights, lr):\n    """{said}"""\n{call}\n'
        "    return updated_weights, original_loss"
    )


def _predict(told: _Written, forward: Derivation) -> str:
    said = _("The answers of the network to raw inputs, in the units of the data.")
    columns = ".T" if told.layout == "columns" else ""
    inputs = f"scaled(np.asarray(inputs){columns})" if is_scaling(told.scaler) else _SEEN
    call = filled(f"(outputs,) = {FORWARD}(", _given(told, forward, inputs), ")", 4)
    answers = f"in_units(outputs){columns}" if is_scaling(told.target_scaler) else "outputs"
    return f'def predict(inputs, weights):\n    """{said}"""\n{call}\n    return {answers}'


def _weights(params: dict[str, Array]) -> str:
    said = comment(_("The numbers of the network."))
    assigned = [array_code(name, value) for name, value in params.items()]
    return "\n".join([said, *assigned, filled("weights = [", list(params), "]")])
