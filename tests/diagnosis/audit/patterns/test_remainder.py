"""What has no name is shown with its worst entries; rounding is a trifle."""

import numpy as np

from audit.cases import spoilt_case
from audit.planted import TWO
from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.patterns.remainder import ROUNDED_SEVERITY, rounded, unknown


def test_the_worst_entries_come_first() -> None:
    off = np.array([[0.0, 3.0, 0.0], [-5.0, 0.0, 0.1]])
    case = spoilt_case(TWO, lambda g, p: {**g, "W1": g["W1"] + off})
    found = unknown(case, case.parts["W1"])
    assert found.code == codes.UNKNOWN
    assert [row.split(":")[0] for row in found.evidence[:3]] == ["W1[1, 0]", "W1[0, 1]", "W1[1, 2]"]
    assert (found.numbers["wrong"], found.numbers["compared"]) == (3, 6)
    assert found.numbers["worst"]["W1"]["entry"] == 3


def test_rounding_is_a_trifle() -> None:
    case = spoilt_case(TWO, lambda g, p: {n: v.astype(np.float32) for n, v in g.items()})
    found = rounded(case, list(case.parts.values()))
    assert (found.code, found.severity) == (codes.ROUNDED, ROUNDED_SEVERITY)
    assert 1e-9 < found.numbers["relative"] < 1e-6
