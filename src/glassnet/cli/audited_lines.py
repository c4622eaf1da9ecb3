"""Which few lines would let a file be audited that has no loss(params), grad(params) and params?

They are made of the file's own names, guessed from what people call such things, and are only ever
shown: whoever wrote the file reads them, puts them right and adds them.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import numpy as np

from glassnet.cli.audited_guesses import (
    CACHE,
    COLLECTED,
    COLLECTION,
    FORWARD,
    GRAD,
    INPUT,
    LOSS,
    PARAMETER,
    RATE,
    RESULT,
    STEP,
    TARGET,
    chosen,
    data_of,
    holds_arrays,
    is_parameter,
    mentioned_in,
    methods_of,
    module_of,
    needed_by,
    pair_of,
    slope_names,
    slopes_kept,
    takes_parameters,
)
from glassnet.locales import _

_RETURNED = re.compile(r"return \(?((?:\w+, *)+\w+)\)?\s*$")
OPEN = "..."
# What is looked for first, so that a name that is taken can stay.
PREFIX = "audit_"


def lines_for(module: ModuleType) -> list[str]:
    """The lines, as Python; `...` stands for what the names did not tell.

    A name that the file has taken for something else gets another one: `audit_loss` for `loss`.
    """
    lines = _Lines(module).all()
    taken = []
    for name in ("loss", "grad", "params"):
        begin = re.compile(rf"^(def )?{name}\b")
        if hasattr(module, name) and any(map(begin.match, lines)):
            lines = [begin.sub(rf"\1{PREFIX}{name}", line) for line in lines]
            taken.append(name)
    if not taken:
        return lines
    names = ", ".join(f"{PREFIX}{name}" for name in taken)
    said = _("{names}: audited in place of {taken}").format(names=names, taken=", ".join(taken))
    return [f"# {said}", *lines]


class _Lines:
    """The names of one module, and the lines made of them."""

    def __init__(self, module: ModuleType) -> None:
        self.there = {k: v for k, v in vars(module).items() if not k.startswith("_")}
        self.inputs, self.targets = data_of(module)
        own = {k: v for k, v in self.there.items() if module_of(v) == module.__name__}
        self.functions = {k: v for k, v in own.items() if inspect.isfunction(v)}
        classes = {k: v for k, v in own.items() if inspect.isclass(v)}
        self.made = [k for k, v in self.there.items() if type(v) in classes.values()]
        self.kind = next(
            (
                v
                for v in classes.values()
                if any(chosen(methods_of(v), each) for each in (LOSS, GRAD, STEP))
            ),
            None,
        )
        self.names: list[str] = []

    def all(self) -> list[str]:
        """Parameters, loss and gradient."""
        return self._of_object() if self.kind is not None else self._of_functions()

    def _of_functions(self) -> list[str]:
        """Lines around functions, or around nothing but code."""
        collected = next((k for k in COLLECTED if holds_arrays(self.there.get(k))), None)
        alone = [k for k, v in self.there.items() if is_parameter(k, v)]
        if collected is not None:
            given = collected
            value = self.there[collected]
            self.names = list(map(str, value)) if isinstance(value, Mapping) else []
        else:
            self.names = alone
            given = "{" + ", ".join(f'"{name}": {name}' for name in alone) + "}" if alone else OPEN
        loss, grad = pair_of(self.functions)
        return [
            *([f"params = {given}"] if given != "params" else []),
            *self._unless_there("loss", loss, self._value, f"return {OPEN}"),
            *self._unless_there("grad", grad, self._gradients, self._open_gradients()),
        ]

    def _unless_there(
        self, name: str, found: str, called: Callable[[str], str], open_end: str
    ) -> list[str]:
        """A function around the one that was found; nothing if that will do as it is."""
        if found == name and takes_parameters(self.there[name], self.names):
            return []
        if found:
            return _function(name, [], called(found))
        return _function(name, self._taken_out(), open_end)

    def _value(self, name: str) -> str:
        """The loss of a function."""
        return f"return {self._call(name)}"

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
        order = [next((n for n in self.names if g in slope_names(n)), "") for g in given]
        if order != self.names and sorted(order) == sorted(self.names):
            listed = ", ".join(f'"{each}"' for each in order)
            return f"return dict(zip([{listed}], {call}))"
        return f"return {call}"

    def _call(self, name: str) -> str:
        """A call of a function of the module with what it needs."""
        words = [self._argument(each, name) for each in needed_by(self.there[name])]
        return f"{name}({', '.join(words)})"

    def _argument(self, name: str, caller: str = "") -> str:
        """What a parameter of a function is given."""
        if name in self.names:
            return f'p["{name}"]'
        for pattern, data in ((INPUT, self.inputs), (TARGET, self.targets)):
            if data and pattern.fullmatch(name):
                return data
        if COLLECTION.fullmatch(name):
            return "p"
        forward = next(
            (k for k in self.functions if FORWARD.search(k) and k != caller and not LOSS.search(k)),
            None,
        )
        for pattern, index in ((RESULT, 0), (CACHE, 1)):
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
        methods = methods_of(self.kind)
        loss, grad = pair_of(methods)
        name = next((k for k in self.made if isinstance(self.there[k], self.kind)), None)
        lines = []
        if name is None:
            name = "net"
            words = [self._size(each) for each in needed_by(self.kind.__init__)[1:]]
            lines = [f"{name} = {self.kind.__name__}({', '.join(words)})"]
        stored = [k for k in mentioned_in(self.kind.__init__) if PARAMETER.fullmatch(k)]
        together = "params" in mentioned_in(self.kind.__init__)
        self.names = [] if together else stored
        given = "{" + ", ".join(f'"{each}": {name}.{each}' for each in stored) + "}"
        lines.append(f"params = {f'{name}.params' if together else given if stored else OPEN}")
        put = f"{name}.params = p" if together else f"vars({name}).update(p)"
        called = {k: self._method(name, k, methods) for k in (loss, grad) if k}
        lines += _function("loss", [put], f"return {called[loss] if loss else OPEN}")
        read_off = self._grad_of_step(name, methods) if grad in ("", loss) else []
        if read_off:
            return lines + read_off
        slopes = slopes_kept(mentioned_in(methods[grad]), stored) if grad else []
        if slopes:
            listed = ", ".join(f'"{a}": {name}.{b}' for a, b in zip(stored, slopes, strict=True))
            return lines + _function("grad", [put, called[grad]], f"return {{{listed}}}")
        return lines + _function("grad", [put], f"return {called[grad] if grad else OPEN}")

    def _grad_of_step(self, name: str, methods: Mapping[str, Any]) -> list[str]:
        """The gradient read off an update: what is subtracted at a rate of 1; [] if none is."""
        assert self.kind is not None
        step = chosen(methods, STEP)
        rate = next((k for k in mentioned_in(self.kind.__init__) if RATE.fullmatch(k)), None)
        if step is None or rate is None or not self.names:
            return []
        copied = f"vars({name}).update({{k: w.copy() for k, w in p.items()}})"
        taken = f"return {{k: p[k] - vars({name})[k] for k in p}}"
        before = [copied, f"{name}.{rate} = 1.0", self._method(name, step, methods)]
        return _function("grad", before, taken)

    def _method(self, name: str, method: str, methods: Mapping[str, Any]) -> str:
        """A call of a method with what it needs."""
        words = [self._argument(each) for each in needed_by(methods[method])[1:]]
        return f"{name}.{method}({', '.join(words)})"

    def _size(self, name: str) -> str:
        """What a class is given where it is made: sizes that follow from the data."""
        for word, data in (("in", self.inputs), ("out", self.targets)):
            meant = re.search(rf"(^|_|n){word}|^{word[0]}nodes$", name.lower())
            if data and meant and np.ndim(self.there[data]) == 2:
                return f"{data}.shape[1]"
        return OPEN


def _function(name: str, before: list[str], last: str) -> list[str]:
    """A function as a few short lines."""
    return [f"def {name}(p):", *(f"    {line}" for line in [*before, last])]
