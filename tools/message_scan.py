"""Find the messages in the source: every `_("…")` and `N_("…")`, by domain.

What the catalogue tool extracts and what it refuses is decided here, from the syntax tree.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

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
