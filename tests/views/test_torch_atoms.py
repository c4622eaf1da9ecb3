"""The atoms mean in PyTorch what they mean in NumPy; code changes in names alone."""

import re

import numpy as np
import pytest

import glassnet.ops  # noqa: F401  (so that every op is registered)
from glassnet.core.atoms import ATOMS
from glassnet.core.op import registered
from glassnet.core.printer import render
from glassnet.core.rows import definition
from glassnet.errors import SettingError
from glassnet.views.torch_script.atoms import ATOMS_IN_TORCH, in_torch

AWKWARD = [
    -np.inf,
    -710.0,
    -2.5,
    -1.0,
    -1e-9,
    -0.0,
    0.0,
    1e-300,
    0.5,
    1.0,
    3.0,
    710.0,
    np.inf,
    np.nan,
]


def evaluated(code: str, names: dict[str, np.ndarray], dtype: str) -> tuple[np.ndarray, np.ndarray]:
    """The value of NumPy code, and of the same code in PyTorch."""
    torch = pytest.importorskip("torch", reason="the package torch is missing")
    kind = getattr(torch, dtype)
    with np.errstate(all="ignore"):
        ours = eval(code, {"np": np, "f": np.dtype(dtype).type, **names})
    tensors = {name: torch.from_numpy(value) for name, value in names.items()}
    theirs = eval(
        in_torch(code, "test"),
        {"torch": torch, "f": lambda number: torch.tensor(number, dtype=kind), **tensors},
    )
    return np.asarray(ours), theirs.numpy()


def test_every_function_among_the_atoms_is_in_the_table():
    used = {
        name
        for atom in ATOMS.values()
        for name in re.findall(r"np\.(\w+)", atom.forms["numpy"].template)
    }
    assert used == set(ATOMS_IN_TORCH)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("atom", sorted(ATOMS))
def test_an_atom_means_the_same(atom, dtype):
    form = ATOMS[atom].forms["numpy"]
    one, other = (grid.ravel() for grid in np.meshgrid(AWKWARD, AWKWARD))
    names = {"a": one.astype(dtype), "b": other.astype(dtype), "c": np.sort(one).astype(dtype)}
    first = "a > b" if atom == "where" else "a"
    code = form.template.format(first, "b", "c")
    ours, theirs = evaluated(code, names, dtype)
    assert ours.dtype == theirs.dtype
    # torch.sign(NaN) is 0: said in the table, and no exported run holds a NaN
    known = ~np.isnan(names["a"]) if atom == "sign" else np.ones(len(one), bool)
    if atom == "sum":
        names = {"a": np.linspace(-1, 1, 9, dtype=dtype)}
        ours, theirs = evaluated(code, names, dtype)
        known = ...
    limit = 4 * np.finfo(dtype).eps
    np.testing.assert_allclose(theirs[known], ours[known], rtol=limit, atol=limit)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_every_op_of_the_package_gives_the_same_numbers(dtype):
    count = 0
    for op in registered().values():
        if op.meaning is None:
            continue
        rng = np.random.default_rng(0)
        names = {name: rng.uniform(0.1, 0.9, (3, 4)).astype(dtype) for name in op.inputs}
        if "lr" in names and "t" in names:
            names["t"] = np.arange(1, 13).reshape(3, 4).astype(dtype)
        ours, theirs = evaluated(render(op.bind({}).meaning, "numpy"), names, dtype)
        assert ours.dtype == theirs.dtype, op.name
        # 1 - 0.999 ** t, a part of some updates, loses three of the digits
        limit = (4000 if "t" in names else 64) * np.finfo(dtype).eps
        np.testing.assert_allclose(theirs, ours, rtol=limit, atol=limit, err_msg=op.name)
        count += 1
    assert count > 30


def test_the_text_of_every_structured_op_can_be_turned():
    for op in registered().values():
        holes = {name: name for name in (*op.inputs, *op.params, "y", "dy")}
        if op.meaning is None:
            in_torch(op.templates["numpy"].format(**holes), op.name)
        if (own := definition(op)) is not None:
            assert "np." not in in_torch(own, op.name)


def test_plain_numbers_become_tensors_where_pytorch_wants_them():
    assert in_torch("y = np.maximum(z, -1)", "y") == "y = torch.maximum(z, f(-1))"
    assert in_torch("y = np.minimum(np.exp(f(2)), 2 * 3)", "y") == (
        "y = torch.minimum(torch.exp(f(2)), f(2 * 3))"
    )
    assert in_torch("y = z.max(axis=1, keepdims=True)", "y") == "y = z.amax(dim=1, keepdim=True)"
    assert in_torch("y = np.max(ä + np.sum(ä))", "y") == "y = torch.amax(ä + torch.sum(ä))"


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("y = np.linalg.norm(z)", "np.linalg"),
        ("y = np.std(z)", "np.std"),
        ("y = np.sum(z, where=z > 0)", "where=…"),
        ("y = z.astype(f)", "z.astype"),
        ("y = map(np, z)", "np"),
        ("y = np.sum(z, keepdims=True)", "keepdims"),
    ],
)
def test_what_pytorch_does_not_have_is_named(code, named):
    with pytest.raises(SettingError) as caught:
        in_torch(code, "the row y")
    assert named in str(caught.value)
    assert "the row y" in str(caught.value)
    assert "NumPy script" in str(caught.value)
