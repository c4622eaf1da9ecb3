"""A PyTorch script repeats its run, twice, and its two halves check each other."""

import warnings

import numpy as np
import pytest
from random_runs import NEEDS, REFUSED, random_data, random_run
from torch_runs import LIMIT, Outcome, outcomes, own_spread

import glassnet as gn
from glassnet.errors import GlassnetWarning
from glassnet.locales import set_language
from glassnet.nn.layers import ACTIVATIONS
from glassnet.nn.losses import LOSSES, PENALTIES
from glassnet.nn.optimizers import OPTIMIZERS
from glassnet.nn.reductions import REDUCTIONS
from glassnet.training.runs import Run

pytest.importorskip("torch", reason="the package torch is missing")

# float32 holds 7 digits, and a run has some dozens of steps.
LIMITS = {"float64": (LIMIT, 1e-10), "float32": (1e-3, 1e-4)}
HIDDEN = [name for name in ACTIVATIONS if name not in REFUSED]


def wrong(run: Run, outcome: Outcome) -> str:
    """What is not as it should be, or ""."""
    far, check = LIMITS[str(run.X.dtype)]
    own = 0.0 if run.network.has_dropout else outcome.own
    if outcome.check is None or outcome.check > check:
        return f"check {outcome.check}"
    if max(outcome.equations, own) > far:
        return f"equations {outcome.equations:.1e}, own layers {outcome.own:.1e}"
    said = [line for line in outcome.said.splitlines() if "DIFFER" in line or "apart" in line]
    return "" if run.network.has_dropout else "".join(said)


def wrongs(runs: list[Run], folder, layout="rows") -> dict[str, str]:
    found = outcomes(runs, folder, layout)
    return {
        f"{number} {run.network} {run.settings.optimizer}": text
        for number, (run, each) in enumerate(zip(runs, found, strict=True))
        if (text := wrong(run, each))
    }


def trained(network, m=11, dtype="float64", **settings) -> Run:
    X, Y = random_data(3, network, m)
    how = {"epochs": 4, "batch_size": 4, "optimizer": gn.SGD(0.05), "seed": 7, **settings}
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", GlassnetWarning
        )  # targets that some activations never reach
        return gn.Model(network, seed=2, dtype=dtype).train(X, Y, **how)


def check_random(seeds: range, folder, layout: str) -> int:
    """All random runs but those that do not repeat themselves when one last bit changes.

    Returns:
        How many are left out.
    """
    runs = [random_run(seed) for seed in seeds]
    left_out = 0
    for seed, run, outcome in zip(seeds, runs, outcomes(runs, folder, layout), strict=True):
        text = wrong(run, outcome)
        if text and not text.startswith("check"):
            own = 0.0 if run.network.has_dropout else outcome.own
            # a few changes of last bits show the size of what they grow to, not its maximum
            assert max(outcome.equations, own) <= 10 * own_spread(run), (seed, text)
            left_out += 1
        else:
            assert text == "", (seed, text)
    assert left_out <= max(2, 0.08 * len(runs))
    return left_out


@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_25_random_runs(tmp_path, layout):
    check_random(range(25), tmp_path, layout)


@pytest.mark.proof
@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_300_random_runs(tmp_path, layout, record_property):
    parts = [range(first, first + 100) for first in range(2000, 2300, 100)]
    left_out = sum(check_random(part, tmp_path, layout) for part in parts)
    record_property("runs", 300)
    record_property("left out, as they do not repeat themselves either", left_out)


def test_every_activation(tmp_path):
    runs = [
        trained(gn.Network(3, [gn.Dense(4, name), gn.Dense(5, name), gn.Dense(2)]))
        for name in HIDDEN
    ]
    assert len(runs) == 12
    assert wrongs(runs, tmp_path) == {}
    assert wrongs(runs, tmp_path, "columns") == {}


def test_far_inputs_where_modules_take_shortcuts(tmp_path):
    """nn.Softplus becomes a line above its threshold; sums of 30 stand there."""
    nets = [gn.Network(3, [gn.Dense(4, name, init="he_normal"), gn.Dense(2)]) for name in HIDDEN]
    X = np.random.default_rng(0).normal(size=(12, 3)) * 20
    runs = [
        gn.Model(net, seed=1).train(X, X[:, :2] / 20, epochs=2, optimizer=gn.SGD(1e-4))
        for net in nets
    ]
    assert wrongs(runs, tmp_path) == {}


