"""What tests of trainings run under."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from glassnet.data import Scaler
from glassnet.nn.optimizers import Adam, Clip
from glassnet.nn.schedules import ReduceOnPlateau
from glassnet.training.stopping import EarlyStopping
from training.samples import cloud_model, clouds


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test needs its files after a loss of power."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that has nearly everything."""
    X, labels = clouds()
    path = tmp_path_factory.mktemp("good") / "run"
    cloud_model(dropout=0.2, penalty=0.01).train(
        X,
        labels,
        epochs=6,
        batch_size=8,
        optimizer=Adam(0.05),
        schedule=ReduceOnPlateau(patience=1),
        clip=Clip(norm=1.0),
        validation=0.2,
        sample_weight=np.linspace(0.5, 1, 30),
        early_stopping=EarlyStopping(3),
        scaler=Scaler("standard").fit(X),
        classes=["a", "b", "c"],
        record=["accuracy"],
        folder=path,
    )
    return path


@pytest.fixture
def run(good: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    shutil.copytree(good, tmp_path / "run")
    return tmp_path / "run"
