"""The nodes of an ONNX graph, gathered row by row; needs no package."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from glassnet.core.derivation import Equation
from glassnet.core.expr import Call, Const, Expr, Number, Sym
from glassnet.core.rows import row
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.views.onnx.atoms import ATOMS_IN_ONNX, OPERANDS
from glassnet.views.onnx.operators import Line, Operand, read_lines


@dataclass(frozen=True)
class Node:
    """One node.

    Attributes:
        name: the row that it computes, "A1", or a part of it, "A1.exp".
        operator: its operator.
        inputs: the tensors that it reads.
        output: the tensor that it gives.
        attributes: numbers by name.
        doc: the row as people read it; "" for a part of a row.
    """

    name: str
    operator: str
    inputs: tuple[str, ...]
    output: str
    attributes: Mapping[str, Number]
    doc: str = ""


@dataclass
class Graph:
    """Nodes and constants.

    Attributes:
        dtype: the type of the numbers: "float64" or "float32".
        nodes: in the order in which they run.
        constants: arrays by the name of their tensor.
        tensors: the tensors of variables that are called otherwise: A0 is "X".
    """

    dtype: str
    nodes: list[Node] = field(default_factory=list)
    constants: dict[str, npt.NDArray[np.generic]] = field(default_factory=dict)
    tensors: dict[str, str] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)

    def add_row(self, equation: Equation) -> None:
        """The nodes of one row.

        Raises:
            SettingError: if its op does not say what it is in ONNX.
        """
        op, name = equation.op, equation.out.name
        operands = {
            each: self.tensors.get(var.name, var.name)
            for each, var in zip(op.inputs, equation.inputs, strict=True)
        }
        result, doc = self.tensors.get(name, name), row(equation, "text")
        if op.onnx is not None and (op.meaning is None or self.dtype == "float32"):
            self.text(name, op.onnx, operands, result, doc=doc, params=op.params)
        elif op.meaning is not None:
            self._expression(name, op.meaning, operands, result, doc)
        else:
            raise _no_text(equation)

    def text(
        self,
        name: str,
        text: str,
        operands: Mapping[str, str],
        result: str | None = None,
        *,
        doc: str = "",
        params: Mapping[str, Number] | None = None,
    ) -> str:
        """The nodes of a text in the form of `onnx_text`.

        Args:
            name: what the last node is called; the others are parts of it.
            text: the lines.
            operands: the tensor behind each name in the text.
            result: the tensor that the last line gives; named like its node unless given.
            doc: what the last node says about itself.
            params: numbers by name.

        Returns:
            The tensor of the result.
        """
        numbers = params or {}
        lines = read_lines(text, frozenset(operands), frozenset(numbers), name)
        tensors = dict(operands)
        for line in lines:
            final = line is lines[-1]
            own = name if final and result is not None else self._part(name, line.operator)
            tensors[line.out] = result if final and result is not None else own
            self._add(line, own, tensors, numbers, doc if final else "")
        return tensors[lines[-1].out]

    def _add(
        self,
        line: Line,
        name: str,
        tensors: Mapping[str, str],
        params: Mapping[str, Number],
        doc: str,
    ) -> None:
        inputs = tuple(self._tensor(each, tensors, params) for each in line.operands)
        attributes = {
            key: params[each] if isinstance(each, str) else each
            for key, each in line.attributes.items()
        }
        self.nodes.append(Node(name, line.operator, inputs, tensors[line.out], attributes, doc))

    def _tensor(
        self, operand: Operand, tensors: Mapping[str, str], params: Mapping[str, Number]
    ) -> str:
        """The tensor behind an operand of a line."""
        if isinstance(operand, str) and operand in tensors:
            return tensors[operand]
        if isinstance(operand, tuple):
            name = "axes_" + "_".join(map(str, operand))
            return self.constant(name, np.array(operand, np.int64))
        return self.number(params[operand] if isinstance(operand, str) else operand)

    def number(self, value: Number) -> str:
        """The tensor of a number, one for all its uses."""
        return self.constant(f"number_{value!r}", np.array(value, self.dtype))

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """A tensor that is part of the file."""
        self.constants[name] = value
        return name

    def _part(self, name: str, operator: str) -> str:
        """A free name for one node of several: A1.exp, A1.exp_2."""
        base = f"{name}.{operator.lower()}"
        number = 1
        while (found := base if number == 1 else f"{base}_{number}") in self._names:
            number += 1
        self._names.add(found)
        return found

    def _expression(
        self, name: str, meaning: Expr, operands: Mapping[str, str], result: str, doc: str
    ) -> None:
        """The nodes of an expression; its outermost atom is the row's own node."""
        if isinstance(meaning, Call):
            self._call(name, meaning, operands, result, doc)
        else:
            inner = self._value(name, meaning, operands)
            self.text(name, "y = Identity(a)", {"a": inner}, result, doc=doc)

    def _value(self, name: str, expr: Expr, operands: Mapping[str, str]) -> str:
        """The tensor of a part of an expression."""
        match expr:
            case Sym(name=symbol):
                return operands[symbol]
            case Const(value=value):
                return self.number(value)
            case Call():
                return self._call(name, expr, operands)
        raise TypeError(f"not an expression: {expr!r}")

    def _call(
        self,
        name: str,
        call: Call,
        operands: Mapping[str, str],
        result: str | None = None,
        doc: str = "",
    ) -> str:
        args = [self._value(name, each, operands) for each in call.args]
        named = dict(zip(OPERANDS, args, strict=False))
        return self.text(name, ATOMS_IN_ONNX[call.atom], named, result, doc=doc)

    def rows(self, equations: Sequence[Equation]) -> None:
        """The nodes of several rows."""
        for equation in equations:
            self.add_row(equation)


def _no_text(equation: Equation) -> SettingError:
    op = equation.op
    return SettingError(
        _("the row {name} cannot be written in ONNX: its op {op} does not say how").format(
            name=equation.out.name, op=op.name
        ),
        expected=f"gn.structured({op.name!r}, …, onnx=…)",
        received="onnx=None",
        where=row(equation, "text"),
        fix=_("add its operators where the op is made, for example {example}").format(
            example=f'onnx="y = Softmax({op.inputs[0]}, axis=1)"'
        ),
    )
