"""The rules that keep every part in its room, checked on the syntax tree.

    python tools/architecture.py     exit 1 with a list of what breaks a rule

Each rule takes one file and returns sentences that say what is wrong and what to do.
"""

import ast
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from layers import FOUNDATION, LAYERS, WHOLE_PACKAGE

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "glassnet"

FILE_LINES = 320
FUNCTION_LINES = 45
ROOMLESS_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "misc"})
# Formats that can run code when they are read.
UNSAFE_PACKAGES = frozenset(
    {"pickle", "marshal", "shelve", "yaml", "dill", "cloudpickle", "joblib", "dbm"}
)
COMPILES_EQUATIONS = PurePosixPath("executors/reference.py")
# Parts that treat every op alike, because a new op is one file in ops and nothing else.
OP_BLIND = frozenset({"executors", "training"})
# Op names that are also everyday words; as strings they say nothing about an op.
EVERYDAY_WORDS = frozenset({"step", "mean", "sum", "add"})

# In two pieces, so that this file obeys its own rule.
PRIVATE_PLACES = re.compile(r"(?<![\w.~])/(?:" + "work|tmp|root|home|Users" + r")/|[A-Z]:\\Users")
REGISTRY_HOSTS = re.compile(r"\b(?:pypi" + r"\.org|pythonhosted" + r"\.org|anaconda" + r"\.org)")
UNREAD_FOLDERS = frozenset({"build", "dist", "glassnet-demo", "runs", "__pycache__"})


