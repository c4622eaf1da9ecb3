"""The laws of one op. Each raises AssertionError if the op breaks it."""

from typing import Any

import numpy as np
from cases import Arrays, accepted_shapes, differentiable
from evaluator import evaluate

from glassnet.core.backprop import backprop
from glassnet.core.builder import Builder
from glassnet.core.derivation import Derivation
from glassnet.core.derivative import differentiate
from glassnet.core.expr import Call, Expr, Sym, total, walk
from glassnet.core.op import Op, lookup
from glassnet.executors import reference

FUNCTIONAL = Op(
    name="functional",
    inputs=("v", "r"),
    meaning=total(Sym("v") * Sym("r")),
    slopes={"v": Sym("r"), "r": None},
    called=False,
)
CENTRAL, COMPLEX, MECHANICAL, SINGLE = 1e-6, 1e-9, 1e-9, 2e-5
SWITCHES = {"abs", "sign", "max", "min", "gt", "ge", "lt", "le"}
STEP = 1e-3
ENTRIES = 16  # how many entries of a structured op's input are moved one at a time


def derived(op: Op, values: Arrays, dtype: str) -> Derivation:
    """The op, a random linear functional of its result, and the backward rows."""
    b = Builder(dtype)
    inputs = tuple(b.input(f"in_{name}", np.shape(values[name]), "param") for name in op.inputs)
    out = b.add("out", op, inputs, "forward")
    loss = b.add("L", FUNCTIONAL, (out, b.input("r", out.shape, "data")), "loss")
    b.outputs["loss"] = "L"
    names = differentiable(op)
    wanted = tuple(v for n, v in zip(op.inputs, inputs, strict=True) if n in names)
    backprop(b, loss, wanted)
    return b.finish()


def computed(op: Op, values: Arrays, dtype: str, seed: int) -> tuple[Derivation, Arrays]:
    """The derivation of an op and the value of each variable in it."""
    derivation = derived(op, values, dtype)
    shape = derivation.variables()["out"].shape
    r = np.random.default_rng(seed).standard_normal(shape)
    feeds = {f"in_{name}": value for name, value in values.items()}
    found = reference.run(derivation, {**feeds, "r": r})
    return derivation, {**feeds, "r": np.asarray(r), **found}


def close(analytic: Any, numeric: Any, tolerance: float, scale: float, what: str) -> None:
    error = np.max(np.abs(np.asarray(analytic) - numeric), initial=0.0)
    assert error <= tolerance * scale, f"{what}: off by {error:.2e}, scale {scale:.2e}"


def peak(*arrays: Any) -> float:
    return max(1.0, *(float(np.max(np.abs(a), initial=0.0)) for a in arrays))


def smooth_around(op: Op, values: Arrays, by: str, reach: float) -> Any:
    """Where moving one input by `reach` crosses no kink: True for each such element."""
    result: Any = np.True_
    for kink in op.kinks:
        at = [evaluate(kink.at, {**values, by: values[by] + d}) for d in (-reach, 0, reach)]
        result = result & (np.sign(at[0]) == np.sign(at[1])) & (np.sign(at[1]) == np.sign(at[2]))
    return result


def off_switch(expr: Expr, values: Arrays) -> Any:
    """Where no atom stands exactly between its branches: the chain rule needs that."""
    result: Any = np.True_
    for node in walk(expr):
        if isinstance(node, Call) and node.atom in SWITCHES:
            sides = [evaluate(arg, values) for arg in node.args]
            result = result & (sides[0] != (sides[1] if len(sides) > 1 else 0))
    return result


def numeric(op: Op, values: Arrays, by: str, steps: Any) -> Any:
    """The slope of an elementwise op by the five-point formula."""
    assert op.meaning is not None

    def f(move: Any) -> Any:
        return evaluate(op.meaning, {**values, by: values[by] + move})

    return (8 * (f(steps) - f(-steps)) - (f(2 * steps) - f(-2 * steps))) / (12 * steps)


def gradient_law(op: Op, values: Arrays, seed: int) -> None:
    """Gradient rows are the derivative of what the forward row computes."""
    _derivation, found = computed(op, values, "float64", seed)
    for by in differentiable(op):
        got = found[f"din_{by}"]
        assert np.shape(got) == np.shape(values[by]), f"d{op.name}/d{by} has another shape"
        if op.meaning is None:
            _structured_gradient(op, found, by, got, seed)
            continue
        steps = STEP * np.maximum(1.0, np.abs(values[by]) * 1e-2)
        want = numeric(op, values, by, steps) * found["r"]
        smooth = smooth_around(op, values, by, 3 * STEP)
        close(np.where(smooth, got, want), want, CENTRAL, peak(want), f"d{op.name}/d{by}")


def _structured_gradient(op: Op, found: Arrays, by: str, got: Any, seed: int) -> None:
    b = Builder("float64")
    inputs = tuple(b.input(n, np.shape(found[f"in_{n}"]), "param") for n in op.inputs)
    b.add("out", op, inputs, "forward")
    program = reference.Program(b.finish())
    entries = list(np.ndindex(np.shape(found[f"in_{by}"])))
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(entries))[:ENTRIES]
    for entry in (entries[i] for i in chosen):

        def f(move: float, entry: Any = entry) -> float:
            moved = {n: np.array(found[f"in_{n}"]) for n in op.inputs}
            moved[by][entry] += move
            return float(np.sum(program(moved)["out"] * found["r"]))

        want = (8 * (f(STEP) - f(-STEP)) - (f(2 * STEP) - f(-2 * STEP))) / (12 * STEP)
        close(got[entry], want, CENTRAL, peak(got), f"d{op.name}/d{by}[{entry}]")


