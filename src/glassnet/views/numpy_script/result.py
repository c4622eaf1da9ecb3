"""The end of an exported script: the trained parameters, and what the network answers."""

from glassnet.locales import _
from glassnet.views.numpy_script.arrays import number_code
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


def _turn(story: Story) -> str:
    """What makes rows of the script's examples, or columns of rows."""
    return ".T" if story.layout == "columns" else ""
