"""The predictor and the line classifier: one weight, corrected sample by sample."""

from collections.abc import Iterable

import numpy as np

from glassnet.locales import _
from glassnet.nn.optimizers import SGD
from glassnet.presets.tutorial3 import SAMPLES, line
from glassnet.presets.tutorial3 import SLOPE as START
from glassnet.report.terminal_boundary import boundary_text
from glassnet.step import Step
from glassnet.tutorials.blocks import Equations, Paragraph, Printed, Section, Table
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.equations import equations_with_values
from glassnet.tutorials.panels import side_by_side

LADYBIRD, CATERPILLAR = (3.0, 1.0), (1.0, 3.0)  # width, length
BOOK = {(0.5, 0): Printed("0.3083", "book"), (0.5, 1): Printed("1.6042", "book")}

GOOD = ((1.0, 1.1), (3.0, 2.7), (2.0, 2.2), (2.5, 2.5), (1.5, 1.35), (2.0, 2.2))
BAD = (1.0, 4.0)
SERIES = (*GOOD, *GOOD, BAD, (3.0, 2.7))
RATES = (1.0, 0.5, 0.1)
AFTER_BAD = 2 * len(GOOD) + 1
SHOWN = (0, 1, 2, 6, 12, AFTER_BAD, AFTER_BAD + 1)

EDGE, POINTS, PANEL = 4.0, 81, 26
PLACES = 4


def corrected(slope: float, sample: tuple[float, float], rate: float) -> Step:
    """The step that sees one sample; its lr makes the slope change by rate · E / x."""
    x, target = sample
    return line(slope).explain([[x]], [[target]], optimizer=SGD(rate / x**2))


def slopes(samples: Iterable[tuple[float, float]], rate: float, slope: float) -> list[float]:
    """The slope at the start and after each sample."""
    result = [slope]
    for sample in samples:
        result.append(float(corrected(result[-1], sample, rate)["W1_new"][0, 0]))
    return result


def predictor() -> Section:
    """One weight, one sample, all equations."""
    step = corrected(START, SAMPLES[0], 1.0)
    marks = {"Z1": "k·x", "A1": "y", "L": "½E²", "dA1": "-E", "dW1": "-E·x", "W1_new": _("new k")}
    error = SAMPLES[0][1] - float(step["A1"][0, 0])
    return Section(
        _("A predictor is a network of one weight"),
        (
            Paragraph(
                _(
                    "The page begins with a line and a number to turn, its slope k. As a network "
                    "y = k·x is one unit with one weight: W1 is k. The page prints no numbers "
                    "here; these samples are from the book that it follows, where a line is to "
                    "divide ladybirds (wide, short) from caterpillars (narrow, long). At the start "
                    "k = {start}. The first sample is {x} wide, and there the line should be at "
                    "{target}, just above the ladybird."
                ).format(start=plain(START), x=plain(SAMPLES[0][0]), target=plain(SAMPLES[0][1]))
            ),
            equations_with_values(step, marks, places=PLACES),
            Paragraph(
                _(
                    "The book turns k by the error over the input, E/x = {error}/{x} = {change}. "
                    "Row {last} does the same: gradient descent on ½E² changes k by lr·E·x, and "
                    "lr is 1/x² = {lr} here. So the “学习率” (learning rate) L of the page is "
                    "lr·x² in our equations, and Δk = L·E/x."
                ).format(
                    error=plain(error, PLACES),
                    x=plain(SAMPLES[0][0]),
                    change=plain(step["W1_new"][0, 0] - START, PLACES),
                    last=len(step.derivation),
                    lr=plain(step["lr"], PLACES),
                )
            ),
        ),
    )


