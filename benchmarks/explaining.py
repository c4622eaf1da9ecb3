"""How long it takes to explain a step: from the shell, as a page, its paths, its checks.

    python benchmarks/explaining.py [ROUNDS] [--save docs/proof/explaining-DATE.md]

Every row is timed once in each round, the rows in a new random order, so that a drift of the
machine meets all of them alike. Shown are medians with the fastest and the slowest. Exit 1 if a
promise is not kept.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import glassnet as gn
from machine import machine

ROOT = Path(__file__).resolve().parent.parent
# The promises: seconds, and bytes of the page.
LIMITS = {"2-3-2 in the terminal, from the shell": 0.3, "784-128-10, batch 32, to HTML": 0.5}
MOST_BYTES = 2_000_000


def shell() -> None:
    """`glassnet explain` of the first tutorial's network, in a fresh interpreter."""
    code = "import sys; sys.argv = ['glassnet', 'explain', 's0-2-3-2']; "
    code += "from glassnet.cli import main; main()"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, stdout=subprocess.DEVNULL
    )


def large(sizes: list[int], batch: int) -> gn.Step:
    """The first step of a classifier of random pictures."""
    rng = np.random.default_rng(0)
    hidden = [gn.Dense(units, "relu") for units in sizes[1:-1]]
    layers = [*hidden, gn.Dense(sizes[-1], "softmax")]
    net = gn.Network(sizes[0], layers, loss="categorical_cross_entropy")
    X, y = rng.random((batch, sizes[0])), rng.integers(0, sizes[-1], batch)
    return gn.Model(net, seed=0).explain(X, y, optimizer="sgd")


def cases() -> dict[str, Callable[[], object]]:
    """What is timed."""
    page, deep = large([784, 128, 10], 32), large([784, 512, 512, 10], 128)
    return {
        "2-3-2 in the terminal, from the shell": shell,
        "784-128-10, batch 32, to HTML": page.html,
        "784-128-10, batch 32, to LaTeX": page.latex,
        "784-128-10, batch 32, to JSON (every number)": page.json,
        "784-128-10, batch 32, gradient check": page.check_gradients,
        "784-512-512-10, batch 128, 655,360 paths": lambda: deep.paths("W1", (300, 7)),
    }


def measure(rounds: int) -> dict[str, list[float]]:
    """The seconds of every case; a first round is not counted."""
    known = cases()
    times: dict[str, list[float]] = {name: [] for name in known}
    order = random.Random(0)
    for number in range(rounds + 1):
        for name in order.sample(sorted(known), len(known)):
            start = time.perf_counter()
            known[name]()
            if number:
                times[name].append(time.perf_counter() - start)
    return times


def table(times: dict[str, list[float]], rounds: int, size: int) -> tuple[str, bool]:
    """The figures as Markdown, and whether every promise is kept."""
    lines = [
        "# How long an explanation takes",
        "",
        f"{machine()}; {rounds} interleaved rounds; `python benchmarks/explaining.py`",
        "",
        "| what | median | fastest … slowest | limit | kept |",
        "|---|---|---|---|---|",
    ]
    kept = size <= MOST_BYTES
    for name, taken in times.items():
        middle, limit = statistics.median(taken), LIMITS.get(name)
        fits = limit is None or middle <= limit
        kept &= fits
        said = "" if limit is None else "yes" if fits else "NOT KEPT"
        wide = f"{min(taken):.3f} … {max(taken):.3f} s"
        lines.append(f"| {name} | {middle:.3f} s | {wide} | {limit or ''} | {said} |")
    lines += [
        "",
        f"The page of 784-128-10 with a batch of 32 has {size:,} bytes of {MOST_BYTES:,}.",
        "",
    ]
    return "\n".join(lines), kept


def main() -> None:
    """Measures, prints, and keeps the table if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=9)
    parser.add_argument("--save", type=Path)
    asked = parser.parse_args()
    size = len(large([784, 128, 10], 32).html().encode())
    text, kept = table(measure(asked.rounds), asked.rounds, size)
    print(text)
    if asked.save:
        asked.save.write_text(text, encoding="utf-8")
    raise SystemExit(not kept)


if __name__ == "__main__":
    main()
