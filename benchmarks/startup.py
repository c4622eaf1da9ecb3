"""How long glassnet takes to start, beside NumPy.

    python benchmarks/startup.py [ROUNDS]

Each round starts every command once, in a fresh interpreter and in a new random order, so that a
drift of the machine meets all of them alike. Shown are medians over the rounds, and the median of
the differences to the round's own `import numpy`. Exit 1 if a promise is not kept.
"""

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from machine import machine

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "import sys; sys.argv = ['glassnet', {arguments}]; from glassnet.cli import main; main()"
BASE = "import numpy"

COMMANDS = {
    "python": "pass",
    BASE: "import numpy",
    "import glassnet": "import glassnet",
    "glassnet.Model": "import glassnet; glassnet.Model",
    "glassnet --version": COMMAND.format(arguments="'--version'"),
    "glassnet --help": COMMAND.format(arguments="'--help'"),
    "glassnet --lang zh --help": COMMAND.format(arguments="'--lang', 'zh', '--help'"),
}

# Milliseconds: the whole command, or what it may cost more than NumPy.
LIMIT = {"glassnet --version": 150.0, "glassnet --help": 150.0, "glassnet --lang zh --help": 150.0}
LIMIT_OVER_NUMPY = {"import glassnet": 40.0, "glassnet.Model": 40.0}


def milliseconds(code: str) -> float:
    """The time of one fresh interpreter that runs the code."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    taken = (time.perf_counter() - start) * 1000
    if done.returncode:
        raise SystemExit(f"{code}\n{done.stderr}")
    return taken


def measure(rounds: int) -> dict[str, list[float]]:
    """The times of every command; a first round that fills the file cache is not counted."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    order = random.Random(0)
    for number in range(rounds + 1):
        for name in order.sample(sorted(COMMANDS), len(COMMANDS)):
            taken = milliseconds(COMMANDS[name])
            if number:
                times[name].append(taken)
    return times


def report(times: dict[str, list[float]], rounds: int) -> list[str]:
    """Print the table; returns the promises that are not kept."""
    broken = []
    print(f"{machine()}; medians of {rounds} interleaved rounds")
    print(f"{'':28}{'median':>10}{'over NumPy':>14}{'ratio':>8}{'limit':>22}")
    for name, taken in times.items():
        median = statistics.median(taken)
        more = median_difference(taken, times[BASE])
        ratio = statistics.median(a / b for a, b in zip(taken, times[BASE], strict=True))
        limit = f"{LIMIT[name]:.0f} ms" if name in LIMIT else ""
        if name in LIMIT_OVER_NUMPY:
            limit = f"NumPy + {LIMIT_OVER_NUMPY[name]:.0f} ms"
        kept = median <= LIMIT.get(name, median) and more <= LIMIT_OVER_NUMPY.get(name, more)
        if not kept:
            broken.append(name)
        mark = "" if kept else "  NOT KEPT"
        print(f"{name:28}{median:7.1f} ms{more:+11.1f} ms{ratio:8.2f}{limit:>22}{mark}")
    return broken


def median_difference(these: Sequence[float], those: Sequence[float]) -> float:
    """The median of the differences, round by round."""
    return statistics.median(a - b for a, b in zip(these, those, strict=True))


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    sys.exit(1 if report(measure(count), count) else 0)
