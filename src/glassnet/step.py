"""Step: one training step with the value of every equation."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from glassnet.core.derivation import Derivation
from glassnet.core.indexed import Entry
from glassnet.core.notation import ALSO, LOSS
from glassnet.core.place import checked
from glassnet.errors import SettingError
from glassnet.executors.entries import demand_agreement
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.demand import whole
from glassnet.views.text.absent_names import absent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glassnet.core.paths import Factor, PathLinks
    from glassnet.diagnosis.flip import Flip
    from glassnet.diagnosis.gradient_check import GradientCheck
    from glassnet.diagnosis.what_if import Sweep, WhatIf
    from glassnet.views.text.entry import OpenedEntry
    from glassnet.views.text.paths import Paths

Place = int | tuple[int, ...]


def _frozen(value: Any) -> Any:
    """The value itself if nobody can write to it, else a copy that nobody can write to."""
    owner = value
    while isinstance(owner, np.ndarray) and not owner.flags.writeable:
        owner = owner.base
    if not isinstance(owner, np.ndarray):
        return value
    copy = value.copy(order="K")
    copy.flags.writeable = False
    return copy


class Step(Mapping[str, Any]):
    """The equations of one training step and the number that each of them gave.

    A mapping from names to arrays, which cannot be written to: `step["dW1"]`, `step["L"]`,
    `step["X"]`.

    Args:
        derivation: the equations that ran.
        values: what went in and what came out, by name.
        number: how many updates came before, if it is a step of a run.
        engine: what computed it.
    """

    def __init__(
        self,
        derivation: Derivation,
        values: Mapping[str, Array],
        number: int | None = None,
        engine: str = "reference",
    ) -> None:
        self.derivation = derivation
        self.number = number
        self.engine = engine
        # A step is a record: what is written into it, or into what it was made from, must not
        # change either.
        self._values = {name: _frozen(value) for name, value in values.items()}

    def __getitem__(self, name: str) -> Any:
        known = ALSO.get(name, name)
        if known not in self._values:
            raise absent(self.derivation, self._values, name)
        return self._values[known]

    def __contains__(self, name: object) -> bool:
        return ALSO.get(str(name), name) in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __str__(self) -> str:
        return self.text()

    def text(
        self,
        rules: bool = True,
        width: int | None = None,
        digits: int = 6,
        full: bool = False,
    ) -> str:
        """The step as text, each row as *symbols = numbers = result*; `print(step)` shows it.

        Args:
            rules: whether a row says below it by which rule it was made.
            width: columns; those of the terminal unless given, at most 88.
            digits: significant digits of every number.
            full: whether every number of a large array is shown.
        """
        from glassnet.views.text.step import checked_text

        return checked_text(self.derivation, self._values, rules, width, digits, full)

    def __repr__(self) -> str:
        rows = len(self.derivation)
        return f"<Step of {rows} equations, L = {float(np.asarray(self._values['L'])):.6g}>"

    def latex(self, **options: Any) -> str:
        """The step in LaTeX, as a file that compiles; options as `gn.export.latex` takes them."""
        from glassnet.views.step_export import latex

        return latex(self, **options)

    def markdown(self, **options: Any) -> str:
        """The step in Markdown, for GitHub and notebooks; options as `gn.export.markdown`."""
        from glassnet.views.step_export import markdown

        return markdown(self, **options)

    def json(self, **options: Any) -> str:
        """The step as JSON, every number in full precision; its form: `gn.export.json_schema()`."""
        from glassnet.views.step_export import json

        return json(self, **options)

    def html(self, **options: Any) -> str:
        """The step as one page for a browser, where every number can be followed.

        Options as `gn.export.html` takes them: title, digits, notation, units.
        """
        from glassnet.views.step_export import html

        return html(self, **options)

    def graph(self, level: Literal["rows", "units"] = "rows", **options: Any) -> str:
        """The computation graph as SVG: values forward, slopes backward.

        Args:
            level: "rows" draws a node for each array, "units" one for each single number of one
                example.
            **options: as `gn.export.graph` takes them: path, a number such as ("W1", (0, 2)) whose
                paths to the loss are lit; example, digits, theme, title, words.
        """
        from glassnet.views.svg_export import graph

        return graph(self, level, **options)

    def diagram(self, example: int | None = 0, **options: Any) -> str:
        """The network as SVG, with every weight and bias, and what the units compute.

        Args:
            example: whose numbers stand in the units, from 0; None draws the network alone.
            **options: as `gn.export.diagram` takes them: input_names, output_names, digits,
                theme, title, words.
        """
        from glassnet.views.svg_export import diagram

        return diagram(self, example, **options)

    def _repr_html_(self) -> str:
        """What a notebook shows: the page, in a frame of its own."""
        from glassnet.views.html.page import framed

        return framed(self.html())

    def entry(self, name: str, place: Place = (), digits: int = 6) -> "OpenedEntry":
        """One number of the step, opened: what it is made of, and what is made of it.

        Args:
            name: the variable: "dW1".
            place: its place from 0, one number for each direction; () for a single number.
            digits: significant digits of the shown numbers.

        Raises:
            UnknownNameError: if the step has no such name.
            SettingError: if the array has no such place.

        Example:
            >>> from glassnet import Dense, Model, Network
            >>> model = Model(Network(2, [Dense(1)]), params={"W1": [[0.5], [2]], "b1": [1]})
            >>> print(model.explain([[4, 3]], [[8]]).entry("Z1", (0, 0)))
            Z1[0, 0]   row 1, forward
              = Σk A0[0, k] * W1[k, 0] + b1[0]
              = A0[0, 0] * W1[0, 0] + A0[0, 1] * W1[1, 0] + b1[0]
              = 4 * 0.5 + 3 * 2 + 1
              = 9
            made of A0[0, :], W1[:, 0], b1[0]
            goes into A1[0, 0]
        """
        from glassnet.views.text.entry import opened

        name, at = self._placed(name, place, "step.entry(…)")
        for row in self.derivation.equations:
            if row.out.name == name:
                demand_agreement(row, at, self._values)
        return opened(self.derivation, self._values, name, at, digits)

    def paths(self, name: str, place: Place = (), most: int | None = None) -> "Paths":
        """Every path from a number to the loss, as a product of local derivatives.

        Their sum is the number's gradient. Of many paths the largest are shown, the others are
        counted and added up by layer.

        Args:
            name: a parameter, the input X or any other variable of the forward pass.
            place: its place from 0: `paths("W1", (0, 2))`.
            most: how many paths are walked; unless given, all up to 64 and the ten largest of
                more.

        Raises:
            UnknownNameError: if the step has no such name.
            SettingError: if there is no such place, or the loss does not come after it.
        """
        from glassnet.executors import paths
        from glassnet.views.text.paths import shown

        start = self._start(name, place, "step.paths(…)")
        end = paths.MOST_WALKED
        limit = None if most is None else whole(most, "most", "step.paths(most=…)", most=end)
        found = paths.paths(self.derivation, self._values, start, limit)
        paths.demand_agreement(found)
        return shown(found, self._values)

    def local_slopes(
        self, name: str, place: Place = (), example: int = 0, *, where: str = "local_slopes(…)"
    ) -> "tuple[Factor, ...] | PathLinks":
        """The local derivatives on all paths from a number to the loss through one example.

        Name and place as for `paths`; the example counts from 0, `where` is for errors.
        """
        from glassnet.executors.path_edges import path_edges

        return path_edges(self.derivation, self._values, self._start(name, place, where), example)

    def _start(self, name: str, place: Place, where: str) -> Entry:
        """A number from which paths lead to the loss."""
        name, at = self._placed(name, place, where)
        after = {row.out.name for row in self.derivation.phase("backward")}
        after |= {row.out.name for row in self.derivation.phase("update")}
        if name in after or name == LOSS or LOSS not in self._values:
            raise SettingError(
                _("{name} is the loss itself").format(name=name)
                if name == LOSS
                else _("no path leads from {name} to the loss").format(name=name),
                expected=_("a parameter, the input or a row of the forward pass"),
                received=name,
                where=where,
                fix=_("ask for {name}").format(name="W1, X, Z1 …"),
            )
        return Entry(name, at)

    def _placed(self, name: str, place: Place, where: str) -> tuple[str, tuple[int, ...]]:
        """The name of an array of this step, and a place in it."""
        name = ALSO.get(str(name), str(name))
        shape = np.shape(self[name])
        return name, checked(name, place, shape, where)

    def check_gradients(self, entries: int = 100) -> "GradientCheck":
        """Every backward row of this step against measured slopes of its loss, row by row.

        Args:
            entries: how many entries of a row are measured at most.

        Raises:
            SettingError: if the step has no backward rows, or is not in float64.
            DataError: if its loss is not finite.
        """
        from glassnet.diagnosis.gradient_check import check_step

        return check_step(self, entries)

    def what_if(
        self,
        name: str,
        place: Place = (),
        *,
        to: float | None = None,
        by: float | None = None,
        times: float | None = None,
        over: "Iterable[float] | None" = None,
    ) -> "WhatIf | Sweep":
        """The loss with one number changed: exact, and as its slope predicts.

        `step.what_if("W1", (0, 2), by=0.1)`; one of to, by, times, or over for a table. The name
        is a parameter, X, Y or a row of the forward pass.
        """
        from glassnet.diagnosis.what_if import what_if

        return what_if(self, name, place, to=to, by=by, times=times, over=over)

    def flip(
        self,
        example: int = 0,
        *,
        move: Literal["input", "params"] = "input",
        output: int | None = None,
        within: float | None = None,
    ) -> "Flip":
        """The smallest step against the gradient of the margin that changes an example's answer.

        Args:
            example: which one of the batch, counted from 0.
            move: "input" moves the example, "params" all weights and biases.
            output: which output, from 0, where each answers yes or no by itself.
            within: how far to look.
        """
        from glassnet.diagnosis.flip import flip

        return flip(self, example, move=move, output=output, within=within)
