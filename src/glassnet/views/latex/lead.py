"""What stands above a step in LaTeX: a title, and what is shown, a line each."""

from glassnet.core.math_names import escaped
from glassnet.views.caption import Caption

# Signs of plain sentences that the fonts of pdflatex do not have.
_SIGNS = {"→": r"$\to$", "…": r"\dots{}", "×": r"$\times$", "−": r"$-$", "–": "--", "—": "---",
          "·": r"$\cdot$", "≤": r"$\le$", "≥": r"$\ge$", "“": "``", "”": "''"}  # fmt: skip


def lead(caption: Caption) -> list[str]:
    """The parts of the text; none without a title and words."""
    parts = [f"\\section*{{{_words(caption.heading)}}}"] if caption.heading else []
    if caption.words:
        parts.append(" \\\\\n".join(map(_words, caption.words)) + "\n")
    return parts


def _words(text: str) -> str:
    plain = escaped(" ".join(text.split()))
    return "".join(_SIGNS.get(letter, letter) for letter in plain)
