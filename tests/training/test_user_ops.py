"""Ops that were added at run time: runs and models remember what they meant."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.core.expr import exp, square
from glassnet.core.op import forget
from glassnet.errors import FileFormatError, RunError
from glassnet.training.user_ops import user_ops
from training.samples import xor_run


@pytest.fixture(autouse=True)
def no_bump_remains() -> Iterator[None]:
    yield
    forget("bump")


def bump(width: float = 1.0, **traits: Any) -> None:
    gn.elementwise("bump", "z", lambda z: exp(-width * square(z)), **traits)


def bump_run(**settings: Any) -> Any:
    bump()
    model = gn.Model(gn.Network(2, [gn.Dense(3, "bump"), gn.Dense(1, "sigmoid")]), seed=1)
    return xor_run(model, epochs=5, **settings)


def test_only_ops_of_the_user_are_kept() -> None:
    assert bump_run().ops == {"bump": "bump(z) = np.exp(-1 * z ** 2)"}
    assert xor_run(epochs=1).ops == {}


def test_a_hand_written_slope_belongs_to_the_meaning() -> None:
    bump()
    network = gn.Network(2, [gn.Dense(3, "bump"), gn.Dense(1)])
    derived = user_ops(network)
    bump(derivative=lambda z, y: -2 * z * y)
    assert user_ops(network)["bump"].startswith(derived["bump"] + "; dz: ")


@pytest.mark.parametrize(
    "call",
    [
        lambda run: run.at(2),
        lambda run: run.step(2),
        lambda run: run.predict([[0, 0]]),
        lambda run: run.evaluate([[0, 0]], [0]),
    ],
)
def test_another_meaning_is_refused_in_memory(call: Any) -> None:
    run = bump_run()
    call(run)
    bump(2.0)
    with pytest.raises(RunError, match="something else") as caught:
        call(run)
    assert caught.value.expected == "bump(z) = np.exp(-1 * z ** 2)"
    assert "2" in str(caught.value.received)
    forget("bump")
    with pytest.raises(RunError, match="does not know"):
        call(run)
    bump()
    call(run)


def test_a_folder_and_a_model_remember_the_meaning(tmp_path: Path) -> None:
    run = bump_run(folder=tmp_path / "run")
    run.model.save(tmp_path / "model")
    reads = (lambda: gn.Run.open(tmp_path / "run").model, lambda: gn.load(tmp_path / "model"))
    for change, words in ((lambda: bump(2.0), "something else"), (lambda: forget("bump"), "know")):
        change()
        for read in reads:
            with pytest.raises(RunError, match=words) as caught:
                read()
            assert caught.value.expected == "bump(z) = np.exp(-1 * z ** 2)"
            assert "gn.elementwise('bump'" in str(caught.value.fix)
            assert str(tmp_path) in str(caught.value.where)
    bump()
    for read in reads:
        assert np.array_equal(read().params["W1"], run.model.params["W1"])
    assert gn.Run.open(tmp_path / "run").ops == run.ops


def test_files_of_old_have_no_ops(tmp_path: Path) -> None:
    run = xor_run(epochs=2, folder=tmp_path / "run")
    path = tmp_path / "run" / "run.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    del plain["ops"], plain["target_scaler"]
    path.write_text(json.dumps(plain), encoding="utf-8")
    assert gn.Run.open(tmp_path / "run").steps == run.steps


@pytest.mark.parametrize("ops", [[], 3, {"bump": 3}, "bump", {"bump": None}])
def test_ops_that_are_no_table_of_texts(tmp_path: Path, ops: Any) -> None:
    xor_run(epochs=2, folder=tmp_path / "run")
    path = tmp_path / "run" / "run.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**plain, "ops": ops}), encoding="utf-8")
    with pytest.raises(FileFormatError):
        gn.Run.open(tmp_path / "run")


def test_text_of_a_file_is_shown_and_never_run(tmp_path: Path) -> None:
    xor_run(epochs=2, folder=tmp_path / "run")
    path = tmp_path / "run" / "run.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    text = "evil(z) = __import__('os').mkdir('gone')\n" + "x" * 10_000
    path.write_text(json.dumps({**plain, "ops": {"evil" * 100: text}}), encoding="utf-8")
    with pytest.raises(RunError) as caught:
        gn.Run.open(tmp_path / "run")
    assert len(str(caught.value)) < 1000
    assert "\n" not in str(caught.value.expected)
