"""Training a model: from what a user gives to a run under way."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from glassnet.core.op import lookup
from glassnet.data import check_finite
from glassnet.data.targets import check_inputs, prepare_targets, prepare_weights
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.training.checkpoints import Checkpoints
from glassnet.training.diverged import explanation, growth
from glassnet.training.kept_data import data_of
from glassnet.training.loop import Training
from glassnet.training.metrics import classifies
from glassnet.training.options import Options, check_options, count_of, option, settings_of
from glassnet.training.plan import Plan
from glassnet.training.read_only import read_only
from glassnet.training.runs import Run
from glassnet.training.settings import Settings
from glassnet.training.units import check_scaler
from glassnet.training.validation import split_validation
from glassnet.training.warn import warn_user

if TYPE_CHECKING:
    from glassnet.model import Model


def train(model: "Model", X: Any, Y: Any, **options: Unpack[Options]) -> Run:
    """Trains a model in place and returns the record of it.

    Args:
        model: the network and its numbers; holds the result afterwards.
        X: inputs as rows (m, n_in), already scaled if they are to be.
        Y: labels (m,), or targets (m, n_out), or (m,) for one output.
        **options: as `Model.train` lists them.

    Returns:
        The run: history, result, and every step of it on demand. It has its own copy of the
        data, which cannot be written to.

    Raises:
        GlassnetError: if a setting, X or Y cannot be used. Nothing has changed then.
        Exception: what a callback raises, after the run was closed as after an interruption;
            the model holds what was reached, and `model.last_run` is the run.
    """
    check_options(options)
    settings = settings_of(options)
    run = _run(model, X, Y, settings, options)
    training = Training(run, tuple(options.get("callbacks") or ()))
    folder = options.get("folder")
    if folder is not None:
        run._keep_in(Path(folder))
    try:
        training.go()
    finally:
        model.params = run.model.params
        model.last_run = run
    _warn_gone_wrong(run)
    return run


def _run(model: "Model", X: Any, Y: Any, settings: Settings, options: Options) -> Run:
    """A run that is ready to begin: data checked and split, each step planned."""
    network, dtype = model.network, model.dtype
    inputs = check_inputs(X, network, dtype, "train(X, …)")
    targets = prepare_targets(Y, network, len(inputs), dtype, "train(…, Y)")
    for name, value in model.params.items():
        check_finite(value, f"model.params[{name!r}]")
    given, validation = options.get("sample_weight"), option(options, "validation")
    weights = None if given is None else prepare_weights(given, len(inputs), dtype)
    is_class = classifies(targets)
    pair, held, rows = split_validation(
        inputs, targets, validation, network, settings.seed, is_class
    )
    if weights is not None and rows is not None:
        weights = weights[rows]
    settings.check_data(len(pair[0]))
    _warn_range(network.dense[-1].activation, targets)
    fresh, before = rows is not None, model.last_run
    known = () if before is None else tuple(data_of(before).values())
    X, Y = (read_only(each, known, fresh=fresh) for each in pair)
    weights = None if weights is None else read_only(weights, known)
    every = count_of(options, "checkpoint_every")
    plan = Plan(network, settings, X, Y, weights)
    return Run(
        plan,
        Checkpoints(plan.start(model.params), every or plan.steps_per_epoch),
        validation=None if held is None else (read_only(held[0], known), read_only(held[1], known)),
        fraction=None if rows is None else float(validation),
        is_class=is_class,
        recipe=options.get("recipe") or None,
        scaler=check_scaler(options.get("scaler"), network.inputs, "scaler"),
        target_scaler=check_scaler(options.get("target_scaler"), network.outputs, "target_scaler"),
        classes=tuple(options.get("classes") or ()),
        parent=before,
    )


def _warn_range(activation: str, targets: Array) -> None:
    """Warns if the last activation can never reach some target."""
    op = lookup(activation)
    low, high = float(targets.min()), float(targets.max())
    if low < op.low or high > op.high:
        warn_user(
            _(
                "targets from {low:g} to {high:g} cannot be reached: {activation} answers only "
                "between {least:g} and {most:g}, so the loss will never become small; scale the "
                "targets, or use 'identity' as the last activation"
            ).format(low=low, high=high, activation=activation, least=op.low, most=op.high)
        )


def _warn_gone_wrong(run: Run) -> None:
    """Warns of numbers that are not finite, in the validation too, and of a loss that grew."""
    if run.stopped[0] == "not finite":
        warn_user(explanation(run))
        return
    grew = growth(run)
    if grew is not None:
        warn_user(grew)
    losses = run.history.get("val_loss", np.zeros(1))
    if not np.isfinite(losses).all():
        epoch = int(np.argmin(np.isfinite(losses))) + 1
        warn_user(
            _(
                "the validation loss is not a finite number from epoch {epoch} on, although "
                "the training loss is; look for validation inputs far outside of the others"
            ).format(epoch=epoch)
        )
