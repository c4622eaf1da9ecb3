"""Random networks: each gradient row is the slope of the loss row, in both layouts."""

from collections import Counter

import pytest
from network_laws import gradient_law, layout_law, sensible, update_law
from random_networks import Draw, draw, fed, numbers

from glassnet.executors import reference
from glassnet.nn.layers import ACTIVATIONS
from glassnet.nn.losses import LOSSES, PENALTIES
from glassnet.nn.optimizers import OPTIMIZERS

SAMPLE, FULL = 300, 10_000


def usable(drawn: Draw) -> bool:
    """Whether the numbers of a network are of an everyday size."""
    derivation = drawn.derive()
    return sensible(reference.run(derivation, fed(drawn, derivation, numbers(drawn))))


def laws(seeds: range) -> tuple[int, int, int]:
    """Runs the laws on the networks of some seeds; returns networks, entries and skips."""
    networks = checked = skipped = 0
    for seed in seeds:
        drawn = draw(seed)
        if not usable(drawn):
            continue
        networks += 1
        for layout in ("rows", "columns"):
            try:
                more, less = gradient_law(drawn, layout)
            except AssertionError as error:
                raise AssertionError(f"network {seed}: {error}\n{drawn}") from error
            checked, skipped = checked + more, skipped + less
        layout_law(drawn)
        update_law(drawn, 3)
    return networks, checked, skipped


@pytest.mark.parametrize("part", range(10))
def test_gradients_of_random_networks(part: int) -> None:
    size = SAMPLE // 10
    networks, checked, skipped = laws(range(part * size, (part + 1) * size))
    assert networks >= 0.9 * size
    assert skipped <= 0.02 * (checked + skipped)


@pytest.mark.proof
@pytest.mark.parametrize("part", range(100))
def test_gradients_of_ten_thousand_networks(part: int) -> None:
    size = FULL // 100
    networks, checked, skipped = laws(range(10_000 + part * size, 10_000 + (part + 1) * size))
    assert networks >= 0.9 * size
    assert skipped <= 0.02 * (checked + skipped)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_updates_are_the_published_formulas(name: str) -> None:
    for seed in range(25):
        update_law(draw(seed, optimizers=(name,)))


def test_the_draw_reaches_every_name() -> None:
    seen: Counter[str] = Counter()
    for seed in range(SAMPLE):
        drawn = draw(seed)
        network = drawn.network
        seen.update(layer.activation for layer in network.dense)
        seen.update([network.loss.op, f"reduction {network.loss.reduction}"])
        seen.update([type(drawn.optimizer).__name__, f"{len(network.dense)} layers"])
        seen.update([f"stable {network.loss.stable}", f"weighted {drawn.weighted}"])
        seen.update([f"dropout {drawn.dropout}", f"clip {drawn.clip is not None}"])
        seen.update(f"bias {layer.bias}" for layer in network.dense)
        if network.penalty:
            seen.update([network.penalty.op, f"per {network.penalty.per}"])
    wanted = {*ACTIVATIONS, *LOSSES, *PENALTIES} - {"step", "signed_error"}
    wanted |= {each.__name__ for each in OPTIMIZERS.values()}
    wanted |= {f"{n} layers" for n in range(1, 7)}
    wanted |= {f"per {per}" for per in ("none", "batch", "data")}
    wanted |= {f"{w} {v}" for w in ("stable", "weighted", "dropout", "clip") for v in (True, False)}
    assert wanted <= set(seen)
    assert min(seen[name] for name in wanted) >= 10
