"""Log-softmax where each example is a column.

Formula: as log_softmax, with the sums down each column.
Source: the same.
Use: `layout="columns"`. Watch: the sums run over axis 0.
"""

from glassnet.core.define import structured
from glassnet.ops.log_softmax import DEFINE
from glassnet.ops.softmax import same

log_softmax_columns = structured(
    "log_softmax_columns",
    "z",
    shape=same,
    numpy="log_softmax_columns({z})",
    define=DEFINE.format(suffix="_columns", axis=0),
    reads="log_softmax_columns(z) = z - log(sum(exp(z), axis=0))",
    gradients={"z": "{dy} - np.exp({y}) * np.sum({dy}, axis=0, keepdims=True)"},
    samples=((-1.0,), (0.0,), (2.0,)),
    high=0.0,
    doc=__doc__,
)
