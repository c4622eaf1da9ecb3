"""A tiny PNG writer: grey pictures and pictures with a palette, as data URIs.

Format: W3C PNG specification, third edition, sections 5 (structure) and 11 (chunks).
"""

import base64
import struct
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
_GREY, _PALETTE = 0, 3


def grey_png(pixels: npt.ArrayLike) -> bytes:
    """A grey picture.

    Args:
        pixels: whole numbers from 0 (black) to 255 (white), shape (height, width), the top
            row first.
    """
    return _png(_as_pixels(pixels), _GREY, b"")


def palette_png(pixels: npt.ArrayLike, palette: Sequence[tuple[int, int, int, int]]) -> bytes:
    """A picture whose pixels are numbers of palette entries.

    Args:
        pixels: entry numbers, shape (height, width), the top row first.
        palette: up to 256 colours (red, green, blue, opacity), each from 0 to 255.
    """
    colours = b"".join(bytes(entry[:3]) for entry in palette)
    opacity = bytes(entry[3] for entry in palette)
    extra = _chunk(b"PLTE", colours) + _chunk(b"tRNS", opacity)
    return _png(_as_pixels(pixels), _PALETTE, extra)


def data_uri(png: bytes) -> str:
    """The picture as an address that contains the picture itself."""
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")


def _as_pixels(pixels: npt.ArrayLike) -> Pixels:
    array = np.ascontiguousarray(pixels, dtype=np.uint8)
    if array.ndim != 2 or array.size == 0:
        raise ValueError(f"a picture has shape (height, width), not {array.shape}")
    return array


def _png(pixels: Pixels, colour_type: int, extra: bytes) -> bytes:
    height, width = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    # Every line starts with its filter; 0 stores the bytes as they are.
    lines = b"".join(b"\0" + line.tobytes() for line in pixels)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + extra
        + _chunk(b"IDAT", zlib.compress(lines, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
