"""Damaged files of a run: an error that names the file, or the very same numbers."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glassnet.errors import GlassnetError
from glassnet.training.runs import Run
from training.hostile import file_of
from training.refusals import measured


def damaged(content: bytes, rng: random.Random) -> bytes:
    """The content with some bits turned, a piece removed, doubled or replaced."""
    data = bytearray(content)
    place = rng.randrange(len(data))
    kind = rng.choice(["bit", "bit", "byte", "remove", "double", "noise"])
    if kind == "bit":
        data[place] ^= 1 << rng.randrange(8)
    elif kind == "byte":
        data[place] = rng.randrange(256)
    elif kind == "remove":
        del data[place : place + rng.randrange(1, 40)]
    elif kind == "double":
        data[place:place] = data[place : place + rng.randrange(1, 40)]
    else:
        data[place : place + 16] = rng.randbytes(16)
    return bytes(data)


def results(folder: Path) -> list[bytes]:
    """The numbers of a run that people look at."""
    run = Run.open(folder)
    arrays = [run.at(k).params[name] for k in (0, run.steps) for name in run.start]
    arrays += [run.model.params["W1"], *run.history.values(), run.X, run.Y, run.step(2)["dW1"]]
    return [np.asarray(array).tobytes() for array in arrays]


def check_damage(good: Path, run: Path, name: str, seeds: range) -> Iterator[tuple[bytes, str]]:
    """Damages a file again and again: an error that names it, or the very same numbers."""
    expected = results(good)
    path = file_of(run, name)
    content = path.read_bytes()
    for seed in seeds:
        spoiled = damaged(content, random.Random(f"{name} {seed}"))
        if spoiled == content:
            continue
        path.write_bytes(spoiled)
        found: Any = None
        with measured():
            try:
                found = results(run)
            except GlassnetError as raised:
                found = raised
        if isinstance(found, GlassnetError):
            assert str(run) in str(found.where), str(found)
            assert found.expected
            assert found.fix
            yield spoiled, "refused"
        else:
            yield spoiled, "same" if found == expected else "other"
    path.write_bytes(content)


@pytest.mark.parametrize("name", ["start.safetensors", "result.safetensors", "data.npz"])
def test_damage_never_gives_other_numbers(good: Path, run: Path, name: str) -> None:
    ends = [end for _content, end in check_damage(good, run, name, range(60))]
    assert "other" not in ends
    assert ends.count("refused") > 50


def test_damage_to_the_last_checkpoint(good: Path, run: Path) -> None:
    ends = [end for _content, end in check_damage(good, run, "checkpoint", range(40))]
    assert "other" not in ends


def test_damage_to_the_history(good: Path, run: Path) -> None:
    ends = [end for _content, end in check_damage(good, run, "history.csv", range(60))]
    assert set(ends) == {"refused"}


def test_damage_to_the_description(good: Path, run: Path) -> None:
    """A digit may change unseen, but nothing else than a GlassnetError may come out."""
    ends = [end for _content, end in check_damage(good, run, "run.json", range(150))]
    assert ends.count("refused") > 60
