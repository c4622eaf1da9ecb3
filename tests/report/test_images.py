import base64

import numpy as np
import pytest

from glassnet.locales import set_language
from glassnet.report.data import WrongImage
from glassnet.report.images import mistakes_gallery, picture_uri
from report.reading import read
from report.test_png import pixels


def shown(uri: str) -> list:
    return pixels(base64.b64decode(uri.split(",")[1])).tolist()


def test_high_values_are_ink() -> None:
    assert shown(picture_uri([[0, 8, 16]])) == [[255, 128, 0]]
    assert shown(picture_uri([[0, 8, 16]], ink=False)) == [[0, 128, 255]]


def test_a_common_range_for_all_pictures() -> None:
    assert shown(picture_uri([[0, 8]], low=0, high=16)) == [[255, 128]]
    assert shown(picture_uri([[-5, 99]], low=0, high=16)) == [[255, 0]]


@pytest.mark.parametrize("size", [(8, 8), (28, 28), (1, 3)])
def test_sizes(size: tuple[int, int]) -> None:
    assert np.shape(shown(picture_uri(np.random.default_rng(0).random(size)))) == size


def test_a_flat_or_broken_picture() -> None:
    assert shown(picture_uri([[3.0, 3.0]])) == [[255, 255]]
    assert shown(picture_uri([[np.nan, 1.0]])) == [[255, 0]]


def test_the_gallery_says_what_it_is_and_what_was_read() -> None:
    wrong = [WrongImage([[0, 1]], "<4>", "9", 0.9996), WrongImage([[0, 1]], "1", "7", 0.5)]
    page = read(mistakes_gallery(wrong))
    assert [e.text for e in page.all("span", class_="true")] == ["is <4>", "is 1"]
    assert [e.text for e in page.all("span", class_="wrong")] == ["read as 9", "read as 7"]
    assert [e.text for e in page.all("span", class_="sure")] == ["99.96%", "50.0%"]
    assert page.all("img")[0].attributes["alt"] == "A picture of <4> that the network reads as 9."
    assert all(e.attributes["class"] == "ink" for e in page.all("img"))


def test_the_gallery_in_chinese() -> None:
    set_language("zh")
    page = read(mistakes_gallery([WrongImage([[0]], "4", "9", 0.5)]))
    assert page.texts("span") == ["真实：4", "认成：9", "50.0%"]
