"""Drawings: `gn.export.graph` of a step, `gn.export.diagram` of a network; `gn.export.svg`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from glassnet.core.paths import Factor, PathLinks
from glassnet.core.place import parsed
from glassnet.errors import SettingError, unknown_name
from glassnet.locales import _
from glassnet.nn.network import Network
from glassnet.views.caption import caption, texts
from glassnet.views.diagram.diagram import network_svg
from glassnet.views.drawing.palette import DARK, LIGHT, Theme
from glassnet.views.graph.graph import Level, graph_svg
from glassnet.views.graph.lit_path import LocalSlopes
from glassnet.views.step_source import shown
from glassnet.views.text.arrays import digits_of

View = Literal["graph", "diagram"]
Place = int | tuple[int, ...]
Lit = str | tuple[str, Place] | Sequence[Factor] | PathLinks
_THEMES = {"light": LIGHT, "dark": DARK}


def svg(source: Any, view: View = "graph", **options: Any) -> str:
    """A drawing as an SVG file: the computation graph of a step, or the diagram of a network.

    Args:
        source: as `graph` and `diagram` take it.
        view: "graph" or "diagram".
        **options: as `graph` and `diagram` take them.

    Raises:
        UnknownNameError: if there is no such view or option.
        SettingError: as `graph` and `diagram`.
    """
    if view == "graph":
        return graph(source, **options)
    if view in ("diagram", "network"):
        return diagram(source, **options)
    raise unknown_name("view", str(view), ("graph", "diagram"), "svg(…)")


def graph(
    source: Any,
    level: Level = "rows",
    *,
    X: Any = None,
    Y: Any = None,
    step: int | None = None,
    path: Lit | None = None,
    example: int = 0,
    digits: int = 4,
    theme: Literal["light", "dark"] | None = None,
    title: str | None = None,
    words: Iterable[str] = (),
    **settings: Any,
) -> str:
    """The computation graph of a step as an SVG file: values forward, slopes backward.

    Args:
        source: a step; a run; a model with X and Y.
        level: "rows" for whole arrays, "units" for single numbers of one example.
        X: inputs, for a model.
        Y: targets, for a model.
        step: which step of a run, counted from 0.
        path: a number whose ways to the loss are lit: ("W1", (0, 2)) or "W1[0, 2]".
        example: which example "units" and the ways show, from 0.
        digits: significant digits of every number.
        theme: "light", "dark", or None for what the viewer prefers.
        title: what it shows; for a step of a run its number, unless given.
        words: sentences about it, below the drawing.
        **settings: for a model what `explain` takes.

    Raises:
        SettingError: if there are no numbers, or no such number or example.
        UnknownNameError: if there is no such level, theme or setting.
    """
    colours, digits = _theme(theme, "graph(…)"), digits_of(digits, "graph(digits=…)")
    derivation, values = shown(graph, source, X, Y, step, **settings)
    if values is None:
        raise _without_numbers(source, "graph")
    return graph_svg(
        derivation,
        values,
        level=level,
        path=_lit(values, path, example),
        example=example,
        digits=digits,
        theme=colours,
        caption=caption(title, words, getattr(values, "number", None), "graph(words=[…])"),
    )


def diagram(
    source: Any,
    example: int | None = 0,
    *,
    X: Any = None,
    Y: Any = None,
    step: int | None = None,
    input_names: Sequence[str] = (),
    output_names: Sequence[str] = (),
    digits: int = 4,
    theme: Literal["light", "dark"] | None = None,
    title: str | None = None,
    words: Iterable[str] = (),
    **settings: Any,
) -> str:
    """The network as an SVG file, with every weight and bias, and what its units compute.

    Args:
        source: a step; a run; a model with X and Y; a model or a network alone, which is drawn
            without the numbers of an example.
        example: whose numbers stand in the units, from 0; None draws the network alone.
        X: inputs, for a model.
        Y: targets, for a model.
        step: which step of a run, counted from 0.
        input_names: written at its inputs.
        output_names: written at its outputs.
        digits: significant digits of every number.
        theme: "light", "dark", or None for what the viewer prefers.
        title: what it shows; for a step of a run its number, unless given.
        words: sentences about it, below the drawing.
        **settings: for a model what `explain` takes.

    Raises:
        SettingError: if there is no such example, or names are no list.
        UnknownNameError: if there is no such theme or setting.
    """
    options: dict[str, Any] = {
        "input_names": texts(input_names, "input_names", "diagram(input_names=[…])"),
        "output_names": texts(output_names, "output_names", "diagram(output_names=[…])"),
        "digits": digits_of(digits, "diagram(digits=…)"),
        "theme": _theme(theme, "diagram(…)"),
    }
    network = source if isinstance(source, Network) else getattr(source, "network", None)
    alone = isinstance(source, Network) or (hasattr(source, "explain") and X is None)
    if alone and not settings and isinstance(network, Network):
        said = caption(title, words, None, "diagram(words=[…])")
        return network_svg(network, getattr(source, "params", {}), caption=said, **options)
    derivation, values = shown(diagram, source, X, Y, step, **settings)
    if values is None:
        raise _without_numbers(source, "diagram")
    said = caption(title, words, getattr(values, "number", None), "diagram(words=[…])")
    return network_svg(derivation, values, example=example, caption=said, **options)


def _lit(values: Mapping[str, Any], path: Any, example: int) -> LocalSlopes | None:
    """The local derivatives on the ways of a number that was named."""
    if path is None or isinstance(path, PathLinks):
        return path
    if isinstance(path, str):
        path = parsed(path, "graph(path=…)")
    several = isinstance(path, Sequence)
    if several and path and all(isinstance(each, Factor) for each in path):
        return list(path)
    if several and len(path) == 2 and hasattr(values, "local_slopes"):
        found: LocalSlopes = values.local_slopes(*path, example, where="graph(path=…)")
        return found
    raise SettingError(
        _("a lit path begins at a number"),
        expected=_("a name and a place"),
        received=f"{path!r:.60}",
        where="graph(path=…)",
        fix=_("for example {example}").format(example='path=("W1", (0, 2))'),
    )


def _theme(theme: object, where: str) -> Theme | None:
    if theme is not None and theme not in _THEMES:
        raise unknown_name("theme", str(theme), _THEMES, where)
    return None if theme is None else _THEMES[str(theme)]


def _without_numbers(source: object, view: str) -> SettingError:
    return SettingError(
        _("a drawing of a step needs numbers"),
        expected=_("a step, a run, or a model with X and Y"),
        received=type(source).__name__,
        where=f"{view}(…)",
        fix=_("give a model and data: {call}").format(call=f"gn.export.{view}(model, X=…, Y=…)"),
    )
