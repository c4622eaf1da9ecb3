"""A training as a readable NumPy script that repeats it, bit for bit.

The equations in it are the very lines that the reference executor compiles.
"""

from itertools import pairwise
from typing import Any

from glassnet.core.derivation import Layout
from glassnet.views.numpy_script.data import Store, data_section, rate_section, start_section
from glassnet.views.numpy_script.forms import Form
from glassnet.views.numpy_script.functions import function_section
from glassnet.views.numpy_script.heading import docstring, imports
from glassnet.views.numpy_script.loop import Loop
from glassnet.views.numpy_script.result import result_section
from glassnet.views.numpy_script.story import Story, story_of
from glassnet.views.numpy_script.units import scaling_section, unit_section

# Where one array is packed because it is too long to be read, all that are longer than this are.
FEW = 60


def numpy_script(
    source: object,
    *,
    X: Any = None,
    Y: Any = None,
    layout: Layout = "rows",
    form: Form = "batch",
    **settings: Any,
) -> str:
    """A standalone script, only NumPy and the standard library, that repeats a training.

    Read it from top to bottom: the data, the parameters before the first update, every
    equation of a step, the loop, the result. `python SCRIPT.py --save FILE.npz` also writes
    the trained parameters.

    Args:
        source: a run; or a model that has not been trained yet, with X and Y.
        X: inputs as rows (m, n_in), for a model.
        Y: targets as `train` takes them, for a model.
        layout: "columns" writes the course's form, where examples are columns.
        form: "batch" computes all examples of a batch at once, as the training did; "example"
            one example after the other; "scalar" number by number, in plain loops.
        **settings: for a model, as `train` takes them: epochs, batch_size, optimizer, seed …

    Returns:
        The text of the script. Large arrays are packed as text at its end.

    Raises:
        SettingError: if data are missing for a model, or given for a run.

    Example:
        >>> from glassnet import Dense, Model, Network
        >>> model = Model(Network(2, [Dense(1, "sigmoid")]))
        >>> text = numpy_script(model, X=[[0, 0], [1, 1]], Y=[0, 1], epochs=10)
        >>> "Z1 = A0 @ W1 + b1" in text
        True
    """
    return script_of(story_of(source, X, Y, layout, settings).told_as(form), Store())


def script_of(story: Story, store: Store) -> str:
    """The script of a story, its large arrays put into a store."""
    if any(array.size > store.readable for array in {**story.data(), **story.params()}.values()):
        store.readable = FEW
    data = data_section(story, store)
    start = start_section(story, store)
    rates = rate_section(story, store)
    unit = unit_section(story, store)
    scaling = scaling_section(story, store)
    loop = Loop(story)
    before = [
        docstring(story),
        imports(story, store.modules()),
        store.reader(),
        f"{data}\n\n{start}",
    ]
    training = [loop.batches(), rates, loop.text()]
    after = [*training, unit, result_section(story), scaling, store.block()]
    functions = function_section(story, [*before, *after])
    blocks = [*before, *functions, *after]
    return spaced([block for block in blocks if block])


def spaced(blocks: list[str]) -> str:
    """Blocks with an empty line between them, two around functions."""
    text = blocks[0]
    for before, after in pairwise(blocks):
        function = _defines(before) or _defines(after)
        text += ("\n\n\n" if function else "\n\n") + after
    return text + "\n"


def _defines(block: str) -> bool:
    """Whether a function stands in a block."""
    return any(line.startswith("def ") for line in block.splitlines())
