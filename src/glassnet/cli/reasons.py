"""Why the last activation and the loss fit the task, in a sentence; and when they do not."""

from glassnet.core.op import lookup
from glassnet.data import Dataset
from glassnet.locales import N_, _, translate
from glassnet.nn.network import Network

# (task, last activation, loss): why they belong together
_CLASSES, _VALUES = "classification", "regression"
_REASONS = {
    (_CLASSES, "sigmoid", "binary_cross_entropy"): N_(
        "The question is yes or no: sigmoid turns one number into the probability of "
        "{second}, and binary_cross_entropy is small only if the right answer was "
        "given a high probability."
    ),
    (_CLASSES, "softmax", "categorical_cross_entropy"): N_(
        "Exactly one of {count} classes is right: softmax turns {count} numbers into "
        "probabilities that sum to 1, and categorical_cross_entropy is small only if the right "
        "class was given a high one."
    ),
    (_CLASSES, "log_softmax", "negative_log_likelihood"): N_(
        "Exactly one of {count} classes is right: log_softmax gives the logarithms of "
        "probabilities that sum to 1, and negative_log_likelihood is small only if the right "
        "class has a high one."
    ),
    (_CLASSES, "identity", "hinge"): N_(
        "The sign of the answer decides: identity leaves both signs open, and hinge asks for the "
        "right one with a margin of 1 and leaves alone what is right by more."
    ),
    (_VALUES, "identity", "squared_error"): N_(
        "The target is a number of any size: identity leaves the weighted sum as it is, and "
        "squared_error is smallest at the mean of what can be expected."
    ),
    (_VALUES, "identity", "absolute_error"): N_(
        "The target is a number of any size: identity leaves the weighted sum as it is, and "
        "absolute_error, smallest at the median, forgives outliers."
    ),
    (_VALUES, "identity", "smooth_l1"): N_(
        "The target is a number of any size: identity leaves the weighted sum as it is, and "
        "smooth_l1 is squared near the target and forgives outliers far from it."
    ),
}  # fmt: skip


def reason(dataset: Dataset, network: Network) -> str:
    """Why this output and this loss; a caution where another choice is better."""
    last, loss = network.dense[-1].activation, network.loss.op
    text = _REASONS.get((dataset.task, last, loss))
    several = network.outputs > 1 and last in ("sigmoid", "identity")
    if text is None or (dataset.task == _CLASSES and several):
        return _caution(dataset, network)
    second = dataset.classes[1] if len(dataset.classes) == 2 else ""
    return translate(text).format(count=len(dataset.classes), second=repr(second))


def _caution(dataset: Dataset, network: Network) -> str:
    """A sentence for a combination that is not the usual one."""
    last, loss = network.dense[-1].activation, network.loss.op
    if dataset.task == _VALUES:
        return _(
            "Your choice: {activation} with {loss}. For numbers the usual one is identity with "
            "squared_error, which can reach every target."
        ).format(activation=last, loss=loss)
    if last == "sigmoid" and network.outputs > 1:
        return _(
            "Your choice: {count} sigmoids with {loss}, each a yes or no of its own. Since only "
            "one class is right, softmax with categorical_cross_entropy is the usual choice."
        ).format(count=network.outputs, loss=loss)
    if loss in ("squared_error", "absolute_error", "smooth_l1") and last in ("sigmoid", "softmax"):
        return _(
            "Your choice: {activation} with {loss}. It works, but where {activation} is flat the "
            "gradient nearly vanishes, so sure mistakes are corrected slowly; cross-entropy "
            "avoids that."
        ).format(activation=last, loss=loss)
    if loss == "hinge" and lookup(last).low >= 0:
        return _(
            "Your choice: {activation} with {loss}. Take care: hinge asks for negative answers for "
            "the other class, and {activation} never gives one, so every answer counts as yes; "
            "use identity as the last activation."
        ).format(activation=last, loss=loss)
    if network.outputs == 1 and loss != "hinge":
        return _(
            "Your choice: {activation} with {loss}. This loss pulls answers towards 0 and 1, so an "
            "answer of at least 0.5 counts as class 1; the usual choice is sigmoid with "
            "binary_cross_entropy."
        ).format(activation=last, loss=loss)
    return _(
        "Your choice: {activation} with {loss}. For classes the usual one is sigmoid with "
        "binary_cross_entropy, or softmax with categorical_cross_entropy."
    ).format(activation=last, loss=loss)
