"""The first section of a tutorial: its titles, and how to read what follows."""

from glassnet.locales import _, language
from glassnet.tutorials.blocks import Paragraph, Section
from glassnet.tutorials.catalogue import catalogue


def title(number: int, source: str) -> Section:
    """The title section.

    Args:
        number: of the tutorial.
        source: who wrote it.
    """
    info = catalogue()[number - 1]
    titles = [info.title_zh] if language() == "zh" else [info.title_en, info.title_zh]
    return Section(
        _("Tutorial {number}: {title}").format(number=number, title=titles[0]),
        (
            *(Paragraph(each) for each in titles[1:]),
            Paragraph(source),
            Paragraph(
                _(
                    "Computed again, just now. What the page prints is quoted with its place: "
                    "text, figure or code. Everything else comes from the equations that ran."
                )
            ),
        ),
    )
