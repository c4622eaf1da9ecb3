"""Conventions as text: the table of all sources, one topic."""

from collections.abc import Callable, Iterable

from glassnet.conventions.bias import checked_bias
from glassnet.conventions.factors import factor
from glassnet.conventions.formulas import layer_rows, loss_formula, penalty_formulas
from glassnet.conventions.sources import LOSSES, SOURCES, Source
from glassnet.errors import unknown_name
from glassnet.locales import _, translate, width
from glassnet.locales.wrapping import wrap
from glassnet.views.text.arrays import number_text
from glassnet.views.text.table import aligned_columns

COLUMNS = 80
NONE = "–"
OUTPUTS = 2  # in the formulas that divide by the number of outputs


def table(columns: int = COLUMNS) -> str:
    """All sources side by side: what stands before each sum, and how arrays lie."""
    heading = [
        _("source"), _("squared"), _("binary"), _("classes"), _("penalty"), _("on b"), "X", "W",
    ]  # fmt: skip
    rows = [[translate(each.title), *_losses(each), *_penalty(each), *_arrays(each)]
            for each in SOURCES.values()]  # fmt: skip
    sentences = [
        _("What stands before the sum of all errors, and before the sum of all squared weights:"),
        *_legend(),
        _(
            "on b: whether biases are in the penalty. X: examples as rows or columns. W: its "
            "shape, inputs and outputs of the layer."
        ),
    ]
    lines = aligned_columns([heading, *rows], left=range(8))
    text = [line for sentence in sentences[1:] for line in wrap(sentence, columns)]
    return "\n".join([*wrap(sentences[0], columns), "", *lines, "", *text])


def _losses(each: Source) -> list[str]:
    return [str(factor(each.losses[op])) if op in each.losses else NONE for op in LOSSES]


def _penalty(each: Source) -> list[str]:
    if each.penalty is None:
        return [NONE, NONE]
    return [factor(each.penalty).text(each.strength), _yes(each.penalty.biases)]


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def _arrays(each: Source) -> list[str]:
    turned = each.transposed or each.layout == "columns"
    return [_layout(each), "out, in" if turned else "in, out"]


def _layout(each: Source) -> str:
    return _("rows") if each.layout == "rows" else _("columns")


def _legend() -> list[str]:
    return [
        _("m: examples in the batch; k: outputs; n: examples in the training set."),
        _("Every factor is the ratio of two computed losses, the same for all random examples."),
    ]


def topic(name: str, columns: int = COLUMNS) -> str:
    """One topic: "loss", "penalty", "layout", "bias" or "labels".

    Raises:
        UnknownNameError: if it is another.
    """
    if name not in TOPICS:
        raise unknown_name(_("topic"), name, TOPICS, f"convention {name}")
    return "\n".join(TOPICS[name](columns))


def _loss_topic(columns: int) -> Iterable[str]:
    """Each loss in each form, and its factor beside the default of glassnet."""
    for op, label in LOSSES.items():
        found = {each.key: each.losses[op] for each in SOURCES.values() if op in each.losses}
        forms = {loss: loss_formula(loss, OUTPUTS) for loss in found.values()}
        yield f"{translate(label)} · {op}"
        for loss, formula in forms.items():
            names = ", ".join(translate(SOURCES[key].title) for key in found if found[key] == loss)
            times = _("{factor} of the sum, {other} of the mean over examples").format(
                factor=factor(loss), other=factor(loss, type(loss)())
            )
            yield f"  L = {formula}"
            yield from wrap(times, columns, "      ")
            yield from wrap(names, columns, "      ")
        yield ""
    yield from (line for text in [
        _("The formulas are for {k} outputs.").format(k=OUTPUTS), *_legend(),
        _("A loss that is c times as large has slopes c times as large: divide the learning rate "
          "by c for the same steps."),
        *_notes(("tutorial3", "sklearn")),
    ] for line in wrap(text, columns))  # fmt: skip


def _notes(keys: Iterable[str]) -> list[str]:
    return [
        _("{source}: {note}.").format(
            source=translate(SOURCES[key].title), note=translate(SOURCES[key].note)
        )
        for key in keys
    ]


