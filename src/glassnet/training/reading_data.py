"""Finding the data of a run again: in its folder, by its recipe, or from the user."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glassnet.data.targets import check_inputs, prepare_targets, prepare_weights
from glassnet.errors import RunError
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.network import Network
from glassnet.training.kept_data import FILE, NAMES, check_same, fingerprint, unpack
from glassnet.training.read_only import read_only
from glassnet.training.recipe import can_remake, remake
from glassnet.training.run_file import RunFile
from glassnet.training.settings import Settings
from glassnet.training.storage import claims_of, unreadable
from glassnet.training.validation import split_validation

Arrays = dict[str, Array]


def find_data(
    folder: Path,
    plain: RunFile,
    network: Network,
    settings: Settings,
    data: tuple[Any, Any] | None,
) -> Arrays:
    """The arrays that a run was trained on, proved by their fingerprints.

    Args:
        folder: the run's.
        plain: what its run.json says.
        network: what the data must fit.
        settings: has the seed of the split.
        data: (X, Y) from the user, or None.

    Returns:
        X and Y; sample_weight, Xv and Yv if the run had them and they can be had.

    Raises:
        RunError: if X or Y are missing, or data are not those of the training.
        GlassnetError: if a file cannot be read, or does not fit the network.
    """
    with claims_of(folder / "run.json"):
        about = {name: plain.data[name] for name in NAMES if name in plain.data}
        sums: dict[str, str] = {name: each.sha256 for name, each in about.items()}
        source: dict[str, str] = {name: each.source for name, each in about.items()}
        arrays = {} if data is not None else _remade(plain, source, network)
    kept = [name for name in source if source[name] == "file"]
    if kept:
        with claims_of(folder / FILE):
            found = unpack(folder / FILE, kept)
            arrays.update(_checked(found, network, plain.dtype, str(folder / FILE)))
    if data is not None:
        arrays.update(_given(data, sums, plain, network, settings))
    needed = sums.keys() & {"X", "Y", "sample_weight"} | {"X", "Y"}
    if not needed <= arrays.keys():
        raise _missing(sorted(needed - arrays.keys()), plain, folder)
    if not {"Xv", "Yv"} <= arrays.keys():
        arrays = {name: array for name, array in arrays.items() if name not in ("Xv", "Yv")}
    if len(arrays.get("sample_weight", arrays["X"])) != len(arrays["X"]):
        raise unreadable(folder / FILE, "sample_weight")
    check_same(arrays, sums, folder)
    return {name: read_only(array, fresh=True) for name, array in arrays.items()}


def _remade(plain: RunFile, source: Mapping[str, str], network: Network) -> Arrays:
    """The arrays that a recipe makes again."""
    if "recipe" not in source.values() or plain.recipe is None or not can_remake(plain.recipe):
        return {}
    made = remake(plain.recipe, network, plain.dtype)
    return {name: array for name, array in made.items() if source.get(name) == "recipe"}


def _given(
    data: Any,
    sums: Mapping[str, str],
    plain: RunFile,
    network: Network,
    settings: Settings,
) -> Arrays:
    """The user's arrays, split as the training split them if it did."""
    if not isinstance(data, tuple | list) or len(data) != 2:
        raise RunError(
            _("the data are not understood"),
            expected="data=(X, Y)",
            received=type(data).__name__,
            where="Run.open(data=…)",
            fix=_("give X and Y as a pair"),
        )
    X = check_inputs(data[0], network, plain.dtype, "Run.open(data=(X, …))")
    Y = prepare_targets(data[1], network, len(X), plain.dtype, "Run.open(data=(…, Y))")
    fraction = plain.fraction
    if fraction is not None and fingerprint(X) != sums["X"]:
        classes = plain.is_class
        pair, held, _rows = split_validation(X, Y, fraction, network, settings.seed, classes)
        if held is not None:
            return {"X": pair[0], "Y": pair[1], "Xv": held[0], "Yv": held[1]}
    return {"X": X.copy(), "Y": Y.copy()}


def _checked(arrays: Arrays, network: Network, dtype: str, where: str) -> Arrays:
    """Arrays of a file, if a training can have had them."""
    checked: Arrays = {}
    for suffix in ("", "v"):
        X, Y = arrays.get(f"X{suffix}"), arrays.get(f"Y{suffix}")
        if X is not None:
            checked[f"X{suffix}"] = check_inputs(X, network, dtype, where)
        if Y is not None:
            m = len(X) if X is not None else len(Y) if Y.ndim else 0
            checked[f"Y{suffix}"] = prepare_targets(Y, network, m, dtype, where)
    if "sample_weight" in arrays:
        weights = arrays["sample_weight"]
        checked["sample_weight"] = prepare_weights(weights, len(weights), dtype)
    return checked


def _missing(names: list[str], plain: RunFile, folder: Path) -> RunError:
    """The error for data that are not in the folder and cannot be made again."""
    expected = _("the same X and Y that it was trained on")
    if plain.recipe:
        # What the recipe names is shown, not opened: a folder may come from anywhere.
        expected = _("the data of {recipe}, prepared as for the training").format(
            recipe=repr(plain.recipe.get("data"))[:120]
        )
    return RunError(
        _("the data of this run are not in its folder"),
        expected=expected,
        received=_("no {names}").format(names=", ".join(names)),
        where=f"Run.open({str(folder)!r})",
        fix=_("open it with Run.open(folder, data=(X, Y))"),
    )
