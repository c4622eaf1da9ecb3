"""The result of a gradient check as a table with what follows from it."""

from collections.abc import Iterator, Sequence

from glassnet.core.derivation import Derivation
from glassnet.diagnosis.gradient_check import GradientCheck, RowCheck
from glassnet.locales import _, width
from glassnet.locales.wrapping import wrap
from glassnet.views.text.arrays import number_text
from glassnet.views.text.table import aligned_columns

COLUMNS = 80
LEFT = (1, 2, 8)


def check_text(check: GradientCheck, columns: int = COLUMNS) -> str:
    """The table, what was left out, and each wrong row in a sentence.

    Args:
        check: the result.
        columns: of the terminal.
    """
    cells = [_heading(), *(_cells(row) for row in check)]
    table = aligned_columns(cells, LEFT)
    if max(map(width, table)) > columns:
        table = aligned_columns(cells, LEFT, gap=1)
    sentences = [*_how(check), *_wrong(check), _verdict(check)]
    lines = [line for text in sentences for line in wrap(text, columns)]
    return "\n".join([*table, "", *lines])


def _heading() -> list[str]:
    return [
        _("row"), _("gradient"), _("method"), _("checked"), _("left out"), _("differs by"),
        _("relative"), _("at"), _("verdict"),
    ]  # fmt: skip


def _cells(row: RowCheck) -> list[str]:
    methods = {
        "complex step": _("complex"),
        "central difference": _("central"),
        "none": "–",
    }
    verdicts = {
        "agrees": _("agrees"),
        "differs": _("WRONG"),
        "inherits": _("inherits"),
        "not checked": "–",
    }
    count = str(row.entries) if row.checked == row.entries else f"{row.checked}/{row.entries}"
    left = row.kinks + row.unsure
    return [
        str(row.number),
        row.name,
        methods[row.method],
        count,
        str(left) if left else "",
        _size(row.difference) if row.checked else "",
        _size(row.relative) if row.checked else "",
        f"[{', '.join(map(str, row.place))}]" if row.place else "",
        verdicts[row.verdict],
    ]


def _size(value: float) -> str:
    return f"{value:.1e}" if value else "0"


def _how(check: GradientCheck) -> Iterator[str]:
    """How slopes were measured, and what was left out."""
    methods = {row.method for row in check}
    if "complex step" in methods:
        yield _("complex: by a complex step of 1e-20·i, which loses no digits.")
    if "central difference" in methods:
        yield _(
            "central: by central differences, with a step chosen for each entry and extrapolated "
            "to 0."
        )
    large = [row for row in check if row.checked + row.kinks + row.unsure < row.entries]
    if large:
        yield _("Of large rows the largest entry and a fixed sample are checked.")
    kinks = sum(row.kinks for row in check)
    if kinks:
        yield _("{count} left out: they are on a kink, where the slope jumps.").format(count=kinks)
    unsure = sum(row.unsure for row in check)
    if unsure:
        yield _("{count} left out: they are so small that rounding hides them.").format(
            count=unsure
        )


def _wrong(check: GradientCheck) -> Iterator[str]:
    """What is wrong with each row that differs."""
    derivation: Derivation = check.step.derivation
    for row in check.wrong:
        worst = row.worst
        assert worst is not None
        yield _(
            "Row {number} is not the slope of L by {of}: {row}. At [{place}] it says {analytic}, "
            "measured {numeric}."
        ).format(
            number=row.number,
            of=row.of,
            row=derivation.equations[row.number - 1],
            place=", ".join(map(str, worst.place)),
            analytic=number_text(worst.analytic),
            numeric=number_text(worst.numeric),
        )
    carried = [row.name for row in check if row.verdict == "inherits"]
    if carried:
        yield _("The rules of {names} are right; they carry on what is wrong before them.").format(
            names=", ".join(carried)
        )


def _verdict(check: Sequence[RowCheck]) -> str:
    counted = [row for row in check if row.verdict != "not checked"]
    wrong = sum(row.verdict == "differs" for row in counted)
    if wrong:
        return _("Wrong rows: {wrong} of {count}.").format(wrong=wrong, count=len(counted))
    if not counted:
        return _("Nothing could be checked.")
    unchecked = [row.name for row in check if row.verdict == "not checked"]
    if unchecked:
        return _("All that could be checked agree with the measured slopes; not {names}.").format(
            names=", ".join(unchecked)
        )
    return _("All {count} gradients agree with the measured slopes.").format(count=len(counted))
