"""Models and states as safetensors files: numbers and a description, no code.

Nothing in a file is believed: its header is measured before it is read, and shapes are
compared with those of the network before any number is loaded.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from glassnet.data import check_finite
from glassnet.data.bounded import file_size, read_start
from glassnet.errors import DataError, FileFormatError, GlassnetError, RunError
from glassnet.executors.random import check_seed
from glassnet.executors.reference import Array
from glassnet.files import write_bytes
from glassnet.locales import _
from glassnet.nn.network import Network
from glassnet.nn.spec import from_plain, to_plain
from glassnet.training.user_ops import demand_same, user_ops
from glassnet.version import __version__

if TYPE_CHECKING:
    from glassnet.model import Model

FORMAT = 1
MOST_HEADER = 16 * 2**20
MOST_LAYERS = 100_000
DTYPES = {"F64": "float64", "F32": "float32"}
Shapes = Mapping[str, tuple[int, ...]]
# What reading a hostile description can end in, besides our own errors.
UNFIT = (
    TypeError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)


def tensors_bytes(arrays: Mapping[str, Array], description: Mapping[str, Any]) -> bytes:
    """Arrays and a description as the bytes of a safetensors file that can be read again."""
    from safetensors.numpy import save

    about = {"format": FORMAT, "version": __version__, "sha256": checksum(arrays), **description}
    content: bytes = save(
        {name: np.ascontiguousarray(value) for name, value in arrays.items()},
        metadata={"glassnet": json_text(about)},
    )
    if int.from_bytes(content[:8], "little") > MOST_HEADER:
        raise RunError(
            _("the network has too many layers for a file"),
            expected=_("at most {size} bytes of names").format(size=MOST_HEADER),
            received=str(int.from_bytes(content[:8], "little")),
            fix=_("use fewer layers"),
        )
    return content


def checksum(arrays: Mapping[str, Array]) -> str:
    """A sum over names, types, shapes and bytes, which shows damage."""
    total = hashlib.sha256()
    for name, array in sorted(arrays.items()):
        total.update(f"{name} {array.dtype.str} {array.shape};".encode())
        total.update(np.ascontiguousarray(array).data)
    return total.hexdigest()


class TensorFile:
    """A safetensors file of glassnet, its header read and its numbers not yet.

    Args:
        path: the file.

    Attributes:
        description: what the file says about itself.

    Raises:
        DataError: if there is no such file, or it may not be read.
        FileFormatError: if it is no safetensors file of glassnet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        size = file_size(path)
        if int.from_bytes(read_start(path, 8), "little") > min(size, MOST_HEADER):
            raise unreadable(path, _("a header that is longer than the file or far too long"))
        self.description = self._described()
        if self.description.get("format") != FORMAT:
            raise unknown_format(path, self.description)

    def _described(self) -> dict[str, Any]:
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(self.path, framework="numpy") as file:
                described = plain_json((file.metadata() or {})["glassnet"])
        except KeyError:
            fix = _("if PyTorch wrote it, read it with {call}").format(
                call=f"gn.import_torch({str(self.path)!r}, …)"
            )
            raise unreadable(self.path, _("a file that glassnet did not write"), fix) from None
        except (SafetensorError, OSError, *UNFIT) as error:
            raise unreadable(self.path, str(error)) from None
        if not isinstance(described, dict):
            raise unreadable(self.path, _("a file that glassnet did not write"))
        return described

    def read(self, shapes: Shapes, dtype: str) -> dict[str, Array]:
        """The arrays, if they are exactly those that are expected.

        Args:
            shapes: the shape of each, by name; the result has this order.
            dtype: the type of all.

        Raises:
            FileFormatError: if names, shapes or types differ, the numbers are not those that
                were written, or one is not finite.
        """
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(self.path, framework="numpy") as file:
                slices = {name: file.get_slice(name) for name in file.keys()}  # noqa: SIM118
                found = {name: tuple(each.get_shape()) for name, each in slices.items()}
                types = {DTYPES.get(each.get_dtype(), "?") for each in slices.values()}
                if found != dict(shapes) or types != {dtype}:
                    raise self._unfit(shapes, dtype, found, types)
                arrays = {name: np.array(file.get_tensor(name)) for name in shapes}
        except (SafetensorError, OSError, *UNFIT) as error:
            raise unreadable(self.path, str(error)) from None
        if self.description.get("sha256") != checksum(arrays):
            raise unreadable(self.path, _("numbers that were changed after they were written"))
        for name, array in arrays.items():
            if not np.isfinite(array).all():
                raise unreadable(self.path, _("{name} holds NaN or infinity").format(name=name))
        return arrays

    def _unfit(self, shapes: Shapes, dtype: str, found: Shapes, types: set[str]) -> FileFormatError:
        odd = [name for name in {**shapes, **found} if shapes.get(name) != found.get(name)]
        names = odd[:5] or list(shapes)[:5]
        return FileFormatError(
            _("the file's numbers do not fit the network"),
            expected=", ".join(f"{n} {shapes.get(n, '–')} {dtype}" for n in names),
            received=", ".join(f"{n} {found.get(n, '–')} {'/'.join(types)}" for n in names),
            where=str(self.path),
            fix=_("restore it from a backup, or train again"),
        )


