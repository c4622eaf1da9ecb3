"""How it is said that the user's loss is not the network's."""

from glassnet.diagnosis.audit import codes
from glassnet.diagnosis.audit.network.convention import Convention
from glassnet.diagnosis.audit.quantity import Quantity
from glassnet.diagnosis.finding import Finding
from glassnet.locales import _
from glassnet.nn.network import Network
from glassnet.views.text.arrays import number_text

SEVERITY = 0.3
ZERO = 1e-7


def unlike(network: Network, here: float) -> Finding:
    """The finding of a loss that no convention makes from the network's."""
    return Finding(
        codes.LOSS_CONVENTION,
        _("The loss is not that of the network, by no factor, divisor or penalty known here."),
        (_("loss(params) = {loss}").format(loss=number_text(here, 10)),),
        _("check network, X and Y against the code; the gradient was checked against the code's "
          "own loss alone"),
        "loss",
        {"loss": here, "network_loss": network.loss.op},
        SEVERITY,
    )  # fmt: skip


def differences(
    network: Network, found: Convention, factor: Quantity, share: Quantity
) -> list[Finding]:
    """The findings about a loss that follows another convention than the network's."""
    said: list[str] = []
    if not found.same_loss:
        said.append(
            _("its data part is {own}, not {loss}").format(
                own=found.network.loss.op, loss=network.loss.op
            )
        )
    if factor.value != 1:
        reduction = _reduction(factor, network.loss.reduction)
        said.append(_("its data part is {factor} times the network's").format(factor=factor))
        said += [reduction] if reduction else []
    if network.penalty is None and found.penalty is not None:
        strength = number_text(2 * 0.5 * share.value)
        said.append(_("it contains a penalty {strength} × ½Σw²").format(strength=strength))
    elif network.penalty is not None and abs(share.value) < ZERO:
        said.append(_("it lacks the network's penalty"))
    elif network.penalty is not None and share.value != 1:
        said.append(_("its penalty is {factor} times the network's").format(factor=share))
    if not said:
        return []
    text = _("The loss follows another convention than the network's: {differences}.")
    return [
        Finding(
            codes.LOSS_CONVENTION,
            text.format(differences="; ".join(said)),
            (),
            _("describe the network with the loss that the code computes, or change the code"),
            "loss",
            {
                "factor": factor.value,
                "known": factor.symbol,
                "penalty_factor": share.value,
                "penalty_known": share.symbol,
                "loss": found.network.loss.op,
            },
            SEVERITY,
        )
    ]


def _reduction(factor: Quantity, now: str) -> str:
    """The reduction that a factor amounts to, if it amounts to one."""
    names = {
        ("mean", "m"): "sum",
        ("mean", "1/n_out"): "mean_all",
        ("sum", "1/m"): "mean",
        ("sum", "1/(m·n_out)"): "mean_all",
        ("mean_all", "n_out"): "mean",
        ("mean_all", "m·n_out"): "sum",
    }
    reduction = names.get((now, factor.symbol))
    return _('that is reduction="{name}"').format(name=reduction) if reduction else ""
