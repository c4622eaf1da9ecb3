"""Random numbers that repeat: Philox4x32-10, a random generator without memory.

Every draw is a pure function of (seed, stream, counter, index): whoever asks for
the masks of step 500 gets them without drawing the 499 before. A stream is a use
(initial weights, shuffling, ...), so that one use never shifts the numbers of another.

    key     = (seed, stream)                              2 words of 32 bits
    counter = (index low, high, counter low, counter high)  4 words of 32 bits

`counter` is the epoch of a shuffle or the step of a dropout mask, `high` tells
several parameters or dropout layers apart, `index` numbers the blocks of one call.

Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers:
as easy as 1, 2, 3", SC 2011.

    >>> print(uniform(seed=0, stream=Stream.INIT, counter=0, size=3).round(6))
    [0.88052  0.605482 0.362091]
    >>> print(shuffle(seed=0, epoch=0, n=6))
    [1 2 5 3 4 0]

NOTE: the functions from `philox4x32` to `dropout_mask` are copied, as they stand here,
into exported scripts. They may use nothing but `np` and each other, which is why
they name their streams by number and leave the checking of seeds to `check_seed`.
"""

from enum import IntEnum

import numpy as np

from glassnet.errors import SettingError
from glassnet.locales import _


class Stream(IntEnum):
    """What a random number is for; the second word of the key."""

    INIT = 0
    SPLIT = 1
    SHUFFLE = 2
    DROPOUT = 3
    DATA = 4


def check_seed(seed: object, where: str = "seed=") -> int:
    """The seed as an int, if it is one that the generator can take.

    Args:
        seed: what the user gave.
        where: the argument or option that received it.

    Raises:
        SettingError: it is not an integer, or outside 0 … 2**32 - 1.
    """
    if isinstance(seed, int | np.integer) and seed is not True and seed is not False:
        value = int(seed)
        if 0 <= value < 2**32:
            return value
    raise SettingError(
        _("the seed cannot be used"),
        expected=_("an integer from 0 to 4294967295"),
        received=repr(seed),
        where=where,
        fix=_("use a whole number, for example 0"),
    )


def philox4x32(counter: np.ndarray, key: tuple[int, int]) -> np.ndarray:
    """Philox4x32-10: counters, uint32 (n, 4), to random words, uint32 (n, 4)."""
    words = counter.T.astype(np.uint64)  # (4, n), 64 bits wide to hold the products
    left, right = words[0::2], words[1::2]
    multiplier = np.array([[0xD2511F53], [0xCD9E8D57]], dtype=np.uint64)
    weyl = np.array([[0x9E3779B9], [0xBB67AE85]], dtype=np.uint64)
    round_key = np.array([[key[0]], [key[1]]], dtype=np.uint64)
    low, half = np.uint64(0xFFFFFFFF), np.uint64(32)
    for _round in range(10):
        product = left * multiplier
        left = (product >> half)[::-1] ^ right ^ round_key
        right = (product & low)[::-1]
        round_key = (round_key + weyl) & low
    return np.stack([left[0], right[0], left[1], right[1]], axis=1).astype(np.uint32)


def bits64(seed: int, stream: int, counter: int, size: int, high: int = 0) -> np.ndarray:
    """`size` random 64-bit integers, uint64 (size,).

    Element i is half i % 2 of block i // 2: words 0 and 1, or 2 and 3, the low word first.
    """
    blocks = np.zeros(((size + 1) // 2, 4), dtype=np.uint32)
    blocks[:, 0] = np.arange(len(blocks), dtype=np.uint32)
    blocks[:, 1:] = high, counter & 0xFFFFFFFF, counter >> 32
    words = philox4x32(blocks, (seed, stream)).astype(np.uint64)
    return (words[:, 0::2] | words[:, 1::2] << 32).reshape(-1)[:size]


def uniform(seed: int, stream: int, counter: int, size: int, high: int = 0) -> np.ndarray:
    """`size` random numbers in [0, 1), float64 (size,), with 53 random bits each."""
    return (bits64(seed, stream, counter, size, high) >> 11) * 2.0**-53


def normal(seed: int, stream: int, counter: int, size: int, high: int = 0) -> np.ndarray:
    """`size` draws of the normal distribution N(0, 1), float64 (size,), by Box and Muller.

    Uniform draws u, v give r cos(2 pi v), r sin(2 pi v), where r = sqrt(-2 log(1 - u)).
    """
    pairs = uniform(seed, stream, counter, size + size % 2, high).reshape(-1, 2)
    radius = np.sqrt(-2.0 * np.log(1.0 - pairs[:, 0]))
    angle = 2.0 * np.pi * pairs[:, 1]
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).reshape(-1)[:size]


def shuffle(seed: int, epoch: int, n: int) -> np.ndarray:
    """The order of n examples in one epoch, int64 (n,): sorts one 64-bit draw per example."""
    return np.argsort(bits64(seed, 2, epoch, n), kind="stable").astype(np.int64)


def dropout_mask(
    seed: int, step: int, layer: int, shape: tuple[int, ...], rate: float, dtype: str
) -> np.ndarray:
    """A dropout mask of one step: 0 with probability `rate`, else 1 / (1 - rate)."""
    size = int(np.prod(shape))
    keep = uniform(seed, 3, step, size, layer).reshape(shape) >= rate
    return np.where(keep, 1.0 / (1.0 - rate), 0.0).astype(dtype)
