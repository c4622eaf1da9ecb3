"""Negative log-likelihood: minus the log-probability given to the truth.

Formula: e = −t·o, summed over the classes, where o is a log-probability;  de/do = −t.
Source: Fisher, 1922; PyTorch's NLLLoss is this function.
Use: after log_softmax. Watch: the outputs must be log-probabilities, not probabilities.
"""

from glassnet.core.define import elementwise

negative_log_likelihood = elementwise(
    "negative_log_likelihood",
    "o t",
    forward=lambda o, t: -(t * o),
    derivative={"o": lambda t: -t, "t": None},
    called=False,
    needs=(float("-inf"), 0.0),
    samples=((-0.5, 0.0), (-0.1, 1.0), (-2.0, 0.3)),
    doc=__doc__,
)
