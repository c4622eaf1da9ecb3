"""Softmax where each example is a column.

Formula: as softmax, with the sums down each column.
Source: the same; the column form is that of the course behind the fifth tutorial.
Use: `layout="columns"`. Watch: the sums run over axis 0.
"""

from glassnet.core.define import structured
from glassnet.core.expr import exp
from glassnet.core.indexed import i, j, k, over
from glassnet.ops.softmax import DEFINE, WORDS, same

softmax_columns = structured(
    "softmax_columns",
    "z",
    shape=same,
    numpy="softmax_columns({z})",
    define=DEFINE.format(suffix="_columns", axis=0),
    reads="softmax_columns(z) = exp(z) / sum(exp(z), axis=0)",
    entry=lambda z: exp(z[i, j]) / over(k, exp(z[k, j])),
    gradients={"z": "{y} * ({dy} - np.sum({dy} * {y}, axis=0, keepdims=True))"},
    gradient_entries={"z": lambda y, dy: y[i, j] * (dy[i, j] - over(k, dy[k, j] * y[k, j]))},
    gradient_latex={
        "z": r"{y} \odot \left({dy} - \sum_k \left({dy} \odot {y}\right)_{{k \cdot}}\right)"
    },
    gradient_words={"z": WORDS},
    symbol="softmax",
    samples=((-1.0,), (0.0,), (2.0,)),
    low=0.0,
    high=1.0,
    doc=__doc__,
)
