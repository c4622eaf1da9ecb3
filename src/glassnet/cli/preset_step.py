"""`glassnet explain` of a preset: its own step, in its own layout."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from glassnet import presets
from glassnet.cli.asked_step import optimizer_words, refuse_changes, rows_asked, size_sentence
from glassnet.cli.settings_text import parse_clip, parse_optimizer
from glassnet.cli.step_views import ASKED
from glassnet.locales import _
from glassnet.nn.optimizers import Optimizer
from glassnet.presets import Preset
from glassnet.step import Step

# What may be asked about a preset; everything else it has already.
ALLOWED = ("rows", "layout", "optimizer", "lr", "clip", *ASKED)


def of_preset(name: str, wishes: Mapping[str, Any]) -> tuple[Step, list[str]]:
    """The step of a worked example, and the words that introduce it.

    Raises:
        SettingError: an option would change what the preset is.
    """
    what = _("a preset has its data and its network already")
    refuse_changes(wishes, ALLOWED, what, f"glassnet explain {name}")
    preset = presets.load(name)
    optimizer, available = _optimizer(preset, wishes), len(preset.X)
    rows = available if wishes.get("rows") is None else rows_asked(wishes["rows"], available)
    clip = wishes.get("clip")
    step = preset.model.explain(
        preset.X[:rows],
        preset.Y[:rows],
        optimizer,
        layout=wishes.get("layout") or preset.layout,
        clip=None if clip is None else parse_clip(clip),
        n_data=available,
    )
    words = [
        _("{data}: {title}").format(data=preset.name, title=preset.title),
        preset.source,
        optimizer_words(optimizer),
    ]
    return step, words if available == 1 else [*words, size_sentence(rows, available)]


def _optimizer(preset: Preset, wishes: Mapping[str, Any]) -> Optimizer:
    """The preset's own, unless another or another rate is asked for."""
    lr = wishes.get("lr")
    if wishes.get("optimizer") is not None:
        return parse_optimizer(wishes["optimizer"], lr)
    return preset.optimizer if lr is None else replace(preset.optimizer, lr=lr)
