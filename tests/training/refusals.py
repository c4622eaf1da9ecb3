"""What an error about a bad file must be: four parts, quick, and without taking memory."""

import time
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from glassnet.errors import GlassnetError, GlassnetWarning
from glassnet.locales import set_language

ALLOWED_BYTES = 48 << 20
ALLOWED_SECONDS = 5.0


@contextmanager
def measured() -> Iterator[None]:
    """The block is quick and takes little memory."""
    tracemalloc.start()
    start = time.perf_counter()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", GlassnetWarning)
            yield
        seconds, peak = time.perf_counter() - start, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert seconds < ALLOWED_SECONDS
    assert peak < ALLOWED_BYTES


def refused(call: Callable[[], Any], name: str) -> GlassnetError:
    """The error that a call ends in; it names the file."""
    with measured(), pytest.raises(GlassnetError) as caught:
        call()
    error = caught.value
    assert name in str(error.where), f"{error}"
    assert error.what
    assert error.expected
    assert error.received
    assert error.fix
    assert len(str(error)) < 2000
    return error


def in_chinese(call: Any) -> None:
    """The error of a call, read by somebody who chose Chinese."""
    set_language("zh")
    with pytest.raises(GlassnetError) as caught:
        call()
    error = caught.value
    assert "{" not in error.what
    for text in (error.what, error.fix or ""):
        assert any("一" <= sign <= "鿿" for sign in text), str(error)
