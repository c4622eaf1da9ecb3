"""A translated strength and learning rate as text: the numbers, and what they rest on."""

from glassnet.conventions.factors import Factor, factor
from glassnet.conventions.sources import LOSSES, SQUARED
from glassnet.conventions.text import COLUMNS
from glassnet.conventions.translation import Translation
from glassnet.locales import _, translate
from glassnet.locales.wrapping import wrap
from glassnet.views.text.arrays import number_text
from glassnet.views.text.table import aligned_columns

ROUNDING = 1e-12  # weights are of size 1; what differs by less differs by rounding


def translation_text(found: Translation, columns: int = COLUMNS) -> str:
    """A translated strength and learning rate, and why."""
    one, other = found.origin, found.target
    rows = [["", translate(one.title), translate(other.title), _("times")]]
    rows.append([
        _("strength"), f"{one.strength} = {number_text(found.given)}",
        f"{other.strength} = {number_text(found.strength)}", str(found.strength_factor),
    ])  # fmt: skip
    rows.append([_("learning rate"), *_rates(found), str(found.loss_factor)])
    for label, parts in _written(found).items():
        rows.append([label, *parts])
    sizes = _("m = {m} in a batch, n = {n} in the training set, k = {k} outputs").format(
        m=found.sizes.m, n=found.sizes.n, k=found.sizes.outputs
    )
    lines = aligned_columns(rows, left=range(4), gap=2)
    texts = [_rate_sentence(found), _loss_sentence(found), sizes, *_batch_sentences(found),
             *_why(found)]  # fmt: skip
    return "\n".join([*lines, "", *(line for text in texts for line in wrap(text, columns))])


def _rates(found: Translation) -> list[str]:
    """Both learning rates; without a number, the second as a multiple of the first."""
    if found.lr is not None and found.new_lr is not None:
        return [number_text(found.lr), number_text(found.new_lr)]
    times = found.loss_factor.value(found.sizes)
    return ["lr", "lr" if times == 1 else f"{number_text(times)}·lr"]


def _rate_sentence(found: Translation) -> str:
    """What must be done with the learning rate for the same steps."""
    times = found.loss_factor.value(found.sizes)
    if times == 1:
        return _("The learning rate stays as it is.")
    if times == 2:
        return _("The learning rate must be doubled too, or the steps are not the same.")
    if times == 0.5:
        return _("The learning rate must be halved too, or the steps are not the same.")
    return _("The learning rate must be multiplied by {times} too, or the steps differ.").format(
        times=number_text(times)
    )


def _loss_sentence(found: Translation) -> str:
    """For which loss this holds."""
    if found.loss == SQUARED:
        return _(
            "This is for squared error; for a classifier with cross-entropy say --loss binary "
            "or --loss classes."
        )
    return _("This is for {loss}.").format(loss=translate(LOSSES[found.loss]))


def _batch_sentences(found: Translation) -> list[str]:
    """Whose batch size was taken, if nobody gave one."""
    if found.batch_of is None:
        return []
    return [
        _(
            "m = min({most}, n) is what {source} takes unless told (its solver lbfgs takes all): "
            "--batch says another."
        ).format(most=found.batch_of.batch_size, source=translate(found.batch_of.title))
    ]


def _written(found: Translation) -> dict[str, list[str]]:
    """The two objectives as factors before the sums."""

    def parts(values: list[Factor], symbols: list[str]) -> list[str]:
        return [each.text(symbol) for each, symbol in zip(values, symbols, strict=True)]

    sides = (found.origin, found.target)
    penalties = [factor(each.penalty) for each in sides if each.penalty is not None]
    losses = [factor(each.losses[found.loss]) for each in sides]
    return {
        _("before Σ errors"): [*map(str, losses), str(found.loss_factor)],
        _("before Σw²"): [*parts(penalties, [each.strength for each in sides]),
                          str(found.penalty_factor)],
    }  # fmt: skip


def _why(found: Translation) -> list[str]:
    """The check, and what the factors do not say."""
    texts = [
        _(
            "Checked: after one step of gradient descent on random examples, with each of the two, "
            "{outcome}."
        ).format(outcome=_outcome(found.step_difference))
    ]
    one, other = found.origin.penalty, found.target.penalty
    if one is not None and other is not None and one.biases != other.biases:
        texts.append(
            _("{source} penalises biases too: give them a group of their own without it.").format(
                source=translate((found.origin if one.biases else found.target).title)
            )
        )
    if found.loss_factor != Factor(1.0):
        texts.append(
            _(
                "The learning rate is that of gradient descent and momentum. Adam divides by the "
                "size of the slopes, so there it stays as it is."
            )
        )
    return texts


def _outcome(difference: float) -> str:
    """How far weights are apart after a step with each of the two settings, in words."""
    if difference == 0:
        return _("the weights are the same to the last bit")
    if difference < ROUNDING:
        return _("the weights are the same but for rounding (at most {difference})").format(
            difference=f"{difference:.0e}"
        )
    return _("the weights differ by at most {difference}").format(difference=f"{difference:.1e}")