def test_every_loss_in_every_reduction_weighted_and_not(tmp_path):
    runs = []
    for name, kind in LOSSES.items():
        if name in REFUSED:
            continue
        for last in NEEDS.get(name, ("identity",)):
            for reduction in REDUCTIONS:
                for stable in (True, False) if name in NEEDS else (True,):
                    loss = kind(factor=0.7, reduction=reduction, stable=stable)
                    net = gn.Network(3, [gn.Dense(4, "tanh"), gn.Dense(3, last)], loss)
                    weights = np.linspace(0.5, 2, 11)
                    runs += [trained(net), trained(net, sample_weight=weights)]
    assert len(runs) > 60
    assert wrongs(runs, tmp_path) == {}


def test_the_losses_by_their_names(tmp_path):
    """With factor 1 and one output PyTorch's own mean is used."""
    runs = []
    for name in LOSSES:
        if name not in REFUSED:
            last = NEEDS.get(name, ("identity",))[0]
            for outputs in (2,) if "softmax" in last else (1, 2):
                net = gn.Network(3, [gn.Dense(4, "tanh"), gn.Dense(outputs, last)], name)
                runs.append(trained(net))
    assert wrongs(runs, tmp_path) == {}


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_every_optimizer_with_a_changing_rate_and_clipping(tmp_path, dtype):
    net = gn.Network(3, [gn.Dense(4, "tanh"), gn.Dense(2)])
    clips = [None, gn.Clip(norm=0.5), gn.Clip(value=0.05), gn.Clip(norm=1.0, value=0.2)]
    runs = [
        trained(net, dtype=dtype, optimizer=kind(lr=0.02), clip=clip, schedule=schedule, epochs=9)
        for kind in OPTIMIZERS.values()
        for clip, schedule in zip(
            clips, [None, gn.Exponential(0.8), gn.Cosine(), None], strict=True
        )
    ]
    runs.append(trained(net, dtype=dtype, optimizer=gn.Nesterov(0.02, momentum=0)))
    runs.append(trained(net, dtype=dtype, optimizer=gn.AdamW(0.02, weight_decay=0.3, eps=1e-3)))
    assert wrongs(runs, tmp_path) == {}


def test_penalties(tmp_path):
    layers = [gn.Dense(4, "tanh"), gn.Dropout(0.3), gn.Dense(3, bias=False), gn.Dense(2)]
    runs = [
        trained(gn.Network(3, drawn, penalty=kind(0.03, per=per, biases=biases)), optimizer="adam")
        for kind in PENALTIES.values()
        for per in ("none", "batch", "data")
        for biases in (False, True)
        for drawn in (layers, [layer for layer in layers if isinstance(layer, gn.Dense)])
    ]
    assert wrongs(runs, tmp_path) == {}
    assert wrongs(runs, tmp_path, "columns") == {}


def test_slopes_by_small_changes_are_repeated_by_both(tmp_path):
    net = gn.Network(3, [gn.Dense(3, "sigmoid"), gn.Dense(2)])
    flat = gn.Network(3, [gn.Dense(3, "step"), gn.Dense(2)])
    runs = [trained(each, gradient="numeric", delta=1e-3) for each in (net, flat)]
    found = outcomes(runs, tmp_path)
    assert [wrong(run, each) for run, each in zip(runs, found, strict=True)] == ["", ""]
    assert "slopes by small changes and by autograd differ by at most" in found[0].said
    assert "slopes" not in found[1].said


def test_runs_that_end_in_unusual_ways(tmp_path):
    X = np.random.default_rng(0).normal(size=(30, 3))
    Y = (X.sum(axis=1, keepdims=True) > 0).astype(float)
    net = gn.Network(3, [gn.Dense(6, "tanh"), gn.Dense(1, "sigmoid")], loss="bce")
    how = {"epochs": 300, "batch_size": 4, "optimizer": gn.SGD(2.0), "validation": 0.3}
    best = gn.Model(net, seed=3).train(X, Y, early_stopping=gn.EarlyStopping(patience=3), **how)
    assert best.best is not None
    assert best.best[1] < best.steps
    wide = gn.Model(gn.Network(3, [gn.Dense(4, "relu"), gn.Dense(1)]), seed=3)
    with pytest.warns(GlassnetWarning):
        broken = wide.train(X, Y * 1e3, epochs=50, batch_size=4, optimizer=gn.SGD(0.9))
    assert broken.stopped[0] == "not finite"
    assert broken.steps % 8
    none = gn.Model(net, seed=3).train(X, Y, **{**how, "epochs": 0})
    assert wrongs([best, none], tmp_path) == {}
    # its numbers grow to 1e300: the script must end where the run ended, not agree to the digit
    (outcome,) = outcomes([broken], tmp_path)
    assert f"after {broken.steps} updates" in outcome.said


def test_scripts_in_chinese_compute_the_same(tmp_path):
    set_language("zh")
    runs = [random_run(seed) for seed in (1, 2, 4, 5)]
    for run, found in zip(runs, outcomes(runs, tmp_path), strict=True):
        assert found.equations <= LIMITS[str(run.X.dtype)][0]
