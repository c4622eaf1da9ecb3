"""Tutorial 1 from beginning to end."""

from glassnet.locales import _
from glassnet.tutorials.blocks import Equations, Paragraph, Section
from glassnet.tutorials.heading import title
from glassnet.tutorials.shell import commands
from glassnet.tutorials.tutorial1.corrections import wrong_sentences
from glassnet.tutorials.tutorial1.derivative_table import derivative_table
from glassnet.tutorials.tutorial1.explosion import explosion
from glassnet.tutorials.tutorial1.one_step import the_network, the_step, wrong_figures
from glassnet.tutorials.tutorial1.three_or_fifty import three_or_fifty
from glassnet.tutorials.tutorial1.xor import without_biases

YOURSELF = """\
import glassnet as gn

X, Y = gn.datasets.load("xor_cloud")
init = gn.Legacy("uniform", scale="fan_in")
net = gn.Network(2, [gn.Dense(3, "sigmoid", bias=False, init=init),
                     gn.Dense(2, "sigmoid", bias=False, init=init)],
                 loss=gn.SquaredError(factor=0.5))
model = gn.Model(net, seed=2017)
print(model.explain(X[:1], Y[:1], optimizer=gn.SGD(0.001)))"""


def sections() -> list[Section]:
    """All sections; the first is the title."""
    return [
        title(
            1,
            _("Omar U. Florez, “One LEGO at a time”, translated by Elaine for Aliyun."),
        ),
        the_network(),
        the_step(),
        derivative_table(),
        wrong_figures(),
        three_or_fifty(),
        without_biases(),
        explosion(),
        wrong_sentences(),
        Section(
            _("Try it yourself"),
            (
                Paragraph(_("The step of part 2, in Python:")),
                Equations(tuple(YOURSELF.splitlines())),
                Paragraph(_("From the shell:")),
                commands(_shell()),
            ),
        ),
    ]


def _shell() -> list[tuple[str, str]]:
    return [
        ("glassnet explain s0-2-3-2", _("the step of part 2")),
        ('glassnet explain s0-2-3-2 --entry "dW2[0,0]"', _("one number taken apart")),
        ("glassnet explain s0-2-3-2 --format html", _("the step as a page to click")),
        ("glassnet train xor_cloud", _("the points of part 5")),
        ("glassnet convention penalty", _("λ/2N and the λ of others")),
    ]
