"""How long explaining one batch takes as an HTML page, and how large the page is.

    python benchmarks/step_page.py [ROUNDS]

Each network is explained, every number of the step computed, and written as a page; shown are the
median over the rounds, the first one, and the size. Exit 1 if 784-128-10 with a batch of 32 takes
more than 0.5 s or 2 MB.
"""

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

import glassnet as gn
from glassnet.step import Step
from machine import machine

SECONDS, MEGABYTES = 0.5, 2.0
PROMISED = "784-128-10, batch 32"
ROUNDS = 9


def digits_step(optimizer: str = "sgd") -> Callable[[], Step]:
    """A classifier of images: dense inputs, which pack worst."""
    rng = np.random.default_rng(0)
    layers = [gn.Dense(128, "relu"), gn.Dense(10, "softmax")]
    model = gn.Model(gn.Network(784, layers, loss="categorical_cross_entropy"), seed=0)
    X, Y = rng.normal(size=(32, 784)), rng.integers(0, 10, 32)
    return lambda: model.explain(X, Y, optimizer=optimizer)


def xor_step() -> Step:
    """The smallest classifier, with its paths."""
    layers = [gn.Dense(3, "sigmoid"), gn.Dense(2, "softmax")]
    model = gn.Model(gn.Network(2, layers, loss="categorical_cross_entropy"), seed=0)
    return model.explain([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0], optimizer="sgd")


CASES: dict[str, Callable[[], Step]] = {
    PROMISED: digits_step(),
    f"{PROMISED}, adam": digits_step("adam"),
    "2-3-2, batch 4": xor_step,
}


def main() -> int:
    """Measures and prints; 1 if the promise is not kept."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    print(machine())
    kept = True
    for name, explain in CASES.items():
        times, size = [], 0.0
        for _round in range(rounds + 1):
            start = time.perf_counter()
            page = explain().html()
            times.append(time.perf_counter() - start)
            size = len(page.encode()) / 1e6
        median, first = statistics.median(times[1:]), times[0]
        print(f"{name:28} median {median:.3f} s, first {first:.3f} s, {size:.2f} MB")
        if name == PROMISED:
            kept = max(first, median) <= SECONDS and size <= MEGABYTES
    print("kept" if kept else f"NOT kept: at most {SECONDS} s and {MEGABYTES} MB")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
