"""The same numbers by loops over scalars, one example at a time, and all at once; timed."""

import time
from collections.abc import Callable, Mapping
from math import exp, log
from statistics import median
from typing import Any

import numpy as np

from glassnet.executors.reference import Array, Program, session, typed
from glassnet.locales import N_, _, translate
from glassnet.nn.lower import lower
from glassnet.report.numerals import number
from glassnet.tutorials.blocks import Equations, Paragraph, Section, Table
from glassnet.tutorials.tutorial5.network import LAYOUT, shallow

RESULTS = ("L", "dW1", "db1", "dW2", "db2")
SIZES = (1, 10, 100, 1000)
REPEATS = 7
SEED = 5
# The first sum in each way; with a word at the end of some lines.
THREE = (
    ("for k in range(m):", N_("each example")),
    ("    for i in range(4):", N_("each unit")),
    ("        z1[i] = b1[i]", ""),
    ("        for j in range(3):", N_("each input")),
    ("            z1[i] += W1[i][j] * X[j][k]", ""),
    ("", ""),
    ("for k in range(m):", N_("each example")),
    ("    z1 = W1 @ X[:, k] + b1", ""),
    ("", ""),
    ("Z1 = W1 @ X + b1", N_("everything at once")),
)
Feeds = Mapping[str, Any]
Results = dict[str, Any]


def by_scalars(feeds: Feeds) -> Results:
    """Loss and gradients with Python's numbers alone, one multiplication after the other."""
    W1, b1, W2, b2, X, Y = (feeds[name] for name in ("W1", "b1", "W2", "b2", "A0", "Y"))
    inputs, units, m = range(len(X)), range(len(W1)), len(X[0])
    loss, db2 = 0.0, 0.0
    dW1, db1, dW2 = [[0.0 for _j in inputs] for _i in units], [0.0 for _i in units], [0.0] * len(W1)
    for k in range(m):
        a1 = [_sigmoid(sum(W1[i][j] * X[j][k] for j in inputs) + b1[i][0]) for i in units]
        a2 = _sigmoid(sum(W2[0][i] * a1[i] for i in units) + b2[0][0])
        y = Y[0][k]
        loss -= (y * log(a2) + (1 - y) * log(1 - a2)) / m
        dz2 = (a2 - y) / m
        db2 += dz2
        for i in units:
            dW2[i] += dz2 * a1[i]
            dz1 = W2[0][i] * dz2 * a1[i] * (1 - a1[i])
            db1[i] += dz1
            for j in inputs:
                dW1[i][j] += dz1 * X[j][k]
    return {"L": loss, "dW1": dW1, "db1": [[d] for d in db1], "dW2": [dW2], "db2": [[db2]]}


def _sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def by_example(feeds: Feeds) -> Results:
    """The same with vectors: each example alone, gradients added up."""
    W1, b1, W2, b2, X, Y = (feeds[name] for name in ("W1", "b1", "W2", "b2", "A0", "Y"))
    m = X.shape[1]
    total: Results = {
        "L": 0.0, "dW1": np.zeros_like(W1), "db1": np.zeros_like(b1),
        "dW2": np.zeros_like(W2), "db2": np.zeros_like(b2),
    }  # fmt: skip
    for k in range(m):
        x, y = X[:, k : k + 1], Y[:, k : k + 1]
        a1 = 1 / (1 + np.exp(-(W1 @ x + b1)))
        a2 = 1 / (1 + np.exp(-(W2 @ a1 + b2)))
        total["L"] -= (y * np.log(a2) + (1 - y) * np.log(1 - a2)).item() / m
        dz2 = (a2 - y) / m
        dz1 = W2.T @ dz2 * a1 * (1 - a1)
        total["dW2"] += dz2 @ a1.T
        total["db2"] += dz2
        total["dW1"] += dz1 @ x.T
        total["db1"] += dz1
    return total


def all_at_once(m: int) -> Callable[[Feeds], Results]:
    """The equations of the library for m examples, made ready to run."""
    return Program(lower(shallow().network, m, layout=LAYOUT), RESULTS)


