"""The same network in PyTorch's own words: nn.Sequential, with the parameters of the equations."""

from textwrap import indent

from glassnet.core import notation
from glassnet.core.op import Op, lookup
from glassnet.core.printer import render
from glassnet.core.rows import definition
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.nn.losses import pair_of
from glassnet.views.numpy_script.source import in_language
from glassnet.views.numpy_script.story import Story
from glassnet.views.numpy_script.text import comment, listed
from glassnet.views.torch_script.atoms import in_torch

NOTHING = "nn.Identity()"  # a module that a model does without


def module_of(op: Op, **holes: str) -> str:
    """The module of PyTorch that an op is, as code; the class that is written out if none is.

    Args:
        op: an activation, or the error of a loss; its params bound.
        **holes: what else its text leaves open.

    Raises:
        SettingError: if its text cannot be filled in.
    """
    if op.torch is None:
        return f"{class_name(op)}()"
    try:
        return op.torch.format(**op.params, **holes)
    except (KeyError, IndexError, ValueError) as error:
        raise SettingError(
            _("the PyTorch module of {op} cannot be written").format(op=op.name),
            expected=_("constants of the op in braces"),
            received=f"torch={op.torch!r} ({error})",
            where=op.name,
            fix=_("name its constants, for example {example}").format(
                example='torch="nn.LeakyReLU({slope})"'
            ),
        ) from None


def class_name(op: Op) -> str:
    """The name of the module that an op is written out as: leaky_sine gives LeakySineModule."""
    words = op.name.split("_")
    if all(word.isalpha() and word.islower() for word in words):
        return "".join(map(str.capitalize, words)) + "Module"
    return f"{op.name}_module"  # NOTE: two ops never share a name


def written_out(op: Op) -> str:
    """A module for an op that PyTorch does not have, from the op's own meaning."""
    doc = _("{op}: PyTorch has no module that computes exactly this.").format(op=op.name)
    lines = [
        f"class {class_name(op)}(nn.Module):",
        f'    """{doc}"""',
        "",
        f"    def forward(self, {', '.join(op.inputs)}):",
    ]
    if op.meaning is not None:
        body = [f"return {in_torch(render(op.meaning, 'numpy'), op.name)}"]
    else:
        code = op.templates["numpy"].format(**{each: each for each in op.inputs}, **op.params)
        own = definition(op)
        body = [in_language(in_torch(own, op.name)), ""] if own else []
        body.append(f"return {in_torch(code, op.name)}")
    return "\n".join(lines) + "\n" + indent("\n".join(body), " " * 8)


class Twin:
    """The parts of the model, in order.

    Args:
        story: the training.

    Attributes:
        modules: the code of each module and what stands behind it as a comment.
        places: where each parameter of the equations is in the model.
        activations: the ops of the activations.
        last: the code of the last activation, if the loss contains it; else "".
    """

    def __init__(self, story: Story) -> None:
        network = story.network
        self.story = story
        self.modules: list[tuple[str, str]] = []
        self.places: dict[str, str] = {}
        self.activations: list[Op] = []
        self.last = ""
        rates = network.dropouts()
        known = network.param_shapes()
        pair = pair_of(network.loss, network.dense[-1].activation)
        for index, layer in enumerate(network.dense, 1):
            place = f"model[{len(self.modules)}]"
            names = {notation.weight(index): "weight", notation.bias(index): "bias"}
            held = {name: f"{place}.{part}" for name, part in names.items() if name in known}
            self.places.update(held)
            sizes = f"{network.sizes[index - 1]}, {layer.units}"
            bias = "" if layer.bias else ", bias=False"
            self.modules.append((f"nn.Linear({sizes}{bias})", ", ".join(held)))
            op = lookup(layer.activation).bind({})
            code = module_of(op)
            if index == len(network.dense) and pair is not None:
                self.last = code
                continue
            self.activations.append(op)
            if code != NOTHING:
                self.modules.append((code, notation.activation(index)))
            if index in rates:
                self.modules.append((f"nn.Dropout({rates[index]!r})", notation.dropped(index)))

    @property
    def teachable(self) -> bool:
        """Whether a gradient reaches every layer: no activation is flat everywhere."""
        return all(op.refused is None for op in self.activations)

    def classes(self) -> list[str]:
        """The modules that PyTorch does not have, written out."""
        texts = {op.name: written_out(op) for op in self.activations if op.torch is None}
        return list(texts.values())

    def fitted(self, value: str, like: str) -> str:
        """The code of a parameter as the other side holds it: a weight is turned.

        Args:
            value: its code.
            like: the code of the parameter on the other side.
        """
        return f"{value}.reshape({like}.shape)" if self._columns else f"turned({value})"

    @property
    def _columns(self) -> bool:
        return self.story.layout == "columns"

    def helper(self) -> str:
        """The function that turns a weight, if the layout needs one."""
        if self._columns:
            return ""
        doc = _("nn.Linear holds a weight as (outputs, inputs), the equations the other way round.")
        return (
            f'def turned(value):\n    """{doc}"""\n    return value.T if value.ndim == 2 else value'
        )

    def text(self) -> str:
        """The model, with the parameters that the training began with."""
        width = max(len(code) for code, _said in self.modules) + 1
        lines = ["model = nn.Sequential("]
        for code, said in self.modules:
            lines.append(f"    {code + ',':<{width}}  # {said}")
        lines.append(")")
        if self.last:
            said = _("The loss below contains the last activation, which keeps its logarithm "
                     "exact.")  # fmt: skip
            lines += [comment(said), f"last = {self.last}"]
        items = [f'"{name}": {place}' for name, place in self.places.items()]
        lines += [
            comment(_("Where each parameter of the equations is, and the numbers to begin with.")),
            listed("parameters = {", items, "}"),
            "with torch.no_grad():",
            "    for name, parameter in parameters.items():",
            f"        parameter.copy_({self.fitted('start[name]', 'parameter')})",
        ]
        return "\n".join(lines)

    def outputs(self, inputs: str) -> str:
        """The code of what the network answers, the last activation included."""
        return f"last(model({inputs}))" if self.last else f"model({inputs})"
