"""Which mistake in the network's own equations reproduces the given gradient?"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.case import Case, Match
from glassnet.diagnosis.audit.compared import Compared
from glassnet.diagnosis.audit.linear_fit import fit
from glassnet.diagnosis.audit.network.beside_network import BesideNetwork, Gradients
from glassnet.diagnosis.audit.network.rewriting import Mutant
from glassnet.diagnosis.audit.patterns.factor import ENOUGH, factor_matches, plausible, ratio_to
from glassnet.diagnosis.audit.quantity import Quantity
from glassnet.errors import GlassnetError
from glassnet.executors.reference import Array
from glassnet.nn.losses import LOSSES

SAME = 1e-5  # the relative error of a measured share of the penalty
NOTHING = 1e-6
MOST_PAIRS = 600
MOST_EXAMPLES = 64
REFUSED = frozenset({"signed_error"})


@dataclass(frozen=True)
class Hypothesis:
    """Mistakes made together, and the gradients that they give."""

    mistakes: tuple[tuple[str, tuple[object, ...], dict[str, object]], ...]
    gradients: Gradients


class Search:
    """The search for what explains the open parameters of a case.

    Args:
        case: the audit.
        beside: the network.
    """

    def __init__(self, case: Case, beside: BesideNetwork) -> None:
        self.case = case
        self.beside = beside

    def run(self) -> None:
        """Explains what can be explained."""
        self._penalties()
        for source in (
            self._updated,
            self._single,
            self._other_losses,
            self._examples,
            self._pairs,
        ):
            if self.case.open:
                self._best(list(source()))

    def _entries(self, c: Compared, gradients: Gradients) -> Array:
        chosen: Array = gradients[c.name].reshape(-1)[c.truth.places]
        return chosen

    def _penalty(self, c: Compared) -> Array:
        """The slope of the penalty at the compared entries; zeros if it does not count."""
        if not self.beside.counts(c.name):
            return np.zeros(len(c.u))
        return self._entries(c, self.beside.penalised)

    def _penalties(self) -> None:
        """Explains parameters whose penalty alone is wrong, or whose data part is scaled too."""
        if not self.beside.penalised:
            return
        for measure in (self._measured_share, self._known_share):
            for c in self.case.open:
                for factor in self._factors():
                    share = measure(c, factor)
                    matches = None if share is None else self._penalty_matches(c, share, factor)
                    if matches is not None:
                        self.case.explain(c.name, matches)
                        break

    def _measured_share(self, c: Compared, factor: float) -> float | None:
        """How much of the penalty counts beside a scaled data part, if that gives all entries."""
        data = self._entries(c, self.beside.right)
        term = self._entries(c, self.beside.penalised)
        found = fit(c, factor * data, {"term": term}, factor, spare=1)
        return None if found is None else found.values["term"] / factor

    def _known_share(self, c: Compared, factor: float) -> float | None:
        """The same for a parameter that is too small to measure it: what others have shown."""
        data = self._entries(c, self.beside.right)
        term = self._entries(c, self.beside.penalised)
        for share in self.case.shares:
            if c.fits(factor * (data + share.value * term), factor):
                return share.value
        return None

    def _factors(self) -> Iterator[float]:
        """What the data part may be multiplied by."""
        sizes = [value for size in self.case.sizes.values() for value in (size, 1 / size)]
        known = [each.value for each in self.case.factors]
        yield from dict.fromkeys([1.0, 2.0, 0.5, *map(float, sizes), *known])

    def _penalty_matches(self, c: Compared, share: float, factor: float) -> list[Match] | None:
        own = factor_matches(c.name, self.case.quantity(factor))
        known = [each for each in self.case.shares if abs(each.value - share) <= SAME * abs(share)]
        quantity = known[0] if known else self.case.quantity(share, SAME)
        if abs(share) < NOTHING:
            quantity = Quantity(0.0, "0")
        if not quantity.known and not known and len(c.u) < ENOUGH:
            return None
        counts = self.beside.counts(c.name)
        code = codes.PENALTY_SCALE if counts else codes.PENALISED_BIAS
        return [Match(code, c.name, (str(quantity),), {"share": quantity}), *own]

    def _single(self) -> Iterator[Hypothesis]:
        for derivation, mutant in self.beside.mutants():
            yield _hypothesis((mutant,), self.beside.mistaken(derivation, (mutant,)))

    def _pairs(self) -> Iterator[Hypothesis]:
        everything = self.beside.mutants()
        pairs = [
            (derivation, (a, b))
            for (derivation, a), (other, b) in combinations(everything, 2)
            if derivation is other and (a.code, a.layer) != (b.code, b.layer)
        ]
        for derivation, pair in pairs[:MOST_PAIRS]:
            try:
                yield _hypothesis(pair, self.beside.mistaken(derivation, pair))
            except (KeyError, GlassnetError, NameError):
                continue

    def _updated(self) -> Iterator[Hypothesis]:
        """Errors passed back through updated weights; the rate follows from the last but one."""
        if self.beside.depth < 2:
            return
        given = {c.name: c.given for c in self.case.parts.values()}
        before = self.beside.after_update(given, 0.0)
        after = self.beside.after_update(given, 1.0)
        weight = self.beside.binding.names[f"W{self.beside.depth - 1}"]
        c = self.case.parts.get(weight)
        if c is None or not c.wrong or not len(c.u):
            return
        base = self._entries(c, before) + self._penalty(c)
        found = fit(c, base, {"rate": self._entries(c, after) - self._entries(c, before)}, spare=1)
        if found is None or not found.certain("rate"):
            return
        rate = self.case.quantity(found.values["rate"]).value
        gradients = self.beside.after_update(given, rate)
        yield Hypothesis(((codes.UPDATED_WEIGHTS, (), {"rate": rate}),), gradients)

    def _other_losses(self) -> Iterator[Hypothesis]:
        own = self.beside.network.loss
        for name, kind in LOSSES.items():
            if name == own.op or name in REFUSED:
                continue
            try:
                gradients = self.beside.of_loss(kind())
            except GlassnetError:
                continue
            yield Hypothesis(
                ((codes.OTHER_LOSS, (name,), {"loss": name, "own": own.op}),), gradients
            )

    def _examples(self) -> Iterator[Hypothesis]:
        m = len(self.beside.X)
        if m < 2:
            return
        rows = range(m) if m <= MOST_EXAMPLES else (0, m - 1)
        for row in sorted(rows, key=lambda k: (k not in (0, m - 1), k)):
            numbers: dict[str, object] = {"example": row, "examples": m}
            gradients = self.beside.of_example(row)
            yield Hypothesis(((codes.ONE_EXAMPLE, (row,), numbers),), gradients)

    def _best(self, hypotheses: Iterable[Hypothesis]) -> None:
        """Takes the hypothesis that explains most and contradicts least, as long as one does."""
        tried = [(each, self._explained(each)) for each in hypotheses]
        while self.case.open:
            names = {c.name for c in self.case.open}
            scored = [
                (len(names & set(found)), -self._contradictions(each, found), -k)
                for k, (each, found) in enumerate(tried)
            ]
            if not scored or max(scored)[0] == 0:
                return
            each, found = tried[-max(scored)[2]]
            for name in names & set(found):
                self.case.explain(name, self._matches(each, name, found[name]))

    def _explained(self, hypothesis: Hypothesis) -> dict[str, tuple[Quantity, Quantity | None]]:
        """For each parameter that the mistakes reproduce and change, the factors on both parts."""
        found = {}
        for c in self.case.open:
            entries = self._entries(c, hypothesis.gradients)
            if not np.isfinite(entries).all() or not self._changes(c, entries):
                continue
            factors = self._reproduced(c, entries)
            if factors is not None:
                found[c.name] = factors
        return found

    def _changes(self, c: Compared, entries: Array) -> bool:
        """Whether a hypothesis differs from the right gradient at all."""
        right = self._entries(c, self.beside.right)
        return bool(np.any(np.abs(entries - right) > 4 * c.loose))

    def _reproduced(self, c: Compared, entries: Array) -> tuple[Quantity, Quantity | None] | None:
        """The factors of data part and penalty with which a hypothesis gives what was given."""
        term = self._penalty(c)
        if c.fits(entries + term):
            return Quantity(1.0, "1"), None
        ratio = ratio_to(c, entries + term)
        if ratio is not None:
            quantity = plausible(self.case, c, entries + term, ratio)
            return (quantity, None) if quantity is not None and quantity.known else None
        if not term.any():
            return None
        for data in (*self.case.factors, Quantity(1.0, "1")):
            for part in self.case.shares:
                if c.fits(data.value * entries + data.value * part.value * term, data.value):
                    return data, part
        found = fit(c, np.zeros(len(c.u)), {"t": entries, "term": term})
        if found is None or not found.certain("t"):
            return None
        data = self.case.quantity(found.values["t"])
        share = found.values["term"] / found.values["t"]
        part = self.case.quantity(share, SAME) if abs(share) > NOTHING else Quantity(0.0, "0")
        return (data, part) if data.known and part.known else None

    def _contradictions(self, hypothesis: Hypothesis, found: Collection[str]) -> int:
        """How many gradients a mistake would have changed that were given otherwise."""
        count = 0
        for c in self.case.parts.values():
            entries = self._entries(c, hypothesis.gradients)
            if c.name not in found and c.name not in self.case.matches:
                count += self._changes(c, entries)
        return count

    def _matches(
        self, hypothesis: Hypothesis, name: str, factors: tuple[Quantity, Quantity | None]
    ) -> list[Match]:
        data, share = factors
        found = [
            Match(code, name, tuple(map(str, key)), dict(numbers))
            for code, key, numbers in hypothesis.mistakes
        ]
        if share is not None:
            found.append(Match(codes.PENALTY_SCALE, name, (str(share),), {"share": share}))
        return [*found, *factor_matches(name, data)]


def _hypothesis(mutants: tuple[Mutant, ...], gradients: Gradients) -> Hypothesis:
    return Hypothesis(
        tuple((each.code, each.key, {"layer": each.layer, **each.numbers}) for each in mutants),
        gradients,
    )
