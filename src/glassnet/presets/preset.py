"""Preset: a network with its numbers, its data and the step to look at."""

from dataclasses import dataclass

from glassnet.core.derivation import Layout
from glassnet.executors.reference import Array
from glassnet.model import Model
from glassnet.nn.network import Network
from glassnet.nn.optimizers import Optimizer
from glassnet.step import Step


@dataclass(frozen=True)
class Preset:
    """A worked example.

    Attributes:
        name: as in `names()`.
        title: what it is, in the user's language.
        source: where it comes from, and who chose its numbers; in the user's language.
        model: the network and its numbers, made new by every `load`, so that it may be trained.
        X: examples as rows, (m, n_in).
        Y: targets as rows, (m, n_out), or labels (m,).
        optimizer: of the step.
        layout: how the source writes it; X, Y and the parameters are rows in either case.

    Example:
        >>> from glassnet.presets import load
        >>> float(load("s3-2-3-1").explain()["L"].round(4))
        1.5208
    """

    name: str
    title: str
    source: str
    model: Model
    X: Array
    Y: Array
    optimizer: Optimizer
    layout: Layout = "rows"

    @property
    def network(self) -> Network:
        """What is computed."""
        return self.model.network

    @property
    def params(self) -> dict[str, Array]:
        """The numbers of the model by name, in the row layout."""
        return self.model.params

    def explain(self, layout: Layout | None = None) -> Step:
        """The step that the source works out, every equation with its value.

        Args:
            layout: another than the source's.
        """
        return self.model.explain(self.X, self.Y, self.optimizer, layout=layout or self.layout)
