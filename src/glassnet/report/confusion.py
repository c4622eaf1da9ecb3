"""The confusion matrix: which classes are taken for which."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from glassnet.locales import _
from glassnet.report.numerals import percent
from glassnet.views.drawing.picture import shortened
from glassnet.views.markup import Markup, element

Counts = npt.NDArray[np.int64]
_DEEPEST = 0.5  # opacity at which ink still reads well on the colour


def confusion_table(matrix: npt.ArrayLike, class_names: Sequence[str] = ()) -> Markup:
    """The matrix as a table: rows are the true classes, columns the answers.

    The right answers are blue, the wrong ones orange, the deeper the larger their share of the
    row. At the end of a row stands the share of the class that was found (recall), below a
    column the share of those answers that are right (precision).

    Args:
        matrix: counts, shape (classes, classes); entry (i, j) counts examples of class i for
            which the answer is class j.
        class_names: the names of the classes; their numbers if not given.
    """
    counts = np.asarray(matrix, dtype=np.int64)
    names = class_labels(len(counts), class_names)
    limit, decimals = (22, 1) if len(names) <= 4 else (12, 0)
    true_totals, answer_totals = counts.sum(axis=1), counts.sum(axis=0)
    body = [
        element(
            "tr",
            _head(names[i], "row", limit),
            *(_cell(int(counts[i, j]), int(true_totals[i]), i == j) for j in range(len(names))),
            element("td", _share(counts[i, i], true_totals[i], decimals), class_="rate"),
        )
        for i in range(len(names))
    ]
    foot = [
        element("td", _share(counts[j, j], answer_totals[j], decimals)) for j in range(len(names))
    ]
    return element(
        "table",
        _column_heads(names, limit),
        element("tbody", *body),
        element("tfoot", element("tr", element("th", _("precision"), scope="row"), *foot,
                                 element("td", _share(np.trace(counts), counts.sum(), 1)))),
        class_="confusion",
    )  # fmt: skip


def class_labels(count: int, class_names: Sequence[str]) -> list[str]:
    """A name for each of `count` classes: the given one, or its number where there is none."""
    return [class_names[k] if k < len(class_names) else str(k) for k in range(count)]


def frequent_confusions(
    matrix: npt.ArrayLike, class_names: Sequence[str] = (), most: int = 3
) -> str:
    """A sentence that names the most frequent mistakes, or says that there is none.

    Args:
        matrix: counts as in `confusion_table`.
        class_names: the names of the classes.
        most: how many pairs to name at most.
    """
    counts = np.array(matrix, dtype=np.int64)
    names = class_labels(len(counts), class_names)
    np.fill_diagonal(counts, 0)
    if not counts.any():
        return _("Every answer is right.")
    largest = np.argsort(-counts, axis=None, kind="stable")[:most]
    pairs = [divmod(int(place), len(names)) for place in largest]
    items = [
        _("{true} read as {answer} ({count}×)").format(
            true=names[i], answer=names[j], count=counts[i, j]
        )
        for i, j in pairs
        if counts[i, j]
    ]
    text = items[0]
    for item in items[1:]:
        text = _("{before}; {next}").format(before=text, next=item)
    return _("The most frequent mistakes: {pairs}.").format(pairs=text)


def _column_heads(names: Sequence[str], limit: int) -> Markup:
    corner = element("th", element("span", _("true ↓"), class_="axis"), rowspan="2", scope="col")
    over = element("th", _("answer of the network →"), colspan=len(names), scope="colgroup")
    rate = element("th", _("recall"), rowspan="2", scope="col", class_="rate")
    return element(
        "thead",
        element("tr", corner, over, rate),
        element("tr", *(_head(name, "col", limit) for name in names)),
    )


def _head(name: str, scope: str, limit: int) -> Markup:
    short = shortened(name, limit)
    return element("th", short, scope=scope, title=name if short != name else None)


def _cell(count: int, total: int, is_right: bool) -> Markup:
    if not count:
        return element("td", "0", class_="none")
    # The square root keeps a single mistake among hundreds visible.
    depth = _DEEPEST * (count / total) ** 0.5
    kind = "hit" if is_right else "miss"
    return element("td", str(count), class_=kind, style=f"--depth:{depth:.0%}")


def _share(part: np.integer, whole: np.integer, decimals: int) -> str:
    return percent(float(part) / float(whole), decimals) if whole else "–"
