"""The reference executor: its source, its feeds, its types, and one thread of BLAS."""

import linecache
import warnings
from typing import Any

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from glassnet.core.derivation import Derivation
from glassnet.errors import ShapeError
from glassnet.executors.reference import Program, run, session, source, typed
from glassnet.nn.layers import Dense
from glassnet.nn.losses import L2
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.nn.optimizers import OPTIMIZERS, Clip

NETWORK = Network(2, [Dense(3, "sigmoid"), Dense(1)])

SOURCE = """\
import numpy as np

f = np.float32  # the type of every number


def relu(z):
    return np.maximum(z, 0)


def train_step(A0, W1, Y, m):
    # forward
    Z1 = A0 @ W1
    A1 = relu(Z1)
    # loss
    L = np.sum((A1 - Y) ** 2) / m
    # backward
    dA1 = 2 * (A1 - Y) / m
    dZ1 = dA1 * np.where(Z1 > 0, f(1), f(0))
    dW1 = A0.T @ dZ1
    return L, dW1
"""


def feeds(derivation: Derivation, seed: int = 0) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    return {var.name: rng.uniform(0.5, 1.5, var.shape) for var in derivation.inputs}


def test_source_in_full() -> None:
    derivation = lower(Network(2, [Dense(1, "relu", bias=False)]), 4, dtype="float32")
    assert source(derivation, ("L", "dW1")) == SOURCE


def test_source_runs_alone() -> None:
    derivation = NETWORK.derive(4, "adam")
    given = feeds(derivation)
    namespace: dict[str, Any] = {}
    exec(source(derivation, ("L", "W1_new")), namespace)
    loss, weight = namespace["train_step"](**given)
    values = run(derivation, given)
    assert loss == values["L"]
    assert weight.tobytes() == values["W1_new"].tobytes()


def test_every_row_or_those_that_are_kept() -> None:
    derivation = NETWORK.derive(4)
    assert list(run(derivation, feeds(derivation))) == [e.out.name for e in derivation]
    kept = run(derivation, feeds(derivation), keep=["L"])
    assert list(kept) == ["L"]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_value_keeps_the_type(dtype: str, optimizer: str) -> None:
    """where(c, 1, 0), lr, t and the bias correction are where NumPy would slip."""
    layers = [Dense(3, name) for name in ("relu", "elu", "selu", "gelu", "softmax", "step")[:5]]
    network = Network(2, [*layers, Dense(1, "sigmoid")], "bce", L2(0.1, per="data"))
    derivation = network.derive(
        4, optimizer, dtype=dtype, clip=Clip(1.0, 0.5), weighted=True
    )  # fmt: skip
    values = run(derivation, feeds(derivation))
    wrong = {n: v.dtype for n, v in values.items() if np.asarray(v).dtype != dtype}
    assert not wrong
    shapes = {n: np.shape(v) for n, v in values.items()}
    assert shapes == {e.out.name: e.out.shape for e in derivation}


def test_same_feeds_same_bits() -> None:
    derivation = lower(Network(64, [Dense(50, "tanh"), Dense(10)]), 37, optimizer="sgd")
    given = feeds(derivation)
    first, second = run(derivation, given), run(derivation, dict(given))
    assert all(first[name].tobytes() == second[name].tobytes() for name in first)


def test_one_thread_of_blas_while_it_runs() -> None:
    with session():
        pools = [each for each in threadpool_info() if each["user_api"] == "blas"]
        assert pools
        assert {each["num_threads"] for each in pools} == {1}


def test_no_warning_of_numpy() -> None:
    """A number that is not finite is found and named by its row, later."""
    derivation = Network(1, [Dense(1)]).derive(1)
    given = {name: np.full_like(value, 1e300) for name, value in feeds(derivation).items()}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not np.isfinite(run(derivation, given)["L"])


def test_compiled_once_for_the_same_text() -> None:
    one, two = Program(NETWORK.derive(4)), Program(NETWORK.derive(4))
    assert one._step is two._step
    assert Program(NETWORK.derive(5))._step is one._step  # the same rows, another batch


def test_lines_are_there_for_tracebacks() -> None:
    program = Program(NETWORK.derive(4))
    filename = program._step.__code__.co_filename
    linecache.checkcache()
    assert linecache.getlines(filename) == program.source.splitlines(keepends=True)
    assert filename.startswith("<glassnet ")


class TestTyped:
    def test_contiguous_and_of_the_type(self) -> None:
        derivation = NETWORK.derive(4, "sgd", dtype="float32")
        given = {n: np.asfortranarray(v) for n, v in feeds(derivation).items()}
        made = typed(derivation, given)
        assert all(v.dtype == np.float32 for v in made.values())
        assert all(np.asarray(v).flags.c_contiguous for v in made.values())
        assert isinstance(made["lr"], np.float32)

    def test_numbers_and_lists(self) -> None:
        derivation = Network(1, [Dense(1, bias=False)]).derive(1, "sgd")
        made = typed(derivation, {"X": [[1]], "W1": [[2]], "Y": [[3]], "lr": 1, "m": [[1]]})
        assert made["A0"].tolist() == [[1.0]]
        assert made["m"] == 1.0
        assert made["m"].shape == ()

    def test_something_missing(self) -> None:
        derivation = NETWORK.derive(4)
        given = feeds(derivation)
        del given["b1"]
        with pytest.raises(ShapeError, match="needs a value for b1") as caught:
            typed(derivation, given)
        assert caught.value.expected == "b1 (3,)"
        assert caught.value.fix == "pass b1=…"
        with pytest.raises(ShapeError) as caught:
            typed(derivation, {})
        assert caught.value.received == "nothing"

    def test_another_shape(self) -> None:
        derivation = NETWORK.derive(4)
        with pytest.raises(ShapeError, match="W1 has the wrong shape") as caught:
            typed(derivation, {**feeds(derivation), "W1": np.ones((3, 2))})
        assert (caught.value.expected, caught.value.received) == ("(2, 3)", "(3, 2)")
