"""Which activations and losses are there, as a help lists them: from the registries."""

from collections.abc import Iterable, Mapping

from glassnet.locales import _


def activation_names() -> dict[str, str]:
    """The activations: those that can be trained through, and those that can only be shown."""
    from glassnet.nn.layers import ACTIVATIONS, ALIASES

    return _listed(ACTIVATIONS, ALIASES)


def loss_names() -> dict[str, str]:
    """The losses: those that can be trained on, and those that can only be shown."""
    from glassnet.nn.losses import LOSS_ALIASES, LOSSES

    return _listed(LOSSES, LOSS_ALIASES)


def _listed(names: Iterable[str], aliases: Mapping[str, str]) -> dict[str, str]:
    """Names with their other names in brackets: "identity (linear), tanh"."""
    from glassnet.core.op import lookup

    def text(refused: bool) -> str:
        words = []
        for name in names:
            if bool(lookup(name).refused) == refused:
                others = ", ".join(alias for alias, meant in aliases.items() if meant == name)
                both = _("{value} ({kind})").format(value=name, kind=others)
                words.append(both if others else name)
        return ", ".join(words)

    return {"names": text(refused=False), "shown": text(refused=True)}
