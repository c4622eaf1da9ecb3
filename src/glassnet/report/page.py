"""The report of one training: a page that works offline, with no script and no other file."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from glassnet.locales import _, language
from glassnet.locales.wrapping import joined
from glassnet.report.data import ReportData
from glassnet.report.equations import equation_list, numbers_block, scroll_box
from glassnet.report.figures import (
    boundary_figure,
    confusion_figure,
    curve_figures,
    mistakes_figure,
    network_figure,
    regression_figures,
)
from glassnet.report.summary import (
    notes_list,
    result_sentence,
    scores_table,
    settings_list,
    warnings_list,
)
from glassnet.views.drawing import palette
from glassnet.views.markup import Markup, element, join

_LANGUAGE_TAGS = {"en": "en", "zh": "zh-CN"}
Part = tuple[str, str, Markup]  # heading, a sentence beside it, content


def render(data: ReportData) -> str:
    """The whole page as HTML, in the language in use.

    Everything is inside: pictures are inline SVG and data URIs. The same data give the same
    text. Every text of the data is escaped.

    Args:
        data: what to show; what it leaves out has no section.

    Example:
        >>> render(ReportData(title="XOR")).startswith("<!DOCTYPE html>")
        True
    """
    makers: list[Callable[[ReportData], Part]] = [
        _summary, _network, _curves, _boundary, _regression, _confusion, _mistakes,
        _equations, _numbers, _reproduce,
    ]  # fmt: skip
    parts = [part for part in (make(data) for make in makers) if part[2]]
    sections = [_section(k, *part) for k, part in enumerate(parts, start=1)]
    body = element(
        "body",
        element("main", _header(data), *sections),
        _footer(data),
    )
    tag = _LANGUAGE_TAGS.get(language(), language())
    page = element("html", _head(data), body, lang=tag)
    return f"<!DOCTYPE html>\n{page}\n"


@cache
def _style() -> Markup:
    text = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    return Markup(palette.css() + text)


def _head(data: ReportData) -> Markup:
    # The policy lets a browser load nothing from outside, whatever the texts contain.
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="generator", content=f"glassnet {data.version}".strip()),
        element("title", data.title),
        element("style", _style()),
    )


def _header(data: ReportData) -> Markup:
    sentence = result_sentence(data)
    return element(
        "header",
        element("p", _("Training report"), class_="kind"),
        element(
            "div",
            element("h1", data.title),
            element("p", sentence, class_="result") if sentence else "",
        ),
    )


def _footer(data: ReportData) -> Markup:
    made = _("Made by glassnet {version}.").format(version=data.version)
    parts = [made if data.version else _("Made by glassnet."), data.date]
    return element("footer", element("p", joined(p for p in parts if p)))


def _section(number: int, title: str, aside: str, content: Markup) -> Markup:
    return element(
        "section",
        element(
            "div",
            element("h2", element("span", str(number), class_="number"), " ", title),
            element("p", aside) if aside else "",
            class_="side",
        ),
        element("div", content, class_="content"),
    )


def _summary(data: ReportData) -> Part:
    aside = ""
    if data.training is not None and data.validation is not None:
        aside = _("Training examples are those it learned from; validation examples it never saw.")
    content = [warnings_list(data), scores_table(data), settings_list(data), notes_list(data)]
    return _("Result and settings"), aside, join(content)


def _network(data: ReportData) -> Part:
    aside = ""
    if data.network is not None and data.network.params:
        aside = _(
            "After training. Blue weights are positive, orange ones negative; the thicker "
            "a link, the larger its weight."
        )
    return _("The network"), aside, network_figure(data)


def _curves(data: ReportData) -> Part:
    aside = _(
        "Loss is what the training lowers. Each training point is the mean over an epoch, taken "
        "before each update; the table above holds the values after the last one."
    )
    if "val_loss" in data.history:
        aside = _(
            "Loss is what the training lowers. Each training point is the mean over an epoch, "
            "taken before each update; the table above holds the values after the last one. Where "
            "the validation loss rises again, the network begins to learn its examples by heart."
        )
    return _("Learning curves"), aside, curve_figures(data)


def _boundary(data: ReportData) -> Part:
    if data.boundary is not None and data.boundary.is_regression:
        aside = _("The colour is the predicted value, each disc an example with its true value.")
        return _("Predictions over the two inputs"), aside, boundary_figure(data)
    aside = _("The deeper the colour, the surer the network. On the line it is undecided.")
    return _("Decision boundary"), aside, boundary_figure(data)


def _regression(data: ReportData) -> Part:
    return _("Predictions"), _part_aside(data), regression_figures(data)


def _part_aside(data: ReportData) -> str:
    if data.confusion_part == "validation":
        return _("Validation examples, which the network never saw.")
    return _("Training examples.")


def _confusion(data: ReportData) -> Part:
    return _("Confusion matrix"), _part_aside(data), confusion_figure(data)


def _mistakes(data: ReportData) -> Part:
    aside = _("The wrong answers of which the network was most certain.")
    return _("Most confident mistakes"), aside, mistakes_figure(data)


def _equations(data: ReportData) -> Part:
    aside = _("These lines are what runs, in this order. In brackets: the shape of the result.")
    return _("The equations"), aside, equation_list(data.equations)


def _numbers(data: ReportData) -> Part:
    content = numbers_block(data.numbers) if data.numbers else Markup("")
    return _("One step with numbers"), data.numbers_note, content


def _reproduce(data: ReportData) -> Part:
    aside = _("On the same machine the same command with the same seed gives the same numbers.")
    lines = join(_command(command) for command in data.commands)
    content = scroll_box(lines, _("Command lines"), "commands") if data.commands else Markup("")
    return _("How to reproduce it"), aside, content


def _command(text: str) -> Markup:
    """A command line that breaks between its words, never behind a hyphen."""
    return element("pre", join((element("span", word) for word in text.split(" ")), " "))