def feeds_for(m: int) -> dict[str, Array]:
    """The parameters, and m examples drawn for the purpose."""
    draws = np.random.default_rng(SEED)
    step = shallow().explain()
    given = {name: step[name] for name in ("W1", "b1", "W2", "b2")}
    derivation = lower(shallow().network, m, layout=LAYOUT)
    X, Y = draws.standard_normal((3, m)), (draws.random((1, m)) < 0.5).astype(float)
    return typed(derivation, {**given, "X": X, "Y": Y, "m": m})


def largest_difference(one: Results, other: Results) -> float:
    """Between the entries of the loss and of all gradients."""
    return max(float(np.max(np.abs(np.subtract(one[n], other[n])))) for n in RESULTS)


def _seconds(call: Callable[[Any], Results], feeds: Any) -> float:
    """The median of a few runs, after one that does not count."""
    call(feeds)
    times = []
    for _run in range(REPEATS):
        began = time.perf_counter()
        call(feeds)
        times.append(time.perf_counter() - began)
    return median(times)


def measured(m: int) -> tuple[tuple[float, float, float], float]:
    """Seconds of the three ways for m examples, and the largest difference of their results."""
    feeds = feeds_for(m)
    # Loops are quicker over Python's lists than over the entries of an array.
    lists = {name: np.asarray(value).tolist() for name, value in feeds.items()}
    whole = all_at_once(m)
    with session():
        ways: tuple[tuple[Callable[[Feeds], Results], Feeds], ...] = (
            (by_scalars, lists), (by_example, feeds), (whole, feeds),
        )  # fmt: skip
        results = [call(given) for call, given in ways]
        times = tuple(_seconds(call, given) for call, given in ways)
    difference = max(largest_difference(results[2], each) for each in results[:2])
    return (times[0], times[1], times[2]), difference


def three_ways() -> Section:
    """Equal results, and what each way costs."""
    rows, last = [], 1.0
    for m in SIZES:
        times, difference = measured(m)
        last = times[0] / times[2]
        rows.append((f"{m:,}", *map(duration, times), f"{difference:.0e}" if difference else "0"))
    header = (
        _("examples"),
        _("scalar loops"),
        _("one example at a time"),
        _("all at once"),
        _("largest difference"),
    )
    return Section(
        _("The same three ways, timed"),
        (
            Paragraph(
                _(
                    "The page vectorises “提升计算效率” (to compute faster). The same loss and the "
                    "same four gradients, forward and backward: with loops over single numbers, "
                    "with vectors for one example after the other, and with matrices for all of "
                    "them. The first sum of each:"
                )
            ),
            Equations(_code()),
            Table(header, tuple(rows)),
            Paragraph(
                _(
                    "Medians of {count} runs on this computer, just now; another one, or a busy "
                    "one, gives others. With {m} examples the matrices are about {times} times as "
                    "fast as the loops. With one example they gain nothing: then the calls cost "
                    "more than the arithmetic, and so do the many small calls of the "
                    "middle way. The results agree up to the last digits, because sums are added "
                    "in another order."
                ).format(count=REPEATS, m=f"{SIZES[-1]:,}", times=_round(last))
            ),
        ),
    )


def _code() -> tuple[str, ...]:
    margin = max(len(code) for code, _word in THREE) + 2
    return tuple(f"{code:<{margin}}# {translate(word)}" if word else code for code, word in THREE)


def _round(ratio: float) -> str:
    return f"{float(f'{ratio:.2g}'):.0f}" if ratio >= 10 else f"{ratio:.1f}"


def duration(seconds: float) -> str:
    """A time with its unit.

    >>> duration(0.0000123), duration(0.0123)
    ('12.3 µs', '12.3 ms')
    """
    value, unit = (1e6 * seconds, "µs") if seconds < 1e-3 else (1e3 * seconds, "ms")
    return f"{number(value, 3)} {unit}"
