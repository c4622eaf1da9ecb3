"""Which characters the bytes of a text table stand for: UTF-8, or what Excel writes in China."""

import codecs
import re
from collections import Counter
from pathlib import Path

from glassnet.data.bounded import unreadable

UTF8, GB18030 = "utf-8", "gb18030"
ENCODINGS = (UTF8, GB18030)
_CHUNK = 1 << 20
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
# The rows of GB2312 with punctuation, full-width characters and the 3,755 common characters.
_COMMON_ROWS = frozenset({0xA1, 0xA3, *range(0xB0, 0xD8)})


def encoding_of(path: Path) -> str:
    """UTF-8, unless only GB18030 (of which GBK is a part) makes text of the file.

    Almost any bytes are characters of GB18030. So it is believed only if every character can be
    printed and at least half of those beyond ASCII are common Chinese ones; Latin, Cyrillic or
    damaged UTF-8 read in this way gives mostly rare characters.

    Raises:
        DataError: the file cannot be read.
    """
    try:
        if _counts(path, UTF8) is not None:
            return UTF8
        found = _counts(path, GB18030)
    except OSError as error:
        raise unreadable(path, error) from None
    return GB18030 if found and 2 * found[0] >= found[1] > 0 else UTF8


def _counts(path: Path, encoding: str) -> tuple[int, int] | None:
    """The common Chinese characters and all that are not ASCII; None if the bytes are no text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    common = beyond = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                return None
            if encoding == GB18030:
                characters = Counter("".join(_BEYOND_ASCII.findall(text)))
                if not "".join(characters).replace("\u3000", "").isprintable():
                    return None
                beyond += characters.total()
                common += sum(count for each, count in characters.items() if _is_common(each))
            if not chunk:
                return common, beyond


def _is_common(character: str) -> bool:
    """Whether Chinese texts use this character often."""
    found = character.encode("gb2312", "ignore")
    return len(found) == 2 and found[0] in _COMMON_ROWS
