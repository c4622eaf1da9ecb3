"""A step printed: its rules, its width, and the one check of digits that all views share."""

import numpy as np
import pytest

import glassnet as gn
from glassnet.errors import GlassnetError
from glassnet.locales import set_language, width

STEP = gn.Model(
    gn.Network(2, [gn.Dense(3, "sigmoid"), gn.Dense(1, "sigmoid")], loss="bce"), seed=1
).explain([[1, 1], [0, 2]], [0, 1], optimizer=gn.SGD(0.01))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 80, 88, 200])
def test_print_fits_the_terminal_and_says_the_rules(
    language: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    set_language(language)
    try:
        text = str(STEP)
    finally:
        set_language(None)
    assert max(map(width, text.splitlines())) <= min(columns, 88)
    assert "    · " in text


def test_a_terminal_that_is_unknown_has_88_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: object) -> None:
        raise OSError

    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr("os.get_terminal_size", unknown)
    assert str(STEP) == STEP.text(width=88)


def test_rules_width_digits_and_full_are_chosen() -> None:
    plain = STEP.text(rules=False, width=80)
    assert "    · " not in plain
    assert set(plain.splitlines()) < set(STEP.text(width=80).splitlines())
    assert len(STEP.text(width=80, digits=2)) < len(STEP.text(width=80))
    model = gn.Model(gn.Network(20, [gn.Dense(1)]), seed=1)
    large = model.explain(np.ones((3, 20)), [1, 2, 3])
    assert ", …]" in large.text(width=80)
    assert ", …]" not in large.text(width=80, full=True)


@pytest.mark.parametrize("wrong", [0, 18, 2.5, "6", True, None])
@pytest.mark.parametrize(
    "view",
    [
        lambda digits: STEP.text(digits=digits),
        lambda digits: STEP.entry("L", digits=digits),
        lambda digits: STEP.latex(digits=digits),
        lambda digits: STEP.markdown(digits=digits),
        lambda digits: STEP.html(digits=digits),
        lambda digits: gn.export.svg(STEP, digits=digits),
    ],
    ids=["text", "entry", "latex", "markdown", "html", "svg"],
)
def test_every_view_checks_digits_in_the_same_way(view, wrong) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(GlassnetError, match=r"from 1 to 17") as caught:
        view(wrong)
    assert "digits=" in str(caught.value)


@pytest.mark.parametrize("level", [0, 7, 2.5])
def test_markdown_has_six_levels_of_headings(level: int) -> None:
    with pytest.raises(GlassnetError, match=r"from 1 to 6"):
        STEP.markdown(level=level)


@pytest.mark.parametrize("wrong", [{"width": 3}, {"rules": 1}, {"full": "yes"}])
def test_the_other_options_are_checked_too(wrong: dict[str, object]) -> None:
    with pytest.raises(GlassnetError, match=r"step\.text"):
        STEP.text(**wrong)  # type: ignore[arg-type]
