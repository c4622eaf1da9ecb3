"""The examples in docstrings run and print what they say."""

import doctest
import importlib
import pkgutil

import pytest

import glassnet
from glassnet.core.op import registered

PARTS = ("core", "ops", "nn", "executors", "errors", "model", "step")


def modules() -> list[str]:
    found = pkgutil.walk_packages(glassnet.__path__, "glassnet.")
    return [each.name for each in found if each.name.split(".")[1] in PARTS]


@pytest.mark.parametrize("name", modules())
def test_examples(name: str) -> None:
    before = registered()
    failed, _tried = doctest.testmod(importlib.import_module(name), verbose=False)
    assert failed == 0
    assert registered() == before


def test_there_are_examples() -> None:
    tried = [doctest.testmod(importlib.import_module(name)).attempted for name in modules()]
    assert sum(tried) >= 12