def _penalty_topic(columns: int) -> Iterable[str]:
    """Each penalty, what it adds to the slope, and its factor beside PyTorch's."""
    with_one = [each for each in SOURCES.values() if each.penalty is not None]
    reference = SOURCES["pytorch"].penalty
    heading = [_("source"), _("added to L"), _("added to dW"), _("of PyTorch's"), _("on b")]
    rows = []
    for each in with_one:
        assert each.penalty is not None
        formulas = penalty_formulas(each)
        share = str(factor(each.penalty, reference))
        rows.append([translate(each.title), *formulas, share, _yes(each.penalty.biases)])
    yield from aligned_columns([heading, *rows], left=range(5))
    yield ""
    texts = [
        *_legend(),
        *_notes(("nielsen", "sklearn", "keras", "pytorch")),
        _("The same λ therefore means something else in each: {command} translates it.").format(
            command="glassnet convention --from sklearn --to pytorch --value 1e-4 --n 200"
        ),
    ]
    for text in texts:
        yield from wrap(text, columns)


def _layout_topic(columns: int) -> Iterable[str]:
    """The first layer of a 2-3-1 network for four examples, as each source writes it."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for each in SOURCES.values():
        groups.setdefault(tuple(layer_rows(each)), []).append(translate(each.title))
    yield from wrap(_("The first layer of a 2-3-1 network, four examples:"), columns)
    for (first, *arrays), names in groups.items():
        yield ""
        yield f"  {first[0]}"
        yield "      " + "  ".join(f"{name} {shape}" for name, shape in arrays)
        yield from wrap(", ".join(names), columns, "      ")
    yield ""
    yield from wrap(
        _(
            "The numbers are the same: W of one form is W.T of another, and a table of examples "
            "is turned. layout=\"columns\" shows and exports the second form."
        ),
        columns,
    )  # fmt: skip


def _bias_topic(columns: int) -> Iterable[str]:
    """w0 as the weight of an input that is always 1."""
    found = checked_bias()
    texts = [
        _("a = f(w0 + Σ w_i·x_i): w0 is the bias b, as the weight of an input that is always 1:"),
        "  Z = X @ W + b = [1, X] @ [b; W]",
        _(
            "Computed both ways on random examples: Z differs by at most {z}, and the slope by w0 "
            "is db, to {slope}."
        ).format(z=f"{found.values:.1e}", slope=f"{found.slopes:.1e}"),
        _(
            "They differ in a penalty: one that counts every weight counts w0 too, here {more} "
            "instead of {less}. PyTorch's weight_decay does so, the others leave the bias out."
        ).format(more=number_text(found.with_bias), less=number_text(found.without_bias)),
    ]
    for text in texts:
        yield from wrap(text, columns) if not text.startswith(" ") else [text]
    yield ""
    heading = [_("source"), _("bias"), _("in the penalty")]
    rows = [
        [translate(each.title), each.bias or _("none"), _penalty(each)[1]]
        for each in SOURCES.values()
    ]
    yield from aligned_columns([heading, *rows], left=range(3))


def _label_topic(columns: int) -> Iterable[str]:
    """How the right answer is written."""
    left = max(width(translate(each.title)) for each in SOURCES.values()) + 2
    for each in SOURCES.values():
        title = translate(each.title)
        head = title + " " * (left - width(title))
        yield from wrap(translate(each.labels), columns, head, " " * left)
    yield ""
    yield from wrap(
        _(
            "glassnet takes labels 0, 1, 2 … and writes label c as a row with 1 at place c; with "
            "one output as 0 or 1. Another order of the classes is another order of the outputs: "
            "losses are equal, predictions must be read accordingly."
        ),
        columns,
    )


TOPICS: dict[str, Callable[[int], Iterable[str]]] = {
    "loss": _loss_topic,
    "penalty": _penalty_topic,
    "layout": _layout_topic,
    "bias": _bias_topic,
    "labels": _label_topic,
}
