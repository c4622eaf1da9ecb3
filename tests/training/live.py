"""What a training has in its hands while it goes on, written down step by step."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from glassnet.training.epoch_means import EpochMeans
from glassnet.training.loop import Training


class Diary:
    """The states and losses of the trainings inside `recorded`."""

    def __init__(self) -> None:
        self.states: list[dict[str, Any]] = []
        self.losses: list[float] = []


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[Diary]:
    """Inside, every state that the loop passes through is copied before the next step."""
    diary = Diary()
    update, add = Training._update, EpochMeans.add

    def watched_update(self: Training) -> None:
        diary.states.append({name: value.copy() for name, value in self.reached[1].items()})
        update(self)

    def watched_add(self: EpochMeans, loss: float, values: Any, batch: Any) -> None:
        diary.losses.append(loss)
        add(self, loss, values, batch)

    with monkeypatch.context() as patch:
        patch.setattr(Training, "_update", watched_update)
        patch.setattr(EpochMeans, "add", watched_add)
        yield diary


def digest(values: Mapping[str, Any]) -> str:
    """A sum over names, types, shapes and bits."""
    total = hashlib.sha256()
    for name in sorted(values):
        value = np.asarray(values[name])
        total.update(f"{name} {value.dtype} {value.shape};".encode() + value.tobytes())
    return total.hexdigest()
