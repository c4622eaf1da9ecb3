"""Ops: what one equation applies, the registry of them, and their backward rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count

from glassnet.core.atoms import ATOMS
from glassnet.core.derivative import simplify, without_ones
from glassnet.core.expr import ZERO, Call, Expr, Number, Sym, substitute, symbols, walk, wrap
from glassnet.errors import SettingError, unknown_name
from glassnet.locales import _, translate

Shape = tuple[int, ...]
ShapeRule = Callable[..., Shape]
Params = Mapping[str, Number]


@dataclass(frozen=True)
class Kink:
    """A place without a derivative, and the convention taken there.

    Attributes:
        at: an expression of the inputs that is 0 on the kink.
        example: input values on the kink.
        slope: the slope that the op states there.
    """

    at: Expr
    example: tuple[float, ...]
    slope: float


@dataclass(frozen=True)
class GradientRule:
    """One gradient of a structured op: an op applied to inputs, `y` or `dy`, by name."""

    op: "str | Op"
    args: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Op:
    """A mathematical operation that an equation applies.

    Attributes:
        name: its name in the registry and in a printed row.
        inputs: the names of its inputs.
        params: its named constants with their default values.
        meaning: the expression, for an elementwise op; None for a structured one.
        slopes: the derivative by each input, over the inputs and `y`, the op's own result;
            None where there is none.
        called: whether a row shows `name(…)` rather than the expression itself.
        companions: values of other ops that a slope may use: symbol -> (op, inputs).
        shape: the shape of the result from those of the inputs, for a structured op.
        templates: how a structured op is written, by target.
        define: NumPy source of a function that the template calls.
        gradients: a structured op's gradients by input.
        entry: what each entry of a structured op's result is, in index notation.
        refused: why the op may not be differentiated or trained on, if so.
        columns: the op of the same meaning where examples are columns, for an op that mixes
            the numbers of one example.
        kinks: where the derivative does not exist.
        samples: input values worth testing and showing.
        low, high: the interval of the results.
        needs: for a loss, the interval that the outputs must lie in.
        threshold: for a loss, from where on one output answers yes; targets are 0 and 1.
        reads: what the op means as a line for reading, where its NumPy code says too little.
        words: the rule that the op is, in words, with its constants and inputs in braces; an
            input's name with `_transposed` behind it stands for the transposed one.
        gradient_words: the same for the row of the gradient by an input; `function` in braces
            stands for the op.
        same_as: for a stable form, the op that it equals, and that op's inputs: inputs and
            companions of this one.
        symbol: what mathematics calls it, if not by its name: σ.
        onnx: the op as ONNX operators, line by line: "p = MatMul(x, W)"; the last line gives y.
        torch: the module of PyTorch that computes exactly this, as code.
        doc: what it is, in words, from the file's docstring.
    """

    name: str
    inputs: tuple[str, ...]
    params: Params = field(default_factory=dict)
    meaning: Expr | None = None
    slopes: Mapping[str, Expr | None] = field(default_factory=dict)
    called: bool = True
    companions: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    shape: ShapeRule | None = None
    templates: Mapping[str, str] = field(default_factory=dict)
    define: str | None = None
    gradients: Mapping[str, GradientRule] = field(default_factory=dict)
    entry: Expr | None = None
    refused: str | None = None
    columns: str | None = None
    kinks: tuple[Kink, ...] = ()
    samples: tuple[tuple[float, ...], ...] = ()
    low: float = float("-inf")
    high: float = float("inf")
    needs: tuple[float, float] = (float("-inf"), float("inf"))
    threshold: float = 0.5
    reads: str | None = None
    words: str = ""
    gradient_words: Mapping[str, str] = field(default_factory=dict)
    same_as: tuple[str, tuple[str, ...]] | None = None
    symbol: str = ""
    onnx: str | None = None
    torch: str | None = None
    doc: str = ""

    def __repr__(self) -> str:
        return f"<op {self.name}>"

    @property
    def elementwise(self) -> bool:
        """Whether the op is an expression over the atoms."""
        return self.meaning is not None

    @property
    def smooth(self) -> bool:
        """Whether the complex-step method may check the op."""
        if self.meaning is None:
            return False
        nodes = (node for node in walk(self.meaning) if isinstance(node, Call))
        return all(ATOMS[node.atom].smooth for node in nodes)

    def bind(self, params: Params) -> "Op":
        """The op with its named constants replaced by numbers.

        Raises:
            UnknownNameError: if it has no constant of that name.
        """
        for name in params:
            if name not in self.params:
                raise unknown_name(_("constant"), name, self.params, where=self.name)
        return _bind(self, tuple(sorted({**self.params, **params}.items())))


@lru_cache(maxsize=4096)
def _bind(op: Op, params: tuple[tuple[str, Number], ...]) -> Op:
    if op.meaning is None:
        return replace(op, params=dict(params))
    values: dict[str, Expr] = {name: wrap(value) for name, value in params}
    slopes = {
        name: None if slope is None else substitute(slope, values)
        for name, slope in op.slopes.items()
    }
    return replace(
        op,
        params=dict(params),
        meaning=without_ones(substitute(op.meaning, values)),
        slopes=slopes,
        kinks=tuple(replace(kink, at=substitute(kink.at, values)) for kink in op.kinks),
    )


_REGISTRY: dict[str, Op] = {}
_built_in: set[str] = set()
_editions = count()
_edition = [next(_editions)]


def register(op: Op) -> Op:
    """Adds an op under its name; one that was added at run time before is replaced."""
    demand_free(op.name)
    if op.name in _REGISTRY:
        forget(op.name)
    _REGISTRY[op.name] = op
    return op


def seal() -> None:
    """Everything registered so far is built in, and its names are taken for good."""
    _built_in.update(_REGISTRY)


def is_built_in(name: str) -> bool:
    """Whether an op came with the package."""
    return name in _built_in


def demand_free(name: str, replacing: bool = True) -> None:
    """Raises if a name is taken.

    Args:
        name: what an op is to be called.
        replacing: whether it may take the place of one that was added at run time.

    Raises:
        SettingError: says so.
    """
    if name in _REGISTRY and (name in _built_in or not replacing):
        raise SettingError(
            _("an op named {name!r} exists already").format(name=name),
            expected=_("a name that no built-in op has"),
            received=repr(name),
            where=f"op {name}",
            fix=_("choose another name"),
        )


def lookup(name: str, kind: str | None = None) -> Op:
    """The op of that name; an unknown name raises with the nearest known one.

    Args:
        name: what it is registered as.
        kind: what it should be, in the user's language: "activation".
    """
    if name not in _REGISTRY:
        kind = kind or _("op")
        raise unknown_name(kind, name, _REGISTRY, where=f"{kind} {name!r}")
    return _REGISTRY[name]


def registered() -> dict[str, Op]:
    """All ops by name."""
    return dict(_REGISTRY)


def forget(name: str) -> None:
    """Removes an op that was added at run time, and the ops of its gradients with it."""
    op = _REGISTRY.pop(name, None)
    if op is None:
        return
    _edition[0] = next(_editions)
    for by in op.gradients:
        _REGISTRY.pop(gradient_name(name, by), None)


def gradient_name(name: str, by: str) -> str:
    """The name of the op that computes one gradient of a structured op."""
    return f"{name}_gradient_{by}"


def edition() -> int:
    """A number that grows when a name may have changed its meaning.

    Adding an op changes nothing that was lowered before; forgetting one frees its name for
    another meaning, so whoever remembers a derivation remembers the edition with it.
    """
    return _edition[0]


@lru_cache(maxsize=4096)
def backward_op(op: Op, by: str, seeded: bool) -> Op:
    """The elementwise op of the backward row: the incoming gradient times the slope.

    Args:
        op: the forward op, its params bound.
        by: the input whose gradient is wanted.
        seeded: whether there is an incoming gradient `dy`, or the result is the loss
            itself, whose gradient is 1.
    """
    slope = op.slopes.get(by)
    if slope is None:
        raise SettingError(
            translate(op.refused)
            if op.refused
            else _("{op} has no derivative by {name}").format(op=op.name, name=by),
            where=f"d{op.name}/d{by}",
            fix=_("choose an op that has a useful slope"),
        )
    body = simplify(Sym("dy") * slope) if seeded else simplify(slope)
    if body == ZERO:
        raise SettingError(
            _(
                "{op} is flat everywhere: its slope by {name} is 0, so nothing before it would "
                "ever learn"
            ).format(op=op.name, name=by),
            where=f"d{op.name}/d{by}",
            fix=_("choose an op that has a useful slope"),
        )
    return Op(
        name=f"{op.name}_backward_{by}",
        inputs=symbols(body),
        meaning=body,
        called=False,
        doc=f"Chain rule through {op.name}.",
    )
