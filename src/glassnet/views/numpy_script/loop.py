"""The training loop of an exported script."""

from glassnet.core import notation
from glassnet.locales import _
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import comment, listed

SHOWN = 10  # losses that are printed


class Loop:
    """Writes the loop of a training.

    Args:
        story: the training.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.inputs = [var.name for var in story.derivation().inputs]
        self.columns = story.layout == "columns"
        needs = notation.TIME in self.inputs or story.network.has_dropout or story.broken_off
        self.counted = story.batched and needs
        self.step = "done" if self.counted else "epoch"

    def _part(self, name: str) -> str:
        """The examples of a batch."""
        if not self.story.batched:
            return name
        return f"{name}[:, rows]" if self.columns else f"{name}[rows]"

    def _count(self) -> str:
        """How many examples a batch has."""
        return "len(rows)" if self.story.batched else self._all()

    def _all(self) -> str:
        return "X.shape[1]" if self.columns else "len(X)"

    def _given(self) -> list[str]:
        """What goes into the loss besides parameters, as keyword arguments."""
        known = {
            notation.INPUT: self._part("X"),
            notation.TARGET: self._part(notation.TARGET),
            notation.SAMPLE_WEIGHT: self._part(notation.SAMPLE_WEIGHT),
            notation.EXAMPLES: f"f({self._count()})",
            notation.ALL_EXAMPLES: f"f({self._all()})",
        }
        for layer, rate in self.story.network.dropouts().items():
            shape = f"({self._count()}, {self.story.network.sizes[layer]})"
            mask = f"dropout_mask(seed, {self.step}, {layer}, {shape}, {rate!r}, f)"
            known[notation.mask(layer)] = mask + (".T" if self.columns else "")
        return [f"{name}={text}" for name, text in known.items() if name in self.inputs]

    def _scalars(self) -> list[str]:
        """What goes into the update besides the gradients."""
        clip = self.story.settings.clip
        known = {
            notation.LEARNING_RATE: "lr",
            notation.TIME: f"f({self.step} + 1)",
            notation.CLIP_NORM: "" if clip is None else f"f({clip.norm!r})",
            notation.CLIP_VALUE: "" if clip is None else f"f({clip.value!r})",
        }
        return [f"{name}={text}" for name, text in known.items() if name in self.inputs]

    def batches(self) -> str:
        """The function that cuts an epoch into batches; "" if there is only one."""
        story = self.story
        if not story.batched:
            return f"seed = {story.settings.seed}" if story.network.has_dropout else ""
        said = _("The examples of each batch of an epoch, in an order drawn for that epoch.")
        return "\n".join(
            [
                f"seed = {story.settings.seed}",
                f"batch_size = {story.settings.batch_size}",
                "",
                "",
                "def batches(epoch):",
                f'    """{said}"""',
                f"    order = shuffle(seed, epoch, {self._all()})",
                f"    starts = range(0, {self._all()}, batch_size)",
                "    return [order[start : start + batch_size] for start in starts]",
            ]
        )

    def text(self) -> str:
        """The loop."""
        story = self.story
        lines = []
        if self.counted:
            lines.append(f"done = 0  # {_('updates so far')}")
        lines.append(f"for epoch in range({story.epochs}):")
        if len(set(story.rates)) > 1:
            lines.append("    lr = f(rates[epoch])")
        if story.batched:
            lines += ["    total = 0.0", "    for rows in batches(epoch):"]
            lines += [*self._update(8), "        total += float(L) * len(rows)"]
            if self.counted:
                lines.append("        done += 1")
            if story.broken_off:
                lines += [f"        if done == {story.steps}:", "            break"]
        else:
            lines += self._update(4)
        return "\n".join(lines + self._after_epoch())

    def _update(self, indent: int) -> list[str]:
        """One step."""
        margin = " " * indent
        given, rest = self._given(), [*self._scalars(), "**state"]
        lines = []
        if self.story.numeric:
            lines += [
                listed("given = dict(", given, ")", indent),
                margin + "grads = numeric_gradients(given, state)",
            ]
            given, rest = ["**given"], [*rest, "**grads"]
        call = listed(f"*new, {notation.LOSS} = {notation.FUNCTION}(", [*given, *rest], ")", indent)
        return [*lines, call, margin + "state = dict(zip(state, new))"]

    def _after_epoch(self) -> list[str]:
        story = self.story
        lines = []
        if story.best_epoch is not None:
            lines += [f"    if epoch + 1 == {story.best_epoch}:", "        best = state"]
        last = story.epochs - 1
        slow = story.form != "batch"
        every = 1 if slow else max(1, story.epochs // SHOWN)
        loss = f"total / {self._all()}" if story.batched else notation.LOSS
        shown = ["epoch == 0", f"(epoch + 1) % {every} == 0"]
        if story.epochs % every:
            shown.append(f"epoch == {last}")
        when = " or ".join(shown) if every > 1 else ""
        if story.broken_off:
            # the mean loss of an epoch that was broken off would say nothing
            when = f"epoch < {last} and ({when})" if when else f"epoch < {last}"
        said = _("epoch {epoch}   loss {loss}").format(
            epoch="{epoch + 1:>6}", loss="{" + loss + ":.6g}"
        )
        show = f'print(f"{said}"{", flush=True" if slow else ""})'
        lines += [f"    if {when}:", f"        {show}"] if when else [f"    {show}"]
        if story.best_epoch is not None:
            lines += ["", comment(_("Early stopping goes back to the best epoch.")), "state = best"]
        return lines
