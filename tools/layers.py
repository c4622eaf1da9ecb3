"""Which part of glassnet may import which: the one table behind the import rules.

The order is inward to outward. A part is a folder of the package or a file at its top. Every part
may import `errors`, `files`, `locales` and `version`. A part that is not listed is refused, so a
new one gets its row here and its line under "Where does it go" in CONTRIBUTING.md.
"""

from dataclasses import dataclass

FOUNDATION = frozenset({"errors", "files", "locales", "version"})
MEANING = frozenset({"core", "ops", "nn"})
NUMERIC = frozenset({"numpy", "threadpoolctl"})
STORED = NUMERIC | {"msgspec", "safetensors"}
SHOWN = STORED | {"click", "rich"}
WHOLE_PACKAGE = "glassnet"


@dataclass(frozen=True)
class Layer:
    """What one part may import.

    Args:
        parts: other parts of glassnet, besides the foundation.
        late: parts that it may import inside a function or for type hints only.
        packages: packages from outside the standard library.
        extras: packages that may be missing, imported where they are needed only.
    """

    parts: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    packages: frozenset[str] = frozenset()
    extras: frozenset[str] = frozenset()


COMPUTED = MEANING | {"executors"}
HELD = COMPUTED | {"views", "data"}
TRAINED = HELD | {"step", "model", "training"}
EXPLAINED = TRAINED | {"diagnosis"}
APPS = EXPLAINED | {"conventions", "imports", "presets", "report", "plots", WHOLE_PACKAGE}

LAYERS = {
    "version": Layer(),
    "locales": Layer(),
    "errors": Layer(),
    "files": Layer(),
    "core": Layer(),
    "ops": Layer(frozenset({"core"})),
    "nn": Layer(frozenset({"core", "ops"})),
    # Executors and views do not know each other: numbers come out of one, text out of the other.
    "executors": Layer(MEANING, packages=NUMERIC),
    "views": Layer(MEANING, packages=frozenset({"numpy"}), extras=frozenset({"onnx"})),
    "data": Layer(COMPUTED, packages=NUMERIC),
    # The two things that users hold. Their methods reach up to what does the work.
    "step": Layer(HELD, late=frozenset({"model", "training", "diagnosis"}), packages=NUMERIC),
    "model": Layer(HELD | {"step"}, late=frozenset({"training", "diagnosis"}), packages=STORED),
    "training": Layer(HELD | {"step", "model"}, packages=STORED),
    "diagnosis": Layer(TRAINED, packages=NUMERIC),
    "presets": Layer(HELD | {"step", "model"}, packages=NUMERIC),
    # Applications.
    "conventions": Layer(COMPUTED | {"views"}, packages=NUMERIC),
    "imports": Layer(TRAINED, packages=STORED),
    "plots": Layer(EXPLAINED, packages=NUMERIC),
    "report": Layer(EXPLAINED | {"plots"}, packages=NUMERIC),
    "tutorials": Layer(APPS, packages=NUMERIC),
    "cli": Layer(APPS | {"tutorials"}, packages=SHOWN),
    # The public names, which are loaded when they are first used.
    "__init__": Layer(late=APPS),
    "__main__": Layer(frozenset({"cli"})),
}
