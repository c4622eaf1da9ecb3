"""The audit of a gradient: from the functions that somebody wrote to the mistakes in them."""

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from glassnet.data.targets import check_inputs, prepare_targets
from glassnet.diagnosis.audit import behaviour, codes
from glassnet.diagnosis.audit.case import Case, Match
from glassnet.diagnosis.audit.compared import Compared, compared
from glassnet.diagnosis.audit.form import formed
from glassnet.diagnosis.audit.given import Parameters, parameters
from glassnet.diagnosis.audit.network import convention_finding, network_findings
from glassnet.diagnosis.audit.network.beside_network import BesideNetwork
from glassnet.diagnosis.audit.network.convention import convention
from glassnet.diagnosis.audit.network.hypotheses import Search
from glassnet.diagnosis.audit.numeric.noise import LEAST, rounding
from glassnet.diagnosis.audit.numeric.truth import Truth, truths
from glassnet.diagnosis.audit.outcome import Audit, checked
from glassnet.diagnosis.audit.patterns import (
    additive,
    difference,
    factor,
    permuted,
    remainder,
)
from glassnet.diagnosis.audit.quantity import Quantity, recognised
from glassnet.diagnosis.audit.subject import Subject
from glassnet.diagnosis.finding import Finding, worst_first
from glassnet.errors import DataError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.demand import instance_of
from glassnet.nn.network import Network

Pattern = Callable[[Case, Compared], list[Match] | None]
Says = Callable[[Case, str, Sequence[Match]], Finding]


def audit(
    loss: Callable[..., Any],
    grad: Callable[..., Any],
    params: Any,
    network: Network | Model | None = None,
    X: Any = None,
    Y: Any = None,
) -> Audit:
    """What is wrong with a gradient that somebody wrote, and which mistake it is.

    The gradient is compared with the slopes of the loss itself: central differences, extrapolated,
    with an error estimate for each. Entries at a kink of the loss are left out. Where they differ,
    known mistakes are tried; one is named only if it reproduces the given numbers.

    Args:
        loss: `loss(params)` -> number. Or `feed_forward(inputs, outputs, weights)`, with X and Y.
        grad: `grad(params)` -> gradients in the form of params. Or
            `update_weights(inputs, outputs, weights, lr)` -> (updated weights, loss).
        params: a dictionary or list of arrays; they are not changed.
        network: what the code is meant to be, or a model of it; more mistakes can be named then.
        X: inputs, examples as rows (m, n_in), or as columns (n_in, m).
        Y: targets, as `Model.train` takes them, or as columns too.

    Returns:
        Findings, worst first; none if the gradient is right. `.checked` says what was compared.

    Raises:
        GlassnetError: if a function raises, or gives something that is no number or no gradients.

    Example:
        >>> import numpy as np
        >>> found = audit(lambda p: np.sum(p["w"] ** 2), lambda p: {"w": p["w"]},
        ...               {"w": np.array([1.0, 2.0, 3.0])})
        >>> [(each.code, each.where, each.numbers["known"]) for each in found]
        [('G301', 'w', '½')]
    """
    given = parameters(params)
    network = network.network if isinstance(network, Model) else network
    data = _data(network, X, Y)
    subject = Subject(loss, grad, given, X, Y)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return _Auditing(subject, given, network, data).run()


def _data(network: Network | None, X: Any, Y: Any) -> tuple[Array, Array] | None:
    """X and Y as the network takes them, if there is one."""
    if network is None:
        return None
    instance_of(network, Network, "Network(2, [Dense(3, 'sigmoid'), Dense(1)])", "audit(network=…)")
    if X is None or Y is None:
        raise DataError(
            _("a network says nothing without its data"),
            expected="audit(…, network=net, X=X, Y=Y)",
            received="X={}, Y={}".format(*("None" if each is None else "…" for each in (X, Y))),
            where="audit(network=…)",
            fix=_("give X and Y, the data that the loss is computed from"),
        )
    X, Y = _as_rows(X, Y, network)
    inputs = check_inputs(X, network, "float64", "audit(X=…)")
    return inputs, prepare_targets(Y, network, len(inputs), "float64", "audit(Y=…)")


def _as_rows(X: Any, Y: Any, network: Network) -> tuple[Any, Any]:
    """The data with its examples as rows, if they can only be columns."""
    shape, examples = np.shape(X), np.shape(Y)[-1:]
    if len(shape) == 2 and shape[0] == network.inputs != shape[1] and examples == shape[1:]:
        return np.transpose(X), np.transpose(Y)
    return X, Y


