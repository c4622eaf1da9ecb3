"""Categorical cross-entropy from the weighted sums, where each example is a column.

Formula: as softmax_cross_entropy, with the sums down each column.
Source: the same.
Use: `layout="columns"`. Watch: the sums run over axis 0.
"""

from glassnet.core.define import structured
from glassnet.core.expr import exp, log
from glassnet.core.indexed import i, j, k, over
from glassnet.ops.softmax import same
from glassnet.ops.softmax_cross_entropy import DEFINE, WORDS

softmax_cross_entropy_columns = structured(
    "softmax_cross_entropy_columns",
    "z t",
    shape=same,
    numpy="softmax_cross_entropy_columns({z}, {t})",
    define=DEFINE.format(suffix="_columns", axis=0),
    companions={"a": ("softmax_columns", ("z",))},
    loss_slope=lambda a, t: a - t,
    reads="softmax_cross_entropy_columns(z, t) = t * (log(sum(exp(z), axis=0)) - z)",
    entry=lambda z, t: t[i, j] * (log(over(k, exp(z[k, j]))) - z[i, j]),
    gradients={"z": "{a} * np.sum({dy} * {t}, axis=0, keepdims=True) - {dy} * {t}"},
    gradient_entries={
        "z": lambda a, t, dy: a[i, j] * over(k, dy[k, j] * t[k, j]) - dy[i, j] * t[i, j]
    },
    gradient_latex={
        "z": r"{a} \odot \sum_k \left({dy} \odot {t}\right)_{{k \cdot}} - {dy} \odot {t}"
    },
    gradient_words={"z": WORDS},
    same_as=("categorical_cross_entropy", ("a", "t")),
    symbol="softmax-cross-entropy",
    samples=((-2.0, 0.0), (0.5, 0.3), (3.0, 1.0), (700.0, 0.0)),
    low=0.0,
    doc=__doc__,
)
