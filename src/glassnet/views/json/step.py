"""One training step as JSON: every equation in three forms, with its full-precision value.

The schema is `step.schema.json` beside this file. Numbers are written so that they read back to the
same bits; JSON has no number that is not finite, so those are the strings "NaN", "Infinity" and
"-Infinity".
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation, Equation, Var
from glassnet.core.math_names import Notation, latex_name
from glassnet.core.rows import definitions, row
from glassnet.views.latex.rows import symbols
from glassnet.views.rule_text import rule_text

FORMAT, VERSION = "glassnet.step", 1
_SCHEMA = Path(__file__).with_name("step.schema.json")


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `as_json` writes."""
    schema: dict[str, Any] = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return schema


def as_json(
    derivation: Derivation,
    values: Mapping[str, Any] | None = None,
    *,
    notation: Notation = "glassnet",
    number: int | None = None,
    engine: str | None = None,
    indent: int | None = None,
) -> str:
    """One training step as JSON text.

    Args:
        derivation: the equations.
        values: the value of every variable by name, inputs too; without them the rows alone.
        notation: how names are written in LaTeX.
        number: how many updates came before, if it is a step of a run.
        engine: what computed it.
        indent: spaces for each level; None writes everything on one line.

    Returns:
        JSON text that `json_schema` describes.
    """
    content = {
        "format": FORMAT,
        "version": VERSION,
        "layout": derivation.layout,
        "dtype": derivation.dtype,
        "number": number,
        "engine": engine,
        "given": [_given(var, values, notation) for var in derivation.inputs],
        "definitions": definitions(derivation),
        "rows": [
            _row(index, equation, derivation, values, notation)
            for index, equation in enumerate(derivation.equations, 1)
        ],
        "updates": dict(derivation.updates),
        "outputs": dict(derivation.outputs),
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=indent)


def _given(var: Var, values: Mapping[str, Any] | None, notation: Notation) -> dict[str, Any]:
    """What a step takes as given."""
    return {
        "name": var.name,
        "latex": latex_name(var.name, notation),
        "role": var.role,
        "shape": list(var.shape),
        **_value(var, values),
    }


def _row(
    number: int,
    equation: Equation,
    derivation: Derivation,
    values: Mapping[str, Any] | None,
    notation: Notation,
) -> dict[str, Any]:
    """One equation in all its forms."""
    out = equation.out
    return {
        "number": number,
        "phase": equation.phase,
        "name": out.name,
        "op": equation.op.name,
        "params": {name: _plain(value) for name, value in equation.params.items()},
        "inputs": [var.name for var in equation.inputs],
        "text": row(equation, "text"),
        "numpy": row(equation, "numpy"),
        "latex": f"{latex_name(out.name, notation)} = {symbols(equation, notation)}",
        "shape": list(out.shape),
        "layer": out.layer,
        "origin": equation.origin,
        "branch": equation.branch,
        "rule": rule_text(equation, derivation),
        **_value(out, values),
    }


def _value(var: Var, values: Mapping[str, Any] | None) -> dict[str, Any]:
    if values is None:
        return {}
    return {"value": _plain(np.asarray(values[var.name]).reshape(var.shape).tolist())}


def _plain(value: Any) -> Any:
    """A number or nested lists of numbers, with words for those that JSON does not have."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value