def json_text(plain: Mapping[str, Any], indent: int | None = None) -> str:
    """Plain data as JSON.

    Raises:
        RunError: if something in it is of a type that no file can describe.
    """
    try:
        return json.dumps(plain, ensure_ascii=False, indent=indent, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise RunError(
            _("this cannot be described in a file"),
            expected=_("layers, losses, optimizers and schedules of glassnet"),
            received=str(error),
            fix=_("leave folder= out, or use built-in parts"),
        ) from None


def plain_json(text: str | bytes) -> Any:
    """What a JSON text says; NaN and infinity, which JSON does not have, are refused.

    Raises:
        ValueError, RecursionError: if it is no JSON.
    """

    def refuse(token: str) -> Any:
        raise ValueError(token)

    return json.loads(text, parse_constant=refuse)


@contextmanager
def claims_of(path: Path) -> Iterator[None]:
    """Inside, whatever makes no sense is an error about this file, which claims it."""
    try:
        yield
    except (FileFormatError, DataError) as error:  # these name their place
        error.expected = error.expected or _("a file as glassnet wrote it")
        raise
    except GlassnetError as error:
        raise unreadable(path, error.what) from error
    except UNFIT as error:
        # NOTE: the cause stays visible to who asks for tracebacks; it may be a mistake of ours.
        raise unreadable(path, f"{type(error).__name__}: {error}") from error


def read_network(plain: Any, path: Path) -> Network:
    """The network that a file describes.

    Raises:
        FileFormatError: if it describes none, or one that cannot be.
    """
    with claims_of(path):
        small = isinstance(plain, dict) and len(plain["layers"]) <= MOST_LAYERS
        network = from_plain(plain, str(path)) if small else None
        if not isinstance(network, Network):
            raise unreadable(path, _("no network is described"))
    return network


def read_ops(plain: Any, path: Path) -> dict[str, str]:
    """What the ops of a file mean that a user had added; none in files of old.

    Raises:
        FileFormatError: if that is no table of texts.
    """
    table = {} if plain is None else plain
    if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
        raise unreadable(path, "ops")
    return table


def unreadable(path: Path, detail: str, fix: str | None = None) -> FileFormatError:
    """The error for a file that is not what it claims to be."""
    return FileFormatError(
        _("the file cannot be read"),
        expected=_("a file as glassnet wrote it"),
        received=detail[:160],
        where=str(path),
        fix=fix or _("restore it from a backup, or write it again"),
    )


def unknown_format(path: Path, description: Mapping[str, Any]) -> FileFormatError:
    """The error for a file of another version of glassnet."""
    return FileFormatError(
        _("the file has a format that this version does not know"),
        expected=str(FORMAT),
        received=_("{format}, written by glassnet {version}").format(
            format=str(description.get("format"))[:40],
            version=str(description.get("glassnet", description.get("version")))[:40],
        ),
        where=str(path),
        fix=_("use that version of glassnet or a newer one"),
    )


def save_model(model: "Model", path: Path) -> None:
    """Writes a model, all or nothing.

    Raises:
        DataError: if one of its numbers is NaN or infinite.
        RunError: if the file cannot be written.
    """
    for name, value in model.params.items():
        check_finite(value, f"model.params[{name!r}]")
    write_bytes(path, model_bytes(model.network, model.params, model.seed, model.dtype))


def model_bytes(network: Network, params: Mapping[str, Array], seed: int, dtype: str) -> bytes:
    """A model as the bytes of a file."""
    description = {
        "network": to_plain(network),
        "ops": user_ops(network),
        "seed": seed,
        "dtype": dtype,
    }
    return tensors_bytes({name: params[name] for name in network.param_shapes()}, description)


def load_model(path: Path) -> "Model":
    """Reads a model.

    Raises:
        DataError: if there is no such file.
        FileFormatError: if the file holds no model.
        RunError: if its network uses an op that is not known here, or means something else.
    """
    from glassnet.model import Model

    if os.path.isfile(path / "run.json"):
        raise RunError(
            _("this is the folder of a run, not the file of a model"),
            expected=_("a file that model.save wrote"),
            received=str(path),
            where="gn.load(path)",
            fix=_("write run = gn.Run.open({path!r}), then run.predict(X)").format(path=str(path)),
        )
    file = TensorFile(path)
    demand_same(read_ops(file.description.get("ops"), path), str(path))
    network = read_network(file.description.get("network"), path)
    seed, dtype = file.description.get("seed"), str(file.description.get("dtype"))
    with claims_of(path):
        return Model(network, file.read(network.param_shapes(), dtype), check_seed(seed), dtype)
