"""Small grey pictures, such as digits, as parts of the page itself."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from glassnet.locales import _
from glassnet.report.data import WrongImage
from glassnet.report.numerals import percent
from glassnet.report.png import data_uri, grey_png
from glassnet.views.markup import Markup, element


def picture_uri(
    pixels: npt.ArrayLike,
    low: float | None = None,
    high: float | None = None,
    ink: bool = True,
) -> str:
    """A grey picture as a data URI.

    Args:
        pixels: values, shape (height, width), the top row first.
        low: the value of the background; the smallest of the picture if not given.
        high: the value of full strength; the largest of the picture if not given.
        ink: high values are dark, as ink on paper; otherwise they are bright.

    Example:
        >>> picture_uri([[0.0, 1.0]]).startswith("data:image/png;base64,")
        True
    """
    values = np.nan_to_num(np.asarray(pixels, dtype=np.float64))
    bottom = float(values.min()) if low is None else low
    top = float(values.max()) if high is None else high
    share = np.clip((values - bottom) / ((top - bottom) or 1.0), 0, 1)
    return data_uri(grey_png(np.rint(255 * (1 - share if ink else share))))


def mistakes_gallery(
    mistakes: Sequence[WrongImage],
    low: float | None = None,
    high: float | None = None,
    ink: bool = True,
) -> Markup:
    """The pictures that the network read wrongly, each with what it is and what was read.

    Args:
        mistakes: in the order to be shown; most confident first.
        low: the value of the background in all pictures.
        high: the value of full strength in all pictures.
        ink: high values are dark.
    """
    return element(
        "ul", *(_card(mistake, low, high, ink) for mistake in mistakes), class_="gallery"
    )


def _card(mistake: WrongImage, low: float | None, high: float | None, ink: bool) -> Markup:
    alt = _("A picture of {true} that the network reads as {predicted}.").format(
        true=mistake.true, predicted=mistake.predicted
    )
    image = element(
        "img",
        src=picture_uri(mistake.pixels, low, high, ink),
        alt=alt,
        class_="ink" if ink else None,
        width="80",
        height="80",
    )
    caption = element(
        "figcaption",
        element("span", _("is {name}").format(name=mistake.true), class_="true"),
        element("span", _("read as {name}").format(name=mistake.predicted), class_="wrong"),
        element("span", percent(mistake.probability), class_="sure"),
    )
    return element("li", element("figure", image, caption))
