"""The equations of the network, and one step with its numbers put in."""

from collections.abc import Sequence

from glassnet.locales import _
from glassnet.report.data import EquationRow
from glassnet.views.markup import Markup, element, join


def phase_names() -> dict[str, str]:
    """What each phase of a training step is called."""
    return {
        "forward": _("Forward: from the inputs to the answer"),
        "loss": _("Loss: how wrong the answer is"),
        "backward": _("Backward: how the loss changes with each value"),
        "update": _("Update: the parameters take a step"),
    }


def equation_list(rows: Sequence[EquationRow]) -> Markup:
    """The numbered equations, grouped by the phase of the training step.

    A new group begins wherever the phase changes, so the order of the rows is kept.
    """
    parts: list[Markup] = []
    group: list[EquationRow] = []
    for row in rows:
        if group and row.phase != group[-1].phase:
            parts.append(_group(group))
            group = []
        group.append(row)
    return join([*parts, _group(group)] if group else parts)


def _group(rows: Sequence[EquationRow]) -> Markup:
    title = phase_names().get(rows[0].phase, rows[0].phase)
    return join([
        element("h3", title),
        element("ol", *(_row(row) for row in rows), class_="equations"),
    ])  # fmt: skip


def _row(row: EquationRow) -> Markup:
    name, equals, rest = row.text.partition(" = ")
    code = element("code", element("b", name), equals + rest, tabindex="0")
    return element(
        "li",
        element("span", str(row.number), class_="number"),
        element("span", code, class_="equation"),
        element("span", row.shape, class_="shape"),
        element("span", row.explanation, class_="why") if row.explanation else "",
        value=row.number,
    )


def numbers_block(rows: Sequence[str]) -> Markup:
    """The rows with numbers, exactly as they were laid out, one block for each."""
    return scroll_box(
        join(element("pre", row) for row in rows), _("One step with numbers"), "numbers"
    )


def scroll_box(content: Markup, title: str, kind: str = "") -> Markup:
    """A box that scrolls sideways on its own, also with the keyboard."""
    name = f"scroll {kind}".strip()
    return element("div", content, class_=name, tabindex="0", role="group", aria_label=title)
