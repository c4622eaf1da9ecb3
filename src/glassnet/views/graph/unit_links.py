"""Which single numbers feed which in a network, for one example, and the weights between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from glassnet.core.derivation import Derivation, Equation, Var
from glassnet.core.entries import entry_form
from glassnet.core.expr import Call, Expr
from glassnet.core.indexed import Entry, Index, Over, Place, bind, entries
from glassnet.errors import DerivationError


@dataclass
class UnitLinks:
    """The numbers of one example and what leads from one to the next.

    Attributes:
        nodes: the numbers of each variable, in an order in which no link leads back.
        links: from one number to one that is made of it; the weight on it, or None.
        biases: the parameters that are added to a number.
    """

    nodes: dict[str, tuple[Entry, ...]]
    links: dict[tuple[Entry, Entry], Entry | None] = field(default_factory=dict)
    biases: dict[Entry, tuple[Entry, ...]] = field(default_factory=dict)


def unit_links(
    derivation: Derivation, variables: list[Var], rows: list[Equation], example: int
) -> UnitLinks:
    """Everything between the inputs of one example and the loss.

    Args:
        derivation: the equations.
        variables: what is drawn; parameters among them stand on links.
        rows: the forward and loss rows.
        example: which example, from 0.
    """
    axis = 0 if derivation.layout == "rows" else 1
    values = [var for var in variables if var.role != "param"]
    found = UnitLinks({var.name: tuple(_of_example(var, axis, example)) for var in values})
    params = {var.name for var in variables if var.role == "param"}
    for row in rows:
        for var in dict.fromkeys(row.inputs):
            for source in found.nodes.get(var.name, ()):
                for target in _fed(row, source, found.nodes[row.out.name]):
                    found.links[source, target] = None
        if params & {var.name for var in row.inputs}:
            _add_params(found, row, params)
    return found


def _of_example(var: Var, axis: int, example: int) -> Iterator[Entry]:
    """The numbers of a variable that belong to an example."""
    ranges = [
        (example,) if len(var.shape) == 2 and direction == axis else range(size)
        for direction, size in enumerate(var.shape)
    ]
    for place in product(*ranges):
        yield Entry(var.name, place)


def _fed(row: Equation, source: Entry, targets: tuple[Entry, ...]) -> Iterator[Entry]:
    """The targets that a number goes into; all of them if the op does not say."""
    place = tuple(at for at in source.places if isinstance(at, int))
    try:
        # A single number is spread over all entries.
        ends = entry_form(row).feeds(source.name, place) if place else ()
    except DerivationError:
        ends = ()
    for target in targets:
        if not ends or any(_meets(end.places, target.places) for end in ends):
            yield target


def _meets(places: tuple[Place, ...], place: tuple[Place, ...]) -> bool:
    return all(isinstance(at, Index) or at == want for at, want in zip(places, place, strict=True))


def _add_params(found: UnitLinks, row: Equation, params: set[str]) -> None:
    """The weight on each link into a row, and what is added there."""
    try:
        form = entry_form(row)
    except DerivationError:
        return
    for target in found.nodes[row.out.name]:
        place = tuple(at for at in target.places if isinstance(at, int))
        if not place:
            continue  # a penalty reads every weight: it has no links of its own
        for term in _terms(form.at(place)):
            read = list(dict.fromkeys(entries(term)))
            mine = [each for each in read if each.name in params]
            sources = [each for each in read if (each, target) in found.links]
            if len(mine) == len(sources) == 1:
                found.links[sources[0], target] = mine[0]
            elif mine and not sources:
                found.biases[target] = (*found.biases.get(target, ()), *mine)


def _terms(expr: Expr) -> Iterator[Expr]:
    """What is added up, sums written out."""
    if isinstance(expr, Over):
        for at in range(expr.size):
            yield from _terms(bind(expr.body, {expr.index: at}))
    elif isinstance(expr, Call) and expr.atom == "add":
        for arg in expr.args:
            yield from _terms(arg)
    else:
        yield expr
