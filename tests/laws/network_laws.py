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

    def slope(self, name: str, entry: Any) -> tuple[float, float] | None:
        """The derivative by the five-point formula and its noise; None next to a kink."""
        here = self(name, entry, 0.0)[1]
        for h in STEPS:
            moved = {k: self(name, entry, k * h) for k in (-2, -1, 1, 2)}
            if all(sides == here for _loss, sides in moved.values()):
                a, b, c, d = (moved[k][0] for k in (-2, -1, 1, 2))
                size = max(abs(a), abs(b), abs(c), abs(d))
                return (8 * (c - b) - (d - a)) / (12 * h), 40 * EPS * max(size, 1e-3) / h
        return None


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
            got = values[f"d{name}"]
            assert got.shape == landscape.feeds[name].shape
            found = {e: landscape.slope(name, e) for e in np.ndindex(got.shape)}
            known = {e: pair for e, pair in found.items() if pair is not None}
            row = max((abs(want) for want, _noise in known.values()), default=0.0)
            for entry, (want, noise) in known.items():
                off = abs(float(got[entry]) - want)
                assert off <= CENTRAL * row + noise, (
                    f"{layout}: d{name}{list(entry)} is {got[entry]:.10g}, numeric {want:.10g}"
                )
            checked, skipped = checked + len(known), skipped + len(found) - len(known)
    return checked, skipped


def layout_law(drawn: Draw) -> None:
    """Each value in the column layout is that of the row layout, turned."""
    rows, columns = drawn.derive("rows"), drawn.derive("columns")
    feeds = numbers(drawn)
    a = reference.run(rows, fed(drawn, rows, feeds))
    b = reference.run(columns, fed(drawn, columns, feeds))
    assert list(a) == list(b)
    for name, value in a.items():
        size = max(1e-30, float(np.max(np.abs(value), initial=0.0)))
        want = turned(value) if np.ndim(value) else value
        assert np.shape(want) == np.shape(b[name]), name
        tolerance = 1e-11 * size if name.startswith("d") else 1e-12 * max(size, 1.0)
        if "_new" in name:
            tolerance = 1e-9 * max(size, 1.0)  # a root of tiny squares makes more of the last bit
        assert np.max(np.abs(want - b[name]), initial=0.0) <= tolerance, f"{name} differs"


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
