"""The random numbers are Philox's, repeat for ever, and are spread as they should be."""

import inspect
import json
import time
from pathlib import Path

import numpy as np
import pytest

from glassnet.errors import SettingError
from glassnet.executors import random
from glassnet.executors.random import Stream

GOLDEN = json.loads((Path(__file__).parent / "golden" / "random.json").read_text())
COPIED = [
    random.philox4x32,
    random.bits64,
    random.uniform,
    random.normal,
    random.shuffle,
    random.dropout_mask,
]


def _words(text: str) -> list[int]:
    return [int(word, 16) for word in text.split()]


@pytest.mark.parametrize("case", GOLDEN["philox4x32"])
def test_published_answers(case: dict[str, str]) -> None:
    counter = np.array([_words(case["counter"])], dtype=np.uint32)
    key = _words(case["key"])
    words = random.philox4x32(counter, (key[0], key[1]))
    assert words.dtype == np.uint32
    assert words.tolist() == [_words(case["words"])]


@pytest.mark.parametrize("case", GOLDEN["bits64"])
def test_golden_bits(case: dict[str, object]) -> None:
    values = random.bits64(**case["arguments"])  # type: ignore[arg-type]
    assert [f"{v:016x}" for v in values] == case["values"]


@pytest.mark.parametrize("case", GOLDEN["uniform"])
def test_golden_uniform(case: dict[str, object]) -> None:
    values = random.uniform(**case["arguments"])  # type: ignore[arg-type]
    assert [float(v).hex() for v in values] == case["values"]


@pytest.mark.parametrize("case", GOLDEN["normal"])
def test_golden_normal(case: dict[str, object]) -> None:
    """Within the few units in the last place in which log, cos and sin of machines differ."""
    values = random.normal(**case["arguments"])  # type: ignore[arg-type]
    np.testing.assert_allclose(values, case["values"], rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize("case", GOLDEN["shuffle"])
def test_golden_shuffle(case: dict[str, object]) -> None:
    order = random.shuffle(**case["arguments"])  # type: ignore[arg-type]
    assert order.dtype == np.int64
    assert order.tolist() == case["values"]


@pytest.mark.parametrize("case", GOLDEN["dropout_mask"])
def test_golden_dropout(case: dict[str, object]) -> None:
    arguments = dict(case["arguments"])  # type: ignore[call-overload]
    arguments["shape"] = tuple(arguments["shape"])
    mask = random.dropout_mask(**arguments)
    assert mask.dtype == arguments["dtype"]
    assert (mask != 0).astype(int).tolist() == case["kept"]
    assert set(mask[mask != 0].tolist()) <= {float(mask.dtype.type(1 / (1 - arguments["rate"])))}


def test_each_argument_changes_the_numbers() -> None:
    base = {"seed": 3, "stream": 0, "counter": 0, "size": 6, "high": 0}
    seen = {tuple(random.bits64(**base).tolist())}
    for name, value in [
        ("seed", 4),
        ("seed", 2**32 - 1),
        ("stream", 1),
        ("counter", 1),
        ("counter", 2**32),
        ("high", 1),
    ]:
        seen.add(tuple(random.bits64(**{**base, name: value}).tolist()))
    assert len(seen) == 7


def test_a_shorter_call_is_the_beginning_of_a_longer_one() -> None:
    long = random.bits64(7, Stream.DATA, 5, 101)
    for size in range(102):
        assert np.array_equal(random.bits64(7, Stream.DATA, 5, size), long[:size])


def test_uniform_is_uniform() -> None:
    values = random.uniform(11, Stream.INIT, 0, 200_000)
    assert values.min() >= 0
    assert values.max() < 1
    counts = np.histogram(values, bins=100, range=(0, 1))[0]
    chi_square = ((counts - 2000) ** 2 / 2000).sum()
    assert chi_square < 149  # the 99.9 % point of 99 degrees of freedom


def test_normal_is_normal() -> None:
    values = random.normal(11, Stream.INIT, 0, 200_001)
    assert values.shape == (200_001,)
    assert abs(values.mean()) < 0.008
    assert abs(values.std() - 1) < 0.006
    assert abs((values**4).mean() - 3) < 0.08
    assert abs(np.corrcoef(values[:-1:2], values[1::2])[0, 1]) < 0.01


def test_shuffle_is_a_permutation_and_differs_by_epoch() -> None:
    orders = [random.shuffle(0, epoch, 1000) for epoch in range(5)]
    for order in orders:
        assert np.array_equal(np.sort(order), np.arange(1000))
    assert len({tuple(order.tolist()) for order in orders}) == 5
    assert random.shuffle(0, 0, 0).tolist() == []


def test_equal_draws_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random, "bits64", lambda *_: np.arange(1000, dtype=np.uint64) % 3)
    order = random.shuffle(0, 0, 1000)
    assert order.tolist() == [i for third in range(3) for i in range(third, 1000, 3)]


