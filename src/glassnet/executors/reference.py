"""The reference executor: NumPy, and the living definition of every equation.

It compiles the very text that the script view prints, so that what is read is what is
run; a traceback shows the printed line.
"""

import linecache
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation
from glassnet.core.notation import ALSO, FUNCTION
from glassnet.core.rows import definitions, function
from glassnet.errors import ShapeError
from glassnet.locales import _

Array = np.ndarray[Any, np.dtype[Any]]
Values = dict[str, Array]


def source(derivation: Derivation, keep: Sequence[str]) -> str:
    """The Python module that computes a derivation: types, functions, then the rows."""
    head = f"import numpy as np\n\nf = np.{derivation.dtype}  # the type of every number"
    parts = [head, *definitions(derivation), function(derivation, FUNCTION, keep)]
    return "\n\n\n".join(parts) + "\n"


@lru_cache(maxsize=512)
def _compiled(text: str, label: str) -> Callable[..., tuple[Array, ...]]:
    """The function of all rows of a module's text, known to tracebacks by its lines."""
    filename = f"<glassnet {label}>"
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    namespace: dict[str, Any] = {}
    # NOTE: the text is made by `rows` from ops: the built-in ones, and those that this very
    # program added with gn.elementwise and gn.structured. Nothing of a file is in it.
    exec(compile(text, filename, "exec"), namespace)  # noqa: S102
    step: Callable[..., tuple[Array, ...]] = namespace[FUNCTION]
    return step


class Program:
    """A derivation made ready to run many times.

    Args:
        derivation: the equations.
        keep: the names of the rows whose values are wanted; all of them unless given.
    """

    def __init__(self, derivation: Derivation, keep: Sequence[str] | None = None) -> None:
        rows = tuple(equation.out.name for equation in derivation.equations)
        self.derivation = derivation
        self.keep = rows if keep is None else tuple(keep)
        self.inputs = tuple(var.name for var in derivation.inputs)
        self.source = source(derivation, self.keep)
        self._step = _compiled(self.source, f"{len(rows)} rows, {abs(hash(self.source)):x}")

    def __call__(self, feeds: Mapping[str, Array]) -> Values:
        """The values of the kept rows. Feeds must have the derivation's type and shapes."""
        results = self._step(*[feeds[name] for name in self.inputs])
        return dict(zip(self.keep, results, strict=True))


@lru_cache(maxsize=1)
def _controller() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@contextmanager
def session() -> Iterator[None]:
    """Repeatable arithmetic: one BLAS thread, and no floating-point warnings.

    A value that is not finite is found and named by its row; NumPy's warning would only
    say that it exists.
    """
    with np.errstate(all="ignore"), _controller().limit(limits=1, user_api="blas"):
        yield


def typed(derivation: Derivation, feeds: Mapping[str, Any]) -> dict[str, Array]:
    """The feeds as contiguous arrays of the derivation's type and shapes.

    Raises:
        ShapeError: if one is missing or has another shape.
    """
    given = {ALSO.get(name, name): value for name, value in feeds.items()}
    result: dict[str, Array] = {}
    for var in derivation.inputs:
        if var.name not in given:
            raise ShapeError(
                _("the derivation needs a value for {name}").format(name=var.name),
                expected=f"{var.name} {var.shape}",
                received=", ".join(sorted(given)) or _("nothing"),
                where=_("the inputs of the derivation"),
                fix=_("pass {name}=…").format(name=var.name),
            )
        array = np.ascontiguousarray(given[var.name], dtype=derivation.dtype)
        # NOTE: ascontiguousarray makes a number an array of one element
        array = array.reshape(()) if var.shape == () and array.size == 1 else array
        if array.shape != var.shape:
            raise ShapeError(
                _("{name} has the wrong shape").format(name=var.name),
                expected=str(var.shape),
                received=str(array.shape),
                where=_("the inputs of the derivation"),
                fix=_("check the sizes of the layers and of the data"),
            )
        result[var.name] = array[()] if var.shape == () else array
    return result


def run(
    derivation: Derivation, feeds: Mapping[str, Any], keep: Sequence[str] | None = None
) -> Values:
    """Computes a derivation once.

    Args:
        derivation: the equations.
        feeds: a value for each input, by name; X is another name for A0.
        keep: the rows whose values are wanted; all of them unless given.

    Returns:
        The values by name.

    Raises:
        ShapeError: if an input is missing or has the wrong shape.
    """
    program = Program(derivation, keep)
    values = typed(derivation, feeds)
    with session():
        return program(values)
