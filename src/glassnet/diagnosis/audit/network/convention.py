"""Is the user's loss the network's, and if not, by which factor, divisor or penalty does it differ?

The losses are compared at several places: at one place any number is a factor of any other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from glassnet.diagnosis.audit.given import Arrays, Parameters
from glassnet.diagnosis.audit.network.binding import Binding, bindings
from glassnet.diagnosis.audit.subject import Subject
from glassnet.errors import GlassnetError
from glassnet.executors import reference
from glassnet.executors.reference import Array
from glassnet.model import scalars
from glassnet.nn.losses import L2, LOSSES, Penalty
from glassnet.nn.lower import lower
from glassnet.nn.network import Network

PLACES, SPREAD, SEED = 6, 0.2, 2
AGREE = 1e-7
REFUSED = frozenset({"signed_error"})


@dataclass(frozen=True)
class Convention:
    """The user's loss in terms of a network: factor · data loss + share · penalty.

    Attributes:
        network: the network without its penalty, with the loss that the user computes.
        penalty: the penalty in the user's loss, if any.
        binding: which parameter is which.
        factor: what the user's data loss is in units of the network's.
        share: what the user's penalty is in units of the network's, or of ½Σw² if it has none.
        same_loss: whether it is the loss that the network was described with.
    """

    network: Network
    penalty: Penalty | None
    binding: Binding
    factor: float
    share: float
    same_loss: bool


def convention(
    network: Network, params: Parameters, subject: Subject, X: Array, Y: Array
) -> Convention | None:
    """How the user's loss follows from a network; None if it does not.

    Args:
        network: the described network.
        params: the user's parameters.
        subject: holds the user's loss.
        X: inputs, (m, n_in).
        Y: targets, (m, n_out).

    Raises:
        ShapeError: if the parameters cannot be the network's.
    """
    rng = np.random.default_rng(SEED)
    places = [params.arrays]
    for _place in range(PLACES - 1):
        places.append(
            {n: v + SPREAD * rng.standard_normal(v.shape) for n, v in params.arrays.items()}
        )
    losses = np.array([subject.loss(place) for place in places])
    usable = np.isfinite(losses)
    ways = list(bindings(network, params))
    for (described, penalty, same), binding in product(_descriptions(network), ways):
        table = np.array(
            [_values(described, penalty, binding, p, X, Y) for p in places], dtype=np.float64
        )
        keep = usable & np.isfinite(table).all(axis=1)
        found = _solved(table[keep], losses[keep])
        if found is not None:
            return Convention(described, penalty, binding, found[0], found[1], same)
    return None


def _descriptions(network: Network) -> Iterator[tuple[Network, Penalty | None, bool]]:
    """The network as described, then with a penalty, then with other losses."""
    layers, loss, penalty = network.layers, network.loss, network.penalty
    plain = Network(network.inputs, layers, loss)
    yield plain, penalty, True
    if penalty is None:
        for biases in (False, True):
            yield plain, L2(1.0, biases=biases), True
    for name, kind in LOSSES.items():
        if name in REFUSED or name == loss.op:
            continue
        try:
            other = Network(network.inputs, layers, kind(stable=loss.stable))
        except GlassnetError:
            continue
        yield other, penalty, False


def _values(
    network: Network, penalty: Penalty | None, binding: Binding, place: Arrays, X: Array, Y: Array
) -> list[float]:
    """The data loss and the penalty at one place."""
    own = binding.to_network(place)
    with_penalty = Network(network.inputs, network.layers, network.loss, penalty)
    values = computed(with_penalty, own, X, Y, "loss")
    if penalty is None:
        return [float(values["L"])]
    return [float(values["L_data"]), float(values["L_penalty"])]


def computed(network: Network, own: Arrays, X: Array, Y: Array, extent: Any) -> dict[str, Array]:
    """All rows of a network at some parameters."""
    derivation = lower(network, len(X), extent=extent)
    known = scalars(derivation.names("scalar"), None, None, len(X), None, 1)
    return reference.run(derivation, {"X": X, "Y": Y, **own, **known})


def _solved(table: Array, losses: Array) -> tuple[float, float] | None:
    """The factors of both columns if they give the losses."""
    if len(losses) < table.shape[1] + 2:
        return None
    sizes = np.max(np.abs(table), axis=0)
    result = np.ones(table.shape[1])
    # A column of zeros, as of dead units, says nothing: its factor is taken to be 1.
    kept = sizes > 0
    if kept.any():
        scaled = table[:, kept] / sizes[kept]
        result[kept] = np.linalg.lstsq(scaled, losses, rcond=None)[0] / sizes[kept]
    rest = np.max(np.abs(table @ result - losses))
    if rest > AGREE * np.max(np.abs(losses)) or result[0] <= 0:
        return None
    return float(result[0]), float(result[1]) if len(result) > 1 else 1.0


def unit_penalty(penalty: Penalty) -> Penalty:
    """The same penalty on the biases as well, to see which of them a gradient counts."""
    return replace(penalty, biases=True)
