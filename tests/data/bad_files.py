"""A catalogue of files that are wrong, cut short, or made to do harm, each by name."""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

Maker = Callable[[], bytes]


def npy(header: str, body: bytes = b"", version: int = 1) -> bytes:
    """A .npy file with any header."""
    text = header.encode("latin-1") + b"\n"
    code = "<H" if version == 1 else "<I"
    return b"\x93NUMPY" + bytes([version, 0]) + struct.pack(code, len(text)) + text + body


def layout(descr: str = "'<f8'", order: str = "False", shape: str = "(2, 3)") -> str:
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}"


def good_npy(array: np.ndarray | None = None) -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.arange(12.0).reshape(4, 3) if array is None else array)
    return stream.getvalue()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def good_npz() -> bytes:
    X, Y = np.arange(8.0).reshape(4, 2), np.array([0, 1, 1, 0])
    return zipped({"X.npy": good_npy(X), "Y.npy": good_npy(Y)})


def twice_the_same_name() -> bytes:
    content = zipped({"X.npy": good_npy(), "Z.npy": good_npy()})
    return content.replace(b"Z.npy", b"X.npy")


def claimed_sizes(packed: int | None, unpacked: int) -> bytes:
    """A .npz file whose directory lies about the size of its first member."""
    content = bytearray(good_npz())
    entry = content.index(b"PK\x01\x02")
    if packed is not None:
        struct.pack_into("<I", content, entry + 20, packed)
    struct.pack_into("<I", content, entry + 24, unpacked)
    return bytes(content)


def patched(content: bytes, marker: bytes, offset: int, value: bytes) -> bytes:
    """The content with some bytes replaced at an offset from the first marker."""
    start = content.index(marker) + offset
    return content[:start] + value + content[start + len(value) :]


def bomb() -> bytes:
    """A member whose header says 2 values, and which unfolds to 64 MB."""
    return zipped({"X.npy": npy(layout(shape="(2,)"), bytes(64 << 20)), "Y.npy": good_npy()})


def honest_bomb() -> bytes:
    """A member that says 64 GB, and holds 8 MB of zeros in 8 kB."""
    return zipped({"X.npy": npy(layout(shape=f"({2**33},)"), bytes(8 << 20)), "Y.npy": good_npy()})


def ten_thousand_members() -> bytes:
    return zipped({f"{i}.npy": b"" for i in range(10_000)}, zipfile.ZIP_STORED)


def idx(
    kind: int, sizes: tuple[int, ...], body: bytes = b"", dimensions: int | None = None
) -> bytes:
    count = len(sizes) if dimensions is None else dimensions
    return bytes([0, 0, kind, count]) + struct.pack(f">{len(sizes)}I", *sizes) + body


IMAGES, LABELS = idx(8, (3, 2, 2), bytes(range(12))), idx(8, (3,), bytes([7, 0, 9]))
OBJECTS = b"\x80\x04cos\nsystem\nq\x00."

