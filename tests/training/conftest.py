"""What tests of trainings run under."""

import os

import pytest


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test needs its files after a loss of power."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