@dataclass(frozen=True)
class Source:
    """One file of the package, by its place in it."""

    place: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The file as a syntax tree."""
        return ast.parse(self.text, str(self.place))

    @property
    def part(self) -> str:
        """The folder of the package, or the file at its top, that this file belongs to."""
        return self.place.parts[0] if len(self.place.parts) > 1 else self.place.stem

    def says(self, node: ast.AST | None, text: str) -> str:
        """A sentence with the place in front."""
        line = f":{getattr(node, 'lineno', 1)}" if node else ""
        return f"src/glassnet/{self.place}{line}: {text}"


@dataclass(frozen=True)
class Import:
    """One module that a file imports: `late` in a function or for type hints only."""

    node: ast.stmt
    module: tuple[str, ...]
    late: bool


def is_type_checking(node: ast.AST) -> bool:
    """Whether a statement is `if TYPE_CHECKING:`."""
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def imports(source: Source) -> Iterator[Import]:
    """All imports of a file, `from glassnet import x` as glassnet.x."""

    def walk(node: ast.AST, late: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for name in child.names:
                    yield Import(child, tuple(name.name.split(".")), late)
            elif isinstance(child, ast.ImportFrom):
                for module in imported_modules(source, child):
                    yield Import(child, module, late)
            else:
                inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
                yield from walk(child, late or inside or is_type_checking(child))

    return walk(source.tree, False)


def imported_modules(source: Source, node: ast.ImportFrom) -> Iterator[tuple[str, ...]]:
    """The modules that `from … import …` names."""
    module = tuple(node.module.split(".")) if node.module else ()
    if node.level:
        here = ("glassnet", *source.place.parts[:-1])
        module = here[: len(here) - node.level + 1] + module
    if module != ("glassnet",):
        yield module
        return
    for name in node.names:
        # `from glassnet import Network` reaches for the whole package, `… import nn` for a part.
        yield ("glassnet", name.name) if name.name in LAYERS else ("glassnet",)


def import_direction(source: Source) -> Iterator[str]:
    """Imports point inward, and only to packages that the part may use."""
    layer = LAYERS.get(source.part)
    if layer is None:
        yield source.says(
            None,
            f"'{source.part}' has no row in the table of tools/layers.py. Give it one that says "
            "what it may import, or put the file into a part that exists.",
        )
        return
    for found in imports(source):
        name = ".".join(found.module)
        if found.module[0] == "glassnet":
            target = found.module[1] if len(found.module) > 1 else WHOLE_PACKAGE
            allowed = layer.parts | FOUNDATION | {source.part}
            if target in allowed or (found.late and target in layer.late):
                continue
            yield source.says(
                found.node,
                f"{source.part} must not import {name}; it may import "
                f"{', '.join(sorted(layer.parts)) or 'only errors, files, locales and version'}. "
                "Move what you need inward, or move this code out to a part that may import both "
                "(CONTRIBUTING.md, 'Where does it go').",
            )
        elif found.module[0] not in sys.stdlib_module_names | layer.packages:
            if found.late and found.module[0] in layer.extras:
                continue
            yield source.says(
                found.node,
                f"{source.part} must not import {name}; outside the standard library it may use "
                f"{', '.join(sorted(layer.packages)) or 'nothing'}.",
            )


def file_name(source: Source) -> Iterator[str]:
    """No drawer for odds and ends."""
    for word in (*source.place.parts[:-1], source.place.stem):
        if ROOMLESS_NAMES & set(word.split("_")):
            yield source.says(
                None,
                f"'{word}' says nothing about what is inside. Move each function to the file of "
                "the thing that it is about, or name the file after that thing.",
            )


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function, its docstring left out: describing does not make it long."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    described = (first.end_lineno or first.lineno) - first.lineno + 1
    return lines - (described if ast.get_docstring(node) is not None else 0)


def size(source: Source) -> Iterator[str]:
    """Short files of short functions."""
    lines = len(source.text.splitlines())
    if lines > FILE_LINES:
        yield source.says(None, f"{lines} lines (limit {FILE_LINES}). Split it by subject.")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (
            length(node) > FUNCTION_LINES
        ):
            yield source.says(
                node,
                f"{node.name} has {length(node)} lines without its docstring "
                f"(limit {FUNCTION_LINES}). Give its steps names of their own.",
            )


def no_code_from_data(source: Source) -> Iterator[str]:
    """Nothing that can run what a file or a user says."""
    for found in imports(source):
        if found.module[0] in UNSAFE_PACKAGES:
            yield source.says(
                found.node, f"{found.module[0]} can run code when it reads. Use JSON, safetensors."
            )
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        compiles = called in ("exec", "compile") and source.place != COMPILES_EQUATIONS
        if called in ("eval", "__import__") or compiles:
            yield source.says(
                node,
                f"{called}() runs text as code. Only {COMPILES_EQUATIONS} does that, with the "
                "text of equations; parse the text instead.",
            )
        for keyword in node.keywords:
            if keyword.arg == "allow_pickle" and ast.unparse(keyword.value) != "False":
                yield source.says(node, "allow_pickle lets a file run code. Leave it False.")


def no_print(source: Source) -> Iterator[str]:
    """A library does not talk to the terminal."""
    if source.part == "cli":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print":
            yield source.says(node, "print() outside cli. Return the text, or emit an event.")


def op_names(package: Path) -> frozenset[str]:
    """The names of all ops: the files of `ops`, and what they give to elementwise or structured."""
    names: set[str] = set()
    for path in (package / "ops").rglob("*.py"):
        if path.stem != "__init__":
            names.add(path.stem)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                name = node.args[0]
                if node.func.id in ("elementwise", "structured") and isinstance(name, ast.Constant):
                    names.add(str(name.value))
    return frozenset(names) - EVERYDAY_WORDS


def ops_by_name(names: frozenset[str]) -> Callable[[Source], Iterator[str]]:
    """The rule that executors and training know no op by name."""

    def no_op_names(source: Source) -> Iterator[str]:
        if source.part not in OP_BLIND:
            return
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and node.value in names:
                yield source.says(
                    node,
                    f"names the op '{node.value}'. What is special about an op is said in its "
                    "file in ops, as a field that every op has; read that field here.",
                )

    return no_op_names


def files_of_the_project(root: Path) -> Iterator[Path]:
    """All files except hidden, built and downloaded ones."""
    for folder, inside, files in os.walk(root):
        inside[:] = sorted(
            name
            for name in inside
            if name == ".ci" or not (name.startswith(".") or name in UNREAD_FOLDERS)
        )
        yield from (Path(folder, name) for name in sorted(files) if name != ".git")


def private_words(root: Path) -> Iterator[str]:
    """No file speaks of one person's machine or of a package registry's host."""
    for path in files_of_the_project(root):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        for number, line in enumerate(lines, 1):
            for word in (PRIVATE_PLACES.search(line), REGISTRY_HOSTS.search(line)):
                if word:
                    place = path.relative_to(root).as_posix()
                    yield f"{place}:{number}: '{word[0]}' is no concern of a reader. Leave it out."


def sources(package: Path) -> Iterator[Source]:
    """All files of the package."""
    for path in sorted(package.rglob("*.py")):
        place = PurePosixPath(path.relative_to(package).as_posix())
        yield Source(place, path.read_text(encoding="utf-8"))


def check(package: Path, root: Path) -> list[str]:
    """Everything that breaks a rule."""
    rules = (
        import_direction,
        file_name,
        size,
        no_code_from_data,
        no_print,
        ops_by_name(op_names(package)),
    )
    found = [text for source in sources(package) for rule in rules for text in rule(source)]
    return found + list(private_words(root))


if __name__ == "__main__":
    broken = check(PACKAGE, ROOT)
    print("\n".join(broken) or "every part is in its room")
    sys.exit(1 if broken else 0)
