"""Signed error: target minus output, with its sign; shown, never trained on.

Formula: e = t − o.
Source: the third tutorial, on three ways to measure an error.
Use: to see why it fails. Watch: positive and negative errors cancel.
"""

from glassnet.core.define import elementwise
from glassnet.locales import N_

signed_error = elementwise(
    "signed_error",
    "o t",
    forward=lambda o, t: t - o,
    called=False,
    refused=N_(
        "the signed error t - o is no training loss: errors of opposite sign cancel, so its "
        "sum can be 0 while every output is wrong, and it has no minimum"
    ),
    samples=((0.5, 0.0), (-1.0, 2.0)),
    doc=__doc__,
)
