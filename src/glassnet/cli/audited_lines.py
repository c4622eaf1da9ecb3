"""Which few lines would let a file be audited that has no loss(params), grad(params) and params?

They are made of the file's own names, guessed from what people call such things, and are only ever
shown: whoever wrote the file reads them, puts them right and adds them.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any

import numpy as np

INPUTS = ("X", "x", "inputs", "X_train", "x_train", "features", "data")
TARGETS = (
    *("Y", "y", "outputs", "targets", "labels", "target", "T", "t", "Y_train", "y_train"),
    *("y_true", "y_onehot", "Y_onehot"),
)
_COLLECTED = ("params", "parameters", "weights", "model", "theta", "W", "w")
_COLLECTION = re.compile(r"params?|parameters?|weights?|model|theta|p|w|net|network", re.IGNORECASE)
_PARAMETER = re.compile(
    r"(w|b|theta|beta|weights?|bias|biases|wih|who|[wb]_\w+|(weights?|bias|biases)_\w+)\d*",
    re.IGNORECASE,
)
_LOSS = re.compile(r"loss|cost|error|objective|entropy|mse|propagate$", re.IGNORECASE)
_GRAD = re.compile(r"grad|backward|back_?prop|nabla|propagate$", re.IGNORECASE)
_NOT = re.compile(r"plot|show|check|numeric|print|sigmoid|softmax|relu|tanh", re.IGNORECASE)
_FORWARD = re.compile(r"forward|predict|propagate", re.IGNORECASE)
_RESULT = re.compile(r"a[l\d]|a_?out|y_?hat|y_?pred|out|output|probs?|o|pred(iction)?s?|scores")
_CACHE = re.compile(r"caches?|activations?|memory")
_SLOPES = ("d{0}", "d_{0}", "grad_{0}", "{0}_grad", "nabla_{0}", "delta_{0}")
_RETURNED = re.compile(r"return \(?((?:\w+, *)+\w+)\)?\s*$")
OPEN = "..."
# What is looked for first, so that a name that is taken can stay.
PREFIX = "audit_"


def lines_for(module: ModuleType) -> list[str]:
    """The lines, as Python; `...` stands for what the names did not tell.

    A name that the file has taken for something else gets another one: `audit_loss` for `loss`.
    """
    lines = _Lines(module).all()
    for name in ("loss", "grad", "params"):
        if hasattr(module, name) and f"params = {name}" not in lines:
            begin = re.compile(rf"^(def )?{name}\b")
            lines = [begin.sub(rf"\1{PREFIX}{name}", line) for line in lines]
    return lines


def data_of(module: ModuleType) -> tuple[str | None, str | None]:
    """The names of inputs and targets in a module, if it has them."""
    return tuple(
        next((name for name in names if _is_array(getattr(module, name, None))), None)
        for names in (INPUTS, TARGETS)
    )  # type: ignore[return-value]


def _is_array(value: Any) -> bool:
    """Whether a value can be data: numbers in at least one direction."""
    if not isinstance(value, np.ndarray | list | tuple):
        return False
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        return False
    return array.ndim >= 1 and array.size > 0 and array.dtype.kind in "fiub"


def _holds_arrays(value: Any) -> bool:
    """Whether a value is a collection of parameters."""
    each = list(value.values()) if isinstance(value, Mapping) else value
    return isinstance(each, list | tuple) and any(isinstance(one, np.ndarray) for one in each)


class _Lines:
    """The names of one module, and the lines made of them."""

    def __init__(self, module: ModuleType) -> None:
        self.there = {k: v for k, v in vars(module).items() if not k.startswith("_")}
        self.inputs, self.targets = data_of(module)
        own = {k: v for k, v in self.there.items() if _module_of(v) == module.__name__}
        self.functions = {k: v for k, v in own.items() if inspect.isfunction(v)}
        classes = {k: v for k, v in own.items() if inspect.isclass(v)}
        self.made = [k for k, v in self.there.items() if type(v) in classes.values()]
        self.kind = next(
            (
                v
                for v in classes.values()
                if _chosen(_methods(v), _LOSS) or _chosen(_methods(v), _GRAD)
            ),
            None,
        )
        self.names: list[str] = []

    def all(self) -> list[str]:
        """Parameters, loss and gradient."""
        return self._of_object() if self.kind is not None else self._of_functions()

    def _of_functions(self) -> list[str]:
        """Lines around functions, or around nothing but code."""
        collected = next((k for k in _COLLECTED if _holds_arrays(self.there.get(k))), None)
        alone = [k for k, v in self.there.items() if _is_parameter(k, v)]
        if collected is not None:
            given = collected
            value = self.there[collected]
            self.names = list(map(str, value)) if isinstance(value, Mapping) else []
        else:
            self.names = alone
            given = "{" + ", ".join(f'"{name}": {name}' for name in alone) + "}" if alone else OPEN
        loss, grad = _pair(self.functions)
        return [
            f"params = {given}",
            *(
                _function("loss", [], f"return {self._call(loss)}")
                if loss
                else _function("loss", self._taken_out(), f"return {OPEN}")
            ),
            *(
                _function("grad", [], self._gradients(grad))
                if grad
                else _function("grad", self._taken_out(), self._open_gradients())
            ),
        ]

    def _taken_out(self) -> list[str]:
        """What a function that has to be written begins with: the parameters by their names."""
        if not self.names:
            return []
        values = ", ".join(f'p["{name}"]' for name in self.names)
        return [f"{', '.join(self.names)} = {values}"]

    def _open_gradients(self) -> str:
        listed = ", ".join(f'"{name}": {OPEN}' for name in self.names)
        return f"return {{{listed}}}" if listed else f"return {OPEN}"

    def _gradients(self, name: str) -> str:
        """The gradients of a function; by name if it returns them in another order."""
        call = self._call(name)
        try:
            lines = inspect.getsource(self.there[name]).rstrip()
        except (OSError, TypeError):
            lines = ""
        found = _RETURNED.search(lines)
        given = re.split(", *", found.group(1)) if found else []
        order = [next((n for n in self.names if g in _slope_names(n)), "") for g in given]
        if order != self.names and sorted(order) == sorted(self.names):
            listed = ", ".join(f'"{each}"' for each in order)
            return f"return dict(zip([{listed}], {call}))"
        return f"return {call}"

    def _call(self, name: str) -> str:
        """A call of a function of the module with what it needs."""
        return (
            f"{name}({', '.join(self._argument(each, name) for each in _needed(self.there[name]))})"
        )

    def _argument(self, name: str, caller: str = "") -> str:
        """What a parameter of a function is given."""
        data = {**dict.fromkeys(INPUTS, self.inputs), **dict.fromkeys(TARGETS, self.targets)}
        if name in self.names:
            return f'p["{name}"]'
        if data.get(name):
            return str(data[name])
        if _COLLECTION.fullmatch(name):
            return "p"
        forward = next(
            (
                k
                for k in self.functions
                if _FORWARD.search(k) and k != caller and not _LOSS.search(k)
            ),
            None,
        )
        for pattern, index in ((_RESULT, 0), (_CACHE, 1)):
            if forward and pattern.fullmatch(name.lower()):
                return f"{self._call(forward)}{self._part(forward, index)}"
        return name if name in self.there else OPEN

    def _part(self, forward: str, index: int) -> str:
        """Which part of what a forward function returns; all of it if it returns one thing."""
        try:
            source = inspect.getsource(self.there[forward])
        except (OSError, TypeError):
            return ""
        return f"[{index}]" if re.search(r"return [^()\[\]{}\n]+,", source) else ""

    def _of_object(self) -> list[str]:
        """Lines around an object that holds its parameters."""
        assert self.kind is not None
        methods = _methods(self.kind)
        loss, grad = _pair(methods)
        name = next((k for k in self.made if isinstance(self.there[k], self.kind)), None)
        lines = []
        if name is None:
            name = "net"
            words = [self._size(each) for each in _needed(self.kind.__init__)[1:]]
            lines = [f"{name} = {self.kind.__name__}({', '.join(words)})"]
        stored = [k for k in _stored(self.kind.__init__) if _PARAMETER.fullmatch(k)]
        together = "params" in _stored(self.kind.__init__)
        self.names = [] if together else stored
        given = "{" + ", ".join(f'"{each}": {name}.{each}' for each in stored) + "}"
        lines.append(f"params = {f'{name}.params' if together else given if stored else OPEN}")
        put = f"{name}.params = p" if together else f"vars({name}).update(p)"
        called = {k: self._method(name, k, methods) for k in (loss, grad) if k}
        lines += _function("loss", [put], f"return {called[loss] if loss else OPEN}")
        slopes = _slopes_of(_stored(methods[grad]), stored) if grad else []
        if slopes:
            listed = ", ".join(f'"{a}": {name}.{b}' for a, b in zip(stored, slopes, strict=True))
            return lines + _function("grad", [put, called[grad]], f"return {{{listed}}}")
        return lines + _function("grad", [put], f"return {called[grad] if grad else OPEN}")

    def _method(self, name: str, method: str, methods: Mapping[str, Any]) -> str:
        """A call of a method with what it needs."""
        words = [self._argument(each) for each in _needed(methods[method])[1:]]
        return f"{name}.{method}({', '.join(words)})"

    def _size(self, name: str) -> str:
        """What a class is given where it is made: sizes that follow from the data."""
        for word, data in (("in", self.inputs), ("out", self.targets)):
            meant = re.search(rf"(^|_|n){word}|^{word[0]}nodes$", name.lower())
            if data and meant and np.ndim(self.there[data]) == 2:
                return f"{data}.shape[1]"
        return OPEN


def _module_of(value: Any) -> str:
    return str(getattr(value, "__module__", ""))


def _is_parameter(name: str, value: Any) -> bool:
    """Whether a value at the top of a module is a parameter: by its name and its type."""
    number = isinstance(value, float | np.floating)
    array = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return (number or array) and _PARAMETER.fullmatch(name) is not None


def _methods(kind: Any) -> dict[str, Any]:
    return {k: v for k, v in vars(kind).items() if inspect.isfunction(v) and not k.startswith("__")}


def _pair(functions: Mapping[str, Any]) -> tuple[str, str]:
    """The names of a loss and of a gradient; one function may give both."""
    loss, grad = _chosen(functions, _LOSS), _chosen(functions, _GRAD)
    return loss or "", grad or loss or ""


def _chosen(functions: Iterable[str], pattern: re.Pattern[str]) -> str | None:
    """The function whose name says most clearly what is looked for."""
    found = [name for name in functions if pattern.search(name) and not _NOT.search(name)]
    other = _GRAD if pattern is _LOSS else _LOSS
    found.sort(key=lambda name: (bool(other.search(name)), pattern.match(name) is None))
    return found[0] if found else None


def _needed(function: Callable[..., Any]) -> list[str]:
    """The names of the arguments that must be given."""
    try:
        given = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    return [each.name for each in given if each.default is each.empty and each.kind in (0, 1)]


def _stored(function: Any) -> list[str]:
    """The attributes that a method mentions, in order."""
    code = getattr(function, "__code__", None)
    return list(code.co_names) if code is not None else []


def _slopes_of(mentioned: list[str], names: list[str]) -> list[str]:
    """Under which names an object keeps the gradients of its parameters, if it keeps all."""
    found = [next((each for each in _slope_names(name) if each in mentioned), "") for name in names]
    return found if all(found) else []


def _slope_names(name: str) -> list[str]:
    """What the gradient of a parameter may be called."""
    return [form.format(name) for form in _SLOPES]


def _function(name: str, before: list[str], last: str) -> list[str]:
    """A function as a few short lines."""
    return [f"def {name}(p):", *(f"    {line}" for line in [*before, last])]
