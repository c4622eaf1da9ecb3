"""The derivations of twelve networks are, to the letter, what they were when last read."""

import pytest
from twelve import FOLDER, derivations, text

NAMES = list(derivations())


def test_every_file_has_its_network() -> None:
    assert len(NAMES) == 12
    assert sorted(file.stem for file in FOLDER.glob("*.txt")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_derivation(name: str) -> None:
    kept = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert text(derivations()[name]) == kept, "if this is meant: python tests/golden/regenerate.py"
