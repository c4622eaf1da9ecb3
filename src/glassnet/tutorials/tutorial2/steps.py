"""One unit is a step, two are a bump."""

from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.presets.tutorial2 import END, HEIGHT, START
from glassnet.tutorials.blocks import Equations, Paragraph, Printed, Section, Table
from glassnet.tutorials.decimals import array_lines, plain
from glassnet.tutorials.panels import curves
from glassnet.tutorials.tutorial2.network import Bump, bumps, middles, unit

STEP_AT = Printed("w = 100, b = -40: s = 0.4", "book")
UNITS = ((5.0, -2.0), (20.0, -8.0), (100.0, -40.0), (999.0, -399.6))
DRAWN = (0, 1, 3)
PLACES = (0.2, 0.39, 0.4, 0.41, 0.6)
ONE: tuple[Bump, ...] = ((START, END, HEIGHT),)
TWO: tuple[Bump, ...] = ((0.4, 0.6, -1.2), (0.7, 0.9, 0.3))
ALONG = (0.3, 0.39, 0.41, 0.5, 0.59, 0.61, 0.7)
POINTS = 240


def values(answers: Array) -> list[float]:
    """A column of answers, rounded to what a drawing can show."""
    return [round(float(each), 3) for each in answers.reshape(-1)]


def one_step() -> Section:
    """A sigmoid that gets steeper and steeper at the same place."""
    grid = middles(POINTS).reshape(-1, 1)
    rows = []
    for weight, bias in UNITS:
        answers = unit(weight, bias).predict([[x] for x in PLACES])[:, 0]
        rows.append(
            (plain(weight), plain(bias), plain(-bias / weight), *(plain(a, 4) for a in answers))
        )
    header = ("w", "b", "s = -b/w", *(f"x = {plain(x)}" for x in PLACES))
    drawn = [values(unit(*UNITS[k]).predict(grid)) for k in DRAWN]
    captions = [[f"w = {plain(UNITS[k][0])}, b = {plain(UNITS[k][1])}"] for k in DRAWN]
    return Section(
        _("A unit is a step"),
        (
            Paragraph(
                _(
                    "“神经网络是函数” (a neural network is a function), the page says, made of "
                    "step functions and little boxes; how, it leaves to the book that it names, "
                    "Michael Nielsen's “Neural Networks and Deep Learning”, chapter 4. Here it is "
                    "in numbers. The smallest function: one unit, σ(w·x + b). The larger w, the "
                    "steeper; the step is where w·x + b = 0, at s = -b/w. The book's example: "
                    "{printed}."
                ).format(printed=STEP_AT)
            ),
            Equations(curves(drawn, captions, panel=26, height=5)),
            Table(header, tuple(rows)),
        ),
    )


def two_steps() -> Section:
    """A step up and a step down are a bump."""
    grid = middles(POINTS).reshape(-1, 1)
    model = bumps(ONE)
    step = model.explain([[x] for x in ALONG], [[0.0] for _x in ALONG])
    rows = tuple(
        (plain(x), *(plain(h, 4) for h in step["A1"][i]), plain(step["A2"][i, 0], 4))
        for i, x in enumerate(ALONG)
    )
    given = []
    for name, value in model.params.items():
        head = f"{name} = "
        for text in array_lines(value):
            given.append(head + text)
            head = " " * len(head)
    captions = [
        [_("one bump: 0.4 to 0.6, height 0.8")],
        [_("two: height -1.2, then 0.3")],
    ]
    drawn = [values(bumps(parts).predict(grid)) for parts in (ONE, TWO)]
    return Section(
        _("Two steps are a bump, four are two"),
        (
            Paragraph(
                _(
                    "One unit steps up at 0.4, another at 0.6; the output adds the first times "
                    "0.8 and the second times -0.8. What remains is a box of height 0.8 between "
                    "the two. Its place and width are in the biases, its height is in W2: all "
                    "that the page calls “长宽高” (length, width, height) is weights. (The heights "
                    "are the book's.)"
                )
            ),
            Equations(tuple(given)),
            Table(("x", "h1", "h2", "0.8·h1 - 0.8·h2"), rows),
            Equations(curves(drawn, captions, height=6)),
        ),
    )
