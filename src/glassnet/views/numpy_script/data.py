"""The numbers of an exported script: data, initial parameters, learning rates."""

from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from glassnet.locales import _
from glassnet.views.numpy_script.arrays import (
    MARK,
    READABLE,
    Array,
    array_code,
    number_code,
    packed_lines,
)
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import comment, filled


@dataclass
class Store:
    """Where the arrays of a script are kept.

    Attributes:
        data_file: the name of an .npz file beside the script for large arrays; "" packs them
            as text at the end of the script.
        readable: an array with more numbers than this is large.
        large: the large arrays by name.
    """

    data_file: str = ""
    readable: int = READABLE
    large: dict[str, Array] = field(default_factory=dict)

    def assignment(self, name: str, array: Array, dtype: str = "f") -> str:
        """The line that gives an array its name."""
        if array.size <= self.readable:
            return array_code(name, array, dtype)
        self.large[name] = array
        if self.data_file:
            return f'{name} = stored["{name}"]  # {array.shape}'
        kind = array.dtype.newbyteorder("<").str
        return f'{name} = unpacked("{name}", {array.shape}, "{kind}")'

    def modules(self) -> tuple[str, ...]:
        """What reading the large arrays imports."""
        if not self.large:
            return ()
        if self.data_file:
            return ("from pathlib import Path",)
        return ("import base64", "import zlib", "from pathlib import Path")

    def reader(self) -> str:
        """The code that reads the large arrays; "" if there are none."""
        if not self.large:
            return ""
        if self.data_file:
            said = comment(_("Large arrays are in a file beside this script."))
            return f"{said}\n{_STORED.format(name=self.data_file)}"
        doc = _("A large array, from the lines of text at the end of this file.")
        return _UNPACKED.format(doc=doc, mark=MARK)

    def block(self) -> str:
        """The large arrays as text for the end of the script."""
        if self.data_file or not self.large:
            return ""
        return "\n".join(packed_lines(name, array) for name, array in self.large.items())


_STORED = """data_file = Path(__file__).with_name({name!r})
stored = np.load(data_file, allow_pickle=False)"""
_UNPACKED = '''def unpacked(name, shape, dtype):
    """{doc}"""
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    parts = [line.split()[2] for line in lines if line.startswith(f"{mark} {{name}} ")]
    raw = zlib.decompress(base64.b64decode("".join(parts)))
    native = np.dtype(dtype).newbyteorder("=")
    return np.frombuffer(raw, dtype).astype(native).reshape(shape)'''


def data_section(story: Story, store: Store) -> str:
    """X, Y and the weights of the examples."""
    if story.layout == "columns":
        said = _("The data: X holds a column for each example, Y what the network should answer.")
    else:
        said = _("The data: X holds a row for each example, Y what the network should answer.")
    lines = [comment(said)]
    if story.scaled:
        lines.append(comment(_("X is scaled already, as it was for the training.")))
    if story.targets_scaled:
        lines.append(comment(_("Y is scaled already, and so are the outputs and the loss.")))
    for name, array in story.data().items():
        if name == "s":
            lines.append(comment(_("How much each example counts.")))
        lines.append(store.assignment(name, array))
    return "\n".join(lines)


def start_section(story: Story, store: Store) -> str:
    """The parameters and the optimizer's memory before the first update."""
    lines = [comment(_("The parameters before the first update."))]
    lines += [store.assignment(name, array) for name, array in story.params().items()]
    shapes = story.state()
    if shapes:
        lines += ["", comment(_("What the optimizer remembers: nothing yet."))]
    for name, shape in shapes.items():
        lines.append(f"{name} = np.zeros({shape[0] if len(shape) == 1 else shape}, dtype=f)")
    names = [f'"{name}": {name}' for name in (*story.params(), *shapes)]
    lines += ["", comment(_("Everything that an update changes.")), filled("state = {", names, "}")]
    return "\n".join(lines)


def rate_section(story: Story, store: Store) -> str:
    """The learning rate, or that of each epoch."""
    rates = story.rates
    if len(set(rates)) <= 1:
        rate = rates[0] if rates else story.settings.optimizer.lr
        return f"lr = f({number_code(rate)})  # {_('the learning rate')}"
    runs = [(number_code(rate), len(list(group))) for rate, group in groupby(rates)]
    said = comment(_("The learning rate of each epoch."))
    if len(runs) > READABLE:
        return f"{said}\n{store.assignment('rates', np.array(rates), 'np.float64')}"
    if len(runs) * 2 > len(rates):
        return f"{said}\n{filled('rates = [', list(map(number_code, rates)), ']')}"
    parts = [f"[{code}] * {count}" for code, count in runs]
    return f"{said}\n{filled('rates = (', parts, ')', between=' + ')}"
