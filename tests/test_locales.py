"""Every sentence exists in every language, and the tool that says so can say no."""

import gettext
from pathlib import Path

import pytest

pytest.importorskip("babel", reason="Babel checks the catalogues; install the test extra")

import messages
from glassnet.locales import N_, set_language, translate
from message_scan import Domain, domain_of, scan

GREETING = (
    'from glassnet.locales import _\ndef greet(n):\n    return _("Hello {name}").format(name=n)\n'
)


def test_every_message_of_the_package_is_translated(capsys: pytest.CaptureFixture[str]) -> None:
    code = messages.main(["--check"])
    assert code == 0, capsys.readouterr().out


def test_every_translation_is_what_the_program_shows() -> None:
    set_language("zh")
    for path in messages.PACKAGE.glob("locales/zh/LC_MESSAGES/*.po"):
        for text, entry in messages.entries(messages.read_catalogue(path, "zh")).items():
            assert translate(text) == entry.string, f"{path.name}: {text!r}"


class Tree:
    """A small package in a temporary folder, and the tool run on it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.capsys = capsys

    def source(self, text: str, file: str = "data/greeting.py") -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> tuple[int, str]:
        code = messages.main(["--package", str(self.root), *arguments])
        return code, self.capsys.readouterr().out

    def catalogue(self, domain: str = "data") -> Path:
        return messages.catalogue_path(self.root, "zh", domain)

    def replace(self, old: str, new: str) -> None:
        text = self.catalogue().read_text(encoding="utf-8")
        assert old in text
        self.catalogue().write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Tree:
    """A package with one message, translated and compiled."""
    made = Tree(tmp_path, capsys)
    made.source(GREETING)
    made.run()
    made.replace('{name}"\nmsgstr ""', '{name}"\nmsgstr "你好，{name}"')
    made.run()
    return made


def test_translated_tree_passes_and_is_compiled(tree: Tree) -> None:
    assert tree.run("--check") == (0, "")
    with tree.catalogue().with_suffix(".mo").open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("Hello {name}") == "你好，{name}"


def test_missing_translation_fails(tree: Tree) -> None:
    tree.source(GREETING.replace("Hello", "Good morning"))
    code, said = tree.run("--check")
    assert code == 1
    assert "missing: 'Good morning {name}'" in said
    assert "obsolete: 'Hello {name}'" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"你好，{name}"', '""', "not translated: 'Hello {name}'"),
        ("你好，{name}", "你好，{nmae}", "other {placeholders}"),
        ("你好，{name}", "你好，{name", "other {placeholders}"),
        ("你好，{name}", "你好", "other {placeholders}"),
        ("你好，{name}", "你好，{name}\\n", "white space"),
        ("#, python-brace-format", "#, fuzzy, python-brace-format", "marked fuzzy"),
        ("你好", "您好", "data.mo is not up to date; run python tools/messages.py data"),
        ("#: data/greeting.py", "#: data/other.py", "data.po is not up to date"),
        ('msgid "Hello', 'mesgid "Hello', "cannot be read"),
    ],
)
def test_wrong_catalogue_fails(tree: Tree, old: str, new: str, said: str) -> None:
    tree.replace(old, new)
    code, output = tree.run("--check")
    assert code == 1
    assert said in output


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('_(f"Hello {n}")', "f-string"),
        ('_("Hello " + n)', "literal"),
        ('_("Hello {}".format(n))', "literal"),
        ("_(n)", "literal"),
        ('_("a", "b")', "literal"),
        ('_("")', "empty"),
    ],
)
def test_what_cannot_be_extracted_is_reported_with_its_line(
    tree: Tree, line: str, said: str
) -> None:
    tree.source(GREETING + f"def other(n):\n    return {line}\n")
    code, output = tree.run("--check")
    assert code == 1
    assert "data/greeting.py:5: " in output
    assert said in output


@pytest.mark.parametrize(
    "source",
    ['TITLE = _("Hello")', 'class A:\n    title = _("Hello")', 'def f(x=_("Hello")):\n    pass'],
)
def test_translation_on_import_is_reported(tree: Tree, source: str) -> None:
    tree.source(source, "views/title.py")
    assert "runs on import" in tree.run("--check")[1]
    tree.source(source.replace("_(", "N_("), "views/title.py")
    assert "runs on import" not in tree.run("--check")[1]


def test_renamed_marker_is_reported(tree: Tree) -> None:
    tree.source("from glassnet.locales import _ as tr\n", "views/title.py")
    assert "under its own name" in tree.run("--check")[1]


def test_marked_text_is_extracted_and_adjacent_literals_are_one_message(tmp_path: Path) -> None:
    (tmp_path / "table.py").write_text('ROWS = [N_("one " "sentence")]\n')
    assert list(scan(tmp_path, [])["core"].messages) == ["one sentence"]
    assert N_("one") == "one"


def test_domains_follow_the_folders() -> None:
    files = ["errors.py", "core/check.py", "ops/relu.py", "nn/losses.py", "executors/random.py"]
    assert {domain_of(Path(file)) for file in files} == {"core"}
    assert domain_of(Path("views/latex/table.py")) == "views"


def test_named_domain_leaves_the_others_alone(tree: Tree) -> None:
    before = tree.catalogue().read_bytes()
    tree.source(GREETING.replace("Hello", "Good morning"))
    tree.source(GREETING, "views/greeting.py")
    tree.run("views")
    assert tree.catalogue().read_bytes() == before
    assert tree.catalogue("views").exists()


def test_same_message_gets_the_same_words_and_never_two(tree: Tree) -> None:
    tree.source(GREETING, "views/greeting.py")
    tree.run()
    assert "你好，{name}" in tree.catalogue("views").read_text(encoding="utf-8")
    tree.replace("你好", "您好")
    tree.run()
    assert "two translations of 'Hello {name}'" in tree.run("--check")[1]


def test_dropped_translation_is_printed(tree: Tree) -> None:
    tree.source("")
    assert "dropped 'Hello {name}' = '你好，{name}'" in tree.run()[1]
    assert "Hello" not in tree.catalogue().read_text(encoding="utf-8")


def test_half_written_source_does_not_cost_translations(tree: Tree) -> None:
    before = tree.catalogue().read_bytes()
    tree.source(GREETING + "def (")
    assert "cannot be read" in tree.run()[1]
    assert tree.catalogue().read_bytes() == before
    assert tree.run("--check")[0] == 1


def test_catalogue_without_a_folder_fails(tree: Tree) -> None:
    tree.catalogue("gone").write_text("")
    assert "gone.po belongs to no folder" in tree.run("--check")[1]


def test_second_run_changes_nothing(tree: Tree) -> None:
    files = sorted(tree.catalogue().parent.iterdir())
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    tree.run()
    assert [(file.read_bytes(), file.stat().st_mtime_ns) for file in files] == before
    assert b"Date" not in files[1].read_bytes()


def test_merge_does_not_guess() -> None:
    old = messages.Catalog(locale="zh")
    old.add("Hello {name}", "你好，{name}")
    new = messages.merge(Domain("data", {"Hello {name}!": {"a.py"}}), old, {})
    assert not messages.entries(new)["Hello {name}!"].string
