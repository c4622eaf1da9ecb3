"""What can be wrong about the products on the way back: other values, other weights.

The rows keep their own ops, which the gradient rules of the layer chose; what they read is changed.
"""

from collections.abc import Iterator

from glassnet.core import notation
from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.network.rewriting import TURNED, Mutant, Rows


def product_mutants(rows: Rows, layer: int, depth: int) -> Iterator[Mutant]:
    """The mistakes that can be made in the products of a layer."""
    yield from _other_inputs(rows, layer, depth)
    yield from _other_weights(rows, layer, depth)
    yield from _other_axis(rows, layer)


def _other_axis(rows: Rows, layer: int) -> Iterator[Mutant]:
    """db summed over the units; it has the right shape if there are as many as examples."""
    target = notation.gradient(notation.bias(layer))
    dz = notation.gradient(notation.preactivation(layer))
    if target not in rows or len(set(rows.var(dz).shape)) != 1:
        return

    def change(changed: Rows) -> None:
        _turn(changed, target, dz)

    yield Mutant(codes.WRONG_AXIS, layer, change, {})


def _turn(changed: Rows, row: str, name: str) -> None:
    """A row reads a square array transposed: where it transposes it itself, that is undone."""
    turned = changed.before(row, f"{name}_turned", TURNED, (changed.var(name),))
    changed.use(row, name, turned)


def _other_inputs(rows: Rows, layer: int, depth: int) -> Iterator[Mutant]:
    """dW from another layer's values than those that this layer saw."""
    target = notation.gradient(notation.weight(layer))
    right = notation.activation(layer - 1)
    shape = rows.var(right).shape
    for other in range(depth + 1):
        for name in (notation.activation(other), notation.preactivation(other)):
            usable = name in rows or name == notation.INPUT
            if name == right or not usable or rows.var(name).shape != shape:
                continue

            def change(changed: Rows, name: str = name) -> None:
                changed.use(target, right, changed.var(name))

            numbers = {"used": name, "instead": right}
            yield Mutant(codes.OTHER_INPUT, layer, change, numbers)


def _other_weights(rows: Rows, layer: int, depth: int) -> Iterator[Mutant]:
    """The error passed back through weights that are not transposed, or are another layer's."""
    target = notation.gradient(notation.activation(layer - 1))
    if target not in rows:
        return
    weight = notation.weight(layer)
    shape = rows.var(weight).shape
    if shape[0] == shape[1] > 1:

        def straight(changed: Rows) -> None:
            _turn(changed, target, weight)

        yield Mutant(codes.NOT_TURNED, layer, straight, {"used": weight})
    for other in range(1, depth + 1):
        name = notation.weight(other)
        if other != layer and rows.var(name).shape == shape:

            def change(changed: Rows, name: str = name) -> None:
                changed.use(target, weight, changed.var(name))

            yield Mutant(codes.NOT_TURNED, layer, change, {"used": name})


def with_updated_weights(rows: Rows, depth: int) -> list[str]:
    """The errors are passed back through weights that come as further inputs; their names."""
    names = []
    for layer in range(2, depth + 1):
        weight = notation.weight(layer)
        later = rows.given(notation.updated(weight), rows.var(weight))
        rows.use(notation.gradient(notation.activation(layer - 1)), weight, later)
        names.append(weight)
    return names
