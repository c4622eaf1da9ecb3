"""The laws of a whole network: its gradient rows, its column form, its update rows."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from evaluator import evaluate
from optimizer_formulas import RESTATED, clipped
from random_networks import Arrays, Draw, fed, numbers, turned

from glassnet.core.derivation import Derivation, Layout
from glassnet.core.op import registered
from glassnet.executors import reference
from glassnet.nn.lower import lower

CENTRAL = 1e-6
STEPS = (1e-3, 1e-4, 1e-5)
EPS = float(np.finfo(np.float64).eps)


def loss_form(drawn: Draw, layout: Layout) -> Derivation:
    return lower(
        drawn.network,
        drawn.batch_size,
        layout=layout,
        weighted=drawn.weighted,
        dropout=drawn.dropout,
        extent="loss",
    )


class Landscape:
    """The loss of a network as a function of its parameters, and which side of each kink it is on.

    Args:
        drawn: the network.
        layout: how it is lowered.
    """

    def __init__(self, drawn: Draw, layout: Layout) -> None:
        derivation = loss_form(drawn, layout)
        self.program = reference.Program(derivation)
        self.feeds = fed(drawn, derivation, numbers(drawn))
        self.kinks: list[tuple[Any, dict[str, str]]] = []
        for equation in derivation.equations:
            op = registered().get(equation.op.name)
            for kink in op.bind({}).kinks if op else ():
                names = [var.name for var in equation.inputs]
                if equation.branch == "penalty":
                    self.kinks += [(kink.at, {op.inputs[0]: n}) for n in names if n[0] in "Wb"]
                else:
                    self.kinks.append((kink.at, dict(zip(op.inputs, names, strict=False))))

    def __call__(self, name: str, entry: Any, move: float) -> tuple[float, bytes]:
        """The loss with one parameter moved, and the signs of all kinks there."""
        array = self.feeds[name]
        before = array[entry]
        array[entry] = before + move
        values = {**self.feeds, **self.program(self.feeds)}
        sides = [
            np.sign(evaluate(at, {symbol: values[var] for symbol, var in names.items()})).tobytes()
            for at, names in self.kinks
        ]
        array[entry] = before
        return float(values["L"]), b"".join(sides)

    def slopes(self, name: str, entry: Any) -> Iterator[tuple[float, float]]:
        """The derivative by the five-point formula, and its noise, for ever smaller steps.

        A long step cuts off more of the series, a short one loses more digits, so the law
        takes the step that suits the parameter. Steps across a kink are left out.
        """
        here = self(name, entry, 0.0)[1]
        for h in STEPS:
            moved = {k: self(name, entry, k * h) for k in (-2, -1, 1, 2)}
            if all(sides == here for _loss, sides in moved.values()):
                a, b, c, d = (moved[k][0] for k in (-2, -1, 1, 2))
                size = max(abs(a), abs(b), abs(c), abs(d))
                yield (8 * (c - b) - (d - a)) / (12 * h), 40 * EPS * max(size, 1e-3) / h


def sensible(values: Arrays) -> bool:
    """Whether all numbers are finite and no probability is so sure that digits are lost."""
    finite = all(np.all(np.isfinite(v)) for v in values.values())
    return finite and all(np.max(np.abs(v), initial=0.0) < 1e4 for v in values.values())


def gradient_law(drawn: Draw, layout: Layout) -> tuple[int, int]:
    """Each gradient row is the slope of the loss row; returns entries checked and skipped."""
    derivation = drawn.derive(layout)
    values = reference.run(derivation, fed(drawn, derivation, numbers(drawn)))
    checked = skipped = 0
    with reference.session():
        landscape = Landscape(drawn, layout)
        for name in derivation.names("param"):
            assert values[f"d{name}"].shape == landscape.feeds[name].shape
            row = float(np.max(np.abs(values[f"d{name}"])))
            for entry, got in np.ndenumerate(values[f"d{name}"]):
                numeric = None
                for numeric, noise in landscape.slopes(name, entry):
                    if abs(got - numeric) <= CENTRAL * row + noise:
                        break
                else:
                    assert numeric is None, (
                        f"{layout}: d{name}{list(entry)} is {got:.10g}, numeric {numeric:.10g}"
                    )
                checked, skipped = checked + (numeric is not None), skipped + (numeric is None)
    return checked, skipped


def layout_law(drawn: Draw) -> None:
    """Each value in the column layout is that of the row layout, turned."""
    rows, columns = drawn.derive("rows"), drawn.derive("columns")
    feeds = numbers(drawn)
    a = reference.run(rows, fed(drawn, rows, feeds))
    b = reference.run(columns, fed(drawn, columns, feeds))
    assert list(a) == list(b)
    steepest = max(peak(a[e.out.name]) for e in rows.phase("backward"))
    for equation in rows.equations:
        name = equation.out.name
        want = turned(a[name]) if np.ndim(a[name]) else a[name]
        assert np.shape(want) == np.shape(b[name]), name
        tolerance = 1e-12 * max(peak(want), 1.0)
        if equation.phase == "backward":
            # what is left of big numbers that cancel keeps their rounding
            tolerance = 1e-9 * peak(want) + 1e-13 * steepest
        elif equation.phase == "update":
            tolerance = 1e-9 * max(peak(want), 1.0)  # a root of tiny squares magnifies the last bit
        assert peak(want - b[name]) <= tolerance, f"{name} differs by {peak(want - b[name]):.2e}"


def peak(value: Any) -> float:
    return float(np.max(np.abs(value), initial=0.0))


def steps_of(drawn: Draw, count: int) -> Iterator[tuple[Arrays, Arrays]]:
    """What goes into each of a number of steps and what comes out, the same batch each time."""
    derivation = drawn.derive()
    program = reference.Program(derivation)
    feeds = fed(drawn, derivation, numbers(drawn))
    for t in range(1, count + 1):
        feeds["t"] = np.float64(t)
        with reference.session():
            values = program(feeds)
        yield feeds, values
        feeds = {**feeds, **{old: values[new] for old, new in derivation.updates.items()}}


def update_law(drawn: Draw, count: int = 20) -> None:
    """Update rows are the published formulas, restated in plain NumPy."""
    optimizer = drawn.optimizer
    assert optimizer is not None
    formula: Callable[..., Any] = RESTATED[optimizer.name]
    names = tuple(drawn.network.param_shapes())
    memory: dict[str, dict[str, Any]] = {name: {} for name in names}
    for t, (feeds, values) in enumerate(steps_of(drawn, count), 1):
        grads = clipped({name: values[f"d{name}"] for name in names}, drawn.clip)
        for name in names:
            want = formula(optimizer, feeds[name], grads[name], memory[name], t)
            got = values[f"{name}_new"]
            if not np.all(np.isfinite(want)):
                return
            size = np.maximum(1.0, np.abs(want))
            assert np.all(np.abs(got - want) <= 1e-12 * size), f"{name}_new at t = {t}"
