"""Log-softmax where each example is a column.

Formula: as log_softmax, with the sums down each column.
Source: the same.
Use: `layout="columns"`. Watch: the sums run over axis 0.
"""

from glassnet.core.define import structured
from glassnet.core.expr import exp, log
from glassnet.core.indexed import i, j, k, over
from glassnet.ops.log_softmax import DEFINE
from glassnet.ops.softmax import WORDS, same

log_softmax_columns = structured(
    "log_softmax_columns",
    "z",
    shape=same,
    numpy="log_softmax_columns({z})",
    define=DEFINE.format(suffix="_columns", axis=0),
    reads="log_softmax_columns(z) = z - log(sum(exp(z), axis=0))",
    entry=lambda z: z[i, j] - log(over(k, exp(z[k, j]))),
    gradients={"z": "{dy} - np.exp({y}) * np.sum({dy}, axis=0, keepdims=True)"},
    gradient_entries={"z": lambda y, dy: dy[i, j] - exp(y[i, j]) * over(k, dy[k, j])},
    gradient_latex={"z": r"{dy} - \exp\left({y}\right) \odot \sum_k {dy}_{{k \cdot}}"},
    gradient_words={"z": WORDS},
    symbol="log-softmax",
    samples=((-1.0,), (0.0,), (2.0,)),
    high=0.0,
    doc=__doc__,
)
