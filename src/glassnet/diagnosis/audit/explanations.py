"""What each code of the audit means: the same sentences as in docs/audit.md, for the program."""

from dataclasses import dataclass

from glassnet.diagnosis.audit import codes
from glassnet.locales import N_


@dataclass(frozen=True)
class Explanation:
    """A code explained; the texts are translated where they are shown.

    Attributes:
        meaning: what the mistake is.
        unlike: what it is not to be confused with.
        example: code that makes it.
        fix: what to do about it.
    """

    meaning: str
    unlike: str
    example: str
    fix: str


EXPLANATIONS = {
    codes.CHANGED: Explanation(
        N_("after `loss(params)` or `grad(params)` the arrays in params hold other numbers."),
        N_("an update that returns new arrays."),
        N_("`W -= lr * dW` inside the gradient function."),
        N_("`W = W - lr * dW`, or work on a copy."),
    ),
    codes.UNREPEATABLE: Explanation(
        N_("the same parameters give two results, so nothing else can be checked."),
        N_("sums in another order, which differ by 1e-16."),
        N_("dropout left on; another random batch at each call; a counter in a global variable."),
        N_("switch dropout off, fix seed and batch."),
    ),
    codes.ROUNDED: Explanation(
        N_("the formula is right; the numbers have seven digits although their type has sixteen."),
        N_(
            "a tiny systematic error, which has a pattern. A gradient that is float32 by its "
            "type is no finding at all."
        ),
        N_("`dW.astype(np.float32).astype(np.float64)`."),
        N_("none needed; float64 while you check."),
    ),
    codes.MISSING: Explanation(
        N_("a name is absent, or None."),
        N_("G303, a gradient of zeros."),
        N_('`return {"W1": dW1}` for W1 and b1.'),
        N_(
            "compute it and return it under the name of its parameter (`dW1` for `W1` is "
            "understood)."
        ),
    ),
    codes.SHAPE: Explanation(
        N_(
            "a gradient has another shape than its parameter. If the numbers can still be "
            "compared, they are."
        ),
        N_("G205 (the shape turned round) and G204 (one row for each example)."),
        N_("db of shape (1, 3) for b of shape (3,): the update makes b a matrix."),
        N_("`np.sum(dZ, axis=0)` without `keepdims`, or b with two dimensions everywhere."),
    ),
    codes.NOT_FINITE: Explanation(
        N_("NaN or infinity in the gradient where the loss is finite."),
        N_("a training that diverges; here one call at given parameters suffices."),
        N_("`(A - Y) / (A * (1 - A))` where A has been rounded to 1."),
        N_("put cross-entropy and its activation together: `dZ = A - Y`."),
    ),
    codes.NOT_SUMMED: Explanation(
        N_("db has shape (m, n) or (n, m): dZ itself."),
        N_("G202. Each example moves the bias, so their slopes add up."),
        N_("`db = dZ`."),
        N_("`db = dZ.sum(axis=0)`."),
    ),
    codes.TRANSPOSED: Explanation(
        N_(
            "rows and columns of a weight gradient have changed places; easy to miss if it is "
            "square."
        ),
        N_("the other layout, in which W itself is transposed too."),
        N_("`dW = dZ.T @ A`."),
        N_("`dW = A.T @ dZ` where examples are rows, `dZ @ A.T` where they are columns."),
    ),
    codes.WRONG_AXIS: Explanation(
        N_(
            "db has one entry for each example, because the sum went along the other axis. "
            "Where there are as many examples as units the shape is right, and only the numbers"
            " tell (beside a network)."
        ),
        N_("G204 (not summed at all) and G307 (summed over both)."),
        N_("`db = dZ.sum(axis=1)` where examples are rows."),
        N_(
            "`dZ.sum(axis=0)` where examples are rows, `dZ.sum(axis=1, keepdims=True)` where "
            "they are columns."
        ),
    ),
    codes.FACTOR: Explanation(
        N_(
            "all entries of one or several gradients are the true ones times a number, which is"
            " recognised if it is m, n_out, 2, ½, their products or inverses, or a whole "
            "number."
        ),
        N_("a learning rate that is too large; the training looks the same."),
        N_(
            "the loss is a mean over m examples and the gradient a sum: factor m. `(A - Y)` for"
            " `(A - Y)²`: factor ½. In one parameter only: its 1/m was forgotten."
        ),
        N_("differentiate the very loss that is printed."),
    ),
    codes.SIGN: Explanation(
        N_("the gradient points uphill."),
        N_("an update that adds a gradient which is minus the true one; together they are right."),
        N_("`dA = Y - A` with `W = W - lr * dW`."),
        N_("`dA = A - Y`."),
    ),
    codes.ZERO: Explanation(
        N_("a gradient of zeros although the loss depends on the parameter."),
        N_("dead ReLU units, whose true gradient is zero."),
        N_("`db1 = np.zeros_like(b1)`, never filled."),
        N_("fill it."),
    ),
    codes.SWAPPED: Explanation(
        N_("one parameter gets the gradient of another of the same shape."),
        N_("G405, where one factor of the product is another layer's."),
        N_("`return dW2, dW1`."),
        N_("return them in the order of the parameters."),
    ),
    codes.SCALAR_PENALTY: Explanation(
        N_("every entry is off by the same number, which is the penalty itself."),
        N_(
            "exploding gradients. The weights grow until the loss is NaN, and a stronger "
            "penalty makes it happen sooner."
        ),
        N_("`dW += reg * np.sum(W ** 2)`."),
        N_("`dW += reg * W` for ½·reg·Σw²."),
    ),
    codes.PENALTY_TERM: Explanation(
        N_("given minus true is a constant times the parameter (L2) or its sign (L1)."),
        N_("weight decay in the optimizer, which belongs in the update and not in the gradient."),
        N_(
            "the loss has no penalty and the gradient has; or λ here and λ/n there. Beside a "
            "network it is named exactly, as G408 or G409."
        ),
        N_("one λ, one factor and one divisor in both."),
    ),
    codes.SUMMED_TOO_FAR: Explanation(
        N_("every entry of a bias gradient is the same: the sum or mean over all units."),
        N_("units that are equal because they started equal."),
        N_("`db = np.sum(dZ)`."),
        N_("`np.sum(dZ, axis=0)`."),
    ),
    codes.DIFFERENCE: Explanation(
        N_(
            "the gradient is a difference quotient; repeated with its step it gives the same "
            "digits."
        ),
        N_(
            "a wrong formula. It is nearly right: a forward difference is off by about h/2 "
            "times the second derivative, and with a tiny h it is rounding."
        ),
        N_("`(loss(w + 0.0001) - loss(w)) / 0.0001`."),
        N_("the chain rule; for checks central differences."),
    ),
    codes.NO_SLOPE: Explanation(
        N_(
            "f′(Z) of a layer was left out, everywhere, in its own gradients, or in what is "
            "passed back."
        ),
        N_("cross-entropy after sigmoid or softmax, where `dZ = A - Y` has no further slope."),
        N_("the hidden error `e @ W2.T` with the bare output error e."),
        N_("`dZ2 = dA2 * A2 * (1 - A2)`, then `dA1 = dZ2 @ W2.T`."),
    ),
    codes.SLOPE_PLACE: Explanation(
        N_("the right formula with the wrong value in it."),
        N_("G403, another formula."),
        N_("`Z1 * (1 - Z1)`; or `sigmoid_prime(A1)` where that function expects Z1."),
        N_("`A1 * (1 - A1)`, or `sigmoid_prime(Z1)`."),
    ),
    codes.OTHER_SLOPE: Explanation(
        N_("the slope of sigmoid behind tanh, and the like."),
        N_("G402. Each activation has its own slope."),
        N_("`dA1 * A1 * (1 - A1)` where A1 = tanh(Z1)."),
        N_("`dA1 * (1 - A1 ** 2)`."),
    ),
    codes.SLOPE_TWICE: Explanation(
        N_("a slope is multiplied twice."),
        N_("slow learning through saturation, which it causes."),
        N_("`dZ2 = (A2 - Y) * A2 * (1 - A2)` with cross-entropy."),
        N_("`dZ2 = A2 - Y`."),
    ),
    codes.OTHER_INPUT: Explanation(
        N_("`dW` of a layer is made from other values than those that the layer was given."),
        N_("G304."),
        N_("`dW2 = Z1.T @ dZ2`, or `X.T @ dZ2` where the sizes happen to fit."),
        N_("`dW2 = A1.T @ dZ2`."),
    ),
    codes.UPDATED_WEIGHTS: Explanation(
        N_(
            "W2 was updated before the error was passed back through it. The learning rate "
            "follows from the numbers."
        ),
        N_("momentum that looks ahead on purpose."),
        N_("`W2 -= lr * dW2; dA1 = dZ2 @ W2.T`."),
        N_("all gradients first, then all updates."),
    ),
    codes.NOT_TURNED: Explanation(
        N_("the error goes back through W instead of W.T, or through another layer's weights."),
        N_("G205, the gradient itself transposed."),
        N_("`dA1 = dZ2 @ W2` with a square W2."),
        N_("`dA1 = dZ2 @ W2.T`."),
    ),
    codes.PENALTY_SCALE: Explanation(
        N_(
            "the penalty's part of the gradient is a multiple of what the loss says: m (λ for "
            "λ/n), 2 or ½, −1, or 0 (forgotten)."
        ),
        N_("G301, where the data part is scaled too."),
        N_("loss `lam / (2 * m) * sum(W ** 2)`, gradient `dW + lam * W`."),
        N_("`dW + lam / m * W`."),
    ),
    codes.PENALISED_BIAS: Explanation(
        N_("the gradient of a bias contains λb; the loss penalises weights alone."),
        N_("L2 with `biases=True`, where both have it."),
        N_("`for name in params: grads[name] += lam * params[name]`."),
        N_("only where the loss has it."),
    ),
    codes.OTHER_LOSS: Explanation(
        N_("the gradient belongs to a loss that is not the one computed."),
        N_("G412, where the loss is not the described network's and the gradient fits the loss."),
        N_("squared error is printed, the gradient is sign(A − Y)."),
        N_("derive it from the loss that is printed."),
    ),
    codes.ONE_EXAMPLE: Explanation(
        N_("the gradient of a single row of the data."),
        N_("stochastic descent, whose loss is of that example too."),
        N_("`dW = np.outer(x, dz)` in a loop, instead of `dW += …`."),
        N_("add up."),
    ),
    codes.LOSS_CONVENTION: Explanation(
        N_(
            "loss(params) is the described network's loss times a factor, by another reduction,"
            " with another penalty, or another loss. The gradient may be right for it."
        ),
        N_("a wrong gradient; this is about the description."),
        N_('a sum over examples where the network says mean: factor m, `reduction="sum"`.'),
        N_("describe the loss that the code computes."),
    ),
    codes.UNKNOWN: Explanation(
        N_("the gradient is wrong and no mistake above reproduces it, or several at once do not."),
        N_("rounding (G103) or a kink, which are recognised."),
        N_("`1 - A` for the slope of tanh."),
        N_("compute the worst entry by hand, row by row; give network, X and Y."),
    ),
}
