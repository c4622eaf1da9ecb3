"""A strength and a learning rate in the words of another text or library.

Both objectives are multiples of the same: f·E + λ·p·Σw². They have the same minimum if λ·p/f is
the same, and plain gradient descent makes the same steps if lr·f is the same too.
"""

from dataclasses import dataclass, replace

import numpy as np

from glassnet.conventions.factors import Factor, Sizes, example, factor, network_of
from glassnet.conventions.sources import CATEGORICAL, LOSSES, SOURCES, SQUARED, Source, source
from glassnet.core.notation import updated
from glassnet.errors import SettingError
from glassnet.executors import reference
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.locales import translate as translated
from glassnet.nn.demand import one_of, real, whole
from glassnet.nn.losses import Loss, Penalty, loss_of
from glassnet.nn.lower import lower
from glassnet.nn.optimizers import SGD

RATE = 0.1  # of the step that checks a translation, if none is given
MOST = 256  # examples and outputs of that step


@dataclass(frozen=True)
class Translation:
    """A setting of one source in the words of another.

    Attributes:
        origin, target: the two sources.
        loss: which loss, by the name of its op.
        sizes: the batch, the outputs and the training set.
        batch_of: the source whose own batch size is taken, because none was given; or None.
        given: the strength in the words of the first.
        strength: the same in the words of the second.
        lr: a learning rate of the first, or None.
        new_lr: the same step in the second.
        step_difference: by how much weights differ after one step with each of the two.
    """

    origin: Source
    target: Source
    loss: str
    sizes: Sizes
    batch_of: Source | None
    given: float
    strength: float
    lr: float | None
    new_lr: float | None
    step_difference: float

    @property
    def penalty_factor(self) -> Factor:
        """The penalty of the first as a multiple of that of the second, strengths equal."""
        return factor(_penalty(self.origin), _penalty(self.target))

    @property
    def loss_factor(self) -> Factor:
        """The loss of the first as a multiple of that of the second."""
        return factor(_loss(self.origin, self.loss), _loss(self.target, self.loss))

    @property
    def strength_factor(self) -> Factor:
        """New strength / given strength."""
        return self.penalty_factor / self.loss_factor

    def __str__(self) -> str:
        from glassnet.conventions.translation_text import translation_text

        return translation_text(self)


def translate(
    origin: str,
    target: str,
    strength: float,
    *,
    n_data: int,
    batch_size: int | None = None,
    outputs: int = 1,
    loss: str | Loss | type[Loss] = SQUARED,
    lr: float | None = None,
) -> Translation:
    """The strength of an L2 penalty, and a learning rate, in other words.

    Args:
        origin: a key of `SOURCES`: whose strength it is.
        target: a key of `SOURCES`: whose words are wanted.
        strength: λ, alpha, weight_decay … of the first.
        n_data: examples in the training set.
        batch_size: examples in a batch; unless given, scikit-learn's min(200, n_data) if it is
            one of the two, else all.
        outputs: outputs of the network.
        loss: squared error or one of the cross-entropies, by a name that `Network` accepts; what
            stands before its sum is the sources' business.
        lr: a learning rate of the first.

    Raises:
        GlassnetError: if a name is unknown, a number makes no sense, or a source has no such
            penalty or loss.
    """
    where = f"translate({origin!r}, {target!r}, …)"
    one, other = source(origin, where), source(target, where)
    name = one_of(loss_of(loss, where).op, LOSSES, _("loss"), where)
    given = real(strength, "strength", where, least=0.0)
    rate = None if lr is None else real(lr, "lr", where, above=0.0)
    examples = whole(n_data, "n_data", where)
    m, batch_of = _batch(batch_size, examples, (one, other), where)
    sizes = Sizes(m, whole(outputs, "outputs", where), examples)
    losses = factor(_loss(one, name), _loss(other, name)).value(sizes)
    penalties = factor(_penalty(one), _penalty(other)).value(sizes)
    new, new_rate = given * penalties / losses, None if rate is None else rate * losses
    few = Sizes(min(m, MOST), min(sizes.outputs, MOST), examples)
    return Translation(
        one, other, name, sizes, batch_of, given, new, rate, new_rate,
        _step_difference(one, other, name, few, given, RATE if rate is None else rate),
    )  # fmt: skip


def _batch(
    given: int | None, examples: int, sources: tuple[Source, Source], where: str
) -> tuple[int, Source | None]:
    """Examples in a batch, and the source that says so if nobody else does.

    Raises:
        SettingError: if a batch would be larger than the training set.
    """
    if given is None:
        batch_of = next((each for each in sources if each.batch_size is not None), None)
        own = None if batch_of is None else batch_of.batch_size
        return (examples if own is None else min(own, examples)), batch_of
    m = whole(given, "batch_size", where)
    if m > examples:
        raise SettingError(
            _("a batch cannot be larger than the training set"),
            expected=_("a whole number from 1 to {last}").format(last=examples),
            received=str(m),
            where=where,
            fix=_("use batch_size={last} or less").format(last=examples),
        )
    return m, None


def _step_difference(
    one: Source, other: Source, loss: str, sizes: Sizes, given: float, lr: float
) -> float:
    """By how much weights differ after one step with each of the two settings."""
    losses = factor(_loss(one, loss), _loss(other, loss)).value(sizes)
    new = given * factor(_penalty(one), _penalty(other)).value(sizes) / losses
    here = _after_one_step(one, loss, given, lr, sizes)
    there = _after_one_step(other, loss, new, lr * losses, sizes)
    return float(np.max(np.abs(here - there)))


def _loss(each: Source, loss: str) -> Loss:
    """The loss of a source.

    Raises:
        SettingError: if it has none.
    """
    if loss in each.losses:
        return each.losses[loss]
    raise SettingError(
        _("{source} has no {loss}").format(source=translated(each.title), loss=loss),
        expected=_("one of {names}").format(names=", ".join(each.losses)),
        received=loss,
        where=f"conventions, {each.key}",
        fix=_("choose another loss or another source"),
    )


def _penalty(each: Source) -> Penalty:
    """The penalty of a source with strength 1.

    Raises:
        SettingError: if it has none.
    """
    if each.penalty is not None:
        return each.penalty
    raise SettingError(
        _("{source} has no penalty").format(source=translated(each.title)),
        expected=_("one of {names}").format(
            names=", ".join(key for key, other in SOURCES.items() if other.penalty)
        ),
        received=each.key,
        where=f"conventions, {each.key}",
        fix=_("choose another source"),
    )


def _after_one_step(each: Source, loss: str, strength: float, lr: float, sizes: Sizes) -> Array:
    """The weights of a random network after one step of plain gradient descent."""
    penalty = replace(_penalty(each), strength=strength)
    network = network_of(_loss(each, loss), penalty, max(sizes.outputs, 1 + (loss == CATEGORICAL)))
    small = replace(sizes, outputs=network.outputs)
    feeds = {**example(loss, small, seed=0), "lr": np.array(lr)}
    name = updated("W1")
    return reference.run(lower(network, sizes.m, optimizer=SGD(lr)), feeds, keep=[name])[name]
