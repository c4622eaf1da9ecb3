"""Tutorial 5 from beginning to end."""

from glassnet.locales import _
from glassnet.tutorials.blocks import Equations, Paragraph, Section
from glassnet.tutorials.heading import title
from glassnet.tutorials.shell import commands
from glassnet.tutorials.tutorial5.activations import activations
from glassnet.tutorials.tutorial5.choosing import which_one
from glassnet.tutorials.tutorial5.collapse import collapse
from glassnet.tutorials.tutorial5.corrections import wrong_sentences
from glassnet.tutorials.tutorial5.flower import learned
from glassnet.tutorials.tutorial5.gradients import one_unit_back, six_formulas
from glassnet.tutorials.tutorial5.initial_weights import rand_or_randn, symmetry
from glassnet.tutorials.tutorial5.notation import the_network
from glassnet.tutorials.tutorial5.one_unit import two_parts, whole_layers
from glassnet.tutorials.tutorial5.three_ways import three_ways
from glassnet.tutorials.tutorial5.weight_size import how_large

YOURSELF = """\
import glassnet as gn

print(gn.presets.load("s4-3-4-1").explain())

X, Y = gn.datasets.load("flower")
net = gn.Network(2, [gn.Dense(4, "tanh", init="small_normal"),
                     gn.Dense(1, "sigmoid", init="small_normal")],
                 loss="binary_cross_entropy")
run = gn.Model(net, seed=0).train(X, Y, epochs=1000, record=["accuracy"],
                                  optimizer=gn.SGD(1.2))
print(run.history["accuracy"][-1])"""


def sections() -> list[Section]:
    """All sections; the first is the title."""
    return [
        title(
            5,
            _(
                "By ShowMeAI, after Andrew Ng's course “Neural Networks and Deep Learning”, week "
                "3; its figures are the course's."
            ),
        ),
        the_network(),
        two_parts(),
        whole_layers(),
        three_ways(),
        activations(),
        collapse(),
        one_unit_back(),
        six_formulas(),
        symmetry(),
        rand_or_randn(),
        how_large(),
        learned(),
        which_one(),
        wrong_sentences(),
        Section(
            _("Try it yourself"),
            (
                Paragraph(_("The step of part 8, and the flower of part 12, in Python:")),
                Equations(tuple(YOURSELF.splitlines())),
                Paragraph(_("From the shell:")),
                commands(_shell()),
            ),
        ),
    ]


def _shell() -> list[tuple[str, str]]:
    return [
        ("glassnet explain s4-3-4-1", _("the step of part 8")),
        ("glassnet explain s4-3-4-1 --layout rows", _("the same with examples as rows")),
        ('glassnet explain s4-3-4-1 --paths "W1[0,0]"', _("one weight, five examples")),
        ("glassnet explain logistic-regression", _("the graph of part 7")),
        ("glassnet convention layout", _("who writes W, who Wᵀ")),
        ("glassnet train flower", _("the flower, with a report")),
    ]
