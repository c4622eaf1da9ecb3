"""The same networks in PyTorch: its autograd and its optimizers, nothing of ours."""

from typing import Any

import torch
import torch.nn.functional as F
from random_networks import Arrays, Draw

torch.set_num_threads(1)

ACTIVATIONS = {
    "identity": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": F.relu,
    "leaky_relu": lambda z: F.leaky_relu(z, 0.01),
    "elu": F.elu,
    "selu": F.selu,
    "softplus": lambda z: F.softplus(z, threshold=1e9),
    "gelu": lambda z: F.gelu(z, approximate="tanh"),
    "silu": F.silu,
    "softmax": lambda z: F.softmax(z, dim=1),
    "log_softmax": lambda z: F.log_softmax(z, dim=1),
}


class TorchNetwork:
    """A drawn network as PyTorch tensors.

    Args:
        drawn: the network.
        feeds: the initial parameters, by name.
    """

    def __init__(self, drawn: Draw, feeds: Arrays) -> None:
        self.drawn = drawn
        self.params = {
            name: torch.tensor(feeds[name], dtype=torch.float64, requires_grad=True)
            for name in drawn.network.param_shapes()
        }
        self.optimizer = _optimizer(drawn.optimizer, list(self.params.values()))

    def loss(self, feeds: Arrays) -> Any:
        """The loss of a batch, as a tensor."""
        known = {n: torch.tensor(v, dtype=torch.float64) for n, v in feeds.items() if v is not None}
        network = self.drawn.network
        value = known["A0"]
        for index, layer in enumerate(network.dense, 1):
            z = value @ self.params[f"W{index}"]
            if layer.bias:
                z = z + self.params[f"b{index}"]
            value = last = ACTIVATIONS[layer.activation](z)
            if self.drawn.dropout and index in network.dropouts():
                value = value * known[f"D{index}"]
        error = self._error(z, last, known["Y"])
        if self.drawn.weighted:
            error = error * known["s"]
        over = {"mean": len(error), "sum": 1, "mean_all": error.numel()}[network.loss.reduction]
        return network.loss.factor * error.sum() / over + self._penalty(len(error), known)

    def _error(self, z: Any, o: Any, t: Any) -> Any:
        loss = self.drawn.network.loss
        last = self.drawn.network.dense[-1].activation
        if loss.op == "squared_error":
            return F.mse_loss(o, t, reduction="none")
        if loss.op == "absolute_error":
            return F.l1_loss(o, t, reduction="none")
        if loss.op == "smooth_l1":
            return F.smooth_l1_loss(o, t, reduction="none")
        if loss.op == "hinge":
            return torch.clamp(1 - (2 * t - 1) * o, min=0)
        if loss.op == "binary_cross_entropy":
            if last == "sigmoid" and loss.stable:
                return F.binary_cross_entropy_with_logits(z, t, reduction="none")
            return F.binary_cross_entropy(o, t, reduction="none")
        if loss.op == "categorical_cross_entropy":
            safe = last == "softmax" and loss.stable
            return -t * (F.log_softmax(z, dim=1) if safe else torch.log(o))
        assert loss.op == "negative_log_likelihood"
        return -t * o

    def _penalty(self, m: int, known: dict[str, Any]) -> Any:
        penalty = self.drawn.network.penalty
        if penalty is None:
            return 0.0
        chosen = [p for name, p in self.params.items() if penalty.biases or name[0] == "W"]
        size = {"l1": torch.abs, "l2": torch.square}[penalty.op]
        over = {"none": 1.0, "batch": m, "data": known["n_data"]}[penalty.per]
        return penalty.strength * penalty.factor * sum(size(p).sum() for p in chosen) / over

    def step(self, feeds: Arrays) -> tuple[float, Arrays]:
        """One training step; returns the loss and the gradients before clipping."""
        self.optimizer.zero_grad()
        loss = self.loss(feeds)
        loss.backward()
        grads = {name: p.grad.numpy().copy() for name, p in self.params.items()}
        clip = self.drawn.clip
        if clip is not None and clip.norm is not None:
            torch.nn.utils.clip_grad_norm_(self.params.values(), clip.norm)
        if clip is not None and clip.value is not None:
            torch.nn.utils.clip_grad_value_(self.params.values(), clip.value)
        self.optimizer.step()
        return float(loss.detach()), grads

    def values(self) -> Arrays:
        """The parameters as arrays."""
        return {name: p.detach().numpy().copy() for name, p in self.params.items()}


def _optimizer(chosen: Any, params: list[Any]) -> Any:
    optim = torch.optim
    made = {
        "sgd": lambda: optim.SGD(params, chosen.lr),
        "momentum": lambda: optim.SGD(params, chosen.lr, momentum=0.9),
        "nesterov": lambda: optim.SGD(params, chosen.lr, momentum=0.9, nesterov=True),
        "adagrad": lambda: optim.Adagrad(params, chosen.lr),
        "rmsprop": lambda: optim.RMSprop(params, chosen.lr),
        "adam": lambda: optim.Adam(params, chosen.lr),
        "adamw": lambda: optim.AdamW(params, chosen.lr),
    }
    return made[chosen.name]()
