"""Training a model: from what a user gives to a run under way."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from glassnet.core.op import lookup
from glassnet.data.targets import check_inputs, prepare_targets, prepare_weights
from glassnet.errors import GlassnetWarning
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.demand import whole
from glassnet.training.checkpoints import Checkpoints
from glassnet.training.loop import Training
from glassnet.training.metrics import classifies
from glassnet.training.options import Options, check_options, settings_of
from glassnet.training.plan import Plan
from glassnet.training.runs import Run
from glassnet.training.settings import Settings
from glassnet.training.validation import Pair, split_validation

if TYPE_CHECKING:
    from glassnet.model import Model


def train(model: "Model", X: Any, Y: Any, **options: Unpack[Options]) -> Run:
    """Trains a model in place and returns the record of it.

    Args:
        model: the network and its numbers; holds the result afterwards.
        X: inputs as rows (m, n_in), already scaled if they are to be.
        Y: labels (m,), or targets (m, n_out), or (m,) for one output.
        **options: as listed here.

    Options:
        epochs: how often all examples are seen.
        batch_size: examples per update; None takes all of them, in order.
        optimizer: by name or as an Optimizer; SGD(0.1) unless given.
        validation: a part to hold back such as 0.2, or (Xv, Yv).
        schedule: the learning rate from epoch to epoch.
        clip: limits on the gradients.
        sample_weight: how much each example counts, (m,).
        seed: what split, shuffles and dropout masks start from.
        engine: "auto" or "reference".
        threads: how many threads an engine may use; the reference uses one.
        record: further columns of the history: "accuracy", "grad_norm".
        folder: where to keep the run on disk; must not exist, or be empty.
        callbacks: called with every event; one that returns "stop" ends the training.
        gradient: "numeric" takes gradients from small changes of each parameter.
        delta: that small change.
        early_stopping: when to give up and go back to the best.
        stop_at: when it is good enough.
        checkpoint_every: updates between two checkpoints, to begin with.
        recipe: how to make the data again, kept with the run.
        scaler: what scaled X, kept with the run for later predictions.
        classes: names of the classes, kept with the run.

    Returns:
        The run: history, result, and every step of it on demand.

    Raises:
        GlassnetError: if a setting, X or Y cannot be used. Nothing has changed then.
    """
    check_options(options)
    settings = settings_of(options)
    plan, held = _plan(model, X, Y, settings, options)
    every = plan.steps_per_epoch
    asked = options.get("checkpoint_every")
    if asked is not None:
        every = whole(asked, "checkpoint_every", "train(checkpoint_every=…)")
    run = Run(
        plan,
        Checkpoints(plan.start(model.params), every),
        validation=held,
        is_class=classifies(plan.Y),
        recipe=options.get("recipe"),
        scaler=options.get("scaler"),
        classes=tuple(options.get("classes", ())),
        parent=model.last_run,
    )
    training = Training(run, tuple(options.get("callbacks", ())))
    folder = options.get("folder")
    if folder is not None:
        run.keep_in(Path(folder))
    training.go()
    model.params = {name: run.model.params[name].copy() for name in plan.network.param_shapes()}
    model.last_run = run
    return run


def _plan(
    model: "Model", X: Any, Y: Any, settings: Settings, options: Options
) -> tuple[Plan, Pair | None]:
    """The data, checked and split, with what each step will compute; and what is held back."""
    network, dtype = model.network, model.dtype
    inputs = check_inputs(X, network, dtype, "train(X, …)")
    targets = prepare_targets(Y, network, len(inputs), dtype, "train(…, Y)")
    given = options.get("sample_weight")
    weights = None if given is None else prepare_weights(given, len(inputs), dtype)
    (inputs, targets), held, rows = split_validation(
        inputs,
        targets,
        options.get("validation"),
        network,
        settings.seed,
        classifies(targets),
    )
    if weights is not None and rows is not None:
        weights = weights[rows]
    settings.check_data(len(inputs))
    _warn_range(network.dense[-1].activation, targets)
    return Plan(network, settings, inputs, targets, weights), held


def _warn_range(activation: str, targets: Array) -> None:
    """Warns if the last activation can never reach some target."""
    op = lookup(activation)
    low, high = float(targets.min()), float(targets.max())
    if low < op.low or high > op.high:
        warnings.warn(
            _(
                "targets from {low:g} to {high:g} cannot be reached: {activation} answers only "
                "between {least:g} and {most:g}, so the loss will never become small; scale the "
                "targets, or use 'identity' as the last activation"
            ).format(low=low, high=high, activation=activation, least=op.low, most=op.high),
            GlassnetWarning,
            stacklevel=5,
        )
