"""Softmax: turns the outputs of one example into probabilities that sum to 1.

Formula: softmax(z)_k = e^(z_k) / Σ_j e^(z_j);  dz = a·(da − Σ_j da_j·a_j).
Source: Bridle, "Probabilistic interpretation of feedforward classification network outputs", 1990.
Use: the output layer when exactly one of several classes is right. Watch: adding the same
number to every z changes nothing, so z alone has no meaning.
"""

from glassnet.core.define import structured
from glassnet.core.expr import exp
from glassnet.core.indexed import i, j, k, over
from glassnet.core.op import Shape
from glassnet.errors import ShapeError
from glassnet.locales import N_, _

DEFINE = """
def softmax{suffix}(z):
    # the largest z is subtracted first, so that exp cannot overflow
    e = np.exp(z - np.max(z, axis={axis}, keepdims=True))
    return e / np.sum(e, axis={axis}, keepdims=True)
"""
# The rule of the gradient of an op that mixes the numbers of one example.
WORDS = N_(
    "chain rule through {function}: every result depends on all inputs of its example, so what "
    "comes back from each is added"
)


def same(*shapes: Shape) -> Shape:
    """The result has the shape of the inputs: a table of examples and numbers of each.

    Raises:
        ShapeError: if they are no tables of one shape.
    """
    if len(shapes[0]) != 2 or len(set(shapes)) > 1:
        raise ShapeError(
            _("examples and their numbers make a table of two directions"),
            expected="(m, n)",
            received=" , ".join(map(str, shapes)),
        )
    return shapes[0]


softmax = structured(
    "softmax",
    "z",
    shape=same,
    numpy="softmax({z})",
    define=DEFINE.format(suffix="", axis=1),
    reads="softmax(z) = exp(z) / sum(exp(z), axis=1)",
    entry=lambda z: exp(z[i, j]) / over(k, exp(z[i, k])),
    gradients={"z": "{y} * ({dy} - np.sum({dy} * {y}, axis=1, keepdims=True))"},
    gradient_entries={"z": lambda y, dy: y[i, j] * (dy[i, j] - over(k, dy[i, k] * y[i, k]))},
    gradient_latex={
        "z": r"{y} \odot \left({dy} - \sum_k \left({dy} \odot {y}\right)_{{\cdot k}}\right)"
    },
    gradient_words={"z": WORDS},
    columns="softmax_columns",
    samples=((-1.0,), (0.0,), (2.0,), (700.0,)),
    low=0.0,
    high=1.0,
    onnx="y = Softmax(z, axis=1)",
    torch="nn.Softmax(dim=1)",
    doc=__doc__,
)
