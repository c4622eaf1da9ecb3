"""An audit under way, for tests of its parts: the given gradient beside the numeric one."""

from collections.abc import Callable
from typing import Any

import numpy as np

from audit.handwritten import Hand
from glassnet.diagnosis.audit.case import Case
from glassnet.diagnosis.audit.compared import Compared, compared
from glassnet.diagnosis.audit.given import parameters
from glassnet.diagnosis.audit.numeric.noise import LEAST
from glassnet.diagnosis.audit.numeric.truth import Truth, truths
from glassnet.diagnosis.audit.subject import Subject

Arrays = dict[str, Any]


def case_of(
    loss: Callable[[Any], Any], grad: Callable[[Any], Arrays], params: Arrays, **sizes: int
) -> Case:
    """What an audit knows before it looks for mistakes."""
    given = parameters(params)
    subject = Subject(loss, grad, given)
    here = subject.loss(given.arrays)
    truth = truths(subject, given.arrays, here, LEAST)
    gradients = {name: np.asarray(each, dtype=float) for name, each in grad(params).items()}
    parts = compared(subject, given, gradients, dict.fromkeys(gradients, False), truth)
    return Case(subject, given.arrays, here, {c.name: c for c in parts}, sizes)


def spoilt_case(hand: Hand, spoil: Callable[[Arrays, Arrays], Arrays], **sizes: int) -> Case:
    """The case of a hand-written network whose gradient is changed at the end."""
    return case_of(hand.loss, lambda p: spoil(hand.grad(p), p), hand.params, **sizes)


def part(given: Any, true: Any, at: Any = None, room: float = 1e-9) -> Compared:
    """A parameter whose truth is known, without a loss."""
    u, t = np.asarray(given, dtype=float), np.asarray(true, dtype=float)
    k = t.size
    errors = np.full(k, room / 100)
    truth = Truth(t.shape, np.arange(k), t.reshape(-1), errors, np.zeros(k), 0, 0)
    where = np.zeros(t.shape) if at is None else np.asarray(at, dtype=float)
    allowed = np.full(k, room)
    return Compared("W1", where, u, truth, allowed, allowed)
