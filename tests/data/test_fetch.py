"""A file is fetched whole, from whichever mirror has the right one, or not at all."""

import hashlib
import http.client
import io
import urllib.error
import urllib.request
from pathlib import Path

import bad_files
import pytest

from glassnet.data import fetch as fetching
from glassnet.data import mnist, open_dataset
from glassnet.errors import DataError

CONTENT = b"the right bytes" * 10
PACKED = bad_files.packed(CONTENT)
SUM = hashlib.sha256(CONTENT).hexdigest()
MIRRORS = ["https://one.example/", "https://two.example/"]


class Answer(io.BytesIO):
    """What a mirror sends."""

    def __init__(self, content: bytes, url: str) -> None:
        super().__init__(content)
        self.url = url

    def geturl(self) -> str:
        return self.url


class Web:
    """The mirrors, by address; an exception is raised, a text is an address led to."""

    def __init__(self, pages: dict[str, bytes | Exception | str]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def open(self, request: urllib.request.Request, timeout: float) -> Answer:
        url = request.full_url
        self.asked.append(url)
        assert timeout > 0
        page = self.pages.get(url, urllib.error.URLError("no such page"))
        if isinstance(page, Exception):
            raise page
        return Answer(PACKED, page) if isinstance(page, str) else Answer(page, url)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    net = Web({})
    monkeypatch.delenv("GLASSNET_OFFLINE", raising=False)
    monkeypatch.setattr(urllib.request, "urlopen", net.open)
    return net


def fetch(folder: Path) -> Path:
    return fetching.fetch("thing", SUM, MIRRORS, folder, most=1000, most_inside=1000)


def test_the_first_mirror(web: Web, tmp_path: Path) -> None:
    web.pages = {"https://one.example/thing.gz": PACKED}
    path = fetch(tmp_path / "new" / "folder")
    assert path == tmp_path / "new" / "folder" / "thing.gz"
    assert path.read_bytes() == PACKED
    assert [entry.name for entry in path.parent.iterdir()] == ["thing.gz"]
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    "failure",
    [
        urllib.error.URLError("unreachable"),
        urllib.error.HTTPError(
            "https://one.example/thing.gz", 404, "gone", http.client.HTTPMessage(), None
        ),
        TimeoutError("slow"),
        ConnectionResetError("reset"),
        http.client.IncompleteRead(b"half"),
        bad_files.packed(b"other bytes"),
        PACKED[:-5],
        PACKED + b"more",
        b"<html>log in first</html>",
        b"",
        bytes(5000),
        bad_files.packed(bytes(100_000)),
        "http://one.example/thing.gz",
        "file:///etc/passwd",
    ],
)
def test_the_second_mirror(web: Web, tmp_path: Path, failure: bytes | Exception | str) -> None:
    web.pages = {"https://one.example/thing.gz": failure}
    web.pages["https://two.example/thing.gz"] = PACKED
    assert fetch(tmp_path).read_bytes() == PACKED
    assert [entry.name for entry in tmp_path.iterdir()] == ["thing.gz"]
    del web.pages["https://two.example/thing.gz"]
    (tmp_path / "thing.gz").unlink()
    with pytest.raises(DataError) as caught:
        fetch(tmp_path)
    assert (caught.value.received or "").count("example") >= 2
    assert caught.value.where == str(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_larger_than_allowed(web: Web, tmp_path: Path) -> None:
    web.pages = {"https://one.example/thing.gz": PACKED}
    with pytest.raises(DataError, match="more than 20 bytes"):
        fetching.fetch("thing", SUM, MIRRORS, tmp_path, most=20, most_inside=1000)
    assert list(tmp_path.iterdir()) == []


def test_a_mirror_that_never_ends(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "SECONDS_FOR_A_FILE", -1)
    web.pages = {"https://one.example/thing.gz": PACKED}
    with pytest.raises(DataError, match="too slow"):
        fetch(tmp_path)


def test_offline(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLASSNET_OFFLINE", "1")
    with pytest.raises(DataError, match="GLASSNET_OFFLINE"):
        fetch(tmp_path)
    assert web.asked == []


def test_a_folder_that_cannot_be_made(web: Web, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    web.pages = {"https://one.example/thing.gz": PACKED}
    with pytest.raises(DataError, match="could not be fetched"):
        fetch(tmp_path / "file" / "folder")


def test_mnist_is_fetched_into_the_cache(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GLASSNET_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    sums = dict(mnist.SUMS)
    for name, content in (
        ("train-images-idx3-ubyte", bad_files.IMAGES),
        ("train-labels-idx1-ubyte", bad_files.LABELS),
    ):
        web.pages[f"{mnist.MIRRORS[1]}{name}.gz"] = bad_files.packed(content)
        sums[name] = hashlib.sha256(content).hexdigest()
    monkeypatch.setattr(mnist, "SUMS", sums)
    assert len(open_dataset("mnist")) == 3
    assert len(web.asked) == 4
    assert len(open_dataset("mnist")) == 3
    assert len(web.asked) == 4
    kept = sorted(path.name for path in (tmp_path / "glassnet" / "mnist").iterdir())
    assert kept == ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"]
