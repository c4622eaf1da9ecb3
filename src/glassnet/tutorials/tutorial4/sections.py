"""Tutorial 4 from beginning to end."""

from glassnet.locales import _
from glassnet.tutorials.blocks import Equations, Paragraph, Section
from glassnet.tutorials.heading import title
from glassnet.tutorials.shell import commands
from glassnet.tutorials.tutorial4.activations import four_activations
from glassnet.tutorials.tutorial4.corrections import wrong_sentences
from glassnet.tutorials.tutorial4.hand_step import as_matrices, by_hand
from glassnet.tutorials.tutorial4.hundred_epochs import final_weights, hundred_epochs
from glassnet.tutorials.tutorial4.loss_formulas import loss_formulas
from glassnet.tutorials.tutorial4.prediction_table import prediction_table
from glassnet.tutorials.tutorial4.two_functions import two_functions
from glassnet.tutorials.tutorial4.two_gradients import two_gradients

YOURSELF = """\
import glassnet as gn

net = gn.Network(2, [gn.Dense(3, "sigmoid", bias=False),
                     gn.Dense(1, bias=False)])
model = gn.Model(net, params={"W1": [[0.8, 0.4, 0.3], [0.2, 0.9, 0.5]],
                              "W2": [[0.3], [0.5], [0.9]]})
print(model.explain([[1, 1]], [[0]], optimizer=gn.SGD(0.01)))

net = gn.Network(2, [gn.Dense(3, "sigmoid"), gn.Dense(1)])
run = gn.Model(net, seed=0).train([[1, 1]], [[0]], epochs=100,
                                  optimizer=gn.SGD(0.01), gradient="numeric")
print(run.history["loss"][[0, -1]])"""


def sections() -> list[Section]:
    """All sections; the first is the title."""
    return [
        title(4, _("The first of a series of 46 articles.")),
        by_hand(),
        as_matrices(),
        four_activations(),
        hundred_epochs(),
        final_weights(),
        two_functions(),
        two_gradients(),
        loss_formulas(),
        prediction_table(),
        wrong_sentences(),
        Section(
            _("Try it yourself"),
            (
                Paragraph(_("The step of part 1, and the training of part 4 from other weights:")),
                Equations(tuple(YOURSELF.splitlines())),
                Paragraph(_("From the shell:")),
                commands(_shell()),
            ),
        ),
    ]


def _shell() -> list[tuple[str, str]]:
    return [
        ('glassnet explain s3-2-3-1 --paths "W1[0,1]"', _("the path of w12")),
        ("glassnet explain s3-2-3-1 --format html", _("the step as a page")),
        ('glassnet explain s3-13-weights --what-if "W1[0,0]+=1e-4"', _("one small change")),
        ("glassnet explain s3-13-weights --check", _("every slope measured")),
        ("glassnet audit FILE.py", _("your update_weights")),
    ]
