"""Exports into files: nothing half-written, nobody else's file lost."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.errors import RunError
from glassnet.views import export

X = np.random.default_rng(0).normal(size=(3000, 2))
Y = np.arange(3000) % 2
SAVES = [export.save_numpy_script, export.save_torch_script]


@pytest.fixture(autouse=True)
def all_arrays_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST_PACKED", 10)


def saved(save: Any, path: Path) -> list[str]:
    layers = [gn.Dense(3, "tanh"), gn.Dense(2, "softmax")]
    model = gn.Model(gn.Network(2, layers, "cross_entropy"))
    return [file.name for file in save(model, path, X=X, Y=Y, epochs=1)]


@pytest.mark.parametrize("save", SAVES)
def test_a_script_replaces_itself_and_its_own_arrays(save: Any, tmp_path: Path) -> None:
    for _time in range(2):
        assert saved(save, tmp_path / "it's.py") == ["it's.py", "it's.npz"]


@pytest.mark.parametrize("save", SAVES)
def test_data_that_lie_beside_the_script_are_not_replaced(save: Any, tmp_path: Path) -> None:
    mine = tmp_path / "moons.npz"
    mine.write_bytes(b"years of measuring")
    for before in (None, "import numpy\n"):
        if before is not None:
            (tmp_path / "moons.py").write_text(before)
        with pytest.raises(RunError) as caught:
            saved(save, tmp_path / "moons.py")
        assert caught.value.received == str(mine)
        assert mine.read_bytes() == b"years of measuring"
    assert (tmp_path / "moons.py").read_text() == "import numpy\n"


def test_a_script_with_the_ending_of_its_arrays(tmp_path: Path) -> None:
    script = tmp_path / "script.npz"
    assert saved(export.save_numpy_script, script) == ["script.npz", "script.npz.npz"]
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False
    )
    assert "of 3000" in done.stdout


@pytest.mark.parametrize("save", SAVES)
def test_where_the_script_cannot_be_written_no_arrays_are_left(save: Any, tmp_path: Path) -> None:
    (tmp_path / "script.py").mkdir()
    with pytest.raises(RunError):
        saved(save, tmp_path / "script.py")
    assert [each.name for each in tmp_path.iterdir()] == ["script.py"]
