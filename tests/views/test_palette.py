from itertools import combinations

import pytest

from glassnet.views.drawing.palette import COLOURS, DARK, LIGHT, Theme, css, shape


def luminance(code: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(code[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast(theme: Theme) -> None:
    assert contrast(theme.ink, theme.paper) >= 12
    assert contrast(theme.muted, theme.paper) >= 4.5
    assert contrast(theme.ink, theme.panel) >= 10
    for code in theme.classes:
        assert contrast(code, theme.paper) >= 3.5
    assert contrast(theme.classes[1], theme.paper) >= 4.5


def test_classes_differ_by_shape() -> None:
    shapes = [shape(k, 0, 0, 5) for k in range(6)]
    assert all(one != other for one, other in combinations(shapes, 2))
    assert shape(6, 0, 0, 5) == shapes[0]


@pytest.mark.parametrize("k", range(6))
def test_a_mark_is_a_closed_path_at_its_place(k: int) -> None:
    here, there = shape(k, 10, 20, 4), shape(k, 110, 20, 4)
    assert here.endswith("z")
    x, other = (float(path[1:].split(" ")[0]) for path in (here, there))
    assert other - x == pytest.approx(100)


def test_every_theme_defines_every_colour() -> None:
    for theme in (LIGHT, DARK):
        for code in (theme.paper, theme.panel, theme.ink, theme.muted, theme.rule, *theme.classes):
            assert code in css()
            assert code in css(theme)
    assert "prefers-color-scheme:dark" in css()
    assert "prefers-color-scheme" not in css(DARK)
    assert len(DARK.classes) == COLOURS
