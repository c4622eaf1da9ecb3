"""Folders that claim to be runs: each is refused with one clear error, or is one."""

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import get_args, get_type_hints

import numpy as np
import pytest

from glassnet.errors import GlassnetError, GlassnetWarning
from glassnet.training.events import REASONS
from glassnet.training.folder import RUNNING
from glassnet.training.kept_data import NAMES
from glassnet.training.run_file import Reason, RunFile
from glassnet.training.runs import Run
from training.hostile import EDITS, FILES, TEXTS, Plain, change, file_of, last_checkpoint, put, use
from training.refusals import measured, refused
from training.samples import xor_run


def test_the_good_one_is_good(run: Path) -> None:
    with measured():
        use(run)


@pytest.mark.parametrize("edit", EDITS, ids=range(len(EDITS)))
def test_a_run_json_that_makes_no_sense(run: Path, edit: Callable[[Plain], None]) -> None:
    change(run, edit)
    refused(lambda: use(run), str(run))


def test_there_are_at_least_100_of_them() -> None:
    assert len(EDITS) > 120


@pytest.mark.parametrize("name", TEXTS)
def test_a_run_json_that_is_none(run: Path, name: str) -> None:
    (run / "run.json").write_bytes(TEXTS[name])
    refused(lambda: Run.open(run), "run.json")


@pytest.mark.parametrize("depth", [50, 200, 400, 5000])
def test_a_network_inside_a_network_inside_a_network(run: Path, depth: int) -> None:
    plain = json.loads((run / "run.json").read_text(encoding="utf-8"))
    inner = json.dumps({name: plain["network"][name] for name in ("type", "inputs", "loss")})
    head, tail = inner[:-1] + ', "penalty": null, "layers": [', "]}"
    plain["network"] = "HERE"
    text = json.dumps(plain).replace('"HERE"', head * depth + tail * depth)
    (run / "run.json").write_text(text, encoding="utf-8")
    refused(lambda: Run.open(run), "run.json")


@pytest.mark.parametrize("name", ["start.safetensors", "result.safetensors", "data.npz"])
def test_a_file_that_is_missing(run: Path, name: str) -> None:
    (run / name).unlink()
    refused(lambda: Run.open(run), name)


@pytest.mark.parametrize("name", [*FILES, "checkpoint"])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_short(run: Path, name: str, share: float) -> None:
    path = file_of(run, name)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refused(lambda: Run.open(run), path.name)


