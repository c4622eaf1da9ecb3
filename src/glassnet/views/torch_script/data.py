"""The data of a PyTorch script: raw where that is possible, and how they are normalised."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np

from glassnet.core import notation
from glassnet.locales import _
from glassnet.views.numpy_script.arrays import READABLE, Array, array_code, number_code
from glassnet.views.numpy_script.data import Store
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import comment, filled, listed
from glassnet.views.numpy_script.units import unit_section

FLOATS = ("float64", "float32")
MOST_ROWS = 8192  # rows of a large table that are scaled at once


class TorchStore(Store):
    """Where the arrays of a PyTorch script are kept; they become tensors."""

    def assignment(self, name: str, array: Array, dtype: str = "dtype") -> str:
        """The line that gives a tensor its name."""
        if array.size <= self.readable:
            return array_code(name, array, dtype, "torch")
        head, code = super().assignment(name, array, dtype).split(" = ", 1)
        code, *said = code.split("  # ")
        return f"{head} = torch.from_numpy({code})" + "".join(f"  # {each}" for each in said)


@dataclass(frozen=True)
class Sets:
    """Inputs and targets of the training and of the test, as the script holds them.

    Attributes:
        inputs: by the names that they get: raw, or scaled already.
        kind: the type in which raw inputs are scaled; "" if they are not raw.
        labels: whether targets are held as numbers of classes.
        tested: whether examples were held back.
    """

    inputs: dict[str, Array]
    targets: dict[str, Array]
    kind: str
    labels: bool
    tested: bool


def sets_of(story: Story) -> Sets:
    """The data of a training and its test, before scaling if scaling repeats every bit."""
    pairs = {"": (story.run.X, story.run.Y)}
    held = story.run.validation
    if held is not None:
        pairs["test_"] = held
    kind, tables = _unscaled(story, [X for X, _Y in pairs.values()])
    name = "raw" if kind else "X"
    targets = [Y for _X, Y in pairs.values()]
    labels = story.run.is_class and all(map(_one_hot, targets))
    if labels:
        targets = [Y.argmax(axis=1) for Y in targets]
    goal = "labels" if labels else notation.TARGET
    return Sets(
        {f"{part}{name}": table for part, table in zip(pairs, tables, strict=True)},
        {f"{part}{goal}": Y for part, Y in zip(pairs, targets, strict=True)},
        kind,
        labels,
        held is not None,
    )


def _one_hot(Y: Array) -> bool:
    """Whether each row is 0 but for a single 1."""
    return Y.shape[1] > 1 and bool(np.isin(Y, (0, 1)).all() and (Y.sum(axis=1) == 1).all())


def _unscaled(story: Story, tables: Sequence[Array]) -> tuple[str, list[Array]]:
    """Tables before scaling and the type in which they are scaled; ("", tables) if in none."""
    if story.scaled:
        for kind in FLOATS:
            found = [_raw(story.run.scaler, table, kind) for table in tables]
            if all(each is not None for each in found):
                return kind, [each for each in found if each is not None]
    return "", list(tables)


def _raw(scaler: Any, table: Array, kind: str) -> Array | None:
    """A table before scaling, small whole numbers if it holds such; None if bits differ."""
    parts = []
    for first in range(0, len(table), MOST_ROWS):
        part = table[first : first + MOST_ROWS]
        undone = scaler.undo(part.astype(np.float64))
        whole = np.rint(undone)
        low, high = whole.min(), whole.max()
        small = np.uint8 if low >= 0 and high < 256 else np.int64
        for raw in (whole.astype(small) if abs(whole).max() < 2**53 else undone, undone):
            if scaler.apply(raw.astype(kind)).astype(part.dtype).tobytes() == part.tobytes():
                parts.append(raw)
                break
        else:
            return None
    return np.concatenate(parts)


def data_section(story: Story, store: Store, sets: Sets) -> str:
    """Inputs and targets, raw, scaled, and as tensors."""
    said = [_("The inputs, a row for each example, and what the network should answer.")]
    if story.scaled and not sets.kind:
        said.append(_("X is scaled already, as it was for the training."))
    if not story.scaled:
        said.append(_("The training used the inputs as they are."))
    if story.targets_scaled:
        said.append(_("Y is scaled already, and so are the outputs and the loss."))
    if sets.tested:
        said.append(_("The names with test_ hold examples that the training did not see."))
    lines = [comment(each) for each in said]
    for name, array in sets.inputs.items():
        lines.append(store.assignment(name, array, _type(array) if sets.kind else "dtype"))
    for name, array in sets.targets.items():
        lines.append(store.assignment(name, array, "torch.int64" if sets.labels else "dtype"))
    if story.weighted:
        lines.append(comment(_("How much each example counts.")))
        lines.append(store.assignment(notation.SAMPLE_WEIGHT, story.run.plan.weights))
    parts = ["\n".join(lines)]
    if story.scaled:
        parts.append(_scaling(story, store, sets))
    made = _made(story, sets)
    text = "\n\n".join(parts) + ("\n\n\n" if story.scaled and made else "\n")
    unit = unit_section(replace(story, layout="rows"), store)
    return (text + "\n".join(made)).rstrip() + (f"\n\n{unit}" if unit else "")


def _type(array: Array) -> str:
    """The type of raw numbers."""
    return f"torch.{array.dtype}"


def _scaling(story: Story, store: Store, sets: Sets) -> str:
    """The function that scales inputs as the training did."""
    scaler, kind = story.run.scaler, sets.kind or "float64"
    low, high = scaler.limits
    shift = "" if (low, high) == (0, 1) else f" * {number_code(high - low)}"
    if low:
        shift += f" {'-' if low < 0 else '+'} {number_code(abs(low))}"
    doc = _("Examples in the units of the data, a row for each, as the network wants them.")
    number = f"torch.{kind}"
    return "\n".join(
        [
            comment(_("Each column: what is subtracted, then what it is divided by.")),
            store.assignment("offset", np.array(scaler.offset, kind), number),
            store.assignment("spread", np.array(scaler.spread, kind), number),
            "",
            "",
            "def normalised(examples):",
            f'    """{doc}"""',
            f"    examples = torch.as_tensor(examples).to({number})",
            f"    return ((examples - offset) / spread{shift}).to(dtype)",
        ]
    )


def _made(story: Story, sets: Sets) -> list[str]:
    """The lines that make X and Y of what is held."""
    parts = ("", "test_") if sets.tested else ("",)
    lines = [f"{part}X = normalised({part}raw)" for part in parts if sets.kind]
    hot = f"nn.functional.one_hot({{part}}labels, {story.network.outputs}).to(dtype)"
    return lines + [f"{part}Y = {hot.format(part=part)}" for part in parts if sets.labels]


def start_section(story: Story, store: Store) -> str:
    """The parameters before the first update, and the optimizer's memory."""
    lines = [comment(_("The parameters before the first update, as the equations hold them."))]
    lines += [store.assignment(name, array) for name, array in story.params().items()]
    lines.append(filled("start = {", [f'"{name}": {name}' for name in story.params()], "}"))
    return "\n".join(lines)


