"""The audited functions, called safely: on copies, with what they say about their own fault."""

import inspect
import traceback
from collections.abc import Callable
from typing import Any

import numpy as np

from glassnet.diagnosis.audit.given import Arrays, Parameters, is_number
from glassnet.errors import DataError, GlassnetError, RunError, SettingError
from glassnet.executors.reference import Array
from glassnet.locales import _

# With this rate an update says its gradient without a division that rounds.
RATE = 1.0
_PARAMS_FIRST = ("params", "parameters", "weights", "model", "w", "theta", "p")


class Subject:
    """A loss and its gradient as two functions of named arrays.

    Args:
        loss: `loss(params)`, or `feed_forward(inputs, outputs, weights)` if X and Y are given.
        grad: `grad(params)`, or `update_weights(inputs, outputs, weights, lr)`, which returns
            the updated weights and the loss.
        params: the parameters that both take.
        X: inputs for functions that take them.
        Y: targets for functions that take them.

    Attributes:
        changed: by name, how far a call moved a parameter that it was given.
        updates: whether the gradient is read off an update.
    """

    def __init__(
        self,
        loss: Callable[..., Any],
        grad: Callable[..., Any],
        params: Parameters,
        X: Any = None,
        Y: Any = None,
    ) -> None:
        self.params = params
        self.data = (X, Y)
        self._loss = _callable(loss, "loss")
        self._grad = _callable(grad, "grad")
        self._loss_form = self._form(loss, "loss")
        self._grad_form = self._form(grad, "grad")
        self.updates = self._grad_form[0] == 4
        self.changed: dict[str, dict[str, float]] = {"loss": {}, "grad": {}}

    def _form(self, function: Callable[..., Any], name: str) -> tuple[int, bool]:
        """How many arguments a function needs, and whether params come first."""
        try:
            needed = [
                each
                for each in inspect.signature(function).parameters.values()
                if each.default is each.empty and each.kind in (0, 1)
            ]
        except (TypeError, ValueError):
            needed = []
        count = max(len(needed), 1)
        if count not in (1, 3, 4) or (count == 4 and name == "loss"):
            raise SettingError(
                _("{name} takes another number of arguments").format(name=name),
                expected=f"{name}(params), {name}(inputs, outputs, weights)"
                + (" | update_weights(inputs, outputs, weights, lr)" if name == "grad" else ""),
                received=f"{name}({', '.join(each.name for each in needed)})",
                where=name,
                fix=_("give a function of params alone: {example}").format(
                    example=_wrapped(function, [each.name for each in needed], self.params)
                ),
            )
        if count > 1 and any(each is None for each in self.data):
            raise SettingError(
                _("{name} takes inputs and outputs, which are not given").format(name=name),
                expected="audit(…, X=…, Y=…)",
                received=f"{name}({', '.join(each.name for each in needed)})",
                where=name,
                fix=_("give X and Y, or a function of params alone: {example}").format(
                    example=_wrapped(function, [each.name for each in needed], self.params)
                ),
            )
        return count, bool(needed) and needed[0].name.lower() in _PARAMS_FIRST

    def loss(self, arrays: Arrays) -> float:
        """The loss at some parameters, which stay as they are.

        Raises:
            RunError: if the function raises.
            DataError: if it returns no number.
        """
        value = _alone(self._call(self._loss, self._loss_form, "loss", arrays))
        try:
            array = np.asarray(value)
        except (ValueError, TypeError, RuntimeError):
            array = np.asarray(None)
        if array.size != 1 or array.dtype.kind not in "fiub":
            raise DataError(
                _("loss(params) did not return a number"),
                expected=_("one number"),
                received=f"{type(value).__name__} {value!r:.60}",
                where="loss(params)",
                fix=_("add or average the errors to one number"),
            )
        return float(array.reshape(()))

    def gradient(self, arrays: Arrays) -> dict[str, Any]:
        """The gradients at some parameters, by name, as the user's function gave them.

        Raises:
            RunError: if the function raises.
            DataError: if it returns something else.
        """
        value = self._call(self._grad, self._grad_form, "grad", arrays)
        if not self.updates:
            return self.params.named(value)
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise DataError(
                _("the update did not return the weights and the loss"),
                expected="(updated_weights, original_loss)",
                received=f"{type(value).__name__} {value!r:.60}",
                where="update_weights(inputs, outputs, weights, lr)",
                fix=_("return the updated weights and the loss before the update"),
            )
        updated = self.params.named(value[0])
        return {name: _difference(arrays[name], new) for name, new in updated.items()}

    def _call(
        self, function: Callable[..., Any], form: tuple[int, bool], name: str, arrays: Arrays
    ) -> Any:
        """Calls a function on copies and notes which of them it changed."""
        copies = {each: value.copy() for each, value in arrays.items()}
        given = self.params.rebuilt(copies)
        count, params_first = form
        words = [*self.data, given] if count > 1 else [given]
        words = [given, *self.data] if count > 1 and params_first else words
        try:
            value = function(*words, RATE) if count == 4 else function(*words)
        except GlassnetError:
            raise
        except Exception as error:
            raise _raised(error, name) from error
        for each, copy in copies.items():
            # NOTE: NaN differs from itself
            moved = not np.array_equal(copy, arrays[each], equal_nan=True)
            if moved and each not in self.changed[name]:
                with np.errstate(all="ignore"):
                    self.changed[name][each] = float(np.max(np.abs(copy - arrays[each])))
        return value


def _alone(value: Any) -> Any:
    """The loss alone, where a function returns it beside the gradients."""
    if isinstance(value, tuple):
        numbers = [each for each in value if is_number(each)]
        return numbers[0] if len(numbers) == 1 else value
    return value


def _wrapped(function: Callable[..., Any], needed: list[str], params: Parameters) -> str:
    """How a function of several arguments becomes one of the parameters, in its own names."""
    keys = params.tree.children if not isinstance(params.tree, str) else {}
    words = [
        f"p[{each!r}]" if each in keys else "p" if each.lower() in _PARAMS_FIRST else each
        for each in needed
    ]
    return f"lambda p: {getattr(function, '__name__', 'f')}({', '.join(words)})"


def _difference(old: Array, new: Any) -> Any:
    """What one update subtracted, divided by its rate."""
    try:
        moved: Array = old - np.asarray(new, dtype=np.float64)
    except (ValueError, TypeError):
        return new
    return moved / RATE


def _callable(value: Any, name: str) -> Callable[..., Any]:
    if not callable(value):
        raise SettingError(
            _("{name} must be a function").format(name=name),
            expected=f"{name}(params)",
            received=f"{value!r:.60}",
            where=f"audit({name}=…)",
            fix=_("give the function itself, without calling it"),
        )
    function: Callable[..., Any] = value
    return function


def _raised(error: Exception, name: str) -> RunError:
    """The error for an audited function that raised, with the user's own line."""
    frames = traceback.extract_tb(error.__traceback__)[1:]
    place = f"{name}(params)"
    if frames:
        place = f"{place}, {frames[-1].filename}:{frames[-1].lineno} {frames[-1].line or ''}"
    return RunError(
        _("{name} raised an error").format(name=f"{name}(params)"),
        expected=_("a function that works at these parameters"),
        received=f"{type(error).__name__}: {error}"[:300],
        where=place.rstrip(),
        fix=_("call it once yourself with these parameters, and repair what it says"),
    )
