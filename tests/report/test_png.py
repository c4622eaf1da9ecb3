import base64
import struct
import zlib

import numpy as np
import pytest

from glassnet.report.png import data_uri, grey_png, palette_png


def chunks(png: bytes) -> dict[bytes, bytes]:
    """The chunks of a picture, each with its checksum verified."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    found, place = {}, 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        kind, body = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack(">I", png[place + 8 + length : place + 12 + length])
        assert checksum == zlib.crc32(kind + body)
        found[kind] = body
        place += 12 + length
    return found


def pixels(png: bytes) -> np.ndarray:
    parts = chunks(png)
    width, height = struct.unpack(">II", parts[b"IHDR"][:8])
    lines = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(height, width + 1)
    assert not lines[:, 0].any()
    return lines[:, 1:]


def test_grey_pixels_come_back() -> None:
    picture = np.arange(28 * 20).reshape(20, 28) % 256
    png = grey_png(picture)
    assert (pixels(png) == picture).all()
    assert chunks(png)[b"IHDR"][8:] == bytes([8, 0, 0, 0, 0])
    assert chunks(png)[b"IEND"] == b""


def test_palette_with_opacity() -> None:
    png = palette_png([[0, 1], [1, 0]], [(1, 2, 3, 4), (250, 251, 252, 253)])
    assert pixels(png).tolist() == [[0, 1], [1, 0]]
    assert chunks(png)[b"PLTE"] == bytes([1, 2, 3, 250, 251, 252])
    assert chunks(png)[b"tRNS"] == bytes([4, 253])
    assert chunks(png)[b"IHDR"][9] == 3


def test_the_address_holds_the_picture() -> None:
    png = grey_png([[7]])
    head, body = data_uri(png).split(",")
    assert head == "data:image/png;base64"
    assert base64.b64decode(body) == png


@pytest.mark.parametrize("picture", [[], [1, 2], [[[1]]]])
def test_a_picture_has_rows_and_columns(picture: list) -> None:
    with pytest.raises(ValueError, match="height"):
        grey_png(picture)
