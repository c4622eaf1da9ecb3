"""Model: a network and its numbers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from glassnet.data.given_params import given_params
from glassnet.data.layouts import in_columns
from glassnet.data.targets import check_inputs, prepare_targets, prepare_weights
from glassnet.executors import reference
from glassnet.executors.initialize import draw_params
from glassnet.executors.random import check_seed, dropout_mask
from glassnet.executors.reference import Array
from glassnet.nn.demand import instance_of, number_type, whole
from glassnet.nn.lower import lower
from glassnet.nn.network import Network
from glassnet.nn.optimizers import optimizer_of
from glassnet.step import Step

if TYPE_CHECKING:
    from pathlib import Path

    from glassnet.core.derivation import Layout
    from glassnet.diagnosis.gradient_check import GradientCheck
    from glassnet.nn.optimizers import Clip, Optimizer
    from glassnet.training.options import Options
    from glassnet.training.runs import Run


class Model:
    """A network and its parameters.

    Args:
        network: what is computed.
        params: the numbers by name (W1, b1, …), in the row layout; drawn if not given.
        seed: what the draw starts from.
        dtype: "float64" or "float32".

    Raises:
        ShapeError: if params are missing, unknown or of the wrong shape.

    Example:
        >>> from glassnet.nn.layers import Dense
        >>> model = Model(Network(2, [Dense(1)]), params={"W1": [[1.0], [2.0]], "b1": [0.5]})
        >>> model.predict([[1.0, 1.0]])
        array([[3.5]])
    """

    def __init__(
        self,
        network: Network,
        params: Mapping[str, Any] | None = None,
        seed: int = 0,
        dtype: str = "float64",
    ) -> None:
        example = "Network(2, [Dense(3, 'sigmoid'), Dense(1)])"
        self.network = instance_of(network, Network, example, "Model(network)")
        self.dtype = number_type(dtype, "Model(dtype=…)")
        self.seed = check_seed(seed)
        self.params: dict[str, Array] = (
            draw_params(network, seed, dtype)
            if params is None
            else given_params(params, network, self.dtype)
        )
        self.last_run: Run | None = None

    def __repr__(self) -> str:
        sizes = "-".join(map(str, self.network.sizes))
        return f"<Model {sizes}, {self.network.param_count} parameters, {self.dtype}>"

    def copy(self) -> "Model":
        """Another model with the same numbers."""
        return Model(self.network, self.params, self.seed, self.dtype)

    def predict(self, X: Any) -> Array:
        """The network's outputs.

        Args:
            X: examples as rows, (m, n_in).

        Returns:
            The last activation, (m, n_out).
        """
        inputs = check_inputs(X, self.network, self.dtype, "predict(X)")
        derivation = lower(self.network, len(inputs), dtype=self.dtype, extent="forward")
        name = derivation.outputs["prediction"]
        return reference.run(derivation, {"X": inputs, **self.params}, keep=[name])[name]

    def explain(
        self,
        X: Any,
        Y: Any,
        optimizer: "str | Optimizer | None" = None,
        *,
        layout: "Layout" = "rows",
        clip: "Clip | None" = None,
        sample_weight: Any = None,
        seed: int | None = None,
        n_data: int | None = None,
        t: int = 1,
        data_gradient: bool = False,
    ) -> Step:
        """One training step on this data, every equation with its value.

        Nothing of the model changes.

        Args:
            X: examples as rows, (m, n_in).
            Y: targets, as `train` takes them.
            optimizer: adds the update rows, with fresh state; an Optimizer or its name.
            layout: "columns" shows the course's own form; X, Y and params stay rows.
            clip: limits on the gradients.
            sample_weight: a weight for each example, (m,).
            seed: switches dropout on, with the masks of this seed's first step.
            n_data: examples in the whole training set, if the penalty asks for it.
            t: number of the update, for optimizers that count.
            data_gradient: adds the gradient of the data, dA0 or dX by its other name.
        """
        if n_data is not None:
            n_data = whole(n_data, "n_data", "explain(n_data=…)")
        if seed is not None:
            seed = check_seed(seed, "explain(seed=…)")
        t = whole(t, "t", "explain(t=…)")
        inputs = check_inputs(X, self.network, self.dtype, "explain(X, …)")
        targets = prepare_targets(Y, self.network, len(inputs), self.dtype, "explain(…, Y)")
        chosen = None if optimizer is None else optimizer_of(optimizer, "explain(optimizer=…)")
        derivation = lower(
            self.network,
            len(inputs),
            optimizer=chosen,
            layout=layout,
            dtype=self.dtype,
            clip=clip,
            weighted=sample_weight is not None,
            dropout=seed is not None and self.network.has_dropout,
            data_gradient=data_gradient,
        )
        feeds: dict[str, Any] = {"X": inputs, "Y": targets, **self.params}
        if sample_weight is not None:
            feeds["s"] = prepare_weights(sample_weight, len(inputs), self.dtype)
        feeds.update(self._masks(derivation.names("mask"), len(inputs), seed))
        turned = feeds
        if layout == "columns":
            turned = {name: in_columns(value) for name, value in feeds.items()}
        sizes = {var.name: var.shape for var in derivation.inputs}
        turned.update({name: np.zeros(sizes[name]) for name in derivation.names("state")})
        turned.update(scalars(derivation.names("scalar"), chosen, clip, len(inputs), n_data, t))
        values = reference.typed(derivation, {n: np.array(v) for n, v in turned.items()})
        return Step(derivation, {**values, **reference.run(derivation, values)})

    def check_gradients(
        self,
        X: Any,
        Y: Any,
        *,
        layout: "Layout" = "rows",
        sample_weight: Any = None,
        seed: int | None = None,
        n_data: int | None = None,
        entries: int = 100,
    ) -> "GradientCheck":
        """Every backward row against measured slopes, in float64 whatever the model's type.

        Args:
            X: examples as rows, (m, n_in).
            Y: targets, as `train` takes them.
            layout: "columns" checks the course's own form.
            sample_weight: a weight for each example, (m,).
            seed: switches dropout on, as in `explain`.
            n_data: examples in the whole training set, if the penalty asks for it.
            entries: how many numbers of a row are checked at most.

        Returns:
            The rows with their verdicts; true if all agree. Printing it gives a table.
        """
        from glassnet.diagnosis.gradient_check import check_step

        whole(entries, "entries", "check_gradients(entries=…)")
        wide = Model(self.network, self.params, self.seed, "float64")
        step = wide.explain(
            X, Y, layout=layout, sample_weight=sample_weight, seed=seed, n_data=n_data
        )
        return check_step(step, entries)

    def _masks(self, names: tuple[str, ...], m: int, seed: int | None) -> dict[str, Array]:
        rates = self.network.dropouts()
        layers = {name: int(name[1:]) for name in names}
        return {
            name: dropout_mask(
                check_seed(seed), 0, layer, (m, self.network.sizes[layer]), rates[layer], self.dtype
            )
            for name, layer in layers.items()
        }

    def train(self, X: Any, Y: Any, **options: "Unpack[Options]") -> "Run":
        """Trains the model in place.

        Args:
            X: inputs as rows (m, n_in), already scaled if they are to be.
            Y: labels (m,), or targets (m, n_out), or (m,) for one output.
            **options: as listed here.

        Options:
            epochs: how often all examples are seen.
            batch_size: examples per update; None takes all of them, in order.
            optimizer: by name or as an Optimizer; "sgd" unless given.
            validation: a part to hold back such as 0.2, or (Xv, Yv).
            schedule: the learning rate from epoch to epoch.
            clip: limits on the gradients.
            sample_weight: how much each example counts, (m,).
            seed: what split, shuffles and dropout masks start from.
            engine: "auto" or "reference".
            threads: how many threads an engine may use; the reference uses one.
            record: further columns of the history: "accuracy", "grad_norm".
            folder: where to keep the run on disk; must not exist, or be empty. If the disk fails
                under way, a warning says so and the training goes on in memory.
            callbacks: called with every event; one that returns "stop" ends the training.
            gradient: "numeric" takes gradients from small changes of each parameter.
            delta: that small change.
            early_stopping: when to give up and go back to the best.
            stop_at: when it is good enough.
            checkpoint_every: updates between two checkpoints, to begin with.
            recipe: how to make the data again, kept with the run.
            scaler: what scaled X, kept with the run, whose `predict` takes raw inputs.
            target_scaler: what scaled Y, kept with the run, whose `predict` answers in the units
                of the data.
            classes: names of the classes, kept with the run.

        Returns:
            The record of the training: history, result, and every step of it on demand.

        Raises:
            GlassnetError: if an option, X or Y cannot be used. Nothing has changed then.
        """
        from glassnet.training.train import train

        return train(self, X, Y, **options)

    def save(self, path: "str | Path") -> None:
        """Writes the network and its numbers to a safetensors file, all or nothing."""
        from glassnet.files import path_of
        from glassnet.training.storage import save_model

        save_model(self, path_of(path, "model.save(path)"))


def scalars(
    names: tuple[str, ...],
    optimizer: "Optimizer | None",
    clip: "Clip | None",
    m: int,
    n_data: int | None,
    t: int,
) -> dict[str, float]:
    """The scalar inputs of a derivation."""
    known: dict[str, float | None] = {
        "lr": None if optimizer is None else optimizer.lr,
        "t": t,
        "m": m,
        "n_data": m if n_data is None else n_data,
        "clip_norm": None if clip is None else clip.norm,
        "clip_value": None if clip is None else clip.value,
    }
    return {name: value for name in names if (value := known[name]) is not None}


def load(path: "str | Path") -> Model:
    """Reads a model that `save` wrote.

    Raises:
        FileFormatError: if the file is not one.
        RunError: if it uses an op that was added at run time and is missing or other now.
    """
    from glassnet.files import path_of
    from glassnet.training.storage import load_model

    return load_model(path_of(path, "gn.load(path)"))
