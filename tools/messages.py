"""Extract, merge, check and compile the message catalogues.

    python tools/messages.py               update and compile every catalogue
    python tools/messages.py data views    only these domains
    python tools/messages.py --check       change nothing; exit 1 with a list of what is wrong

Every folder of the package is a domain; core, ops, nn, executors and the top-level files
share the domain "core". The English text in the code is the message id. A translation
is kept as long as its message exists, dropped (and printed) when it is gone, and never guessed.
"""

import argparse
import ast
import io
import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "glassnet"
LANGUAGES = ("zh",)
CORE_FOLDERS = frozenset({"core", "ops", "nn", "executors", "locales"})

# Click commands take their help texts when their module is imported. The command line chooses
# the language before it imports them, so there (and only there) that is soon enough.
TRANSLATES_ON_IMPORT = frozenset({"cli"})


@dataclass
class Domain:
    """The messages of one domain, with the files that use each, and what is wrong with them."""

    name: str
    messages: dict[str, set[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    unreadable: bool = False


class CatalogWithoutDates(Catalog):
    """A catalogue whose header never changes, so that a diff shows messages only."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The fixed header."""
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


class MessageScanner(ast.NodeVisitor):
    """Collects the messages of one file into its domain."""

    def __init__(self, domain: Domain, place: str) -> None:
        self.domain = domain
        self.place = place
        self.function_depth = 0

    def report(self, node: ast.expr | ast.stmt, text: str) -> None:
        """Add a problem with its file and line."""
        self.domain.problems.append(f"{self.place}:{node.lineno}: {text}")

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Decorators and defaults run on import, the body later."""
        for outside in (*node.decorator_list, node.args):
            self.visit(outside)
        self._visit_body(node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """As a function."""
        self.visit(node.args)
        self._visit_body([node.body])

    def _visit_body(self, nodes: Iterable[ast.AST]) -> None:
        self.function_depth += 1
        for node in nodes:
            self.visit(node)
        self.function_depth -= 1

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """A renamed `_` would hide its messages."""
        for name in node.names:
            if node.module == "glassnet.locales" and name.name in ("_", "N_") and name.asname:
                self.report(node, f"import {name.name} under its own name; extraction relies on it")

    def visit_Call(self, node: ast.Call) -> None:
        """Take the message of `_("…")` and `N_("…")`."""
        if isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
            self._take(node, node.func.id)
        self.generic_visit(node)

    def _take(self, node: ast.Call, marker: str) -> None:
        argument = node.args[0] if len(node.args) == 1 and not node.keywords else None
        if isinstance(argument, ast.JoinedStr):
            self.report(
                node, f'f-string inside {marker}(); write {marker}("… {{name}}").format(name=…)'
            )
        elif not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            self.report(
                node,
                f"{marker}() takes one literal string; for a text that was marked with N_() "
                "elsewhere call translate(text)",
            )
        elif not argument.value.strip():
            self.report(node, "empty message")
        else:
            self.domain.messages.setdefault(argument.value, set()).add(self.place)
            if marker == "_" and not self.function_depth and self._language_is_open():
                self.report(
                    node,
                    "_() runs on import, before the language is chosen; mark the text with N_() "
                    "and translate(text) when it is shown",
                )

    def _language_is_open(self) -> bool:
        return self.domain.name not in TRANSLATES_ON_IMPORT


def domain_of(file: Path) -> str:
    """The domain of a file, given relative to the package."""
    folder = file.parts[0]
    return "core" if len(file.parts) == 1 or folder in CORE_FOLDERS else folder


def scan(package: Path, names: Iterable[str]) -> dict[str, Domain]:
    """The domains of the package, or those that are named, with their messages."""
    chosen = set(names)
    domains = {name: Domain(name) for name in chosen}
    for path in sorted(package.rglob("*.py")):
        file = path.relative_to(package)
        name = domain_of(file)
        if chosen and name not in chosen:
            continue
        domain = domains.setdefault(name, Domain(name))
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, UnicodeDecodeError, FileNotFoundError) as error:
            # Without this file its messages would look obsolete: the catalogue stays as it is.
            domain.unreadable = True
            domain.problems.append(f"{file.as_posix()}: cannot be read: {error}")
            continue
        MessageScanner(domain, file.as_posix()).visit(tree)
    return domains


def catalogue_path(package: Path, language: str, domain: str) -> Path:
    """Where the catalogue of a domain is."""
    return package / "locales" / language / "LC_MESSAGES" / f"{domain}.po"


def read_catalogue(path: Path, language: str) -> Catalog:
    """The catalogue in a file; an empty one if there is no file."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


def entries(catalogue: Catalog) -> dict[str, Message]:
    """The messages of a catalogue by their id, without its header."""
    return {str(message.id): message for message in catalogue if message.id}


def merge(domain: Domain, old: Catalog, elsewhere: dict[str, str]) -> Catalog:
    """The messages of the code with the translations that exist.

    Args:
        domain: the messages of the code.
        old: the catalogue as it is.
        elsewhere: translations of the other domains; the same message gets the same words.
    """
    known = entries(old)
    new = CatalogWithoutDates(locale=old.locale, charset="utf-8", fuzzy=False)
    for text, files in sorted(domain.messages.items()):
        before = known.get(text)
        new.add(
            text,
            (str(before.string) if before else "") or elsewhere.get(text, ""),
            locations=[(file, 0) for file in files],
            flags=before.flags if before else (),
            user_comments=before.user_comments if before else (),
        )
        # NOTE: Babel takes "97 % of" for a printf placeholder; there are none here.
        new[text].flags.discard("python-format")
    return new


def po_bytes(catalogue: Catalog) -> bytes:
    """The text of a .po file: sorted, one line per message, without line numbers."""
    catalogue.header_comment = "# Written by tools/messages.py; only the msgstr lines are edited."
    stream = io.BytesIO()
    write_po(
        stream, catalogue, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True
    )
    return stream.getvalue().rstrip(b"\n") + b"\n"


def mo_bytes(catalogue: Catalog) -> bytes:
    """The compiled catalogue, which is what the program reads."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def placeholders(text: str) -> set[str] | None:
    """The {names} in a text; None if its braces are not balanced."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def translation_problems(catalogue: Catalog) -> list[str]:
    """What is wrong with the translations of a merged catalogue."""
    found = []
    for text, message in entries(catalogue).items():
        translated = str(message.string or "")
        if not translated:
            found.append(f"not translated: {text!r}")
            continue
        if message.fuzzy:
            found.append(f"marked fuzzy: {text!r}")
        if placeholders(translated) != placeholders(text):
            found.append(f"other {{placeholders}} than the English: {text!r} → {translated!r}")
        if (text[0].isspace(), text[-1].isspace()) != (
            translated[0].isspace(),
            translated[-1].isspace(),
        ):
            found.append(f"begins or ends with other white space than the English: {text!r}")
    return found


def write(path: Path, content: bytes) -> None:
    """Replace a file in one step, so that others who run this at the same time see a whole one."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    os.chmod(name, 0o644)
    os.replace(name, path)


def is_stale(path: Path, content: bytes) -> bool:
    """Whether a file is absent or differs from what it should be."""
    return not path.exists() or path.read_bytes() != content


def translations_elsewhere(package: Path, language: str, domain: str) -> dict[str, str]:
    """The translations in all other domains, by message."""
    found: dict[str, str] = {}
    for path in sorted(catalogue_path(package, language, "x").parent.glob("*.po")):
        if path.stem == domain:
            continue
        try:
            known = entries(read_catalogue(path, language))
        except PoFileError:
            continue
        found.update({text: str(item.string) for text, item in known.items() if item.string})
    return found


def treat(package: Path, language: str, domain: Domain, check: bool) -> list[str]:
    """Update one catalogue, or only compare it; returns what is wrong with it."""
    path = catalogue_path(package, language, domain.name)
    try:
        old = read_catalogue(path, language)
    except PoFileError as error:
        return [f"{path.name}: cannot be read: {error}"]
    elsewhere = translations_elsewhere(package, language, domain.name)
    new = merge(domain, old, {} if check else elsewhere)
    gone = {key: str(m.string) for key, m in entries(old).items() if key not in domain.messages}
    problems = translation_problems(new)
    problems += [
        f"two translations of {text!r}: {item.string!r} here, {elsewhere[text]!r} elsewhere"
        for text, item in entries(new).items()
        if item.string and elsewhere.get(text, item.string) != item.string
    ]
    if check:
        problems += [f"obsolete: {text!r}" for text in gone]
        problems += [f"missing: {text!r}" for text in domain.messages.keys() - entries(old).keys()]
        files = ((path, po_bytes(new)), (path.with_suffix(".mo"), mo_bytes(new)))
        problems += [
            f"{file.name} is not up to date; run python tools/messages.py {domain.name}"
            for file, content in files
            if (domain.messages or path.exists()) and is_stale(file, content)
        ]
    else:
        for text, translated in gone.items():
            print(f"{path.stem} ({language}): dropped {text!r} = {translated!r}")
        if domain.messages or path.exists():
            write(path, po_bytes(new))
            write(path.with_suffix(".mo"), mo_bytes(new))
    return problems


def orphans(package: Path, language: str, domains: Iterable[str]) -> list[str]:
    """Catalogues that no folder of the package owns."""
    known = set(domains)
    files = catalogue_path(package, language, "x").parent.glob("*.[mp]o")
    return [
        f"{file.name} belongs to no folder; remove it" for file in files if file.stem not in known
    ]


def main(arguments: list[str] | None = None) -> int:
    """Run the tool; 1 if `--check` found something."""
    parser = argparse.ArgumentParser(description="Update, check and compile the catalogues.")
    parser.add_argument("domains", nargs="*", help="only these domains; all if none is named")
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 if wrong")
    parser.add_argument("--package", type=Path, default=PACKAGE, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)

    found: list[str] = []
    domains = scan(options.package, options.domains)
    for name, domain in sorted(domains.items()):
        problems = list(domain.problems)
        if not domain.unreadable:
            for language in LANGUAGES:
                problems += treat(options.package, language, domain, options.check)
        found += [f"{name}: {problem}" for problem in problems]
        if not options.check:
            print(f"{name}: {len(domain.messages)} messages, {len(problems)} problems")
    if not options.domains:
        for language in LANGUAGES:
            found += orphans(options.package, language, domains)
    for line in found:
        print(line)
    return 1 if found and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
