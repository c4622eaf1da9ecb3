"""The end of an exported script: the trained parameters, answers, and the units of the data."""

from typing import Any

import numpy as np

from glassnet.locales import _
from glassnet.views.numpy_script.arrays import number_code
from glassnet.views.numpy_script.data import Store
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import comment, listed

MOST_PREDICTIONS = 12


def result_section(story: Story) -> str:
    """The trained parameters, and what the network answers with them."""
    names = ", ".join(f'"{name}"' for name in story.params())
    one = "," if len(story.params()) == 1 else ""
    lines = [
        f"params = {{name: state[name] for name in ({names}{one})}}",
        "if arguments.save:",
        "    np.savez(arguments.save, **params)",
        "",
        "(outputs,) = forward(A0=X, **params)",
        "with np.printoptions(precision=6, suppress=True, threshold=100):",
        "    for name, value in params.items():",
        '        print(f"\\n{name} {value.shape}\\n{value}")',
    ]
    if story.run.is_class:
        lines += ["", *_answers(story)]
    if story.examples <= MOST_PREDICTIONS:
        lines += ["", *(_named if story.classes else _predictions)(story)]
    if story.run.is_class:
        lines += ["", *_accuracy(story)]
    return "\n".join(lines)


def _predictions(story: Story) -> list[str]:
    """Prints each example with its answer and its target."""
    turn = _turn(story)
    answers, targets = f"outputs{turn}", f"Y{turn}"
    if story.targets_scaled:
        answers, targets = "in_units(outputs)", "in_units(Y)"
    said = _("{x} gives {answer}; it should be {target}").format(
        x="{x}", answer="{answer}", target="{target}"
    )
    return [
        "print()",
        "with np.printoptions(precision=6, suppress=True):",
        f"    for x, answer, target in zip(X{turn}, {answers}, {targets}):",
        f'        print(f"{said}")',
    ]


def _named(story: Story) -> list[str]:
    """The same with the names of the classes."""
    said = _("{x} gives {answer}, {found}; it should be {wanted}").format(
        x="{x}", answer="{answer}", found="{classes[found]}", wanted="{classes[wanted]}"
    )
    turn = _turn(story)
    return [
        "print()",
        "with np.printoptions(precision=6, suppress=True):",
        f"    for x, answer, found, wanted in zip(X{turn}, outputs{turn}, answers, truth):",
        f'        print(f"{said}")',
    ]


def _answers(story: Story) -> list[str]:
    """The number of the class that the network answers, and of the right one."""
    if story.network.outputs == 1:
        answers = f"(outputs >= {number_code(story.threshold())}).ravel().astype(int)"
        truth = "(Y >= 0.5).ravel().astype(int)"
    else:
        axis = 0 if story.layout == "columns" else 1
        answers, truth = f"outputs.argmax(axis={axis})", f"Y.argmax(axis={axis})"
    lines = [
        comment(_("The number of the class of each example: as answered, and the true one.")),
        f"answers = {answers}",
        f"truth = {truth}",
    ]
    if not story.classes:
        return lines
    names = [repr(name) for name in story.classes]
    return [*lines, listed("classes = [", names, "]")]


def _accuracy(story: Story) -> list[str]:
    said = _("right on the training data: {right} of {all}").format(
        right="{right.sum()}", all="{right.size}"
    )
    lines = ["right = answers == truth", f'print(f"\\n{said}")']
    if not story.classes or story.examples <= MOST_PREDICTIONS:
        return lines
    each = _("{name}: {right} of {all}").format(
        name="{name}", right="{right[mine].sum()}", all="{mine.sum()}"
    )
    return [
        *lines,
        "for number, name in enumerate(classes):",
        "    mine = truth == number",
        f'    print(f"    {each}")',
    ]


def unit_section(story: Story, store: Store) -> str:
    """How outputs return to the units of the data; "" if the targets were not scaled."""
    if not story.targets_scaled:
        return ""
    scaler = story.target_scaler
    low, high = scaler.limits
    offset, spread = _columns(scaler)
    inner = f"outputs{_turn(story)}"
    if (low, high) != (0, 1):
        inner = f"({inner} - {number_code(low)})" if low > 0 else f"({inner} + {number_code(-low)})"
        inner += f" / {number_code(high - low)}"
    doc = _("Outputs, or the targets above, in the units of the data, a row for each example.")
    return "\n".join(
        [
            store.assignment("target_offset", offset),
            store.assignment("target_spread", spread),
            "",
            "",
            "def in_units(outputs):",
            f'    """{doc}"""',
            f"    return {inner} * target_spread + target_offset",
        ]
    )


def scaling_section(story: Story, store: Store) -> str:
    """How new examples are scaled before the network sees them; "" if they are not."""
    if not story.scaled:
        return ""
    scaler = story.run.scaler
    low, high = scaler.limits
    shift = "" if (low, high) == (0, 1) else f" * {number_code(high - low)}"
    if low:
        shift += f" {'-' if low < 0 else '+'} {number_code(abs(low))}"
    offset, spread = _columns(scaler)
    doc = _("New examples, a row for each, in the units of the data, as the network wants them.")
    return "\n".join(
        [
            comment(_("The data above are scaled; new examples must be scaled in the same way.")),
            comment(_how(story)),
            store.assignment("offset", offset, "np.float64"),
            store.assignment("spread", spread, "np.float64"),
            "",
            "",
            "def scaled(examples):",
            f'    """{doc}"""',
            "    examples = np.asarray(examples, dtype=np.float64)",
            f"    return ((examples - offset) / spread{shift}).astype(f){_turn(story)}",
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


def _turn(story: Story) -> str:
    """What makes rows of the script's examples, or columns of rows."""
    return ".T" if story.layout == "columns" else ""
