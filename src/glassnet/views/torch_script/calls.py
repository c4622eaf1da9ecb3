"""The calls of a PyTorch script: what goes into the equations, and into the model beside them."""

from glassnet.core import notation
from glassnet.locales import _
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import listed
from glassnet.views.torch_script.loss import Criterion
from glassnet.views.torch_script.model import Twin


class Calls:
    """Writes the calls that the check and both trainings make.

    Args:
        story: the training.
        twin: the model in PyTorch's own words.
        criterion: its loss.
    """

    def __init__(self, story: Story, twin: Twin, criterion: Criterion) -> None:
        self.story, self.twin, self.criterion = story, twin, criterion
        self.inputs = [var.name for var in story.derivation().inputs]
        self.turn = ".T" if story.layout == "columns" else ""
        self.own_optimizer = bool(story.settings.optimizer.in_torch("", ""))

    def batches(self) -> str:
        """The function that cuts an epoch into batches."""
        story = self.story
        lines = []
        if story.batched or story.network.has_dropout:
            lines.append(f"seed = {story.settings.seed}")
        if story.network.has_dropout:
            lines.append(f"torch.manual_seed(seed)  # {_('for nn.Dropout')}")
        if story.batched:
            said = _("The examples of each batch of an epoch, in an order drawn for that epoch.")
            lines.append(f"batch_size = {story.settings.batch_size}")
            code = "torch.from_numpy(shuffle(seed, epoch, len(X))).split(batch_size)"
        else:
            said = _("The only batch of an epoch: all examples.")
            code = "[torch.arange(len(X))]"
        lines += ["", ""] if lines else []
        return "\n".join([*lines, "def batches(epoch):", f'    """{said}"""', f"    return {code}"])

    def examples(self) -> str:
        """The function that gives a batch the names of the equations."""
        known = {
            notation.INPUT: f"X[rows]{self.turn}",
            notation.TARGET: f"{notation.TARGET}[rows]{self.turn}",
            notation.SAMPLE_WEIGHT: f"{notation.SAMPLE_WEIGHT}[rows]{self.turn}",
            notation.EXAMPLES: "f(len(rows))",
            notation.ALL_EXAMPLES: "f(len(X))",
        }
        names = self.inputs
        if self.story.numeric:
            names = [var.name for var in self.story.loss_derivation().inputs]
        items = [f"{name}={text}" for name, text in known.items() if name in names]
        doc = _("The examples of a batch, by the names that they have in the equations.")
        return "\n".join(
            ["def examples(rows):", f'    """{doc}"""', listed("return dict(", items, ")", 4)]
        )

    def masks(self) -> str:
        """The function that draws the dropout masks of a step; "" without dropout."""
        rates, sizes = self.story.network.dropouts(), self.story.network.sizes
        if not rates:
            return ""
        lines = ["def masks(done, rows):"]
        doc = _("The dropout masks of the training, the same ones in the same order.")
        lines += [f'    """{doc}"""', "    found = {}"]
        for layer, rate in rates.items():
            shape = f"(len(rows), {sizes[layer]})"
            drawn = f"dropout_mask(seed, done, {layer}, {shape}, {rate!r}, "
            drawn += f'"{self.story.dtype}")'
            name = notation.mask(layer)
            lines += [
                f"    mask = {drawn}",
                f'    found["{name}"] = torch.from_numpy(mask){self.turn}',
            ]
        return "\n".join([*lines, "    return found"])

    def without_dropout(self) -> list[str]:
        """The masks that keep everything, as arguments."""
        sizes = self.story.network.sizes
        items = []
        for layer in self.story.network.dropouts():
            shape = ["len(rows)", str(sizes[layer])]
            shape = shape[::-1] if self.turn else shape
            items.append(f"{notation.mask(layer)}=torch.ones({', '.join(shape)})")
        return items

    def scalars(self, done: str) -> list[str]:
        """What goes into the update besides gradients and memory, as arguments."""
        clip = self.story.settings.clip
        known = {
            notation.LEARNING_RATE: "f(lr)",
            notation.TIME: f"f({done})",
            notation.CLIP_NORM: "" if clip is None else f"f({clip.norm!r})",
            notation.CLIP_VALUE: "" if clip is None else f"f({clip.value!r})",
        }
        return [f"{name}={text}" for name, text in known.items() if name in self.inputs]

    def memory(self) -> list[str]:
        """What the optimizer of the equations remembers, as arguments."""
        return ["**zeros"] if self.story.state() else []

    def loss_of(self, rows: str) -> str:
        """The code of the loss of the model on a batch."""
        weights = f", {notation.SAMPLE_WEIGHT}[{rows}]" if self.story.weighted else ""
        return f"loss_of(model(X[{rows}]), Y[{rows}]{weights})"