def test_every_order_of_three_comes_equally_often() -> None:
    orders = [tuple(random.shuffle(0, epoch, 3).tolist()) for epoch in range(6000)]
    counts = [orders.count(order) for order in set(orders)]
    assert len(counts) == 6
    assert all(880 < count < 1120 for count in counts)


def test_dropout_keeps_the_mean() -> None:
    mask = random.dropout_mask(0, 9, 1, (500, 200), 0.3, "float32")
    assert abs((mask == 0).mean() - 0.3) < 0.005
    assert np.array_equal(
        random.dropout_mask(0, 9, 1, (2, 3), 0.0, "float64"), np.ones((2, 3), "float64")
    )


def test_the_functions_run_from_their_text_alone() -> None:
    """Exported scripts carry these texts: nothing but `np` may be in them."""
    namespace: dict[str, object] = {"np": np}
    for function in COPIED:
        exec(inspect.getsource(function), namespace)
    assert np.array_equal(
        namespace["dropout_mask"](1, 2, 3, (4, 5), 0.5, "float64"),  # type: ignore[operator]
        random.dropout_mask(1, 2, 3, (4, 5), 0.5, "float64"),
    )
    assert np.array_equal(namespace["shuffle"](1, 2, 30), random.shuffle(1, 2, 30))  # type: ignore[operator]
    assert np.array_equal(namespace["normal"](1, 2, 3, 7), random.normal(1, 2, 3, 7))  # type: ignore[operator]


def test_numbered_streams_are_the_named_ones() -> None:
    drawn = random.bits64(1, Stream.SHUFFLE, 2, 30)
    assert np.array_equal(random.shuffle(1, 2, 30), np.argsort(drawn, kind="stable"))
    kept = random.uniform(1, Stream.DROPOUT, 2, 30, 3) >= 0.4
    assert np.array_equal(random.dropout_mask(1, 2, 3, (30,), 0.4, "float64") != 0, kept)


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1, np.int64(5), np.uint32(7)])
def test_good_seeds(seed: object) -> None:
    checked = random.check_seed(seed)
    assert type(checked) is int
    assert checked == seed


@pytest.mark.parametrize("seed", [-1, 2**32, 1.0, "1", None, True, np.float64(3), [1]])
def test_bad_seeds(seed: object) -> None:
    with pytest.raises(SettingError) as caught:
        random.check_seed(seed, where="train(seed=)")
    assert caught.value.received == repr(seed)
    assert caught.value.where == "train(seed=)"


def test_a_million_numbers_take_well_under_a_second() -> None:
    random.bits64(0, 0, 0, 1000)
    best = min(_seconds() for _ in range(3))
    assert best < 0.6


def _seconds() -> float:
    start = time.perf_counter()
    random.bits64(0, 0, 0, 1_000_000)
    return time.perf_counter() - start