def complex_law(op: Op, values: Arrays, seed: int) -> None:
    """Where every atom is smooth, the gradient is that of the complex step."""
    if not op.smooth:
        return
    assert op.meaning is not None
    _derivation, found = computed(op, values, "float64", seed)
    for by in differentiable(op):
        moved = {n: v.astype(complex) for n, v in values.items()}
        moved[by] = moved[by] + 1e-30j
        want = np.imag(evaluate(op.meaning, moved, np.complex128)) / 1e-30 * found["r"]
        close(found[f"din_{by}"], want, COMPLEX, peak(want), f"complex d{op.name}/d{by}")


def single_law(op: Op, values: Arrays, seed: int) -> None:
    """In float32 every value is float32 and near the float64 value."""
    rounded = {name: value.astype(np.float32) for name, value in values.items()}
    derivation, narrow = computed(op, rounded, "float32", seed)
    narrow["r"] = narrow["r"].astype(np.float32)
    _same, wide = computed(op, rounded, "float64", seed)
    for equation in derivation.equations:
        name = equation.out.name
        assert narrow[name].dtype == np.float32, f"{name} of {op.name} is {narrow[name].dtype}"
        assert wide[name].dtype == np.float64, f"{name} of {op.name} is {wide[name].dtype}"
        assert narrow[name].shape == equation.out.shape, f"{name} of {op.name} has another shape"
        size = peak(wide[name], *(np.asarray(v) for v in rounded.values()))
        terms = np.sqrt(max(np.size(v) for v in rounded.values()))
        close(narrow[name], wide[name], SINGLE, size * terms, f"float32 {name} of {op.name}")


def mechanical_law(op: Op, values: Arrays) -> None:
    """A stated slope is the slope taken through the atoms."""
    if op.meaning is None:
        return
    known = {**values, "y": evaluate(op.meaning, values)}
    for symbol, (name, args) in op.companions.items():
        other = lookup(name).bind({})
        assert other.meaning is not None
        renamed = {i: values[arg] for i, arg in zip(other.inputs, args, strict=True)}
        known[symbol] = evaluate(other.meaning, renamed)
    for by in differentiable(op):
        slope = op.slopes[by]
        assert slope is not None
        want = evaluate(differentiate(op.meaning, by), values)
        smooth = off_switch(op.meaning, values) & smooth_around(op, values, by, 1e-9)
        got = np.where(smooth, evaluate(slope, known), want)
        close(got, want, MECHANICAL, peak(want), f"stated d{op.name}/d{by}")


def kink_law(op: Op) -> None:
    """On each kink the backward row gives the slope that the op declares there."""
    for kink in op.kinks:
        values = {n: np.array(v) for n, v in zip(op.inputs, kink.example, strict=True)}
        assert evaluate(kink.at, values) == 0, f"{kink.example} is not on the kink of {op.name}"
        for dtype in ("float64", "float32"):
            _derivation, found = computed(op, values, dtype, 0)
            by = differentiable(op)[0]
            want = found["r"].astype(dtype) * np.dtype(dtype).type(kink.slope)
            got = found[f"din_{by}"]
            assert np.allclose(got, want, rtol=1e-6, atol=0), f"slope of {op.name} on its kink"


def range_law(op: Op, values: Arrays) -> None:
    """Results stay within the declared interval, and one input that is NaN gives NaN."""
    wide = dict(values)
    if len(op.inputs) == 1 and op.called and op.meaning is not None:
        wide = {op.inputs[0]: np.append(values[op.inputs[0]], [1e3, -1e3, 1e30, -1e30])}
        if op.refused is None:
            nothing = evaluate(op.meaning, {op.inputs[0]: np.array(np.nan)})
            assert np.isnan(nothing), f"{op.name} hides NaN"
    for dtype in ("float64", "float32"):
        b = Builder(dtype)
        inputs = tuple(b.input(f"in_{n}", np.shape(v), "param") for n, v in wide.items())
        b.add("out", op, inputs, "forward")
        out = reference.run(b.finish(), {f"in_{n}": v for n, v in wide.items()})["out"]
        slack = 4 * float(np.finfo(dtype).eps)
        low, high = op.low - slack * abs(op.low), op.high + slack * abs(op.high)
        low, high = (x if np.isfinite(x) else s for x, s in ((low, -np.inf), (high, np.inf)))
        low, high = low - slack * (op.low == 0), high + slack * (op.high == 0)
        assert np.all((out >= low) & (out <= high)), f"{op.name} leaves [{op.low}, {op.high}]"


def shape_law(op: Op) -> None:
    """The shape rule takes only what NumPy computes, and says the shape that comes out."""
    for shapes in accepted_shapes(op, (1, 2, 3)):
        b = Builder("float64")
        inputs = tuple(
            b.input(f"in_{n}", s, "param") for n, s in zip(op.inputs, shapes, strict=True)
        )
        b.add("out", op, inputs, "forward")
        derivation = b.finish()
        feeds = {var.name: np.ones(var.shape) for var in derivation.inputs}
        try:
            out = reference.run(derivation, feeds)["out"]
        except Exception as error:
            raise AssertionError(f"{op.name}{shapes} does not run: {error}") from error
        said = derivation.variables()["out"].shape
        assert np.shape(out) == said, f"{op.name}{shapes} gives {np.shape(out)}, not {said}"
