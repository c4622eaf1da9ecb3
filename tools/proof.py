"""Runs the full counts behind the promises and writes what came out.

    python tools/proof.py [pytest arguments]

Tests marked `proof` run one after the other. Each one that passes is remembered for the same
sources, so that a run that was cut off goes on where it stopped. The page docs/proof/DATE.md
then says what ran, with the figures that the tests recorded (`record_property`), the date and
the machine.
"""

import datetime
import hashlib
import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
STATE = ROOT / "build" / "proof.json"
PAGES = ROOT / "docs" / "proof"


def sources() -> str:
    """A sum over every source and test, by which earlier results are known to hold."""
    total = hashlib.sha256()
    for folder in ("src", "tests"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            total.update(file.read_bytes())
    return total.hexdigest()


class Recorder:
    """A pytest plugin that remembers what passed.

    Args:
        sum_of_sources: results under another sum are forgotten.
    """

    def __init__(self, sum_of_sources: str) -> None:
        self.sources = sum_of_sources
        self.done: dict[str, dict[str, Any]] = {}
        if STATE.exists():
            saved = json.loads(STATE.read_text())
            if saved["sources"] == sum_of_sources:
                self.done = saved["done"]

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leaves out what passed already."""
        items[:] = [item for item in items if item.nodeid not in self.done]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remembers a test that passed, at once."""
        if report.when == "call" and report.passed:
            self.done[report.nodeid] = {
                "seconds": round(report.duration, 1),
                "figures": {name: str(value) for name, value in report.user_properties},
            }
            STATE.parent.mkdir(exist_ok=True)
            STATE.write_text(json.dumps({"sources": self.sources, "done": self.done}, indent=1))

    def page(self, all_passed: bool) -> str:
        """What ran, as a page."""
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        ).stdout.strip()
        lines = [
            f"# Proof of {datetime.date.today().isoformat()}",
            "",
            f"Sources {self.sources[:12]}, at or after commit {commit}. "
            f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}. "
            + ("Everything passed." if all_passed else "NOT everything passed."),
            "",
            "| test | parts that passed | figures | seconds |",
            "|---|---|---|---|",
        ]
        parts: dict[str, list[dict[str, Any]]] = {}
        for name, found in sorted(self.done.items()):
            parts.setdefault(name.partition("[")[0], []).append(found)
        for name, found_all in parts.items():
            figures = sorted(
                {f"{k}: {v}" for found in found_all for k, v in found["figures"].items()}
            )
            seconds = sum(found["seconds"] for found in found_all)
            lines.append(f"| `{name}` | {len(found_all)} | {', '.join(figures)} | {seconds:.0f} |")
        return "\n".join(lines) + "\n"


def main() -> int:
    """Runs what is left, writes the page, and returns pytest's exit code."""
    recorder = Recorder(sources())
    code = int(pytest.main(["-m", "proof", "-rfE", *sys.argv[1:]], plugins=[recorder]))
    if code == pytest.ExitCode.NO_TESTS_COLLECTED and recorder.done:
        code = 0
    PAGES.mkdir(parents=True, exist_ok=True)
    page = PAGES / f"{datetime.date.today().isoformat()}.md"
    page.write_text(recorder.page(code == 0), encoding="utf-8")
    print(f"written to {page.relative_to(ROOT)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
