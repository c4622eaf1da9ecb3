"""The beginning of the report: the result in words, the scores and the settings."""

import math

from glassnet.locales import _
from glassnet.report.data import ReportData, Scores
from glassnet.report.numerals import number, percent
from glassnet.views.markup import Markup, element, join


def result_sentence(data: ReportData) -> str:
    """The result in one sentence: the given one, or one made from the scores.

    The part that was not trained on counts, if there is one: only there a network shows
    what it has learned.
    """
    if data.result:
        return data.result
    if _measures(data.validation):
        return _sentence(data.validation, seen=False)
    return _sentence(data.training, seen=True)


def _measures(scores: Scores | None) -> bool:
    return scores is not None and (scores.accuracy is not None or scores.r2 is not None)


def _sentence(scores: Scores | None, seen: bool) -> str:
    if scores is None:
        return ""
    if scores.accuracy is not None and math.isfinite(scores.accuracy):
        return _accuracy_sentence(scores.accuracy, scores.examples, seen)
    if scores.r2 is not None and math.isfinite(scores.r2):
        return _r2_sentence(scores.r2, seen)
    return ""


def _accuracy_sentence(accuracy: float, examples: int | None, seen: bool) -> str:
    share = percent(accuracy)
    right = accuracy * examples if examples else 0.5
    # With weighted examples the share is no count, and none is claimed.
    if examples is None or abs(right - round(right)) > 1e-6 * examples:
        if seen:
            return _("The network is right on {share} of its training examples.").format(
                share=share
            )
        return _("The network is right on {share} of examples that it never saw.").format(
            share=share
        )
    if seen:
        text = _("Of its {total} training examples the network gets {right} right: {share}.")
    else:
        text = _("Of {total} examples that it never saw the network gets {right} right: {share}.")
    return text.format(total=examples, right=round(right), share=share)


def _r2_sentence(r2: float, seen: bool) -> str:
    if r2 <= 0:
        return _(
            "The network predicts no better than the mean of all targets would: its R² is {r2}."
        ).format(r2=number(r2, 3))
    if seen:
        text = _("The network explains {share} of the variation in its training examples.")
    else:
        text = _("The network explains {share} of the variation in examples that it never saw.")
    return text.format(share=percent(r2))


def scores_table(data: ReportData) -> Markup:
    """Loss, accuracy and R² of both parts; empty if nothing was measured."""
    parts = [
        (_("training set"), data.training),
        (_("validation set"), data.validation),
    ]
    present = [(name, scores) for name, scores in parts if scores is not None]
    if not present:
        return Markup("")
    head = element(
        "tr", element("td"), *(element("th", name, scope="col") for name, _scores in present)
    )
    rows = []
    for title, cells in _score_rows([scores for _name, scores in present]):
        if any(cells):
            values = (element("td", cell or "–") for cell in cells)
            rows.append(element("tr", element("th", title, scope="row"), *values))
    return element("table", element("thead", head), element("tbody", *rows), class_="scores")


def _score_rows(parts: list[Scores]) -> list[tuple[str, list[str]]]:
    return [
        (_("loss"), ["" if s.loss is None else number(s.loss) for s in parts]),
        (_("accuracy"), ["" if s.accuracy is None else percent(s.accuracy) for s in parts]),
        (_("R²"), ["" if s.r2 is None else number(s.r2) for s in parts]),
        (_("examples"), ["" if s.examples is None else str(s.examples) for s in parts]),
    ]


def _setting_names() -> dict[str, str]:
    return {
        "data": _("data"),
        "network": _("network"),
        "parameters": _("parameters"),
        "loss": _("loss"),
        "penalty": _("penalty"),
        "optimizer": _("optimizer"),
        "lr": _("learning rate"),
        "schedule": _("schedule"),
        "clip": _("gradient limits"),
        "epochs": _("epochs"),
        "steps": _("steps"),
        "batch_size": _("batch size"),
        "seed": _("seed"),
        "dtype": _("number type"),
        "scaling": _("scaling"),
        "engine": _("engine"),
        "time": _("time"),
        "stopped": _("why it ended"),
    }


def settings_list(data: ReportData) -> Markup:
    """The settings as pairs of name and value; empty if there are none."""
    names = _setting_names()
    pairs = [
        element("div", element("dt", names.get(key, key)), element("dd", value))
        for key, value in data.settings.items()
        if value
    ]
    return element("dl", *pairs, class_="settings") if pairs else Markup("")


def warnings_list(data: ReportData) -> Markup:
    """The warnings, set apart from everything else."""
    return join(
        element("p", element("b", _("Take care:")), " ", text, class_="warning")
        for text in data.warnings
    )


def notes_list(data: ReportData) -> Markup:
    """The notes, each a paragraph."""
    paragraphs = [element("p", text) for text in data.notes]
    return element("div", *paragraphs, class_="notes") if paragraphs else Markup("")
