"""The formats of `glassnet export`: one row each.

A new format is a function in `glassnet.views.export` and a row in FORMATS, nothing else:

- `text` names a function `f(run) -> str`; the command prints the text, or writes it to a file.
- `save` names a function `f(run, path)` that writes by itself and returns the path or paths; a
  format that is no text has it alone, and its file is named after the run unless --out says.
- `layouts` says whether both take `layout="rows" | "columns"`.

The functions are named and not imported, so that `glassnet --help` stays quick.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from glassnet.errors import SettingError
from glassnet.files import write_bytes
from glassnet.locales import N_, _

EXPORTS = "glassnet.views.export"


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes:
        name: what follows --format.
        suffix: how its files end.
        about: what it is, marked with N_().
        text: the function that gives it as text, or "".
        save: the function that writes it, or "" if the text is all of it.
        layouts: whether it can be written in columns too.
        settings: further arguments of the functions.
        use: what to do with the file, marked with N_(): {python} and {path} may stand in it.
    """

    name: str
    suffix: str
    about: str
    text: str = ""
    save: str = ""
    layouts: bool = False
    use: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)

    def printed(self, run: object, layout: str | None) -> str:
        """The text.

        Raises:
            GlassnetError: if the run cannot be written in it.
        """
        return str(self._call(self.text, run, layout))

    def written(self, run: object, path: Path, layout: str | None) -> list[Path]:
        """The files, after writing them all or nothing.

        Raises:
            GlassnetError: if the run cannot be written in it, or the file not at all.
        """
        if not self.save:
            write_bytes(path, self.printed(run, layout).encode("utf-8"))
            return [path]
        paths = self._call(self.save, run, layout, path)
        return paths if isinstance(paths, list) else [paths]

    def _call(self, name: str, run: object, layout: str | None, *more: Path) -> Any:
        if layout is not None and not self.layouts:
            raise SettingError(
                _("{format} has no layouts").format(format=self.name),
                expected=_("--layout with {formats}").format(
                    formats=", ".join(each.name for each in FORMATS.values() if each.layouts)
                ),
                received=f"--layout {layout}",
                where=f"--format {self.name}",
                fix=_("leave --layout out"),
            )
        function = getattr(import_module(EXPORTS), name)
        chosen = {"layout": layout or "rows"} if self.layouts else {}
        return function(run, *more, **chosen, **self.settings)


_ROWS = (
    Format(
        "numpy",
        ".py",
        N_("A readable script that repeats the training bit for bit; needs only NumPy."),
        text="numpy_script",
        save="save_numpy_script",
        layouts=True,
        use=N_("run it with: {python} {path}"),
    ),
    Format(
        "numpy-example",
        ".py",
        N_("The same script, one example at a time: their parts are added up."),
        text="numpy_script",
        save="save_numpy_script",
        layouts=True,
        use=N_("run it with: {python} {path}"),
        settings={"form": "example"},
    ),
    Format(
        "numpy-scalar",
        ".py",
        N_("The same script in plain loops: one line computes one number."),
        text="numpy_script",
        save="save_numpy_script",
        layouts=True,
        use=N_("run it with: {python} {path}"),
        settings={"form": "scalar"},
    ),
    Format(
        "numpy-functions",
        ".py",
        N_("The trained network as functions: feed_forward, update_weights and predict."),
        text="numpy_functions",
        layouts=True,
        use=N_("import it: its first lines say what each function takes"),
    ),
    Format(
        "torch",
        ".py",
        N_("A script of equations and of PyTorch's own layers, which check each other."),
        text="torch_script",
        save="save_torch_script",
        layouts=True,
        use=N_("run it with: {python} {path}"),
    ),
    Format(
        "onnx",
        ".onnx",
        N_("The trained network with its scaling, for onnxruntime, Netron and others."),
        save="onnx",
        use=N_("onnxruntime runs it, netron.app draws it: raw inputs go in as X"),
    ),
)
FORMATS: dict[str, Format] = {each.name: each for each in _ROWS}
