"""From the words of a command line to data and a network: what is to be trained or explained."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from glassnet.cli.defaults import (
    SEED,
    TABLE,
    Defaults,
    defaults_for,
    last_activation,
    loss_for,
    output_for_loss,
    outputs_for,
)
from glassnet.cli.layers_text import parse_layers, write_layers
from glassnet.cli.settings_text import parse_clip, parse_loss, parse_optimizer, parse_penalty
from glassnet.cli.source import open_source
from glassnet.cli.target_unit import TargetUnit, in_unit, unit_for
from glassnet.data import Dataset
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.nn.layers import Dense, Layer
from glassnet.nn.network import Network
from glassnet.nn.optimizers import Clip, Optimizer
from glassnet.training.recipe import Prepared, prepare

Wishes = Mapping[str, Any]
# Each is kept several times: gradient, optimizer state, checkpoints.
MOST_PARAMS = 50_000_000


@dataclass(frozen=True)
class Blueprint:
    """Data and network, with everything that the user left open filled in.

    Attributes:
        dataset: the raw data.
        prepared: the same, split and scaled.
        unit: the unit of the targets, if it is not that of the data.
        network: what is to be trained.
        optimizer: how weights change.
        clip: limits on the gradients.
        defaults: what suits the data set.
        seed: what randomness starts from.
        dtype: the type of numbers.
        task_asked: whether the user said what the task is.
    """

    dataset: Dataset
    prepared: Prepared
    unit: TargetUnit | None
    network: Network
    optimizer: Optimizer
    clip: Clip | None
    defaults: Defaults
    seed: int
    dtype: str
    task_asked: bool = False

    @property
    def layers(self) -> str:
        """The layers as after --layers."""
        return write_layers(self.network.layers)


def draw_up(source: str, wishes: Wishes) -> Blueprint:
    """Data and network as the command line asks for them.

    Args:
        source: a data set's name, or a file.
        wishes: the options by name; None where the user said nothing.

    Raises:
        GlassnetError: something cannot be used; nothing has been written then.
    """
    texts = _Texts(wishes)
    dtype = wishes.get("dtype") or (TABLE[source].dtype if source in TABLE else "float64")
    dataset = open_source(source, dtype, dict(wishes))
    defaults = defaults_for(dataset)
    seed = SEED if wishes.get("seed") is None else int(wishes["seed"])
    network = _network(dataset, defaults, texts)
    fraction = wishes.get("validation")
    prepared = prepare(
        dataset,
        fraction=(defaults.validation if fraction is None else fraction) or None,
        seed=seed,
        scale=wishes.get("scale") or defaults.scale or dataset.scale,
        together=dataset.image_shape is not None,
    )
    unit = unit_for(dataset, prepared)
    optimizer = parse_optimizer(texts.optimizer or defaults.optimizer, _rate(wishes, defaults))
    return Blueprint(
        dataset=dataset,
        prepared=prepared if unit is None else in_unit(prepared, unit),
        unit=unit,
        network=network,
        optimizer=optimizer,
        clip=texts.clip,
        defaults=defaults,
        seed=seed,
        dtype=dtype,
        task_asked=wishes.get("task") is not None,
    )


class _Texts:
    """The options that are small languages, read before any data are."""

    def __init__(self, wishes: Wishes) -> None:
        self.layers: str | None = wishes.get("layers")
        if self.layers is not None:
            parse_layers(self.layers, "identity")
        loss, penalty, clip = (wishes.get(name) for name in ("loss", "penalty", "clip"))
        self.loss = None if loss is None else parse_loss(loss)
        self.penalty = None if penalty is None else parse_penalty(penalty)
        self.clip = None if clip is None else parse_clip(clip)
        self.optimizer: str | None = wishes.get("optimizer")
        if self.optimizer is not None:
            parse_optimizer(self.optimizer, wishes.get("lr"))


def _rate(wishes: Wishes, defaults: Defaults) -> float | None:
    """The learning rate: the one asked for, or the table's if the optimizer is the table's."""
    if wishes.get("lr") is not None:
        return float(wishes["lr"])
    asked = wishes.get("optimizer")
    return defaults.lr if asked in (None, defaults.optimizer) else None


def _network(dataset: Dataset, defaults: Defaults, texts: _Texts) -> Network:
    outputs = outputs_for(dataset)
    if texts.layers is not None:
        layers = parse_layers(texts.layers, last_activation(dataset))
        last = layers[-1]
        if isinstance(last, Dense) and last.units != outputs:
            layers = parse_layers(texts.layers, last_activation(dataset, last.units))
        _check_outputs(dataset, layers, texts.layers)
    else:
        hidden = f"{defaults.layers}, " if defaults.layers else ""
        last_units, activation = output_for_loss(dataset, texts.loss)
        layers = parse_layers(f"{hidden}{last_units}", activation)
    last_dense = next(each for each in reversed(layers) if isinstance(each, Dense))
    loss = texts.loss or loss_for(dataset, last_dense.activation)
    network = Network(dataset.X.shape[1], layers, loss, texts.penalty)
    if network.param_count > MOST_PARAMS:
        raise SettingError(
            _("the network is too large for this machine's memory"),
            expected=_("at most {count} weights and biases").format(count=f"{MOST_PARAMS:,}"),
            received=f"{network.param_count:,}",
            where=f'--layers "{texts.layers}"',
            fix=_("use fewer units"),
        )
    return network


def _check_outputs(dataset: Dataset, layers: list[Layer], text: str) -> None:
    """Raises if the last layer has another number of units than there are answers."""
    last = layers[-1]
    allowed = {outputs_for(dataset)}
    if dataset.task == "classification":
        allowed.add(len(dataset.classes))
    if not isinstance(last, Dense) or last.units in allowed:
        return
    count = len(dataset.classes) if dataset.task == "classification" else dataset.Y.shape[1]
    wanted = f"{count} softmax" if dataset.task == "classification" else f"{count} identity"
    if outputs_for(dataset) == 1 and dataset.task == "classification":
        wanted = "1 sigmoid"
    raise SettingError(
        _("the last layer does not fit the classes of {name}").format(name=dataset.name)
        if dataset.task == "classification"
        else _("the last layer does not fit the targets of {name}").format(name=dataset.name),
        expected=_("outputs: {counts}").format(counts=_(" or ").join(map(str, sorted(allowed)))),
        received=_("outputs: {counts}").format(counts=last.units),
        where=_('the last layer of --layers: "{text}"').format(text=text),
        fix=_('end --layers with "{layer}"').format(layer=wanted),
    )
