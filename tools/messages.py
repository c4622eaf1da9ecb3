"""Extract, merge, check and compile the message catalogues.

    python tools/messages.py               update and compile every catalogue
    python tools/messages.py data views    only these domains
    python tools/messages.py --check       change nothing; exit 1 with a list of what is wrong

Every folder of the package is a domain; core, ops, nn, executors and the top-level files
share the domain "core". The English text in the code is the message id. A translation
is kept as long as its message exists, dropped (and printed) when it is gone, and never guessed.
"""

import argparse
import io
import os
import sys
import tempfile
from collections.abc import Container, Iterable
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from message_scan import Domain, scan

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "glassnet"
LANGUAGES = ("zh",)


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


def translation_problems(catalogue: Catalog, known: Container[str]) -> list[str]:
    """What is wrong with the translations of a merged catalogue; `known` were there before."""
    found = []
    for text, message in entries(catalogue).items():
        translated = str(message.string or "")
        if not translated:
            found.append(f"{'not translated' if text in known else 'missing'}: {text!r}")
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
    problems = translation_problems(new, known=entries(old).keys())
    problems += [
        f"two translations of {text!r}: {item.string!r} here, {elsewhere[text]!r} elsewhere"
        for text, item in entries(new).items()
        if item.string and elsewhere.get(text, item.string) != item.string
    ]
    if check:
        problems += [f"obsolete: {text!r}" for text in gone]
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