@pytest.mark.parametrize("name", [*FILES, "checkpoint"])
@pytest.mark.parametrize("content", [b"\0" * 5000, b"\xff" * 5000, b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_something_else(run: Path, name: str, content: bytes) -> None:
    path = file_of(run, name)
    path.write_bytes(content)
    refused(lambda: Run.open(run), path.name)


@pytest.mark.parametrize("name", [*FILES, "checkpoint"])
def test_a_folder_instead_of_a_file(run: Path, name: str) -> None:
    path = file_of(run, name)
    path.unlink()
    path.mkdir()
    refused(lambda: Run.open(run), path.name)


def test_a_checkpoint_in_between_is_not_needed(good: Path, run: Path) -> None:
    middle = sorted((run / "checkpoints").iterdir())[1]
    middle.write_bytes(middle.read_bytes()[:-5])
    with pytest.warns(GlassnetWarning, match="left out"):
        opened = Run.open(run)
    whole = Run.open(good)
    for k in range(whole.steps + 1):
        assert np.array_equal(opened.at(k).params["W1"], whole.at(k).params["W1"])


def test_the_last_checkpoint_is_needed(run: Path) -> None:
    path = last_checkpoint(run)
    path.unlink()
    error = refused(lambda: Run.open(run), path.name)
    assert "missing" in error.what


def test_a_run_that_was_cut_off_goes_to_its_last_good_checkpoint(run: Path, good: Path) -> None:
    change(run, put("stopped", ["running", None, None]))
    opened = Run.open(run)
    steps = int(last_checkpoint(run).stem)
    assert opened.stopped == ("interrupted", steps, None)
    last_checkpoint(run).write_bytes(b"damaged")
    with pytest.warns(GlassnetWarning, match="left out"):
        opened = Run.open(run)
    assert opened.steps < steps
    assert np.array_equal(opened.model.params["W1"], Run.open(good).at(opened.steps).params["W1"])
    assert opened.history["step"].max() <= opened.steps


def test_a_history_that_is_missing_is_an_empty_one(run: Path) -> None:
    (run / "history.csv").unlink()
    assert Run.open(run).history["loss"].size == 0


@pytest.mark.parametrize("path", ["nowhere", "file", "bad\0name", "x" * 300, ""])
def test_there_is_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("mine")
    with measured(), pytest.raises(GlassnetError, match="no run in this folder"):
        Run.open(path)


def header(length: int, body: bytes = b"{}") -> bytes:
    return struct.pack("<Q", length) + body


@pytest.mark.parametrize(
    "content",
    [
        header(2**63),
        header(2**64 - 1),
        header(100 * 2**20, b" " * 1000),
        header(2),
        header(10**6, b'{"__metadata__": {"glassnet": "{}"}}'.ljust(10**6)),
        header(
            120, b'{"W1": {"dtype": "F64", "shape": [1000000000, 1000000], "data_offsets": [0, 8]}}'
        ),
    ],
    ids=range(6),
)
@pytest.mark.parametrize("name", ["start.safetensors", "result.safetensors"])
def test_headers_that_claim_too_much(run: Path, name: str, content: bytes) -> None:
    (run / name).write_bytes(content)
    refused(lambda: Run.open(run), name)


def test_a_long_header_is_not_even_looked_at(run: Path) -> None:
    body = b'{"__metadata__": {"glassnet": "' + b"x" * (17 << 20) + b'"}}'
    (run / "start.safetensors").write_bytes(header(len(body), body))
    error = refused(lambda: Run.open(run), "start.safetensors")
    assert "far too long" in str(error.received)


def test_many_more_checkpoints_than_a_run_keeps_are_not_read(run: Path) -> None:
    content = last_checkpoint(run).read_bytes()
    for number in range(100, 400):
        (run / "checkpoints" / f"{number:012d}.safetensors").write_bytes(content)
    with measured():
        use(run)


def test_another_machine_is_said(run: Path) -> None:
    change(run, put("arithmetic", "numpy 1.0, abacus"))
    with pytest.warns(GlassnetWarning, match="numpy 1.0, abacus.*last digits"):
        Run.open(run)


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (put("steps", "many"), "$.steps"),
        (put("data", "X", "sha256", None), "$.data[...].sha256"),
        (put("data", "X", "from", "elsewhere"), "$.data[...].from"),
        (put("lr_changes", [[0, "fast"]]), "$.lr_changes[0][1]"),
        (put("classes", [1]), "$.classes[0]"),
        (put("surprise", 1), "surprise"),
        (put("stopped", ["tired", None, None]), "$.stopped[0]"),
    ],
)
def test_the_field_that_is_wrong_is_named(
    run: Path, edit: Callable[[Plain], None], place: str
) -> None:
    change(run, edit)
    with pytest.raises(GlassnetError) as caught:
        Run.open(run)
    assert place in str(caught.value.received)
    assert caught.value.where == str(run / "run.json")


def test_reasons_and_arrays_are_those_that_are_written() -> None:
    assert set(get_args(Reason)) == {*REASONS, RUNNING[0]}
    kept = get_type_hints(RunFile, include_extras=True)["data"]
    assert set(get_args(get_args(kept)[0])) == set(NAMES)


def test_many_damaged_checkpoints_are_one_warning(tmp_path: Path) -> None:
    xor_run(epochs=30, folder=tmp_path / "run")
    kept = sorted((tmp_path / "run" / "checkpoints").iterdir())
    for path in kept[:-1]:
        path.write_bytes(b"damaged")
    with pytest.warns(GlassnetWarning) as caught:
        Run.open(tmp_path / "run")
    assert len(caught) == 1
    assert str(len(kept) - 1) in str(caught[0].message)
