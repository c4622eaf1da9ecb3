"""Tutorial 3 from beginning to end."""

from glassnet.locales import _
from glassnet.tutorials.blocks import Equations, Paragraph, Section
from glassnet.tutorials.heading import title
from glassnet.tutorials.shell import commands
from glassnet.tutorials.tutorial3.corrections import wrong_sentences
from glassnet.tutorials.tutorial3.data_preparation import saturation, targets, zeros
from glassnet.tutorials.tutorial3.derivation import link_by_link
from glassnet.tutorials.tutorial3.error_functions import downhill, three_errors
from glassnet.tutorials.tutorial3.line import bad_sample, line_after_each, predictor
from glassnet.tutorials.tutorial3.matrices import matrix_form
from glassnet.tutorials.tutorial3.sent_back import with_and_without
from glassnet.tutorials.tutorial3.two_lines import several_lines
from glassnet.tutorials.tutorial3.weight_update import worked_update

YOURSELF = """\
import glassnet as gn

net = gn.Network(1, [gn.Dense(1, bias=False)],
                 loss=gn.AbsoluteError())
model = gn.Model(net, params={"W1": [[0.0]]})
run = model.train([[1.0]], [[5.0]], epochs=10, optimizer=gn.SGD(0.9))
print([float(run.at(k).params["W1"][0, 0]) for k in range(11)])

net = gn.Network(2, [gn.Dense(2, "sigmoid", bias=False),
                     gn.Dense(2, "sigmoid", bias=False)],
                 loss=gn.SquaredError(factor=0.5))
model = gn.Model(net, params={"W1": [[0.5, -0.3], [0.8, 0.4]],
                              "W2": [[0.7, -0.6], [0.2, 0.9]]})
print(model.explain([[0.6, 0.9]], [[0.99, 0.01]],
                    optimizer=gn.SGD(0.1), layout="columns"))"""


def sections() -> list[Section]:
    """All sections; the first is the title."""
    return [
        title(
            3,
            _(
                "Notes by AlexiaChen on the book “Make Your Own Neural Network” by Tariq Rashid. "
                "The page prints formulas and no worked numbers; where none are quoted, the "
                "numbers are ours."
            ),
        ),
        predictor(),
        line_after_each(),
        bad_sample(),
        several_lines(),
        matrix_form(),
        three_errors(),
        downhill(),
        worked_update(),
        link_by_link(),
        with_and_without(),
        saturation(),
        zeros(),
        targets(),
        wrong_sentences(),
        Section(
            _("Try it yourself"),
            (
                Paragraph(_("The bouncing of part 7, and the step of part 8:")),
                Equations(tuple(YOURSELF.splitlines())),
                Paragraph(_("From the shell:")),
                commands(_shell()),
            ),
        ),
    ]


def _shell() -> list[tuple[str, str]]:
    return [
        ("glassnet explain s2-2-2-2", _("the step of part 8")),
        ('glassnet explain s2-2-2-2 --entry "W2_new[0,0]"', _("the weight w_11")),
        ("glassnet explain s2-two-lines", _("the lines of part 4")),
        ("glassnet convention loss", _("½, 1/m and the 2")),
        ("glassnet audit FILE.py", _("finds a left-out slope")),
    ]
