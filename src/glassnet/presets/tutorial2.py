"""The little box of the second tutorial: two steep sigmoids make a bump."""

import numpy as np

from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.presets.preset import Preset

STEEP = 1000.0  # a weight that turns a sigmoid into a step
START, END, HEIGHT = 0.4, 0.6, 0.8
LR = 0.1  # ours: nothing is trained there


def bump() -> Preset:
    """One unit steps up at 0.4, one at 0.6; their difference is a box of height 0.8."""
    params = {
        "W1": [[STEEP, STEEP]],
        "b1": [-STEEP * START, -STEEP * END],
        "W2": [[HEIGHT], [-HEIGHT]],
        "b2": [0.0],
    }
    return Preset(
        "s1-bump",
        _("two steps that make a box: 1 input, 2 steep hidden units, 1 output"),
        _("“你真的明白神经网络是什么?”; the numbers are Michael Nielsen's, chapter 4"),
        Model(Network(1, [Dense(2, "sigmoid"), Dense(1)]), params=params),
        np.array([[0.3], [START], [0.5], [END], [0.7]]),
        np.array([[0.0], [HEIGHT], [HEIGHT], [HEIGHT], [0.0]]),
        SGD(LR),
    )
