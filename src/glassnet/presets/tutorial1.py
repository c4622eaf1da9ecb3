"""The network of the first tutorial: 2-3-2, sigmoid twice, no biases."""

from glassnet import data
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.initializers import Legacy
from glassnet.nn.layers import Dense
from glassnet.nn.losses import SquaredError
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.presets.preset import Preset

SEED = 2017
ALPHA = 0.001  # the α of the figures


def two_three_two() -> Preset:
    """The step of the figures: weights of seed 2017, the first point of the cloud."""
    init = Legacy("uniform", scale="fan_in")
    layers = [Dense(units, "sigmoid", bias=False, init=init) for units in (3, 2)]
    X, Y = data.load("xor_cloud")
    return Preset(
        "s0-2-3-2",
        _("XOR of signs with 3 hidden units, the first of 300 points"),
        _('O. U. Florez, "One LEGO at a time"; its figures print these numbers'),
        Model(Network(2, layers, SquaredError(factor=0.5)), seed=SEED),
        X[:1],
        Y[:1],
        SGD(ALPHA),
    )
