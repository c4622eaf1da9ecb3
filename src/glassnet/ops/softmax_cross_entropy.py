"""Categorical cross-entropy straight from the weighted sums z, without losing digits.

Formula: e = Σ_k t_k·(log Σ_j e^(z_j) − z_k);  de/dz = softmax(z) − t.
Source: Bishop, "Pattern Recognition and Machine Learning", section 4.3.4.
Use: what categorical_cross_entropy after a softmax becomes. Watch: the simple gradient
holds only if the targets of each example sum to 1.
"""

from glassnet.core.define import structured
from glassnet.core.expr import exp, log
from glassnet.core.indexed import i, j, k, over
from glassnet.locales import N_
from glassnet.ops.softmax import same

DEFINE = """
def softmax_cross_entropy{suffix}(z, t):
    # the largest z is subtracted first, so that exp cannot overflow
    shifted = z - np.max(z, axis={axis}, keepdims=True)
    return t * (np.log(np.sum(np.exp(shifted), axis={axis}, keepdims=True)) - shifted)
"""
WORDS = N_(
    "categorical cross-entropy and softmax derived together: what remains is output minus target"
)

softmax_cross_entropy = structured(
    "softmax_cross_entropy",
    "z t",
    shape=same,
    numpy="softmax_cross_entropy({z}, {t})",
    define=DEFINE.format(suffix="", axis=1),
    companions={"a": ("softmax", ("z",))},
    # the softmax and the logarithm cancel, if the targets of each example sum to 1
    loss_slope=lambda a, t: a - t,
    reads="softmax_cross_entropy(z, t) = t * (log(sum(exp(z), axis=1)) - z)",
    entry=lambda z, t: t[i, j] * (log(over(k, exp(z[i, k]))) - z[i, j]),
    gradients={"z": "{a} * np.sum({dy} * {t}, axis=1, keepdims=True) - {dy} * {t}"},
    gradient_entries={
        "z": lambda a, t, dy: a[i, j] * over(k, dy[i, k] * t[i, k]) - dy[i, j] * t[i, j]
    },
    gradient_latex={
        "z": r"{a} \odot \sum_k \left({dy} \odot {t}\right)_{{\cdot k}} - {dy} \odot {t}"
    },
    gradient_words={"z": WORDS},
    same_as=("categorical_cross_entropy", ("a", "t")),
    symbol="softmax-cross-entropy",
    columns="softmax_cross_entropy_columns",
    samples=((-2.0, 0.0), (0.5, 0.3), (3.0, 1.0), (700.0, 0.0)),
    low=0.0,
    torch="nn.CrossEntropyLoss({reduction})",
    doc=__doc__,
)
