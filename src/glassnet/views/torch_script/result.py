"""The end of a PyTorch script: the test, and the comparison with the run that it repeats."""

from glassnet.locales import _
from glassnet.views.numpy_script.arrays import number_code
from glassnet.views.numpy_script.data import Store
from glassnet.views.numpy_script.functions import FORWARD
from glassnet.views.numpy_script.result import MOST_PREDICTIONS
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import comment, filled, printed
from glassnet.views.torch_script.calls import Calls
from glassnet.views.torch_script.check import either
from glassnet.views.torch_script.data import Sets

# How far rounding may take the parameters in a whole run.
LIMIT = {"float64": "1e-9", "float32": "1e-3"}


def is_known(story: Story) -> bool:
    """Whether the result of the training is known: it was, and to its end."""
    return story.run.steps == story.steps


def test_section(story: Story, calls: Calls, sets: Sets) -> str:
    """How good the model is on examples that it did not learn from."""
    part = "test_" if sets.tested else ""
    lines = []
    if not sets.tested:
        lines.append(comment(_("No examples were held back, so these are the ones that it learned "
                               "from: a kind test.")))  # fmt: skip
    lines += [
        "model.eval()",
        "with torch.no_grad():",
        f"    outputs = {calls.twin.outputs(f'{part}X')}",
    ]
    lines += _score(story, part)
    if story.examples <= MOST_PREDICTIONS and not sets.tested:
        lines += ["", *_predictions(story)]
    return "\n".join(lines)


def _score(story: Story, part: str) -> list[str]:
    """Prints the accuracy for classes, else the mean squared error."""
    if not story.run.is_class:
        said = _("test: mean squared error {value}").format(value="{value:.6g}")
        if story.targets_scaled:
            said = _("test: mean squared error {value}, counted as Y above").format(
                value="{value:.6g}"
            )
        return [f"value = float(torch.mean((outputs - {part}Y) ** 2))", printed(said)]
    lines = [
        comment(_("The number of the class of each example: as answered, and the true one.")),
        f"answers = {_classes(story, 'outputs')}",
        f"truth = {_truth(story, part)}",
        "right, count = int((answers == truth).sum()), len(truth)",
    ]
    values = {"right": "{right}", "all": "{count}", "part": "{right/count:.1%}"}
    known = _accuracy(story)
    if known is None:
        said = _("test: {right} of {all} right ({part})").format(**values)
    else:
        said = _("test: {right} of {all} right ({part}); in the run: {run}").format(
            **values, run=f"{known:.1%}"
        )
    return [*lines, printed(said)]


def _classes(story: Story, outputs: str) -> str:
    """The code of the answered class."""
    if story.network.outputs == 1:
        return f"({outputs}[:, 0] >= {number_code(story.threshold())}).long()"
    return f"{outputs}.argmax(dim=1)"


def _truth(story: Story, part: str) -> str:
    """The code of the right class."""
    return f"({part}Y[:, 0] >= 0.5).long()" if story.network.outputs == 1 else (
        f"{part}Y.argmax(dim=1)"
    )  # fmt: skip


def _accuracy(story: Story) -> float | None:
    """The accuracy of the run's result on the same examples, if it is known."""
    if not is_known(story):
        return None
    held = story.run.validation
    found = story.run.scores(*(held or (story.run.X, story.run.Y))).get("accuracy")
    return None if found is None else float(found)


def _predictions(story: Story) -> list[str]:
    """Prints each example with its answer and its target."""
    answers, targets = "outputs", "Y"
    if story.targets_scaled:
        answers, targets = "in_units(outputs)", "in_units(Y)"
    said = _("{x} gives {answer}; it should be {target}").format(
        x="{x}", answer="{answer}", target="{target}"
    )
    return [
        "with np.printoptions(precision=6, suppress=True):",
        f"    for x, answer, target in zip(X.numpy(), {answers}.numpy(), {targets}.numpy()):",
        f'        print(f"{said}")',
    ]


def comparison(story: Story, calls: Calls, sets: Sets, store: Store) -> str:
    """What the equations reached, beside the run and beside PyTorch's own layers."""
    blocks = ["if arguments.save:\n    np.savez(arguments.save, **{name: value.numpy() "
              "for name, value in params.items()})"]  # fmt: skip
    if story.run.is_class:
        blocks.append(_tested_again(story, sets))
    if is_known(story):
        blocks.append(_beside_run(story, store))
    blocks.append(_beside_twin(story, calls))
    return "\n\n".join(blocks)


def _tested_again(story: Story, sets: Sets) -> str:
    part = "test_" if sets.tested else ""
    turn = ".T" if story.layout == "columns" else ""
    name = story.forward_derivation().outputs["prediction"]
    said = _("test of the equations: {right} of {all} right").format(right="{right}", all="{count}")
    return "\n".join(
        [
            f'outputs = {FORWARD}(A0={part}X{turn}, **params)["{name}"]{turn}',
            f"right = int(({_classes(story, 'outputs')} == truth).sum())",
            printed(said),
        ]
    )


def _beside_run(story: Story, store: Store) -> str:
    """The comparison with the parameters that the run reached."""
    lines = [comment(_("The parameters that the run reached."))]
    ends = {name: story.turned(value) for name, value in story.run.model.params.items()}
    for name, array in ends.items():
        lines.append(store.assignment(f"{name}_end", array))
    lines.append(filled("end = {", [f'"{name}": {name}_end' for name in ends], "}"))
    agree = _("the run again, by the equations: after {steps} updates every parameter is the "
              "run's, within {far} (allowed: {limit})")  # fmt: skip
    differ = _("the run again, by the equations: after {steps} updates the parameters differ from "
               "the run's by {far}, more than {limit}")  # fmt: skip
    lines.append("far = max(gap(params[name], end[name]) for name in end)")
    lines.append(either(LIMIT[story.dtype], agree, differ, steps="{done}"))
    return "\n".join([*lines, printed(_hint(story), 4)])


def _hint(story: Story) -> str:
    """Why a run may not come out again to the last digits."""
    if story.numeric:
        return _("(slopes by small changes hold rounding divided by the change, which the steps "
                 "may enlarge; the NumPy script repeats every bit)")  # fmt: skip
    return _("(a training may enlarge rounding; the NumPy script repeats every bit)")


def _beside_twin(story: Story, calls: Calls) -> str:
    """The comparison with what PyTorch's own layers reached."""
    if story.network.has_dropout:
        return comment(_("nn.Dropout draws masks of its own, so PyTorch's layers end elsewhere: "
                         "only the equations repeat the run."))  # fmt: skip
    agree = _("PyTorch's own layers and the equations end at the same parameters, within {far} "
              "(allowed: {limit})")  # fmt: skip
    differ = _("PyTorch's own layers and the equations end {far} apart, more than {limit}")
    fitted = calls.twin.fitted("value.detach()", "params[name]")
    each = f"gap({fitted}, params[name]) for name, value in parameters.items()"
    return f"far = max({each})\n{either(LIMIT[story.dtype], agree, differ)}"
