"""Log-softmax: the logarithms of softmax's probabilities, computed without losing digits.

Formula: f(z)_k = z_k − log Σ_j e^(z_j);  dz = da − e^(f(z))·Σ_j da_j.
Source: any text on the log-sum-exp trick; PyTorch's LogSoftmax is this function.
Use: the output layer before negative_log_likelihood. Watch: its numbers are not
probabilities; take exp of them.
"""

from glassnet.core.define import structured
from glassnet.core.expr import exp, log
from glassnet.core.indexed import i, j, k, over
from glassnet.ops.softmax import WORDS, same

DEFINE = """
def log_softmax{suffix}(z):
    # the largest z is subtracted first, so that exp cannot overflow
    shifted = z - np.max(z, axis={axis}, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis={axis}, keepdims=True))
"""

log_softmax = structured(
    "log_softmax",
    "z",
    shape=same,
    numpy="log_softmax({z})",
    define=DEFINE.format(suffix="", axis=1),
    reads="log_softmax(z) = z - log(sum(exp(z), axis=1))",
    entry=lambda z: z[i, j] - log(over(k, exp(z[i, k]))),
    gradients={"z": "{dy} - np.exp({y}) * np.sum({dy}, axis=1, keepdims=True)"},
    gradient_entries={"z": lambda y, dy: dy[i, j] - exp(y[i, j]) * over(k, dy[i, k])},
    gradient_latex={"z": r"{dy} - \exp\left({y}\right) \odot \sum_k {dy}_{{\cdot k}}"},
    gradient_words={"z": WORDS},
    symbol="log-softmax",
    columns="log_softmax_columns",
    samples=((-1.0,), (0.0,), (2.0,), (700.0,)),
    high=0.0,
    onnx="y = LogSoftmax(z, axis=1)",
    torch="nn.LogSoftmax(dim=1)",
    doc=__doc__,
)
