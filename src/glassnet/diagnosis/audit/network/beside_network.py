"""The network that the audited code is meant to be, and the gradients that its mistakes would give.

Everything is computed from glassnet's own derivation by the reference executor: the right gradient,
and with one row changed the gradient of each mistake.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from glassnet.core import notation
from glassnet.core.derivation import Derivation
from glassnet.diagnosis.audit.given import Arrays
from glassnet.diagnosis.audit.network.convention import Convention, computed, unit_penalty
from glassnet.diagnosis.audit.network.product_mutants import product_mutants, with_updated_weights
from glassnet.diagnosis.audit.network.rewriting import Mutant, Rows, mutated
from glassnet.diagnosis.audit.network.slope_mutants import slope_mutants
from glassnet.executors import reference
from glassnet.executors.reference import Array
from glassnet.model import scalars
from glassnet.nn.losses import Loss
from glassnet.nn.lower import lower
from glassnet.nn.network import Network

Gradients = dict[str, Array]


class BesideNetwork:
    """Gradients of a network, right and wrong, under the user's names and in the user's shapes.

    Args:
        found: how the user's loss follows from the network.
        arrays: the user's parameters.
        X: inputs, (m, n_in).
        Y: targets, (m, n_out).
        factor: of the data loss, exact where it was recognised.
        share: of the penalty.
    """

    def __init__(
        self,
        found: Convention,
        arrays: Arrays,
        X: Array,
        Y: Array,
        factor: float,
        share: float,
    ) -> None:
        self.network = found.network
        self.binding = found.binding
        self.X, self.Y = X, Y
        self.own = found.binding.to_network(arrays)
        self.factor = factor
        self.share = share
        self.penalty = found.penalty
        # With the textbook rows there is a slope to forget; with the stable pair one to add.
        self.forms = [lower(self._with(stable), len(X)) for stable in (True, False)]
        if self.forms[0] == self.forms[1] or len(self.forms[0]) == len(self.forms[1]):
            self.forms = self.forms[:1]
        self.right = self.gradients(self.forms[0])
        self.penalised = self._penalised()

    @property
    def depth(self) -> int:
        """How many layers there are."""
        return len(self.network.dense)

    def _with(self, stable: bool) -> Network:
        loss = self.network.loss
        kind = type(loss)
        return Network(
            self.network.inputs,
            self.network.layers,
            kind(loss.factor, loss.reduction, stable),
        )

    def gradients(
        self, derivation: Derivation, more: Mapping[str, Array] | None = None
    ) -> Gradients:
        """The gradients that a derivation gives, of the user's data loss."""
        names = {f"d{own}": own for own in self.binding.names}
        known = scalars(derivation.names("scalar"), None, None, len(self.X), None, 1)
        feeds = {"X": self.X, "Y": self.Y, **self.own, **known, **(more or {})}
        values = reference.run(derivation, feeds, keep=list(names))
        return self._user({own: self.factor * values[d] for d, own in names.items()})

    def _user(self, own: Mapping[str, Array]) -> Gradients:
        """Gradients of the network under the user's names."""
        binding = self.binding
        return {binding.names[name]: binding.to_user(name, value) for name, value in own.items()}

    def _penalised(self) -> Gradients:
        """The slope of the user's penalty by every parameter, by biases as if they counted."""
        penalty = self.penalty
        if penalty is None:
            return {}
        network = Network(
            self.network.inputs, self.network.layers, self.network.loss, unit_penalty(penalty)
        )
        rows = computed(network, self.own, self.X, self.Y, "backward")
        part = {own: rows[notation.gradient(own, "penalty")] for own in self.binding.names}
        return self._user({own: self.share * value for own, value in part.items()})

    def counts(self, name: str) -> bool:
        """Whether the user's loss penalises a parameter."""
        own = next(each for each, user in self.binding.names.items() if user == name)
        return self.penalty is not None and (self.penalty.biases or own.startswith("W"))

    def mutants(self) -> list[tuple[Derivation, Mutant]]:
        """Every mistake of one changed row, with the derivation that it is made in."""
        found = []
        for derivation in self.forms:
            rows = Rows(derivation)
            for layer in range(self.depth, 0, -1):
                found += [(derivation, each) for each in slope_mutants(rows, layer)]
            for layer in range(self.depth, 0, -1):
                found += [(derivation, each) for each in product_mutants(rows, layer, self.depth)]
        return found

    def mistaken(self, derivation: Derivation, mutants: Sequence[Mutant]) -> Gradients:
        """The gradients with some mistakes."""
        return self.gradients(mutated(derivation, tuple(mutants)))

    def after_update(self, given: Arrays, rate: float) -> Gradients:
        """The gradients where errors pass back through weights updated with the given gradients."""
        rows = Rows(self.forms[0])
        names = with_updated_weights(rows, self.depth)
        steps = self.binding.to_network({**self._at_zero(), **given})
        later = {notation.updated(w): self.own[w] - rate * steps[w] for w in names}
        return self.gradients(rows.finish(), later)

    def _at_zero(self) -> Arrays:
        """Zeros in the user's shapes, for gradients that were not given."""
        binding = self.binding
        return {user: np.zeros(binding.shapes[own]) for own, user in binding.names.items()}

    def of_example(self, row: int) -> Gradients:
        """The part of the gradient that one example gives."""
        derivation = lower(self.network, 1)
        known = scalars(derivation.names("scalar"), None, None, len(self.X), None, 1)
        names = {f"d{own}": own for own in self.binding.names}
        feeds = {"X": self.X[row : row + 1], "Y": self.Y[row : row + 1], **self.own, **known}
        values = reference.run(derivation, feeds, keep=list(names))
        return self._user({own: self.factor * values[d] for d, own in names.items()})

    def of_loss(self, loss: Loss) -> Gradients:
        """The gradients of another loss behind the same network."""
        network = Network(self.network.inputs, self.network.layers, loss)
        return self.gradients(lower(network, len(self.X)))
