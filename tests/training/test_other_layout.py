"""Any step of a run in columns: the same numbers, turned, dropout and optimizer state included."""

import numpy as np
import pytest

import glassnet as gn


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "nesterov"])
def test_a_step_in_columns_is_the_step_that_ran(optimizer: str) -> None:
    layers = [gn.Dense(5, "tanh"), gn.Dropout(0.3), gn.Dense(3, "softmax")]
    net = gn.Network(4, layers, loss="categorical_cross_entropy", penalty=gn.L2(0.01, per="data"))
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(20, 4)), rng.integers(0, 3, 20)
    run = gn.Model(net, seed=1).train(
        X, y, epochs=3, batch_size=8, optimizer=optimizer, clip=gn.Clip(norm=0.5),
        sample_weight=rng.uniform(0.5, 2, 20),
    )  # fmt: skip
    for k in (0, 2, 7):  # the third batch of an epoch is a partial one
        rows, columns = run.step(k), run.step(k, layout="columns")
        assert columns.derivation.layout == "columns"
        assert columns.number == k
        for name in rows:
            turned = (
                rows[name].reshape(-1, 1) if np.ndim(rows[name]) == 1 else np.transpose(rows[name])
            )
            assert columns[name] == pytest.approx(turned, rel=1e-12, abs=1e-15), (k, name)


def test_an_unknown_layout_is_refused_and_exports_take_it() -> None:
    run = gn.Model(gn.Network(2, [gn.Dense(1)])).train([[0, 1], [1, 1]], [0, 1], epochs=2)
    with pytest.raises(gn.GlassnetError, match="column"):
        run.step(0, layout="column")  # type: ignore[arg-type]
    assert '"layout": "columns"' in gn.export.json(run, step=1, layout="columns", indent=1)
