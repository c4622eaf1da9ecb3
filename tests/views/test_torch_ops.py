"""Ops and optimizers that a user added, in a PyTorch script."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest
from torch_runs import outcomes

import glassnet as gn
from glassnet.core.derivation import Var
from glassnet.core.op import forget, lookup
from glassnet.errors import SettingError
from glassnet.nn.optimizers import Optimizer
from glassnet.views.torch_script.script import torch_script

pytest.importorskip("torch", reason="the package torch is missing")


def test_a_users_op_is_written_out(tmp_path):
    made = [
        gn.elementwise("bump", "z", lambda z: gn.math.exp(-(z * z))),
        gn.elementwise("kinked", "z", lambda z: gn.math.maximum(z, 0.1 * z)),
        gn.structured(
            "centred",
            "z",
            shape=lambda z: z,
            numpy="centred({z})",
            define="def centred(z):\n    return z - np.mean(z, axis=1, keepdims=True)",
            gradients={"z": "{dy} - np.mean({dy}, axis=1, keepdims=True)"},
        ),
    ]
    try:
        net = gn.Network(3, [gn.Dense(4, op.name) for op in made] + [gn.Dense(2)])
        X = np.random.default_rng(0).normal(size=(9, 3))
        run = gn.Model(net, seed=1).train(X, X[:, :2], epochs=5, batch_size=4)
        text = torch_script(run)
        assert "class BumpModule(nn.Module):" in text
        assert "class CentredModule(nn.Module):" in text
        (found,) = outcomes([run], tmp_path)
        assert max(found.equations, found.own) <= 1e-9
        assert found.check <= 1e-10
    finally:
        for op in made:
            forget(op.name)


def test_a_users_op_may_name_its_module(tmp_path):
    op = gn.elementwise(
        "mish",
        "z",
        lambda z: z * gn.math.tanh(gn.math.log(1 + gn.math.exp(z))),
        torch="nn.Mish()",
    )
    wrong = gn.elementwise("lost", "z", lambda z: z + 1, torch="nn.Lost({missing})")
    try:
        net = gn.Network(3, [gn.Dense(4, op.name), gn.Dense(2)])
        X = np.random.default_rng(0).normal(size=(9, 3))
        run = gn.Model(net, seed=1).train(X, X[:, :2], epochs=5)
        assert "nn.Mish()," in torch_script(run)
        (found,) = outcomes([run], tmp_path)
        assert max(found.equations, found.own, found.check) <= 1e-10
        model = gn.Model(gn.Network(3, [gn.Dense(2, wrong.name)]))
        with pytest.raises(SettingError, match="missing"):
            torch_script(model, X=X, Y=X[:, :2], epochs=1)
    finally:
        forget("mish")
        forget("lost")


def test_an_op_that_pytorch_cannot_say_is_a_clear_error():
    op = gn.structured(
        "sorted_rows",
        "z",
        shape=lambda z: z,
        numpy="np.sort({z}, axis=1)",
        gradients={"z": "{dy} * 1"},
    )
    try:
        X = np.zeros((4, 2))
        model = gn.Model(gn.Network(2, [gn.Dense(2, op.name), gn.Dense(1)]))
        with pytest.raises(SettingError) as caught:
            torch_script(model, X=X, Y=X[:, :1], epochs=1)
        assert "np.sort" in str(caught.value)
        assert "sorted_rows" in str(caught.value)
    finally:
        forget(op.name)


@dataclass(frozen=True)
class Slowing(Optimizer):
    """An optimizer that PyTorch does not have: steps divided by 3 plus a root that only grows."""

    name: ClassVar[str] = "slowing"
    state: ClassVar[tuple[str, ...]] = ("sq",)

    def rows(self, builder, param: Var, grad: Var, state) -> None:
        new = self._row(builder, state["sq"], "square_sum", (state["sq"], grad))
        rate, half = builder.scalar("lr"), {"momentum": 0.5}
        mixed = builder.add(
            f"d{param.name}_mixed",
            lookup("momentum_velocity").bind(half),
            (new, grad),
            "update",
            layer=param.layer,
        )
        self._row(builder, param, "scaled_step", (param, mixed, new, rate), eps=3.0)


@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_an_optimizer_that_pytorch_does_not_have_is_written_out(tmp_path, layout):
    X = np.random.default_rng(0).normal(size=(11, 3))
    net = gn.Network(3, [gn.Dense(4, "tanh"), gn.Dense(2)], penalty=gn.L2(0.01))
    how = {"optimizer": Slowing(0.05), "batch_size": 4, "epochs": 6}
    run = gn.Model(net, seed=1).train(X, X[:, :2], clip=gn.Clip(norm=1), **how)
    assert run.stopped[0] == "finished"
    text = torch_script(run, layout=layout)
    assert "torch.optim" not in text
    assert "PyTorch has no optimizer that takes exactly these steps" in text
    (found,) = outcomes([run], tmp_path, layout)
    assert max(found.equations, found.own) <= 1e-9


def test_ops_with_the_names_of_the_scripts_own_things(tmp_path):
    unlucky = ["forward", "model", "nn", "torch", "optimizer", "criterion", "examples", "check"]
    unlucky += ["gap", "turned", "batches", "masks", "update", "memory", "zeros", "values", "found"]
    unlucky += ["print", "len", "dict", "last", "state", "start", "dtype", "loss_of", "abs"]
    unlucky += ["normalised", "outputs", "right", "shuffle", "max", "lr", "done", "error"]
    runs = []
    for name in unlucky:
        try:
            gn.elementwise(name, "z", lambda z: z * z / (1 + z * z))
        except gn.GlassnetError:
            continue
        X = np.random.default_rng(0).normal(size=(9, 2))
        layers = [gn.Dense(3, name), gn.Dense(2, "softmax")]
        net = gn.Network(2, layers, loss="cross_entropy")
        how = {"epochs": 3, "batch_size": 4}
        runs.append(gn.Model(net, seed=1).train(X, np.arange(9) % 2, **how))
    try:
        assert len(runs) > 15
        for run, found in zip(runs, outcomes(runs, tmp_path), strict=True):
            name = run.network.dense[0].activation
            assert max(found.equations, found.own, found.check) <= 1e-9, name
    finally:
        for run in runs:
            forget(run.network.dense[0].activation)
