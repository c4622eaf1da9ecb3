"""The gradient check on random networks: no false alarm, no planted fault missed, torch agrees."""

import numpy as np
import pytest
from network_laws import sensible
from planted import FAULTS, Planted
from random_networks import Draw, draw, fed, numbers

import glassnet as gn
from glassnet.core.derivation import Layout
from glassnet.diagnosis.compared import Gauge
from glassnet.diagnosis.gradient_check import GradientCheck, check_step
from glassnet.diagnosis.rerun import Rerun
from glassnet.errors import GlassnetError
from glassnet.executors import reference
from glassnet.step import Step

COUNT, PLANTED, COMPARED = 80, 6, 40


def step_of(drawn: Draw, layout: Layout = "rows") -> Step | None:
    """One step of a drawn network, or None if its numbers leave all bounds."""
    derivation = drawn.derive(layout)
    feeds = fed(drawn, derivation, numbers(drawn))
    values = {**feeds, **reference.run(derivation, feeds)}
    return Step(derivation, values) if sensible(values) else None


def checks(count: int) -> list[tuple[Draw, GradientCheck]]:
    steps = [(draw(k), step_of(draw(k), "rows" if k % 2 else "columns")) for k in range(count)]
    return [(drawn, check_step(step, 20)) for drawn, step in steps if step is not None]


def users(op: str, layout: Layout) -> list[Draw]:
    """The first networks whose equations apply an op, or sum over rows as its gradient does."""
    found = (draw(seed) for seed in range(400))
    used = (d for d in found if any(e.op.name == op for e in d.derive(layout).equations))
    return [drawn for drawn, _number in zip(used, range(PLANTED), strict=False)]


def test_correct_gradients_are_called_correct() -> None:
    """And nearly everything is checked: what is left out is on a kink or below rounding."""
    found = checks(COUNT)
    assert len(found) > COUNT * 0.9
    checked = left = 0
    for drawn, check in found:
        assert check, f"seed {drawn.seed}\n{check}"
        checked += sum(row.checked for row in check)
        left += sum(row.kinks + row.unsure for row in check)
    assert left < 0.05 * checked, f"{left} left out, {checked} checked"


@pytest.mark.parametrize(
    "planted", [each for each in FAULTS if each.op and each.networks], ids=lambda each: each.name
)
def test_planted_faults_are_found_in_the_rows_that_apply_them(planted: Planted) -> None:
    """The rows called wrong are backward rows through the op that has the fault."""
    layout: Layout = "columns" if "column" in planted.op else "rows"
    drawn_before = users(planted.op, layout)
    with planted.fault():
        found: set[str] = set()
        for drawn in drawn_before:
            try:
                step = step_of(drawn, layout)
                check = check_step(step, 20) if step is not None else []
            except (GlassnetError, ValueError):
                found.add(planted.op)  # it cannot even be derived or run
                continue
            for row in getattr(check, "wrong", ()):
                rows = {each.out.name: each for each in step.derivation.equations}
                origin = rows[row.name].origin
                found.add(rows[origin].op.name if origin in rows else row.name)
    related = {"matmul": {"linear", "matmul"}, "linear": {"linear", "matmul"},
               "linear_columns": {"linear_columns"}}  # fmt: skip
    assert found, "not noticed"
    assert found <= related.get(planted.op, {planted.op}) | {planted.op}, found


def test_measured_slopes_are_those_of_autograd() -> None:
    pytest.importorskip("torch", reason="PyTorch is not installed; pip install '.[peers]'")
    from torch_network import TorchNetwork

    compared = 0
    for seed in range(COMPARED):
        drawn = draw(seed)
        step = step_of(drawn)
        if step is None:
            continue
        feeds = numbers(drawn)
        _loss, grads = TorchNetwork(drawn, feeds).step(feeds)
        with reference.session():
            for name, want in grads.items():
                gauge = Gauge(Rerun(step, name, kinks=True), want, float(np.max(np.abs(want))))
                place = tuple(int(k) for k in np.unravel_index(np.argmax(np.abs(want)), want.shape))
                entry, _kink = gauge.measure(place)
                if entry is not None:
                    assert entry.excess <= 1, f"seed {seed}: d{name}{place}: {entry}"
                    compared += 1
    assert compared > 100


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "elu", "gelu", "tanh"])
def test_trained_networks_raise_no_alarm(activation: str) -> None:
    """Their losses are tiny differences of large numbers, which rounding scatters."""
    for seed in range(5):
        layers = [gn.Dense(8, activation), gn.Dense(2, "softmax")]
        model = gn.Model(gn.Network(3, layers, loss="cross_entropy"), seed=seed)
        inputs = np.random.default_rng(seed).integers(-2, 3, (6, 3)).astype(float)
        labels = np.arange(6) % 2
        model.train(inputs, labels, epochs=600, optimizer=gn.SGD(1.0))
        check = model.check_gradients(inputs, labels)
        assert check, f"seed {seed}\n{check}"
