"""The gradients that a mutant gives, from glassnet's rows, for a hand-written network."""

from collections.abc import Iterator

from audit.handwritten import Arrays, Hand
from audit.planted import network
from glassnet.diagnosis.audit.network.rewriting import Mutant, Rows, mutated
from glassnet.executors import reference
from glassnet.model import scalars
from glassnet.nn.lower import lower


def rows_of(hand: Hand, layout: str = "rows") -> Rows:
    return Rows(lower(network(hand), hand.m, layout=layout))


def gradients(hand: Hand, *mutants: Mutant) -> Arrays:
    """By parameter, what the mutants' rows give."""
    derivation = lower(network(hand), hand.m)
    known = scalars(derivation.names("scalar"), None, None, hand.m, None, 1)
    feeds = {"X": hand.X, "Y": hand.Y, **hand.params, **known}
    names = {f"d{name}": name for name in hand.params}
    values = reference.run(mutated(derivation, mutants), feeds, keep=list(names))
    return {name: values[d] for d, name in names.items()}


def of_code(mutants: Iterator[Mutant], code: str) -> list[Mutant]:
    return [each for each in mutants if each.code == code]