def memory_section(story: Story) -> str:
    """What the optimizer remembers at the start; "" if it remembers nothing."""
    shapes = story.state()
    if not shapes:
        return ""
    said = comment(_("What the optimizer of the equations remembers: nothing yet."))
    items = [f'"{name}": torch.zeros({shape}, dtype=dtype)' for name, shape in shapes.items()]
    return f"{said}\n{listed('zeros = {', items, '}')}"


def rate_section(story: Story, store: Store) -> str:
    """The learning rate, or that of each epoch."""
    rates = story.rates or [story.settings.optimizer.lr]
    if len(set(rates)) <= 1:
        return f"lr = {number_code(rates[0])}  # {_('the learning rate')}"
    runs = [(number_code(rate), len(list(group))) for rate, group in groupby(rates)]
    said = comment(_("The learning rate of each epoch."))
    if len(runs) > READABLE:
        text = f"{said}\n{store.assignment('rates', np.array(rates), 'torch.float64')}"
        return f"{text}\nrates = rates.tolist()\nlr = rates[0]"
    if len(runs) * 2 > len(rates):
        text = filled("rates = [", list(map(number_code, rates)), "]")
    else:
        parts = [f"[{code}] * {count}" for code, count in runs]
        text = filled("rates = (", parts, ")", between=" + ")
    return f"{said}\n{text}\nlr = rates[0]"
