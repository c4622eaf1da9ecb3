"""The two functions of the tutorial's code, line by line, with their numbers."""

from typing import Any

from glassnet import presets
from glassnet.core.rows import row
from glassnet.locales import _
from glassnet.model import Model
from glassnet.step import Step
from glassnet.tutorials.blocks import Equations, Line, Lines, Paragraph, Printed, Section
from glassnet.tutorials.decimals import array_lines, signed
from glassnet.tutorials.decimals import plain as rounded
from glassnet.tutorials.tutorial4.hundred_epochs import DELTA, LR, X, trainings

PLACES = 12  # a difference of two nearly equal losses is divided by 0.0001

# The lines of feed_forward, and the row that does the same.
FORWARD = (
    (Printed("pre_hidden = np.dot(inputs, weights[0]) + weights[1]", "code"), "Z1"),
    (Printed("hidden = 1/(1+np.exp(-pre_hidden))", "code"), "A1"),
    (Printed("pred_out = np.dot(hidden, weights[2]) + weights[3]", "code"), "Z2"),
    (Printed("mean_squared_error = np.mean(np.square(pred_out - outputs))", "code"), "L"),
)
NEURON = Printed("a=f(w0+Σ_{w_i}^N w_ix_i)", "text")
RULE = Printed("-k·δL/δW", "text")


def plain(value: Any) -> str:
    """A number to the decimals of this part."""
    return rounded(value, PLACES)


def first_step() -> Step:
    """The first epoch, by small changes."""
    return trainings().numeric.step(0)


def loss_plus() -> float:
    """The loss after w11 alone was moved by 0.0001."""
    preset = presets.load("s3-13-weights")
    moved = {name: value.copy() for name, value in preset.params.items()}
    moved["W1"][0, 0] += DELTA
    return float(Model(preset.network, params=moved).explain(X, preset.Y)["L"])


def two_functions() -> Section:
    """feed_forward with the values of its lines; one round of the loop of update_weights."""
    step = first_step()
    return Section(
        _("Their two functions, line by line"),
        (
            Paragraph(
                _(
                    "Sections 3.5 and 4.3 build feed_forward and update_weights. Here are the "
                    "lines of the first (code), below each the equation that does the same, and "
                    "its value in the first epoch:"
                )
            ),
            Equations(_forward(step)),
            Paragraph(
                _(
                    "The first entry of Z1 and of A1 is the neuron of section 2.1, {neuron}: f is "
                    "the sigmoid, w0 the bias. (For the range of the sum see part 10.)"
                ).format(neuron=NEURON)
            ),
            Lines(_neuron(step)),
            Paragraph(
                _(
                    "update_weights goes round a loop, once for each parameter. Section 4.1 names "
                    "three steps: change a weight a little, measure how much the loss changes, go "
                    "{rule}; k is lr. One round, for w11:"
                ).format(rule=RULE)
            ),
            Lines(_one_round(step)),
            Paragraph(
                _(
                    "The copies by deepcopy are not a matter of taste: all {count} slopes are "
                    "measured at the same old weights, and only then all weights move at once. "
                    "Without them each slope would belong to a network that has already changed."
                ).format(count=trainings().numeric.model.network.param_count)
            ),
        ),
    )


def _forward(step: Step) -> tuple[str, ...]:
    texts = {equation.out.name: row(equation, "text") for equation in step.derivation}
    lines = []
    for printed, name in FORWARD:
        value = " ".join(array_lines(step[name]))
        lines += [printed.text, f"    {texts[name]}  =  {value}"]
    return tuple(lines)


def _neuron(step: Step) -> tuple[Line, ...]:
    weights, bias, inputs = step["W1"][:, 0], step["b1"][0], step["X"][0]
    products = (f"{signed(w)}·{rounded(x)}" for w, x in zip(weights, inputs, strict=True))
    h, a = step["Z1"][0, 0], step["A1"][0, 0]
    return (
        Line("h11", "w0 + w11·x1 + w21·x2", " + ".join([rounded(bias), *products]), rounded(h)),
        Line("a11", "f(h11)", f"1/(1+exp({rounded(-h)}))", rounded(a)),
    )


def _one_round(step: Step) -> tuple[Line, ...]:
    old, before, after = step["W1"][0, 0], step["L"], loss_plus()
    slope, new = step["dW1"][0, 0], step["W1_new"][0, 0]
    place = "[0][0, 0]"
    return (
        Line("original_loss", "feed_forward(x, y, W)", "", plain(before)),
        Line(
            f"temp_weights{place}",
            "w11 + 0.0001",
            f"{plain(old)} + {plain(DELTA)}",
            plain(old + DELTA),
        ),
        Line("_loss_plus", "feed_forward(x, y, temp_weights)", "", plain(after)),
        Line(
            "grad",
            "(_loss_plus - original_loss)/(0.0001)",
            f"({plain(after)} - {plain(before)})/{plain(DELTA)}",
            rounded(slope),
        ),
        Line(
            f"updated_weights{place}",
            "w11 - grad*lr",
            f"{plain(old)} - ({rounded(slope)})·{plain(LR)}",
            rounded(new),
        ),
    )
