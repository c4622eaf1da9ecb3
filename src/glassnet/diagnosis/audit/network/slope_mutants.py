"""What can be wrong about the slope of an activation on the way back: the mistakes, as rows."""

from collections.abc import Callable, Iterator

from glassnet.core import notation
from glassnet.core.derivation import Var
from glassnet.core.expr import ONE, Sym, symbols
from glassnet.core.op import Op, backward_op, lookup
from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.network.rewriting import COPY, Mutant, Rows

# Slopes that people know by heart and write behind the wrong activation.
BY_HEART = ("sigmoid", "tanh", "relu")


def slope_mutants(rows: Rows, layer: int) -> Iterator[Mutant]:
    """The mistakes that can be made with the activation of a layer."""
    z, a = notation.preactivation(layer), notation.activation(layer)
    dz, da = notation.gradient(z), notation.gradient(a)
    name = rows[a].op.name
    if rows[a].op.slopes.get("z") == ONE:
        return  # nothing to forget or to mistake
    if da in rows:
        yield from _missing(rows, layer, name)
        yield from _misplaced(rows, layer, name)
        yield from _other(rows, layer, name)
    if lookup(name).meaning is not None:
        yield Mutant(codes.SLOPE_TWICE, layer, _multiplied(dz, a, z, name), {"activation": name})
    if da not in rows:
        for other in BY_HEART:
            if other != name:
                numbers = {"activation": name, "by": other}
                yield Mutant(codes.SLOPE_TWICE, layer, _multiplied(dz, a, z, other), numbers)


def _missing(rows: Rows, layer: int, name: str) -> Iterator[Mutant]:
    """Without the slope: only in what is passed back, only in the own gradients, everywhere."""
    dz = notation.gradient(notation.preactivation(layer))
    da = notation.gradient(notation.activation(layer))
    back = [notation.gradient(notation.activation(layer - 1))]
    weight = [notation.gradient(notation.weight(layer))]
    bias = [notation.gradient(notation.bias(layer))]
    parts = {"back": back, "weights": weight, "biases": bias, "own": weight + bias}

    def passed(targets: list[str]) -> Mutant:
        def change(changed: Rows) -> None:
            for target in targets:
                changed.use(target, dz, changed.var(da))

        part = next(each for each, wanted in parts.items() if wanted == targets)
        return Mutant(codes.NO_SLOPE, layer, change, {"activation": name, "part": part})

    for targets in (back, weight + bias, weight, bias):
        if all(target in rows for target in targets):
            yield passed(targets)

    def everywhere(changed: Rows) -> None:
        changed.apply(dz, COPY, (changed.var(da),))

    yield Mutant(codes.NO_SLOPE, layer, everywhere, {"activation": name, "part": "all"})


def _misplaced(rows: Rows, layer: int, name: str) -> Iterator[Mutant]:
    """The slope's formula for A with Z in it, and the slope at A instead of at Z."""
    z, a = notation.preactivation(layer), notation.activation(layer)
    dz = notation.gradient(z)
    if lookup(name).meaning is None:
        return
    reads = {each.name for each in rows[dz].inputs}

    def z_for_a(changed: Rows) -> None:
        changed.use(dz, a, changed.var(z))

    def a_for_z(changed: Rows) -> None:
        again = changed.before(dz, f"{a}_again", changed[a].op, (changed.var(a),))
        first = changed.var(a)
        changed.use(dz, a, again)
        changed.use(dz, z, first)

    if a in reads:
        numbers = {"activation": name, "at": z, "instead": a}
        yield Mutant(codes.SLOPE_PLACE, layer, z_for_a, numbers)
    numbers = {"activation": name, "at": a, "instead": z}
    yield Mutant(codes.SLOPE_PLACE, layer, a_for_z, numbers)


def _other(rows: Rows, layer: int, name: str) -> Iterator[Mutant]:
    """The slope of another activation, of A or at Z."""
    z, a = notation.preactivation(layer), notation.activation(layer)
    dz, da = notation.gradient(z), notation.gradient(a)
    for other in BY_HEART:
        if other == name:
            continue
        for at in (a, z):

            def change(changed: Rows, other: str = other, at: str = at) -> None:
                changed.apply(dz, *_through(changed, other, at, a, z, da))

            numbers = {"activation": name, "slope": other, "at": at}
            yield Mutant(codes.OTHER_SLOPE, layer, change, numbers)


def _through(
    changed: Rows, other: str, at: str, a: str, z: str, da: str
) -> tuple[Op, tuple[Var, ...]]:
    """The backward row through another activation: its result is taken to be A, or f(Z)."""
    op = lookup(other).bind({})
    rule = backward_op(op, "z", True)
    result = changed.var(a)
    if at == z and "y" in rule.inputs:
        dz = notation.gradient(z)
        result = changed.before(dz, f"{z}_{other}", op, (changed.var(z),))
    known = {"dy": changed.var(da), "y": result, "z": changed.var(at)}
    return rule, tuple(known[each] for each in rule.inputs)


def _multiplied(dz: str, a: str, z: str, name: str) -> Callable[[Rows], None]:
    """A change that multiplies dZ by a slope once more."""
    op = lookup(name).bind({})
    slope = op.slopes["z"]
    assert slope is not None  # the activations here are those that a network may be trained with
    body = Sym("first") * slope
    again = Op(name=f"{name}_again", inputs=symbols(body), meaning=body, called=False)

    def change(changed: Rows) -> None:
        row = changed[dz]
        first = changed.before(dz, f"{dz}_once", row.op, row.inputs)
        known = {"first": first, "y": changed.var(a), "z": changed.var(z)}
        changed.rows[dz] = row
        changed.apply(dz, again, tuple(known[each] for each in again.inputs))

    return change