class _Auditing:
    """One audit under way."""

    def __init__(
        self,
        subject: Subject,
        params: Parameters,
        network: Network | None,
        data: tuple[Array, Array] | None,
    ) -> None:
        self.subject = subject
        self.params = params
        self.network = network
        self.data = data
        self.findings: list[Finding] = []

    def run(self) -> Audit:
        """All questions, in the order in which their answers are needed."""
        arrays = self.params.arrays
        here, unsteady = behaviour.repeated_loss(self.subject, arrays)
        if not np.isfinite(here):
            raise DataError(
                _("the loss is not finite at these parameters"),
                expected=_("a finite number"),
                received=str(here),
                where="loss(params)",
                fix=_("audit at parameters where the loss can be computed"),
            )
        gradients, wavering = behaviour.repeated_gradient(self.subject, arrays)
        form = formed(gradients, arrays, self._sizes().get("m", 0))
        self.findings += [*unsteady, *wavering, *form.findings]
        truth: dict[str, Truth] = {}
        if not unsteady:
            truth = truths(self.subject, arrays, here, self._noise(here))
        if truth and not wavering:
            parts = compared(self.subject, self.params, form.arrays, form.declared, truth)
            case = Case(self.subject, arrays, here, {c.name: c for c in parts}, self._sizes())
            self._explain(case)
            self._say(case)
        self.findings += behaviour.changes(self.subject)
        return Audit(worst_first(self.findings), [checked(n, t) for n, t in truth.items()], here)

    def _noise(self, here: float) -> float:
        """The relative rounding of the loss."""

        def loss(at: dict[str, Array]) -> Array:
            return np.array(self.subject.loss(at))

        seen = 4 * float(rounding(loss, self.params.arrays)) / max(abs(here), 1e-300)
        return max(LEAST, seen)

    def _sizes(self) -> dict[str, int]:
        """What a factor may be."""
        sizes: dict[str, int] = {}
        X, Y = self.subject.data
        if self.data is not None:
            X, Y = self.data
        inputs, targets = np.shape(X), np.shape(Y)
        # Examples are rows; columns only if there X and Y agree and in their rows they do not.
        rows = Y is None or inputs[:1] == targets[:1]
        columns = not rows and len(inputs) == 2 and inputs[-1:] == targets[-1:]
        if X is not None and inputs and (rows or columns):
            sizes["m"] = inputs[columns]
        outputs = targets[not columns] if len(targets) == 2 else 1
        if outputs > 1:
            sizes["n_out"] = outputs
            if "m" in sizes:
                sizes["m·n_out"] = sizes["m"] * outputs
        return sizes

    def _explain(self, case: Case) -> None:
        """Looks for what reproduces each wrong gradient, the simplest first."""
        _try(case, lambda case, c: factor.scaled(case, c, known_only=True))
        for pattern in (permuted.transposed, permuted.swapped, permuted.summed_too_far):
            _try(case, pattern)
        # Twice, because what the last parameter shows may explain the first.
        for pattern in (additive.scalar_added, additive.scalar_added):
            _try(case, pattern)
        self._beside_network(case)
        for pattern in (additive.added, additive.shared, additive.added, difference.differenced):
            _try(case, pattern)
        # Twice, because a factor that a large parameter proves holds for a small one too.
        for _round in range(2):
            _try(case, lambda case, c: factor.scaled(case, c, known_only=False))
        # A numeric derivative with a tiny step is right but for its rounding.
        for c in case.parts.values():
            found = difference.differenced(case, c) if c.rounded else None
            if found is not None:
                case.explain(c.name, found)

    def _beside_network(self, case: Case) -> None:
        """What the network's own equations say, if there is a network."""
        if self.network is None or self.data is None:
            return
        X, Y = self.data
        found = convention(self.network, self.params, self.subject, X, Y)
        if found is None:
            self.findings.append(convention_finding.unlike(self.network, case.here))
            return
        scale = recognised(found.factor, case.sizes)
        share = recognised(found.share, case.sizes)
        if self.network.penalty is None:
            share = Quantity(found.share, "1" if found.penalty is None else "")
        self.findings += convention_finding.differences(self.network, found, scale, share)
        if case.open:
            beside = BesideNetwork(found, case.arrays, X, Y, scale.value, share.value)
            Search(case, beside).run()

    def _say(self, case: Case) -> None:
        """The findings of what was explained, and of what was not."""
        groups: dict[tuple[Any, ...], list[Match]] = {}
        for name in case.parts:
            for match in case.matches.get(name, ()):
                groups.setdefault((match.code, match.key), []).append(match)
        for (code, _key), found in groups.items():
            self.findings.append(_SAYS[code](case, code, found))
        rounded = [c for c in case.parts.values() if c.rounded and c.name not in case.matches]
        self.findings += [remainder.rounded(case, rounded)] if rounded else []
        self.findings += [remainder.unknown(case, c) for c in case.unexplained]


def _try(case: Case, pattern: Pattern) -> None:
    """One pattern on every parameter that is not yet explained."""
    for c in case.open:
        found = pattern(case, c) if len(c.u) else None
        if found is not None:
            case.explain(c.name, found)


_SAYS: dict[str, Says] = {
    **dict.fromkeys((codes.FACTOR, codes.SIGN, codes.ZERO), factor.say),
    **dict.fromkeys((codes.TRANSPOSED, codes.SWAPPED, codes.SUMMED_TOO_FAR), permuted.say),
    **dict.fromkeys((codes.SCALAR_PENALTY, codes.PENALTY_TERM), additive.say),
    codes.DIFFERENCE: difference.say,
    **dict.fromkeys(network_findings.CODES, network_findings.say),
}
