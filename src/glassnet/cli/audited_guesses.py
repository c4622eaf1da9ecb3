"""Which of a module's names is what: data, parameters, a loss, a gradient?

Nothing but what people usually call such things is known; a guess is only ever shown.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any

import numpy as np

INPUTS = ("X", "x", "inputs", "X_train", "x_train", "features", "data")
TARGETS = (
    *("Y", "y", "outputs", "targets", "labels", "target", "T", "t", "Y_train", "y_train"),
    *("y_true", "y_onehot", "Y_onehot"),
)
INPUT = re.compile(r"x|(x|inputs?|features?|data)(_\w+)?", re.IGNORECASE)
TARGET = re.compile(r"[yt]|(y|outputs?|targets?|labels?)(_\w+)?", re.IGNORECASE)
COLLECTED = ("params", "parameters", "weights", "model", "theta", "W", "w")
COLLECTION = re.compile(r"params?|parameters?|weights?|model|theta|p|w|net|network", re.IGNORECASE)
PARAMETER = re.compile(
    r"(w|b|theta|beta|weights?|bias|biases|wih|who|[wb]_\w+|(weights?|bias|biases)_\w+)\d*",
    re.IGNORECASE,
)
LOSS = re.compile(r"loss|cost|error|objective|entropy|mse|propagate$", re.IGNORECASE)
GRAD = re.compile(r"grad|backward|back_?prop|nabla|propagate$", re.IGNORECASE)
NOT = re.compile(r"plot|show|check|numeric|print|sigmoid|softmax|relu|tanh", re.IGNORECASE)
FORWARD = re.compile(r"forward|predict|propagate", re.IGNORECASE)
RESULT = re.compile(r"a[l\d]|a_?out|y_?hat|y_?pred|out|output|probs?|o|pred(iction)?s?|scores")
CACHE = re.compile(r"caches?|activations?|memory")
SLOPES = ("d{0}", "d_{0}", "grad_{0}", "{0}_grad", "nabla_{0}", "delta_{0}")
STEP = re.compile(r"train\w*|fit|step|learn|update\w*|partial_fit", re.IGNORECASE)
RATE = re.compile(r"lr|learning_?rate|l_?rate|eta|alpha|rate", re.IGNORECASE)


def data_of(module: ModuleType) -> tuple[str | None, str | None]:
    """The names of inputs and targets in a module, if it has them."""
    return tuple(
        next((name for name in names if is_array(getattr(module, name, None))), None)
        for names in (INPUTS, TARGETS)
    )  # type: ignore[return-value]


def is_array(value: Any) -> bool:
    """Whether a value can be data: numbers in at least one direction."""
    if not isinstance(value, np.ndarray | list | tuple):
        return False
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        return False
    return array.ndim >= 1 and array.size > 0 and array.dtype.kind in "fiub"


def holds_arrays(value: Any) -> bool:
    """Whether a value is a collection of parameters."""
    each = list(value.values()) if isinstance(value, Mapping) else value
    return isinstance(each, list | tuple) and any(isinstance(one, np.ndarray) for one in each)


def module_of(value: Any) -> str:
    """Where a function or class was defined."""
    return str(getattr(value, "__module__", ""))


def is_parameter(name: str, value: Any) -> bool:
    """Whether a value at the top of a module is a parameter: by its name and its type."""
    number = isinstance(value, float | np.floating)
    array = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return (number or array) and PARAMETER.fullmatch(name) is not None


def methods_of(kind: Any) -> dict[str, Any]:
    """The methods of a class that have ordinary names."""
    return {k: v for k, v in vars(kind).items() if inspect.isfunction(v) and not k.startswith("__")}


def pair_of(functions: Mapping[str, Any]) -> tuple[str, str]:
    """The names of a loss and of a gradient; one function may give both, if it returns several."""
    loss, grad = chosen(functions, LOSS), chosen(functions, GRAD)
    both = loss if loss is not None and returns_several(functions[loss]) else None
    return loss or "", grad or both or ""


def returns_several(function: Callable[..., Any]) -> bool:
    """Whether a function returns more than one thing, as its text says."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return False
    returned = (each.value for each in ast.walk(tree) if isinstance(each, ast.Return))
    return any(isinstance(each, ast.Tuple) for each in returned)


def takes_parameters(function: Any, names: Iterable[str]) -> bool:
    """Whether a function takes all parameters in one argument, not one of them by its name."""
    needed = needed_by(function)
    return len(needed) == 1 and needed[0] not in names and bool(COLLECTION.fullmatch(needed[0]))


def chosen(functions: Iterable[str], pattern: re.Pattern[str]) -> str | None:
    """The function whose name says most clearly what is looked for."""
    found = [name for name in functions if pattern.search(name) and not NOT.search(name)]
    other = GRAD if pattern is LOSS else LOSS
    found.sort(key=lambda name: (bool(other.search(name)), pattern.match(name) is None))
    return found[0] if found else None


def needed_by(function: Callable[..., Any]) -> list[str]:
    """The names of the arguments that must be given."""
    try:
        given = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    return [each.name for each in given if each.default is each.empty and each.kind in (0, 1)]


def mentioned_in(function: Any) -> list[str]:
    """The attributes that a method mentions, in order."""
    code = getattr(function, "__code__", None)
    return list(code.co_names) if code is not None else []


def slopes_kept(mentioned: list[str], names: list[str]) -> list[str]:
    """Under which names an object keeps the gradients of its parameters, if it keeps all."""
    found = [next((each for each in slope_names(name) if each in mentioned), "") for name in names]
    return found if all(found) else []


def slope_names(name: str) -> list[str]:
    """What the gradient of a parameter may be called."""
    return [form.format(name) for form in SLOPES]
