import pytest

from glassnet.errors import GlassnetError
from glassnet.nn.losses import AbsoluteError, SignedError, SquaredError
from glassnet.presets.tutorial3 import line
from glassnet.tutorials.blocks import Paragraph, Table
from glassnet.tutorials.tutorial3.error_functions import (
    LOSSES,
    OUTPUTS,
    TARGETS,
    answers,
    descent,
    downhill,
    path,
    three_errors,
)


def test_signed_sum_is_exactly_zero_though_all_are_wrong() -> None:
    sums = [float(answers(loss)["L"]) for _name, loss in LOSSES]
    errors = [t - o for t, o in zip(TARGETS, OUTPUTS, strict=True)]
    assert sums == [0.0, sum(map(abs, errors)), sum(e * e for e in errors)]
    assert all(errors)
    table = three_errors().blocks[0]
    assert isinstance(table, Table)
    assert table.rows[-1] == ("", "sum L", "0", "1.5", "0.625")


def test_signed_error_is_not_trained_on() -> None:
    with pytest.raises(GlassnetError, match="no training loss"):
        line(0.0, SignedError()).train([[1.0]], [[5.0]], epochs=1)


def test_absolute_error_bounces_for_ever() -> None:
    run = descent(AbsoluteError(), 0.9, 40)
    steps = path(run)
    assert [round(x, 9) for x in steps[5:9]] == [4.5, 5.4, 4.5, 5.4]
    assert [round(x, 9) for x in steps[-2:]] == [4.5, 5.4]


def test_squared_error_leaves_three_fifths_of_the_distance() -> None:
    steps = path(descent(SquaredError(), 0.2))
    assert steps == pytest.approx([5 - 5 * 0.6**k for k in range(15)], rel=1e-12)
    assert round(steps[14], 4) == 4.9961


def test_too_large_a_step_runs_away() -> None:
    distances = [abs(x - 5) for x in path(descent(SquaredError(), 1.1, 4))]
    assert distances == sorted(distances)


def test_section_tells_both_ends() -> None:
    last = downhill().blocks[4]
    assert isinstance(last, Paragraph)
    for said in ("between 4.5 and 5.4", "4.95 and 5.04", "4.9961", "0, 11, -2.2, 13.64"):
        assert said in last.text
