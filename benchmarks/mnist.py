"""Reads MNIST with the settings of Nielsen's book and prints test accuracies.

    python benchmarks/mnist.py [FOLDER] [--seeds 3]

FOLDER holds the four MNIST files; without it the usual places are searched. The first
50,000 training images are learned from, the 10,000 test images are judged on, as in
M. Nielsen, "Neural Networks and Deep Learning", chapters 1 and 3. The book quotes the best
epoch; both that and the last one are printed.
"""

import argparse
import platform
import time
from datetime import date

import glassnet as gn


def book_one() -> tuple[gn.Network, gn.SGD]:
    """Chapter 1: 784-30-10, sigmoid, half squared error, lr 3."""

    def layer(units: int) -> gn.Dense:
        return gn.Dense(units, "sigmoid", init="normal", bias_init="normal")

    net = gn.Network(784, [layer(30), layer(10)], loss=gn.SquaredError(factor=0.5))
    return net, gn.SGD(3.0)


def book_three() -> tuple[gn.Network, gn.SGD]:
    """Chapter 3: 784-100-10, cross-entropy, L2 strength 5 per data, lr 0.5."""

    def layer(units: int) -> gn.Dense:
        return gn.Dense(units, "sigmoid", init="lecun_normal", bias_init="normal")

    net = gn.Network(
        784,
        [layer(100), layer(10)],
        loss="binary_cross_entropy",
        penalty=gn.L2(5.0, per="data"),
    )
    return net, gn.SGD(0.5)


def main() -> None:
    """Trains both networks and prints a line for each seed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    X, y = gn.datasets.load("mnist", part="train", folder=arguments.folder)
    X_test, y_test = gn.datasets.load("mnist", part="test", folder=arguments.folder)
    X, y, X_test = X[:50_000] / 255, y[:50_000], X_test / 255
    print(f"{date.today()}, {platform.machine()}, Python {platform.python_version()}", flush=True)
    for name, make, low, high in (
        ("chapter 1, 784-30-10", book_one, 0.945, 0.959),
        ("chapter 3, 784-100-10", book_three, 0.976, 1.0),
    ):
        for seed in range(arguments.seeds):
            net, optimizer = make()
            model = gn.Model(net, seed=seed)
            start = time.perf_counter()
            run = model.train(
                X,
                y,
                epochs=30,
                batch_size=10,
                optimizer=optimizer,
                seed=seed,
                validation=(X_test, y_test),
            )
            seconds = time.perf_counter() - start
            found = run.history["val_accuracy"]
            kept = low <= found.max() <= high
            print(
                f"{name}, seed {seed}: test accuracy {found[-1]:.2%} after the last epoch, "
                f"{found.max():.2%} at the best (epoch {found.argmax() + 1}), {seconds:.0f} s; "
                f"promised at the best {low:.1%} to {high:.1%}: {'kept' if kept else 'NOT KEPT'}",
                flush=True,
            )


if __name__ == "__main__":
    main()
