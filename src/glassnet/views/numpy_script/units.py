"""How do raw examples become what the network sees, and its outputs the units of the data?"""

from typing import Any

import numpy as np

from glassnet.core.derivation import Layout
from glassnet.locales import _
from glassnet.views.numpy_script.arrays import number_code
from glassnet.views.numpy_script.data import Store
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import comment


def unit_section(story: Story, store: Store) -> str:
    """How outputs return to the units of the data; "" if the targets were not scaled."""
    if not story.targets_scaled:
        return ""
    scaler = story.target_scaler
    return target_numbers(scaler, store) + "\n\n\n" + in_units(scaler, story.layout)


def target_numbers(scaler: Any, store: Store) -> str:
    """The numbers by which targets were scaled."""
    offset, spread = _columns(scaler)
    return "\n".join(
        [store.assignment("target_offset", offset), store.assignment("target_spread", spread)]
    )


def in_units(scaler: Any, layout: Layout) -> str:
    """The function that takes outputs back to the units of the data."""
    low, high = scaler.limits
    inner = f"outputs{_turn(layout)}"
    if (low, high) != (0, 1):
        inner = f"({inner} - {number_code(low)})" if low > 0 else f"({inner} + {number_code(-low)})"
        inner += f" / {number_code(high - low)}"
    doc = _("Outputs, or scaled targets, in the units of the data, a row for each example.")
    return (
        f'def in_units(outputs):\n    """{doc}"""\n'
        f"    return {inner} * target_spread + target_offset"
    )


def scaling_section(story: Story, store: Store) -> str:
    """How new examples are scaled before the network sees them; "" if they are not."""
    if not story.scaled:
        return ""
    return "\n".join(
        [
            comment(_("The data above are scaled; new examples must be scaled in the same way.")),
            comment(_how(story)),
            input_numbers(story.run.scaler, store) + "\n\n",
            scaled(story.run.scaler, story.layout),
        ]
    )


def input_numbers(scaler: Any, store: Store) -> str:
    """The numbers by which inputs are scaled."""
    offset, spread = _columns(scaler)
    return "\n".join(
        [
            store.assignment("offset", offset, "np.float64"),
            store.assignment("spread", spread, "np.float64"),
        ]
    )


def scaled(scaler: Any, layout: Layout) -> str:
    """The function that scales new examples."""
    doc = _("New examples, a row for each, in the units of the data, as the network wants them.")
    return _scaling("scaled", "examples", ("offset", "spread"), scaler, layout, doc)


def scaled_targets(scaler: Any, layout: Layout) -> str:
    """The function that scales new targets."""
    doc = _("Targets, a row for each example, in the units of the data, as the network wants them.")
    names = ("target_offset", "target_spread")
    return _scaling("scaled_targets", "targets", names, scaler, layout, doc)


def _scaling(
    name: str, each: str, numbers: tuple[str, str], scaler: Any, layout: Layout, doc: str
) -> str:
    """A function that scales: what it is called, what it takes, by which numbers."""
    low, high = scaler.limits
    offset, spread = numbers
    shift = "" if (low, high) == (0, 1) else f" * {number_code(high - low)}"
    if low:
        shift += f" {'-' if low < 0 else '+'} {number_code(abs(low))}"
    return "\n".join(
        [
            f"def {name}({each}):",
            f'    """{doc}"""',
            f"    {each} = np.asarray({each}, dtype=np.float64)",
            f"    return (({each} - {offset}) / {spread}{shift}).astype(f){_turn(layout)}",
        ]
    )


def _how(story: Story) -> str:
    """What to write for the answers to new examples."""
    call = "(answers,) = forward(A0=scaled(examples), **params)"
    if not story.targets_scaled:
        return _("Then {call} gives the answers.").format(call=call)
    return _("Then {call} and in_units(answers) give the answers in the units of the data.").format(
        call=call
    )


def _columns(scaler: Any) -> tuple[Any, Any]:
    """Offset and spread of each column."""
    return np.array(scaler.offset, np.float64), np.array(scaler.spread, np.float64)


def _turn(layout: Layout) -> str:
    """What makes rows of the script's examples, or columns of rows."""
    return ".T" if layout == "columns" else ""
