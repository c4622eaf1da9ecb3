"""A training as a readable PyTorch script: its equations, PyTorch's own layers, and the run again.

The equations are the rows of the derivation, line for line; PyTorch's layers and autograd check
them, and both repeat the run.
"""

from typing import Any

from glassnet.core.derivation import Layout
from glassnet.locales import _, width
from glassnet.version import __version__
from glassnet.views.numpy_script.arrays import COLUMNS
from glassnet.views.numpy_script.heading import facts, quoted, saved_file, usage
from glassnet.views.numpy_script.script import FEW, spaced
from glassnet.views.numpy_script.story import Story, story_of
from glassnet.views.numpy_script.text import comment, wrapped
from glassnet.views.torch_script.calls import Calls
from glassnet.views.torch_script.check import check, checked, gap
from glassnet.views.torch_script.data import (
    Sets,
    TorchStore,
    data_section,
    memory_section,
    rate_section,
    sets_of,
    start_section,
)
from glassnet.views.torch_script.functions import function_section
from glassnet.views.torch_script.loop import measured_slopes, train_equations, train_model
from glassnet.views.torch_script.loss import Criterion, loss_section, optimizer_section
from glassnet.views.torch_script.model import Twin
from glassnet.views.torch_script.result import comparison, is_known, test_section


def torch_script(
    source: object,
    *,
    X: Any = None,
    Y: Any = None,
    layout: Layout = "rows",
    **settings: Any,
) -> str:
    """A standalone script, only PyTorch and NumPy, in three parts.

    First every equation of a step, the rows of the derivation in PyTorch. Then the same network
    as one writes it in PyTorch: normalise, build the model, choose the loss, train, test; before
    it trains, its loss and its slopes by autograd are compared with those of the equations. Last
    the run again, by the equations, with the same batches; it says how far the parameters are
    from the run's.

    Args:
        source: a run; or a model that has not been trained yet, with X and Y.
        X: inputs as rows (m, n_in), for a model.
        Y: targets as `train` takes them, for a model.
        layout: "columns" writes the equations in the course's form, where examples are columns.
        **settings: for a model, as `train` takes them: epochs, batch_size, optimizer, seed …

    Returns:
        The text of the script. Large arrays are packed as text at its end.

    Raises:
        SettingError: if data are missing for a model, or given for a run; or an op uses
            something of NumPy that PyTorch does not have.

    Example:
        >>> from glassnet import Dense, Model, Network
        >>> model = Model(Network(2, [Dense(1, "sigmoid")]))
        >>> text = torch_script(model, X=[[0, 0], [1, 1]], Y=[0, 1], epochs=10)
        >>> "Z1 = A0 @ W1 + b1" in text and "nn.Linear(2, 1)" in text
        True
    """
    story = story_of(source, X, Y, layout, settings, "torch_script")
    return torch_script_of(story, TorchStore())


def torch_script_of(story: Story, store: TorchStore) -> str:
    """The script of a story, its large arrays put into a store."""
    sets = sets_of(story)
    held = [*sets.inputs.values(), *sets.targets.values(), *story.params().values()]
    if any(array.size > store.readable for array in held):
        store.readable = FEW
    twin, criterion = Twin(story), Criterion(story)
    calls = Calls(story, twin, criterion)
    own = _own(story, store, sets, calls)
    again = _again(story, store, sets, calls)
    before = [_docstring(story), _imports(story, store), store.reader(), _constants(story)]
    functions = function_section(
        story, [*before, *own, *again], written_out=not calls.own_optimizer
    )
    title = _heading(_("Part 1. The equations: one line for each row, as they ran"), "=")
    blocks = [*before, title, *functions, *own, *again, store.block()]
    return spaced([block for block in blocks if block])


def _own(story: Story, store: TorchStore, sets: Sets, calls: Calls) -> list[str]:
    """Part 2: the same in PyTorch's own words."""
    twin, criterion = calls.twin, calls.criterion
    optimizer = optimizer_section(story)
    return [
        _heading(_("Part 2. The same network in PyTorch's own words"), "="),
        _heading(_("1. Normalise the data")),
        data_section(story, store, sets),
        _heading(_("2. Build the model")),
        start_section(story, store),
        twin.helper(),
        *twin.classes(),
        twin.text(),
        _heading(_("3. Choose the loss")),
        *criterion.classes(),
        *loss_section(story, twin, criterion),
        f"{rate_section(story, store)}\n{optimizer}".strip(),
        calls.batches(),
        measured_slopes(calls),
        _heading(_("Check: the equations against autograd, on the first batch")),
        calls.examples(),
        memory_section(story),
        gap(),
        check(calls),
        checked(calls),
        _heading(_("4. Train")),
        train_model(calls),
        _heading(_("5. Test")),
        test_section(story, calls, sets),
    ]


def _again(story: Story, store: TorchStore, sets: Sets, calls: Calls) -> list[str]:
    """Part 3: the run again, by the equations."""
    said = (
        _("Part 3. The run again, by the equations, with the same batches")
        if is_known(story)
        else _("Part 3. The same training by the equations, with the same batches")
    )
    return [
        _heading(said, "="),
        calls.masks(),
        train_equations(calls),
        comparison(story, calls, sets, store),
    ]


def _heading(text: str, line: str = "-") -> str:
    """A headline as a comment."""
    return f"# {text}\n# {line * width(text)}"


def _docstring(story: Story) -> str:
    """What the script is, and how to run it."""
    sizes = "-".join(map(str, story.network.sizes))
    title = _("A {sizes} network in PyTorch: its equations, PyTorch's own layers, the training.")
    made = _("Written by glassnet {version}; needs PyTorch and NumPy.").format(version=__version__)
    promise = _("The numbers agree with those of the training up to rounding, and the script says "
                "how well.")  # fmt: skip
    lines = [title.format(sizes=sizes), "", *facts(story), "", made]
    return quoted([*lines, *wrapped(promise, COLUMNS), "", *usage()])


def _imports(story: Story, store: TorchStore) -> str:
    """The imports."""
    standard = {"import argparse", *store.modules()}
    if story.best_epoch is not None:
        standard.add("import copy")
    return "\n".join(
        [
            *sorted(standard, key=lambda line: (line.startswith("from"), line)),
            "",
            "import numpy as np",
            "import torch",
            "from torch import nn",
        ]
    )


def _constants(story: Story) -> str:
    """One thread, the type of numbers, and the option --save."""
    return "\n".join(
        [
            comment(_("One thread, so that matrix products add up in the same order every time.")),
            "torch.set_num_threads(1)",
            f"dtype = torch.{story.dtype}  # {_('the type of every number')}",
            "torch.set_default_dtype(dtype)",
            "",
            "parser = argparse.ArgumentParser(",
            "    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter",
            ")",
            f'parser.add_argument("--save", metavar="{saved_file()}")',
            "arguments = parser.parse_args()",
            "",
            "",
            "def f(number):",
            f'    """{_("A single number of that type.")}"""',
            "    return torch.tensor(number, dtype=dtype)",
        ]
    )