NPY: dict[str, Maker] = {
    "empty": lambda: b"",
    "one byte": lambda: b"\x93",
    "magic alone": lambda: b"\x93NUMPY",
    "magic and version": lambda: b"\x93NUMPY\x01\x00",
    "another format": lambda: b"PK\x03\x04" + bytes(100),
    "text": lambda: b"1,2,3\n4,5,6\n",
    "version 9": lambda: npy(layout(), bytes(48), version=9),
    "header longer than file": lambda: b"\x93NUMPY\x01\x00\xff\x0f{",
    "header of 4 GB": lambda: b"\x93NUMPY\x02\x00\xff\xff\xff\xff{",
    "header of 1 MB": lambda: npy(layout() + " " * (1 << 20), bytes(48), version=2),
    "header no dictionary": lambda: npy("[1, 2, 3]"),
    "header empty dictionary": lambda: npy("{}"),
    "header calls a function": lambda: npy("__import__('os').system('true')"),
    "header nested 5000 deep": lambda: npy("(" * 5000),
    "header key twice": lambda: npy("{'shape': (2,), 'shape': (3,), 'descr': '<f8'}"),
    "header without shape": lambda: npy("{'descr': '<f8', 'fortran_order': False}"),
    "header with a wrong type": lambda: npy(layout(order="(1,)"), bytes(48)),
    "shape 2**40": lambda: npy(layout(shape=f"({2**40},)")),
    "shape 2**64": lambda: npy(layout(shape=f"({2**64},)")),
    "shape 10**4500": lambda: npy(layout(shape=f"({10**4000 * 9}0000,)".replace("L", ""))),
    "shape product 2**64": lambda: npy(layout(shape=f"({2**32}, {2**32})")),
    "shape with 0 and 2**60": lambda: npy(layout(shape=f"(0, {2**60})")),
    "shape negative": lambda: npy(layout(shape="(-2, -3)"), bytes(48)),
    "shape of 40 sizes": lambda: npy(layout(shape="(" + "1, " * 40 + ")"), bytes(8)),
    "shape of words": lambda: npy(layout(shape="(two, 3)"), bytes(48)),
    "objects": lambda: npy(layout(descr="'|O'"), OBJECTS),
    "records": lambda: npy(layout(descr="[('a', '<f8')]"), bytes(48)),
    "complex": lambda: npy(layout(descr="'<c16'"), bytes(96)),
    "dates": lambda: npy(layout(descr="'<M8[s]'"), bytes(48)),
    "text of 10**9 characters": lambda: npy(layout(descr="'<U1000000000'"), bytes(48)),
    "text of no characters": lambda: npy(layout(descr="'<U0'"), bytes(48)),
    "float128": lambda: npy(layout(descr="'<f16'"), bytes(96)),
    "body one byte short": lambda: npy(layout(), bytes(47)),
    "body one byte long": lambda: npy(layout(), bytes(49)),
    "body missing": lambda: npy(layout()),
    "one number": lambda: npy(layout(shape="()"), bytes(8)),
    "one column": lambda: npy(layout(shape="(3, 1)"), bytes(24)),
    "no rows": lambda: npy(layout(shape="(0, 3)")),
    "four dimensions": lambda: npy(layout(shape="(1, 1, 2, 3)"), bytes(48)),
    "NaN": lambda: good_npy(np.array([[1.0, 0], [np.nan, 1], [2, 0]])),
    "infinity": lambda: good_npy(np.array([[1.0, 0], [2, -np.inf], [2, 0]])),
    "table of text": lambda: good_npy(np.array([["a", "b"], ["c", "d"]])),
}

