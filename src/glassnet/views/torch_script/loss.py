"""The loss and the optimizer of a PyTorch script, in PyTorch's own words."""

import ast

from glassnet.core import notation
from glassnet.core.op import Op, lookup
from glassnet.core.printer import render
from glassnet.locales import _
from glassnet.nn.losses import Loss, pair_of
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import comment, listed
from glassnet.views.torch_script.atoms import in_torch
from glassnet.views.torch_script.model import Twin, module_of, written_out


class Criterion:
    """How the error is summed up: a module and what stands around it.

    Args:
        story: the training.
    """

    def __init__(self, story: Story) -> None:
        network = story.network
        self.story = story
        self.loss: Loss = network.loss
        name = pair_of(network.loss, network.dense[-1].activation) or network.loss.op
        self.error: Op = lookup(name).bind({})

    @property
    def inputs(self) -> str:
        """What the loss takes."""
        return f"outputs, y, {notation.SAMPLE_WEIGHT}" if self.story.weighted else "outputs, y"

    def classes(self) -> list[str]:
        """The error as a module, if PyTorch has none."""
        return [] if self.error.torch is not None else [written_out(self.error)]

    def _averaged(self) -> bool:
        """Whether the module's own mean is the mean that is wanted."""
        if self.story.weighted or self.error.torch is None:
            return False
        of_examples = self.error.meaning is None
        reduction, outputs = self.loss.reduction, self.story.network.outputs
        return reduction == ("mean" if of_examples else "mean_all") or (
            reduction == "mean" and outputs == 1
        )

    def module(self) -> str:
        """The module."""
        how = '"none"' if self.story.weighted else '"sum"'
        return module_of(self.error, reduction="" if self._averaged() else f"reduction={how}")

    def value(self) -> str:
        """The code of the loss without penalty."""
        code = "criterion(outputs, y)"
        if self.story.weighted:
            by_example = self.error.torch is not None and self.error.meaning is None
            weights = f"{notation.SAMPLE_WEIGHT}.ravel()" if by_example else notation.SAMPLE_WEIGHT
            code = f"torch.sum({weights} * {code})"
        elif self.error.torch is None:
            code = f"torch.sum({code})"
        if self.loss.factor != 1:
            code = f"{self.loss.factor!r} * {code}"
        if self._averaged():
            return code
        return (
            code + {"sum": "", "mean": " / len(y)", "mean_all": " / y.numel()"}[self.loss.reduction]
        )


def loss_section(story: Story, twin: Twin, criterion: Criterion) -> list[str]:
    """The criterion, and the loss with its penalty."""
    lines = [f"criterion = {criterion.module()}"]
    if criterion.error.torch is None:
        said = _("PyTorch has no loss that computes exactly this, so its error is written out.")
        lines = [comment(said), *lines]
    doc = _("The loss without penalty.") if story.network.penalty else _("The loss.")
    name = "data_loss" if story.network.penalty else "loss_of"
    blocks = [
        "\n".join(lines),
        f'def {name}({criterion.inputs}):\n    """{doc}"""\n    return {criterion.value()}',
    ]
    if story.network.penalty:
        blocks.append(_penalised(story, twin, criterion))
    return blocks


def _penalised(story: Story, twin: Twin, criterion: Criterion) -> str:
    """The loss with its penalty.

    weight_decay would add the same only to plain gradient descent with one convention of the
    penalty, so it is always written out.
    """
    penalty = story.network.penalty
    assert penalty is not None
    op = lookup(penalty.op).bind({})
    assert op.meaning is not None
    each = in_torch(render(op.meaning, "numpy", {op.inputs[0]: "value"}), op.name)
    divisor = {"none": "", "batch": " / len(y)", "data": " / len(X)"}[penalty.per]
    factor = "" if penalty.factor == 1 else f"{penalty.factor!r} * "
    chosen = [place for name, place in twin.places.items() if penalty.biases or name[0] == "W"]
    said = _("A penalty is part of the loss here. The weight_decay of PyTorch's optimizers is "
             "another thing: it changes the gradient, not the loss.")  # fmt: skip
    doc = _("The loss with the penalty for large weights.")
    return "\n".join(
        [
            comment(said),
            f"def loss_of({criterion.inputs}):",
            f'    """{doc}"""',
            listed("penalised = [", chosen, "]", 4),
            f"    size = sum(torch.sum({each}) for value in penalised)",
            f"    penalty = {factor}{penalty.strength!r} * size{divisor}",
            f"    return data_loss({criterion.inputs}) + penalty",
        ]
    )


def optimizer_section(story: Story) -> str:
    """The optimizer; "" if PyTorch has none that takes the same steps."""
    code = story.settings.optimizer.in_torch("model.parameters()", "lr")
    if not code:
        return ""
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    items = [ast.unparse(arg) for arg in call.args]
    items += [f"{each.arg}={ast.unparse(each.value)}" for each in call.keywords]
    return listed(f"optimizer = torch.optim.{ast.unparse(call.func)}(", items, ")")
