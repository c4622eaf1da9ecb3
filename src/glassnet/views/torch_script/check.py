"""The check in a PyTorch script: loss and slopes by the equations, and by autograd."""

from glassnet.core import notation
from glassnet.locales import _
from glassnet.views.numpy_script.functions import STEP
from glassnet.views.numpy_script.text import comment, listed, printed
from glassnet.views.torch_script.calls import Calls

# How far rounding may take the loss and the slopes of one step.
LIMIT = {"float64": "1e-10", "float32": "1e-4"}


def gap() -> str:
    """The function that measures how far two results are apart."""
    doc = _("The largest difference between two results, counted in max(1, |result|).")
    return _GAP.format(doc=doc)


# NOTE: max() would pass over a NaN, and call two results equal that are none.
_GAP = '''def gap(one, other):
    """{doc}"""
    far = abs(one - other) / torch.clamp(abs(other), min=1)
    return float(torch.nan_to_num(far, nan=torch.inf).max())'''


def check(calls: Calls) -> str:
    """The function that compares the two on the same examples."""
    doc = _("How far loss and slopes by the equations are from those by autograd.")
    lines = ["def check(rows):", f'    """{doc}"""']
    off = calls.without_dropout()
    if off:
        lines.append(comment(_("Dropout is off on both sides: their masks would differ."), 4))
    lines += [*_by_equations(calls, off), "    model.eval()"]
    lines.append(f"    error = {calls.loss_of('rows')}")
    lines.append(f'    found = {{"L": gap(values["{notation.LOSS}"], error.detach())}}')
    if calls.twin.teachable:
        fitted = calls.twin.fitted("parameter.grad", 'values["d" + name]')
        lines += [
            "    model.zero_grad()",
            "    error.backward()",
            "    for name, parameter in parameters.items():",
            f'        found["d" + name] = gap(values["d" + name], {fitted})',
        ]
    return "\n".join([*lines, "    model.train()", "    return found"])


def _by_equations(calls: Calls, off: list[str]) -> list[str]:
    """The lines that compute the same by the equations."""
    if calls.story.numeric:
        return [
            listed("given = dict(", ["**examples(rows)", *off], ")", 4),
            "    values = {**loss(**given, **start), **numeric_gradients(given, start)}",
        ]
    args = ["**examples(rows)", *off, *calls.scalars("1"), "**start", *calls.memory()]
    return [listed(f"values = {STEP}(", args, ")", 4)]


def checked(calls: Calls) -> str:
    """The call of the check, and what it says."""
    limit = LIMIT[calls.story.dtype]
    lines = ["found = check(batches(0)[0])"]
    if not calls.twin.teachable or calls.story.numeric:
        lines += ["far = found.pop('L')", _loss_alone(limit)]
    if not calls.twin.teachable:
        said = _("An activation is flat everywhere, so autograd has no slopes to compare.")
        return "\n".join([*lines, comment(said)])
    lines += ["most = max(found, key=found.get)", "far = found[most]"]
    if calls.story.numeric:
        lines.append(
            comment(_("Slopes by small changes are about as good as the change is small."))
        )
        said = _("slopes by small changes and by autograd differ by at most {far} ({name})")
        return "\n".join([*lines, printed(said.format(far="{far:.1e}", name="{most}"))])
    agree = _("loss and slopes by the equations and by autograd are the same, within {far} (the "
              "most in {name}; allowed: {limit})")  # fmt: skip
    differ = _("loss and slopes by the equations and by autograd DIFFER by {far} in {name}; "
               "rounding explains {limit}")  # fmt: skip
    return "\n".join([*lines, either(limit, agree, differ, name="{most}")])


def _loss_alone(limit: str) -> str:
    """What is said of the loss by itself."""
    agree = _("the loss by the equations and by PyTorch's layers is the same, within {far} "
              "(allowed: {limit})")  # fmt: skip
    differ = _("the loss by the equations and by PyTorch's layers DIFFERS by {far}; rounding "
               "explains {limit}")  # fmt: skip
    return either(limit, agree, differ)


def either(limit: str, agree: str, differ: str, **known: str) -> str:
    """The code that says which of two sentences holds of the number `far`."""
    known = {"far": "{far:.1e}", "limit": limit, **known}
    return "\n".join(
        [
            f"if far <= {limit}:",
            printed(agree.format(**known), 4),
            "else:",
            printed(differ.format(**known), 4),
        ]
    )
