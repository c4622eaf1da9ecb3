"""Write the kept texts anew, after a change that is meant: read the diff before committing it.

python tests/golden/regenerate.py
"""

from twelve import FOLDER, derivations, text

from glassnet.locales import set_language

if __name__ == "__main__":
    set_language("en")
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for name, derivation in derivations().items():
        (FOLDER / f"{name}.txt").write_text(text(derivation), encoding="utf-8")
