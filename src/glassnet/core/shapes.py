"""Shapes: the shape of a row's result from those of its inputs."""

from glassnet.core.derivation import Var
from glassnet.core.expr import Call, Expr, Sym
from glassnet.core.op import Op, Shape
from glassnet.errors import DerivationError, ShapeError
from glassnet.locales import _


def broadcast(shapes: list[Shape]) -> Shape:
    """The shape of an elementwise result; sizes agree or are 1.

    Raises:
        ShapeError: if two sizes differ and neither is 1.
    """
    result: list[int] = []
    for shape in shapes:
        padded = [1] * (len(result) - len(shape)) + list(shape)
        result = [1] * (len(padded) - len(result)) + result
        for axis, (a, b) in enumerate(zip(result, padded, strict=True)):
            if a != b and 1 not in (a, b):
                raise ShapeError(
                    _("the shapes do not fit together"),
                    expected=_("equal sizes in every direction"),
                    received=", ".join(str(each) for each in shapes),
                )
            result[axis] = b if a == 1 else a
    return tuple(result)


def expression_shape(expr: Expr, shapes: dict[str, Shape]) -> Shape:
    """The shape of an expression from those of its symbols."""
    if isinstance(expr, Sym):
        return shapes[expr.name]
    if isinstance(expr, Call):
        inner = [expression_shape(arg, shapes) for arg in expr.args]
        return () if expr.atom == "sum" else broadcast(inner)
    return ()


def result_shape(op: Op, inputs: tuple[Var, ...], out: str) -> Shape:
    """The shape of a row's result.

    Raises:
        ShapeError: if the inputs do not fit together; says which row.
        DerivationError: if the number of inputs is wrong.
    """
    if len(inputs) != len(op.inputs):
        raise DerivationError(
            _("{op} got the wrong number of inputs").format(op=op.name),
            expected=", ".join(op.inputs),
            received=", ".join(var.name for var in inputs),
            where=out,
        )
    shapes = [var.shape for var in inputs]
    try:
        if op.meaning is not None:
            return expression_shape(op.meaning, dict(zip(op.inputs, shapes, strict=True)))
        if op.shape is None:
            raise DerivationError(_("{op} has no shape rule").format(op=op.name))
        return op.shape(*shapes)
    except ShapeError as error:
        operands = ", ".join(f"{var.name} {var.shape}" for var in inputs)
        raise ShapeError(
            error.what,
            expected=error.expected,
            received=error.received or operands,
            where=f"{out} = {op.name}({operands})",
            fix=error.fix or _("check the sizes of the layers and of the data"),
        ) from None
