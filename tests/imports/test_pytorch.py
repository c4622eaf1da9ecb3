"""Networks of PyTorch: the model answers what the module answers."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.errors import GlassnetError, GlassnetWarning, SettingError

torch = pytest.importorskip("torch", reason="the package torch is not installed")

from safetensors.torch import save_file  # noqa: E402
from torch import nn  # noqa: E402

MODULES = {
    "relu": nn.ReLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "elu": nn.ELU,
    "selu": nn.SELU,
    "softplus": nn.Softplus,
    "silu": nn.SiLU,
    "leaky_relu": nn.LeakyReLU,
    "gelu": lambda: nn.GELU("tanh"),
    "identity": nn.Identity,
    "softmax": lambda: nn.Softmax(dim=1),
    "log_softmax": lambda: nn.LogSoftmax(dim=1),
}


def saved(module: Any, path: Path) -> Path:
    save_file(module.state_dict(), path)
    return path


def answers(module: Any, X: Any) -> Any:
    with torch.no_grad():
        return module(torch.from_numpy(X)).double().numpy()


def sequential(sizes: list[int], functions: list[str], bias: bool, dtype: Any) -> Any:
    parts: list[Any] = []
    for inputs, units, name in zip(sizes, sizes[1:], functions, strict=False):
        parts += [nn.Linear(inputs, units, bias=bias, dtype=dtype), MODULES[name]()]
    return nn.Sequential(*parts)


@pytest.mark.parametrize("seed", range(24))
def test_a_sequential(tmp_path: Path, seed: int) -> None:
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    dtype = (torch.float64, torch.float32)[seed % 2]
    depth = int(rng.integers(1, 8))
    sizes = [int(each) for each in rng.integers(2, 9, depth + 1)]
    hidden = [str(each) for each in rng.choice(list(MODULES)[:10], depth - 1)]
    output = ("identity", "softmax", "sigmoid", "log_softmax")[seed % 4]
    module = sequential(sizes, [*hidden, output], seed % 3 > 0, dtype)
    model = gn.import_torch(saved(module, tmp_path / "m"), hidden, output)
    X = rng.normal(size=(5, sizes[0])).astype(model.dtype)
    assert model.dtype == ("float64", "float32")[seed % 2]
    tolerance = {"float64": 1e-13, "float32": 1e-5}[model.dtype]
    assert np.abs(model.predict(X) - answers(module, X)).max() <= tolerance


def test_more_than_ten_layers_are_in_order(tmp_path: Path) -> None:
    module = sequential([4] * 13, ["tanh"] * 12, True, torch.float64)
    model = gn.import_torch(saved(module, tmp_path / "m"), "tanh", "tanh")
    X = np.random.default_rng(0).normal(size=(3, 4))
    assert np.abs(model.predict(X) - answers(module, X)).max() <= 1e-14


class Named(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.fc2 = nn.Linear(5, 7)
        self.fc1 = nn.Linear(3, 5)
        self.fc10 = nn.Linear(7, 2, bias=False)

    def forward(self, x: Any) -> Any:
        return self.fc10(torch.tanh(self.fc2(torch.relu(self.fc1(x)))))


def test_layers_with_names(tmp_path: Path) -> None:
    module = Named()
    model = gn.import_torch(saved(module, tmp_path / "m"), ["relu", "tanh"])
    assert model.network.sizes == (3, 5, 7, 2)
    X = np.random.default_rng(1).normal(size=(4, 3)).astype(np.float32)
    assert np.abs(model.predict(X) - answers(module, X)).max() <= 1e-6


def test_names_out_of_order(tmp_path: Path) -> None:
    module = nn.ModuleDict({"inner": nn.Linear(3, 5), "first": nn.Linear(5, 2)})
    path = saved(module, tmp_path / "m")
    with pytest.raises(GlassnetError, match="do not fit together") as caught:
        gn.import_torch(path, "relu")
    assert "order=" in str(caught.value.fix)
    assert gn.import_torch(path, "relu", order=["inner", "first"]).network.sizes == (3, 5, 2)
    for order in (["inner"], ["inner", "inner"], ["inner", "outer"], "inner", [["inner"]], 3):
        with pytest.raises(GlassnetError):
            gn.import_torch(path, "relu", order=order)  # type: ignore[arg-type]


@pytest.mark.parametrize("half", ["float16", "bfloat16"])
def test_half_precision_is_read_without_loss_and_said(tmp_path: Path, half: str) -> None:
    module = nn.Linear(6, 4).to(getattr(torch, half))
    path = saved(module, tmp_path / "m")
    with pytest.warns(GlassnetWarning, match="half precision"):
        model = gn.import_torch(path)
    assert model.dtype == "float32"
    assert np.array_equal(model.params["W1"], module.weight.detach().float().numpy().T)
    assert np.array_equal(model.params["b1"], module.bias.detach().float().numpy())


@pytest.mark.parametrize(
    ("module", "named"),
    [
        (lambda: nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4)), "1."),
        (lambda: nn.Sequential(nn.Linear(3, 4), nn.LayerNorm(4)), "1.weight"),
        (lambda: nn.Conv2d(1, 2, 3), "weight"),
        (lambda: nn.LSTM(3, 4), "_l0"),
        (lambda: nn.Sequential(nn.Linear(3, 4), nn.PReLU()), "1.weight"),
        (lambda: nn.Bilinear(2, 3, 4), "weight"),
    ],
)
def test_other_layers_are_refused_by_name(tmp_path: Path, module: Any, named: str) -> None:
    with pytest.raises(GlassnetError, match="fully-connected") as caught:
        gn.import_torch(saved(module(), tmp_path / "m"), "relu")
    assert named in str(caught.value.received)


def test_what_torch_save_writes_is_refused_unread(tmp_path: Path) -> None:
    torch.save(nn.Linear(2, 1).state_dict(), tmp_path / "m.pt")
    with pytest.raises(GlassnetError, match="run code"):
        gn.import_torch(tmp_path / "m.pt")


@pytest.mark.parametrize("activations", [(), [], ["relu"], ["relu"] * 3])
def test_the_file_does_not_say_the_activations(tmp_path: Path, activations: Any) -> None:
    path = saved(sequential([2, 3, 4, 1], ["relu"] * 3, True, torch.float32), tmp_path / "m")
    with pytest.raises(SettingError, match="does not say"):
        gn.import_torch(path, activations)


@pytest.mark.parametrize(
    "settings",
    [
        {"activations": "rellu"},
        {"activations": "relu", "output": "softmx"},
        {"activations": ["relu", 3]},
        {"activations": "relu", "output": None},
        {"activations": "relu", "loss": "mean"},
        {"activations": "relu", "output": "identity", "loss": "binary_cross_entropy"},
        {"activations": 3},
    ],
)
def test_names_that_are_not_known(tmp_path: Path, settings: Any) -> None:
    path = saved(sequential([2, 3, 4, 1], ["relu"] * 3, True, torch.float32), tmp_path / "m")
    with pytest.raises(GlassnetError) as caught:
        gn.import_torch(path, **settings)
    assert caught.value.fix


def test_the_model_can_be_trained_and_explained(tmp_path: Path) -> None:
    module = sequential([2, 3, 2], ["tanh", "softmax"], True, torch.float64)
    model = gn.import_torch(saved(module, tmp_path / "m"), "tanh", "softmax")
    X, labels = gn.datasets.load("xor")
    x, y = torch.from_numpy(np.asarray(X, float)), torch.from_numpy(np.asarray(labels))
    loss = nn.functional.cross_entropy(module[:-1](x), y)
    loss.backward()
    step = model.explain(X, labels)
    assert abs(step["L"] - loss.item()) <= 1e-14
    assert np.abs(step["dW1"].T - module[0].weight.grad.numpy()).max() <= 1e-14
