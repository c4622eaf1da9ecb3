"""Drawings of a step or a network: `gn.export.svg`."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Literal

from glassnet.core.paths import Factor
from glassnet.errors import SettingError, unknown_name
from glassnet.locales import _
from glassnet.nn.demand import whole
from glassnet.nn.network import Network
from glassnet.views.diagram.diagram import network_svg
from glassnet.views.drawing.palette import DARK, LIGHT
from glassnet.views.graph.graph import Level, graph_svg
from glassnet.views.step_source import shown
from glassnet.views.text.arrays import MOST_DIGITS

View = Literal["graph", "network"]
_THEMES = {"light": LIGHT, "dark": DARK}


def svg(
    source: Any,
    view: View = "graph",
    *,
    X: Any = None,
    Y: Any = None,
    step: int | None = None,
    level: Level = "rows",
    path: Sequence[Factor] | None = None,
    example: int = 0,
    digits: int = 4,
    theme: Literal["light", "dark"] | None = None,
    input_names: Sequence[str] = (),
    output_names: Sequence[str] = (),
    **settings: Any,
) -> str:
    """A drawing as an SVG file: the computation graph of a step, or the network.

    Args:
        source: a step; a run; a model with X and Y; for "network" also a model or a network
            alone, which is then drawn without the values of an example.
        view: "graph" or "network".
        X: inputs, for a model.
        Y: targets, for a model.
        step: which step of a run, counted from 0.
        level: of the graph: "rows" for whole arrays, "units" for single numbers.
        path: of the graph: the local derivatives on one number's ways to the loss, to be lit.
        example: whose values are shown, from 0.
        digits: significant digits of every number.
        theme: "light", "dark", or None for what the viewer prefers.
        input_names: of the network: written at its inputs.
        output_names: of the network: written at its outputs.
        **settings: for a model what `explain` takes.

    Raises:
        SettingError: if there are no numbers for a graph.
        UnknownNameError: if there is no such view, level or theme.
    """
    if view not in ("graph", "network"):
        raise unknown_name("view", str(view), ("graph", "network"), "svg(…)")
    if theme is not None and theme not in _THEMES:
        raise unknown_name("theme", str(theme), _THEMES, "svg(…)")
    digits = whole(digits, "digits", "svg(digits=…)", most=MOST_DIGITS)
    if path is not None and not all(isinstance(each, Factor) for each in path):
        raise SettingError(
            _("a lit path is made of local derivatives"),
            expected="path=[Factor(…), …]",
            received=f"{path!r:.60}",
            where="svg(path=…)",
            fix=_("light all paths of a number with {call}").format(
                call='step.graph(path=("W1", (0, 0)))'
            ),
        )
    colours = None if theme is None else _THEMES[theme]
    draw = partial(
        network_svg, input_names=input_names, output_names=output_names, digits=digits,
        theme=colours,
    )  # fmt: skip
    network = source if isinstance(source, Network) else getattr(source, "network", None)
    alone = isinstance(source, Network) or (hasattr(source, "explain") and X is None)
    if view == "network" and alone and isinstance(network, Network):
        return draw(network, getattr(source, "params", {}))
    derivation, values = shown(svg, source, X, Y, step, **settings)
    if values is None:
        raise SettingError(
            _("a drawing of a step needs numbers"),
            expected=_("a step, a run, or a model with X and Y"),
            received=type(source).__name__,
            where="svg(…)",
            fix=_("give a model and data: gn.export.svg(model, X=…, Y=…)"),
        )
    if view == "network":
        return draw(derivation, values, example=example)
    return graph_svg(
        derivation, values, level=level, path=path, example=example, digits=digits, theme=colours
    )
