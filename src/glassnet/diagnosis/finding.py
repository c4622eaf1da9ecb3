"""Finding: one thing that is wrong, with the numbers that show it and what to do about it.

Whoever looks for faults, the audit of a gradient or the doctor of a training, answers with these.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from glassnet.locales import _


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        code: its published name, such as "G301"; docs/audit.md explains each. A code never changes
            its meaning.
        text: what is wrong, in one or two sentences of the user's language.
        evidence: the numbers that show it, one line each, in the user's language.
        fix: what to do about it, in one line.
        where: the parameter, layer or row that it is about: "W1", "b1, b2"; "" for all of it.
        numbers: the numbers of the evidence for programs, by name; plain numbers, texts and lists.
        severity: from 0, a trifle, to 1, a result that cannot be used.
        proof: what a controlled repetition with the fix gave, by name; None if none was made.

    Example:
        >>> print(Finding("G302", "The sign is wrong.", ("given 2, true -2",), "Negate it.", "W1"))
        G302 W1: The sign is wrong.
          given 2, true -2
          what to do: Negate it.
    """

    code: str
    text: str
    evidence: tuple[str, ...] = ()
    fix: str = ""
    where: str = ""
    numbers: Mapping[str, Any] = field(default_factory=dict)
    severity: float = 1.0
    proof: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        head = f"{self.code} {self.where}".rstrip()
        advice = [f"  {_('what to do:')} {self.fix}"] if self.fix else []
        return "\n".join(
            [f"{head}: {self.text}", *(f"  {line}" for line in self.evidence), *advice]
        )

    def plain(self) -> dict[str, Any]:
        """The finding as dictionaries, lists, texts and numbers, as JSON has them."""
        return {
            "code": self.code,
            "where": self.where,
            "text": self.text,
            "evidence": list(self.evidence),
            "fix": self.fix,
            "numbers": dict(self.numbers),
            "severity": self.severity,
            "proof": None if self.proof is None else dict(self.proof),
        }


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by severity, then by code and place."""
    return sorted(findings, key=lambda each: (-each.severity, each.code, each.where))
