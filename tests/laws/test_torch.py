"""PyTorch's autograd and optimizers, with their default numbers, agree with the rows."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from network_laws import peak, sensible
from random_networks import Arrays, Draw, draw, fed, numbers

from glassnet.core.derivation import Derivation
from glassnet.executors import reference
from glassnet.nn.optimizers import OPTIMIZERS

pytest.importorskip("torch", reason="PyTorch is not installed; pip install '.[peers]'")
from torch_network import TorchNetwork

COUNT, STEPS, BATCHES, NUDGES = 200, 20, 4, 2
GRADIENTS, PARAMS = 1e-10, 1e-10


def batches(drawn: Draw) -> list[Arrays]:
    """Some batches of one size; the parameters are those of the first."""
    first = numbers(drawn)
    others = [numbers(replace(drawn, seed=drawn.seed + 7919 * k)) for k in range(1, BATCHES)]
    names = set(drawn.network.param_shapes())
    return [first, *({**first, **{n: v for n, v in o.items() if n not in names}} for o in others)]


def trained(drawn: Draw, moved: int = 0) -> Arrays | None:
    """Our parameters after all steps; None if rounding decides where they go.

    Args:
        drawn: the network.
        moved: if not 0, the seed of directions in which each parameter and each number of
            the data is moved by one unit in the last place.
    """
    derivation = drawn.derive()
    program = reference.Program(derivation)
    feeds = [fed(drawn, derivation, each) for each in batches(drawn)]
    kept = {old: feeds[0][old] for old in derivation.updates}
    if moved:
        rng = np.random.default_rng(moved)
        feeds = [{**each, "A0": nudged(each["A0"], rng)} for each in feeds]
        kept.update({name: nudged(kept[name], rng) for name in drawn.network.param_shapes()})
    for t in range(1, STEPS + 1):
        with reference.session():
            values = program({**feeds[(t - 1) % BATCHES], **kept, "t": np.float64(t)})
        if not sensible(values) or _rounding_alone(drawn, derivation, values):
            return None
        kept = {old: values[new] for old, new in derivation.updates.items()}
    return {name: kept[name] for name in drawn.network.param_shapes()}


def _rounding_alone(drawn: Draw, derivation: Derivation, values: Arrays) -> bool:
    """Whether a gradient is what rounding leaves of terms that cancel.

    An optimizer that divides by the size of the gradient makes a full step of it.
    """
    steepest = max(peak(values[e.out.name]) for e in derivation.phase("backward"))
    grads = [np.abs(values[f"d{name}"]) for name in drawn.network.param_shapes()]
    return any(np.any((g > 0) & (g < 1e-12 * steepest)) for g in grads)


def nudged(array: Any, rng: np.random.Generator) -> Any:
    return np.nextafter(array, np.where(rng.random(array.shape) < 0.5, -np.inf, np.inf))


def apart(a: Arrays, b: Arrays) -> float:
    """The largest difference of two sets of parameters, in units of the tolerance."""
    size = max(1.0, *(peak(value) for value in a.values()))
    return max(peak(a[name] - b[name]) for name in a) / (PARAMS * size)


def agrees(drawn: Draw) -> bool:
    """Compares one network with PyTorch; False if its own rounding grows too much to say."""
    ours = trained(drawn)
    if ours is None:
        return False
    for seed in range(1, 1 + NUDGES):
        moved = trained(drawn, seed)
        if moved is None or apart(ours, moved) > 1:
            return False
    theirs = TorchNetwork(drawn, numbers(drawn))
    derivation = drawn.derive()
    for k in range(STEPS):
        feeds = batches(drawn)[k % BATCHES]
        loss, grads = theirs.step(feeds)
        if k == 0:
            values = reference.run(derivation, fed(drawn, derivation, feeds))
            assert abs(values["L"] - loss) <= GRADIENTS * abs(loss) + 1e-15
            steepest = max(peak(values[e.out.name]) for e in derivation.phase("backward"))
            for name, grad in grads.items():
                off = peak(values[f"d{name}"] - grad)
                assert off <= GRADIENTS * peak(grad) + 1e-15 * steepest, f"d{name} off by {off:.2e}"
    assert apart(ours, theirs.values()) <= 1, f"parameters {apart(ours, theirs.values()):.1f} apart"
    return True


@pytest.mark.parametrize("part", range(10))
def test_random_networks(part: int) -> None:
    """Goes on until enough networks were compared; those left out are counted."""
    seed, compared = 50_000 + part * COUNT, 0
    start = seed
    while compared < COUNT // 10:
        try:
            compared += agrees(draw(seed))
        except AssertionError as error:
            raise AssertionError(f"network {seed}: {error}\n{draw(seed)}") from error
        seed += 1
        left_out = seed - start - compared
        assert left_out <= 8, f"{left_out} networks left out, {compared} compared"


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_each_optimizer(name: str) -> None:
    compared = sum(agrees(draw(seed, optimizers=(name,), deepest=2)) for seed in range(12))
    assert compared >= 8
