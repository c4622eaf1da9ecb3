"""The options that say which data, which network, which training; commands share them."""

from typing import Any

import click

from glassnet.cli.help import Argument, Option
from glassnet.cli.known_names import activation_names, loss_names
from glassnet.cli.values import OneOf, ParamType, Real, Whole, where_given
from glassnet.errors import SettingError
from glassnet.locales import N_, _
from glassnet.nn.demand import whole

DATA, NETWORK, TRAINING, RESULT = N_("Data"), N_("Network"), N_("Training"), N_("Result")
SCALES = ("none", "standard", "minmax", "symmetric", "margin")
SEEDS = 2**32 - 1


class BatchSize(ParamType):
    """A number of examples, or "full" for all of them."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; 0 stands for all."""
        return 0 if value in ("full", 0) else int(Whole().convert(value, param, ctx))


class Validation(ParamType):
    """A part between 0 and 1, or "none"."""

    name = "number"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The part; 0 stands for nothing."""
        if value in ("none", "0", 0):
            return 0.0
        part = float(Real().convert(value, param, ctx))
        if 0 < part < 1:
            return part
        raise SettingError(
            _("the validation part cannot have this size"),
            expected=_("a number between 0 and 1, or none"),
            received=str(value),
            where=where_given(param, value),
            fix=_("use 0.2 to hold back a fifth of the examples"),
        )


class Seed(ParamType):
    """A number that random numbers start from."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        seed = Whole(0).convert(value, param, ctx)
        if seed > SEEDS:
            raise SettingError(
                _("the seed is too large"),
                expected=_("a whole number from 0 to {last}").format(last=SEEDS),
                received=str(seed),
                where=f"--seed {value}",
                fix=_("choose a smaller number"),
            )
        return seed


def _data(*names: str, help: str, **settings: Any) -> Option:
    return Option(*names, help=help, heading=DATA, **settings)


def data_params(source: Argument) -> list[click.Parameter]:
    """Which data: the source, and what it understands."""
    return [
        source,
        _data(
            "-n", "examples", metavar="N", type=Whole(),
            help=N_("How many examples to make, or to take from the front."),
        ),
        _data(
            "--noise", metavar=N_("SIZE"), type=Real(least=0.0),
            help=N_("How much noise to put on data that are made."),
        ),
        _data(
            "--data-seed", metavar="N", type=Seed(),
            help=N_("Makes other data of the same kind."),
        ),
        _data(
            "--data", metavar=N_("FOLDER"), type=str,
            help=N_("Where the four MNIST files are."),
        ),
        _data(
            "--target", metavar=N_("COLUMN"), type=str,
            help=N_(
                "The column of a file to be predicted: its name, or its number counted from 0 "
                "(default: the last)."
            ),
        ),
        _data(
            "--task", type=OneOf(N_("task"), "classification", "regression"),
            metavar="classification|regression",
            help=N_(
                "What the target of a file is: classes or numbers "
                "(default: what its values suggest)."
            ),
        ),
        _data(
            "--header", metavar="yes|no", type=OneOf(N_("answer"), "yes", "no"),
            help=N_("Whether the first line of a file names its columns (default: a guess)."),
        ),
        _data(
            "--scale", metavar="|".join(SCALES), type=OneOf(N_("scaling"), *SCALES),
            help=N_("How to scale the inputs; measured on the training set only."),
        ),
    ]  # fmt: skip


def network_params() -> list[click.Parameter]:
    """Which network."""
    return [
        Option(
            "--layers", metavar=N_("TEXT"), type=str, heading=NETWORK,
            help=N_(
                'Its layers, such as "64 relu, dropout 0.2, 10 softmax". Activations: {names}; '
                "shown, but not trained: {shown}."
            ),
            filled=activation_names,
        ),
        Option(
            "--loss", metavar=N_("NAME"), type=str, heading=NETWORK,
            help=N_(
                "The loss to minimise: {names}; shown, but not trained: {shown}. With settings "
                'as "squared_error:factor=0.5".'
            ),
            filled=loss_names,
        ),
        Option(
            "--penalty", metavar=N_("NAME:SIZE"), type=str, heading=NETWORK,
            help=N_('An extra loss for large weights, such as "l2:1e-4" or "l1:0.01,per=data".'),
        ),
        Option(
            "--dtype", metavar="float64|float32", type=OneOf("dtype", "float64", "float32"),
            heading=NETWORK, help=N_("The type of all numbers."),
        ),
        Option(
            "--seed", metavar="N", type=Seed(), heading=NETWORK,
            help=N_("The seed of first weights, split and order of examples (default: 0)."),
        ),
    ]  # fmt: skip


def update_params() -> list[click.Parameter]:
    """How weights are changed."""
    return [
        Option(
            "--optimizer", metavar=N_("NAME"), type=str, heading=TRAINING,
            help=N_(
                "How a gradient becomes a step: sgd, momentum, nesterov, adagrad, rmsprop, adam "
                'or adamw; with settings as "momentum:momentum=0.8".'
            ),
        ),
        Option(
            "--lr", metavar="N", type=Real(above=0.0), heading=TRAINING,
            help=N_("The learning rate: how far a step goes."),
        ),
        Option(
            "--clip", metavar=N_("LIMITS"), type=str, heading=TRAINING,
            help=N_('Limits on the gradients, such as "norm:1" or "norm:1,value:0.5".'),
        ),
    ]  # fmt: skip


def training_params() -> list[click.Parameter]:
    """How long, in which order, and when to stop."""
    return [
        Option(
            "--epochs", metavar="N", type=Whole(), heading=TRAINING,
            help=N_("How often all examples are seen."),
        ),
        Option(
            "--batch-size", metavar="N|full", type=BatchSize(), heading=TRAINING,
            help=N_('How many examples make one update; "full" for all of them.'),
        ),
        Option(
            "--validation", metavar=N_("PART"), type=Validation(), heading=TRAINING,
            help=N_('The part kept as validation set, such as 0.2, or "none".'),
        ),
        Option(
            "--schedule", metavar=N_("NAME"), type=str, heading=TRAINING,
            help=N_(
                "How the learning rate changes: constant, step, exponential, inverse_scaling, "
                'cosine or reduce_on_plateau; with settings as "step:factor=0.5,every=10".'
            ),
        ),
        Option(
            "--early-stopping", metavar="N", type=Whole(), heading=TRAINING,
            help=N_("Stop after N epochs without progress, and go back to the best."),
        ),
        Option(
            "--stop-at", metavar=N_("TARGET"), type=str, heading=TRAINING,
            help=N_('Stop when it is good enough, such as "val_accuracy:0.97" or "loss:0.01".'),
        ),
        Option(
            "--gradient", metavar="backprop|numeric", heading=TRAINING,
            type=OneOf(N_("gradient"), "backprop", "numeric"),
            help=N_("How gradients are found; numeric changes one weight after the other, slowly."),
        ),
    ]  # fmt: skip


def column(text: str | None) -> int | str | None:
    """A target column: a number counts from 0, everything else is a name."""
    if text is None or not text.isdecimal():
        return text
    return whole(int(text), "--target", f"--target {text}", least=0)
