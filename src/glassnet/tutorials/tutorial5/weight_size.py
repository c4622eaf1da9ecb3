"""How large first weights should be: tanh units that saturate, ReLU networks that explode."""

from functools import lru_cache

import numpy as np

from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.initializers import Initializer, Legacy
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.report.numerals import number, percent
from glassnet.tutorials.activation_values import value_and_slope
from glassnet.tutorials.blocks import Paragraph, Section, Table
from glassnet.tutorials.tutorial5.activations import edges
from glassnet.tutorials.tutorial5.network import SEED, UPDATES, classifier, flower, trained

SIZES = (0.01, 0.5, 10.0, 100.0)
EARLY = 50
DEEP, WIDE, SEEN = 10, 100, (1, 5, 10)
HE = Legacy("normal", 2**0.5, scale="fan_in")


@lru_cache(maxsize=1)
def with_tanh() -> tuple[tuple[float, float, float, float, float, float], ...]:
    """For each size of the first weights: mean slope, saturated, largest slopes of L, losses."""
    X, Y = flower()
    found = []
    for size in SIZES:
        run = trained(classifier([4], init=Legacy("normal", size)), X, Y)
        first = run.at(0).explain(X, Y)
        slopes = value_and_slope("tanh", first["Z1"])[1]
        saturated = float(np.mean(np.abs(first["Z1"]) > edges("tanh")[1]))
        steepest = float(np.max(np.abs(first["dW1"])))
        after = float(run.at(EARLY).explain(X, Y)["L"])
        end = float(run.model.explain(X, Y)["L"])
        found.append((size, float(slopes.mean()), saturated, steepest, after, end))
    return tuple(found)


@lru_cache(maxsize=8)
def deep_relu(init: Initializer) -> tuple[list[float], float]:
    """The spread of the answers of some layers of a deep ReLU network, and the largest |dW1|."""
    layers = [Dense(WIDE, "relu", init=init) for _layer in range(DEEP)]
    model = Model(Network(WIDE, [*layers, Dense(1, init=init)]), seed=SEED)
    X = np.random.RandomState(SEED).randn(WIDE, WIDE)
    ran = model.explain(X, np.zeros((WIDE, 1)))
    return [float(ran[f"A{k}"].std()) for k in SEEN], float(np.max(np.abs(ran["dW1"])))


def how_large() -> Section:
    """Both tables."""
    tanh_rows = tuple(
        (
            f"randn·{size:g}",
            f"{slope:.3f}",
            percent(saturated, 0),
            number(steepest, 2),
            f"{after:.4f}",
            f"{end:.4f}",
        )
        for size, slope, saturated, steepest, after, end in with_tanh()
    )
    header = (
        _("first weights"),
        _("mean slope of tanh"),
        _("saturated"),
        _("largest |dW1|"),
        _("loss after {count} updates").format(count=EARLY),
        _("after {count}").format(count=f"{UPDATES:,}"),
    )
    return Section(
        _("How large should first weights be?"),
        (
            Paragraph(
                _(
                    "The page multiplies by 0.01 so that Z is near 0 and “梯度较大” (the gradient "
                    "is large). The slope of tanh is, but the gradient of W1 is not: on its way "
                    "back it is also multiplied by W2, which is just as small. Four tanh units on "
                    "the flower:"
                )
            ),
            Table(header, tanh_rows),
            Paragraph(
                _(
                    "Large weights do saturate, as the page says, and then little is learned; and "
                    "with a sigmoid at the output large weights make sure of wrong answers, which "
                    "is what the losses of the last line show. But the smallest are not the best: "
                    "they only start later. In between, weights "
                    "are random enough to differ and small enough for the linear part."
                )
            ),
            *_deep(),
        ),
    )


def _deep() -> tuple[Paragraph, Table, Paragraph]:
    kinds = (
        ("randn·0.01", Legacy("normal", 0.01)),
        ("randn·√(2/n)", HE),
        ("randn·1", Legacy("normal", 1.0)),
    )
    rows = []
    for name, init in kinds:
        spreads, steepest = deep_relu(init)
        rows.append((name, *(number(each, 2) for each in spreads), number(steepest, 2)))
    header = (
        _("first weights"),
        *(_("spread of A{layer}").format(layer=layer) for layer in SEEN),
        _("largest |dW1|"),
    )
    return (
        Paragraph(
            _(
                "For ReLU this problem does not exist, says the page, “因为在大于 0 的时候,梯度均"
                "为 1” (because for z > 0 the slope is always 1). But numbers still pass through "
                "all the weights. {deep} ReLU layers of {wide} units each:"
            ).format(deep=DEEP, wide=WIDE)
        ),
        Table(header, tuple(rows)),
        Paragraph(
            _(
                "With 0.01 everything dies out on the way, with 1 it explodes. √(2/n), n the "
                'number of inputs of a unit, keeps the size: init="he_normal".'
            )
        ),
    )