def line_after_each() -> Section:
    """Two samples at two learning rates, as numbers and as lines."""
    rows = []
    for rate in RATES[:2]:
        slope = START
        for index, sample in enumerate(SAMPLES):
            step = corrected(slope, sample, rate)
            answer, new = float(step["A1"][0, 0]), float(step["W1_new"][0, 0])
            printed = BOOK.get((rate, index))
            rows.append(
                (
                    plain(rate),
                    plain(sample[0]),
                    plain(sample[1]),
                    plain(answer, PLACES),
                    plain(sample[1] - answer, PLACES),
                    plain(new, PLACES),
                    "" if printed is None else str(printed),
                )
            )
            slope = new
    header = ("L", "x", _("target"), "y = k·x", "E", _("new k"), _("printed"))
    ends = [START, *(slopes(SAMPLES, rate, START)[-1] for rate in RATES[:2])]
    titles = [_("at the start"), *(_("both seen, L = {rate}").format(rate=r) for r in ("1", "0.5"))]
    return Section(
        _("The line after each sample"),
        (
            Table(header, tuple(rows)),
            Equations(_lines(ends, titles, [LADYBIRD, CATERPILLAR], [0, 1])),
            Paragraph(
                _(
                    "Across the width, upwards the length; ○ is the ladybird, ● the caterpillar, "
                    "dark is what the line calls caterpillar. With L = 1 the line goes exactly "
                    "through the last target, {last}, and has forgotten the first. With L = 0.5 "
                    "both have a say. That is what the page means by “适度更新” (moderate updates)."
                ).format(last=plain(SAMPLES[1][1]))
            ),
        ),
    )


def _lines(
    slopes: list[float], titles: list[str], points: list[tuple[float, float]], labels: list[int]
) -> tuple[str, ...]:
    """The plane above and below some lines, side by side."""
    axis = np.linspace(0.0, EDGE, POINTS)
    drawings, captions = [], []
    for slope, title in zip(slopes, titles, strict=True):
        heights = line(slope).predict(axis.reshape(-1, 1))[:, 0]
        above = (axis[:, None] > heights[None, :]).astype(float)
        drawing = boundary_text(
            above[:, :, None], PANEL - 1, points, labels, extent=(0, EDGE, 0, EDGE)
        )
        drawings.append(drawing[:-1])
        captions.append([title, f"k = {plain(slope, PLACES)}"])
    return side_by_side(drawings, captions, PANEL, 3)


def bad_sample() -> Section:
    """One bad sample among good ones, at several learning rates."""
    paths = [slopes(SERIES, rate, START) for rate in RATES]
    after = [path[AFTER_BAD] for path in paths]
    titles = [_("bad one seen, L = {rate}").format(rate=plain(rate)) for rate in RATES]
    points = [*GOOD, (BAD[0], BAD[1] - 0.1)]
    last = RATES[2]
    return Section(
        _("One bad sample at three learning rates"),
        (
            Paragraph(
                _(
                    "Our numbers: six samples whose targets lie near the line y = x, seen twice, "
                    "then one with a wrong target, {bad} instead of about 1, then a good one."
                ).format(bad=plain(BAD[1]))
            ),
            _slopes_table(paths),
            Equations(_lines(after, titles, points, [0] * len(GOOD) + [1])),
            Paragraph(
                _(
                    "Each sample asks for the slope target/x, and k is a mean of what they ask "
                    "for: the last counts L, the one before it L(1-L), then L(1-L)², and so on. "
                    "With L = 1 the last sample decides alone, good or bad. With L = {rate} it "
                    "counts {share}, and the bad one moves the line from {before} to {after} only; "
                    "the price is that the good ones need more rounds."
                ).format(
                    rate=plain(last),
                    share=f"{last:.0%}",
                    before=plain(paths[2][AFTER_BAD - 1], PLACES),
                    after=plain(paths[2][AFTER_BAD], PLACES),
                )
            ),
        ),
    )


def _slopes_table(paths: list[list[float]]) -> Table:
    """The slope after some of the samples, a column for each learning rate."""
    rows = []
    for k in SHOWN:
        x, target = SERIES[k - 1] if k else (0.0, 0.0)
        cells = (plain(x), plain(target), plain(target / x, 2)) if k else ("", "", "")
        note = (
            _("the bad one") if k == AFTER_BAD else (_("a good one again") if k > AFTER_BAD else "")
        )
        rows.append((str(k), *cells, *(plain(path[k], PLACES) for path in paths), note))
    header = (
        _("sample"),
        "x",
        _("target"),
        _("target/x"),
        *(f"k (L={plain(rate)})" for rate in RATES),
        "",
    )
    return Table(header, tuple(rows))