NPZ: dict[str, Maker] = {
    "empty": lambda: b"",
    "not a zip file": lambda: b"hello, world\n" * 10,
    "end of a zip alone": lambda: b"PK\x05\x06" + bytes(18),
    "end cut short": lambda: good_npz()[:-1],
    "first half": lambda: good_npz()[: len(good_npz()) // 2],
    "bytes missing in the middle": lambda: good_npz()[:60] + good_npz()[70:],
    "no arrays": lambda: zipped({"readme.txt": b"nothing"}),
    "unknown names": lambda: zipped({"foo.npy": good_npy(), "bar.npy": good_npy()}),
    "inputs without targets": lambda: zipped({"X.npy": good_npy(), "Z.npy": good_npy()}),
    "two of one name": twice_the_same_name,
    "path upwards": lambda: zipped({"../X.npy": good_npy(), "../Y.npy": good_npy()}),
    "10,000 members": ten_thousand_members,
    "65,535 members claimed": lambda: patched(good_npz(), b"PK\x05\x06", 8, b"\xff" * 4),
    "directory of 4 GB claimed": lambda: patched(good_npz(), b"PK\x05\x06", 12, b"\xff" * 4),
    "bomb": bomb,
    "bomb with a claim": honest_bomb,
    "size forged upwards": lambda: claimed_sizes(None, 2**31),
    "both sizes forged": lambda: claimed_sizes(2**31, 2**31),
    "size forged downwards": lambda: claimed_sizes(None, 140),
    "packed size 0": lambda: claimed_sizes(0, 192),
    "encrypted": lambda: patched(good_npz(), b"PK\x01\x02", 8, b"\x01"),
    "unknown compression": lambda: patched(good_npz(), b"PK\x01\x02", 10, b"\x63"),
    "bzip2": lambda: zipped({"X.npy": good_npy(), "Y.npy": good_npy()}, zipfile.ZIP_BZIP2),
    "lzma": lambda: zipped({"X.npy": good_npy(), "Y.npy": good_npy()}, zipfile.ZIP_LZMA),
    "wrong checksum": lambda: patched(good_npz(), b"PK\x01\x02", 16, b"\0\0\0\0"),
    "local header elsewhere": lambda: patched(good_npz(), b"PK\x01\x02", 42, b"\x05\0\0\0"),
    "a zip in a zip": lambda: zipped({"X.npy": good_npz(), "Y.npy": good_npz()}),
    "objects": lambda: zipped(
        {"X.npy": npy(layout(descr="'|O'"), OBJECTS), "Y.npy": good_npy(np.array([0, 1]))}
    ),
    "header of 4 GB": lambda: zipped(
        {"X.npy": b"\x93NUMPY\x02\x00\xff\xff\xff\xff{", "Y.npy": good_npy()}
    ),
    "lengths differ": lambda: zipped({"X.npy": good_npy(), "Y.npy": good_npy(np.array([0, 1, 1]))}),
    "no examples": lambda: zipped(
        {"X.npy": good_npy(np.zeros((0, 2))), "Y.npy": good_npy(np.zeros(0))}
    ),
    "NaN in Y": lambda: zipped(
        {"X.npy": good_npy(np.eye(2)), "Y.npy": good_npy(np.array([0.5, np.nan]))}
    ),
    "text in X": lambda: zipped(
        {"X.npy": good_npy(np.array([["a"], ["b"]])), "Y.npy": good_npy(np.array([0, 1]))}
    ),
    "labels that are no characters": lambda: zipped(
        {
            "X.npy": good_npy(np.eye(2)),
            "Y.npy": npy(layout("'<U1'", shape="(2,)"), b"\xff\xff\xff\x7f" * 2),
        }
    ),
    "half of a character": lambda: zipped(
        {
            "X.npy": good_npy(np.eye(2)),
            "Y.npy": npy(layout("'<U1'", shape="(2,)"), b"\x00\xd8\x00\x00" * 2),
        }
    ),
    "truth value 2": lambda: zipped(
        {"X.npy": npy(layout("'|b1'", shape="(2,)"), b"\2\1"), "Y.npy": good_npy()}
    ),
    "labels that clear the screen": lambda: zipped(
        {"X.npy": good_npy(np.eye(2)), "Y.npy": good_npy(np.array(["\x1b[2J", "b"]))}
    ),
    "one class": lambda: zipped(
        {"X.npy": good_npy(np.eye(2)), "Y.npy": good_npy(np.array(["a", "a"]))}
    ),
    "five-dimensional X": lambda: zipped(
        {"X.npy": good_npy(np.zeros((2, 1, 1, 1, 1))), "Y.npy": good_npy(np.array([0, 1]))}
    ),
}

CSV: dict[str, Maker] = {
    "empty": lambda: b"",
    "mark alone": lambda: b"\xef\xbb\xbf",
    "blank lines": lambda: b"\n\n\r\n\n",
    "names alone": lambda: b"a,b,c\n",
    "one column": lambda: b"1\n2\n3\n",
    "text in a number column": lambda: b"a,b,y\n1,2,0\n1,two,1\n3,4,0\n",
    "an empty cell": lambda: b"a,b,y\n1,2,0\n,2,1\n",
    "an empty target": lambda: b"a,b,y\n1,2,0\n2,2,\n",
    "NaN": lambda: b"1,2,0\n3,nan,1\n",
    "infinity": lambda: b"1,2,0\n-inf,4,1\n",
    "1e999": lambda: b"1,2,0\n1e999,4,1\n",
    "infinite target": lambda: b"1,2,0.5\n3,4,inf\n",
    "line too short": lambda: b"a,b,y\n1,2,0\n1,2\n",
    "line too long": lambda: b"a,b,y\n1,2,0\n1,2,1,7\n",
    "NUL byte": lambda: b"1,2,0\n1,\x002,1\n",
    "Latin-1": lambda: "a,b,y\n1,2,née\n1,3,été\n".encode("latin-1"),
    "damaged UTF-8": lambda: "a,b,y\n1,2,红色\n1,3,绿色\n".encode()[:-2] + b"\n",
    "Chinese commas": lambda: "甲，乙，类\n1，2，0\n".encode(),
    "UTF-16": lambda: "a,b,y\n1,2,0\n".encode("utf-16"),
    "binary": lambda: bytes(range(256)) * 4,
    "a line of 3 MB": lambda: b"1," * 1_500_000 + b"1\n",
    "3 MB without a line end": lambda: b"7" * 3_000_000,
    "a cell of 200 kB": lambda: b"1,2," + b"x" * 200_000 + b"\n1,2,y\n",
    "a quote never closed": lambda: b'1,2,"a\n1,2,b\n' * 1 + b"3,4,c\n",
    "text after a quote": lambda: b'1,2,"a"b\n1,2,b\n',
    "a name twice": lambda: b"a,a,y\n1,2,0\n",
    "a name is empty": lambda: b",a,y\n0,1,0\n1,2,1\n",
    "a name of 300 characters": lambda: b"a" * 300 + b",b,y\n1,2,0\n",
    "a name that clears the screen": lambda: b"\x1b[2J,b,y\n1,2,0\n",
    "a label that clears the screen": lambda: b"1,2,\x1b[2J\n3,4,b\n",
    "a mistake in the first line": lambda: b"5.l,3.5,0\n4.9,3.0,1\n",
    "names that may be numbers": lambda: b"2019,2020,target\n1.5,2.5,0\n1,2,1\n",
    "decimal commas": lambda: b"1,5;2,5;0\n3,5;4,5;1\n",
    "thousands separators": lambda: b'"1,000",2,0\n"2,000",3,1\n',
    "underscores": lambda: b"1_000,2,0\n3,4,1\n1_0,4,1\n",
    "digits of another script": lambda: "1,2,0\n１,4,1\n".encode(),
    "mostly numbers in the target": lambda: b"1,2,0.5\n3,4,0.6\n5,6,0.7\n7,8,n/a\n",
    "every target another text": lambda: b"".join(b"%d,%d,t%d\n" % (i, i, i) for i in range(1500)),
    "one class": lambda: b"1,2,a\n3,4,a\n",
    "old line ends": lambda: b"1,2,0\r3,4,1\r",
}


def packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


IDX: dict[str, tuple[Maker, Maker]] = {
    "empty pictures": (lambda: b"", lambda: LABELS),
    "empty labels": (lambda: IMAGES, lambda: b""),
    "three bytes": (lambda: b"\0\0\x08", lambda: LABELS),
    "wrong magic": (lambda: b"\1\0\x08\3" + IMAGES[4:], lambda: LABELS),
    "unknown kind": (lambda: idx(7, (3, 2, 2), bytes(12)), lambda: LABELS),
    "no dimensions": (lambda: idx(8, (), b"\0", 0), lambda: LABELS),
    "200 dimensions": (lambda: idx(8, (1,) * 200, b"\0"), lambda: LABELS),
    "sizes cut short": (lambda: idx(8, (3, 2), b"", 3), lambda: LABELS),
    "one byte short": (lambda: IMAGES[:-1], lambda: LABELS),
    "one byte long": (lambda: IMAGES + b"\0", lambda: LABELS),
    "4 GB claimed": (lambda: idx(8, (2**32 - 1,)), lambda: LABELS),
    "2**96 claimed": (lambda: idx(8, (2**32 - 1,) * 3), lambda: LABELS),
    "200 MB claimed": (lambda: idx(8, (200, 1000, 1000), bytes(10)), lambda: LABELS),
    "no pictures": (lambda: idx(8, (0, 28, 28)), lambda: idx(8, (0,))),
    "no pictures of size 2**64": (lambda: idx(8, (0, 2**32 - 1, 2**32 - 1)), lambda: idx(8, (0,))),
    "label 255": (lambda: IMAGES, lambda: idx(8, (3,), b"\0\xff\1")),
    "fewer labels": (lambda: IMAGES, lambda: idx(8, (2,), b"\0\1")),
    "labels for pictures": (lambda: LABELS, lambda: LABELS),
    "pictures for labels": (lambda: IMAGES, lambda: IMAGES),
    "floats": (lambda: idx(0x0D, (3, 2, 2), b"\x7f\xc0\0\0" * 12), lambda: LABELS),
    "gzip cut short": (lambda: packed(IMAGES)[:-1], lambda: LABELS),
    "gzip cut in half": (lambda: packed(IMAGES)[:15], lambda: LABELS),
    "gzip header alone": (lambda: b"\x1f\x8b\x08", lambda: LABELS),
    "gzip with a wrong checksum": (
        lambda: packed(IMAGES)[:-8] + b"\0\0\0\0" + packed(IMAGES)[-4:],
        lambda: LABELS,
    ),
    "gzip and more": (lambda: packed(IMAGES) + b"more", lambda: LABELS),
    "gzip twice": (lambda: packed(IMAGES) * 2, lambda: LABELS),
    "gzip bomb": (lambda: packed(IMAGES[:-12] + bytes(64 << 20)), lambda: LABELS),
    "gzip claims 200 MB": (lambda: packed(idx(8, (200, 1000, 1000), bytes(9))), lambda: LABELS),
    "gzip with an endless name": (
        lambda: b"\x1f\x8b\x08\x08" + bytes(6) + b"n" * 4_000_000,
        lambda: LABELS,
    ),
}


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
