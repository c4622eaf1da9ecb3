"""One network, two functions: the same first weights, trained on two sets of data."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import Adam
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Equations, Paragraph
from glassnet.tutorials.panels import curves

HIDDEN, POINTS, UPDATES, LR = 8, 41, 300, 0.05
SEED, HEIGHT = 0, 5
GOALS: dict[str, Callable[[Array], Array]] = {
    "sin 3x": lambda x: np.sin(3 * x),
    "|x|": lambda x: np.abs(x),
}


def inputs() -> Array:
    """Points from -1 to 1, one column."""
    return np.linspace(-1.0, 1.0, POINTS).reshape(-1, 1)


@lru_cache(maxsize=2)
def trained(goal: str) -> Run:
    """The network of one input and one output, trained on one of the goals."""
    network = Network(1, [Dense(HIDDEN, "tanh"), Dense(1)])
    x = inputs()
    return Model(network, seed=SEED).train(x, GOALS[goal](x), epochs=UPDATES, optimizer=Adam(LR))


def one_network_two_functions() -> tuple[Paragraph, Equations, Paragraph]:
    """What the same network answers before training, and after either."""
    runs = {goal: trained(goal) for goal in GOALS}
    first = next(iter(runs.values())).at(0).predict(inputs())[:, 0].tolist()
    shown = [first, *(run.model.predict(inputs())[:, 0].tolist() for run in runs.values())]
    captions = [[_("before training")], *([_("trained on {goal}").format(goal=g)] for g in runs)]
    losses = [f"{run.history['loss'][-1]:.5f}" for run in runs.values()]
    return (
        Paragraph(
            _(
                "“对于同一个神经网络” (for one and the same network), says the page, the data make "
                "the function: cats and dogs, or the next English word. On a small scale it can be "
                "seen: a 1-{hidden}-1 network with tanh, trained twice from the same first weights:"
            ).format(hidden=HIDDEN)
        ),
        Equations(curves(shown, captions, panel=26, height=HEIGHT)),
        Paragraph(
            _(
                "After {updates} updates the squared errors are {first} and {second}. (Literally "
                "one network for pictures and for words it cannot be: the numbers of inputs and "
                "outputs differ. One kind of network, then.)"
            ).format(updates=UPDATES, first=losses[0], second=losses[1])
        ),
    )
