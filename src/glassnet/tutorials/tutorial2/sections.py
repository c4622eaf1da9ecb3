"""Tutorial 2 from beginning to end."""

from glassnet.locales import _
from glassnet.tutorials.blocks import Equations, Paragraph, Section
from glassnet.tutorials.heading import title
from glassnet.tutorials.shell import commands
from glassnet.tutorials.tutorial2.any_function import any_curve
from glassnet.tutorials.tutorial2.corrections import wrong_sentences
from glassnet.tutorials.tutorial2.digits import the_experiment
from glassnet.tutorials.tutorial2.lines import two_lines
from glassnet.tutorials.tutorial2.losses import for_classes, for_numbers
from glassnet.tutorials.tutorial2.steps import one_step, two_steps
from glassnet.tutorials.tutorial2.surfaces import towers, volumes

YOURSELF = """\
import glassnet as gn

net = gn.Network(1, [gn.Dense(2, "sigmoid"), gn.Dense(1)])
bump = gn.Model(net, params={"W1": [[1000, 1000]], "b1": [-400, -600],
                             "W2": [[0.8], [-0.8]], "b2": [0]})
print(bump.predict([[0.3], [0.5], [0.7]]))
print(bump.explain([[0.5]], [[0.8]]))

x, y = gn.datasets.load("sine")
net = gn.Network(1, [gn.Dense(12, "tanh"), gn.Dense(1)])
run = gn.Model(net, seed=0).train(x, y, epochs=500, optimizer="adam")
print(run.history["loss"][[0, -1]])"""


def sections() -> list[Section]:
    """All sections; the first is the title."""
    return [
        title(
            2,
            _(
                "By hope_wisdom on CSDN. The page has no numbers and ends where its experiment "
                "begins; where no other origin is named, the numbers are ours."
            ),
        ),
        one_step(),
        two_steps(),
        any_curve(),
        towers(),
        volumes(),
        two_lines(),
        for_numbers(),
        for_classes(),
        the_experiment(),
        wrong_sentences(),
        Section(
            _("Try it yourself"),
            (
                Paragraph(
                    _("The bump of part 2, set by hand; then a wave, found by training instead:")
                ),
                Equations(tuple(YOURSELF.splitlines())),
                Paragraph(_("From the shell:")),
                commands(_shell()),
            ),
        ),
    ]


def _shell() -> list[tuple[str, str]]:
    return [
        ("glassnet explain s1-bump", _("the bump, every equation")),
        ('glassnet explain s1-bump --what-if "W2[0,0]=0.5"', _("another height")),
        ("glassnet convention loss", _("who divides by what")),
    ]
