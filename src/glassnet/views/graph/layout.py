"""Where the blocks of a graph stand: in columns by their depth, wires from left to right.

A block stands as late as what reads it allows; a wire that passes other columns gets a place in
each of them, so that it runs through no block.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Wire = tuple[str, str]
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, width, height
Passage = tuple[float, float, float]  # from x to x at a height
_SWEEPS = 12
_PASSING = 10.0  # the height of a wire that passes a column
_PASSING_ORDER = 100
_PULL = 2000.0  # how much more a block of the main line pulls its neighbours than another


@dataclass(frozen=True)
class Block:
    """What stands in the graph.

    Attributes:
        name: its only name.
        width: of its box.
        height: of its box.
        order: blocks of one column stand by this order, the smallest above.
        lead: room left of it, for what is written on its wires.
        room: how much height it takes if that is more than its own.
        main: whether it stands on the main line, which runs as level as possible.
    """

    name: str
    width: float
    height: float
    order: float = 0.0
    lead: float = 0.0
    room: float = 0.0
    main: bool = False


@dataclass
class _Slot:
    """A block or a passing wire in a column."""

    block: Block
    y: float = 0.0
    pulls: list[tuple["_Slot", float]] = field(default_factory=list)

    @property
    def high(self) -> float:
        return max(self.block.height, self.block.room)


@dataclass(frozen=True)
class Layout:
    """Where everything is.

    Attributes:
        boxes: left, top, width and height of each block.
        columns: where the column of each block begins and ends.
        middles: for each wire the places at which it passes other columns, from left to right:
            where the column begins, where it ends, and the height.
        right: where everything ends.
        bottom: where everything ends.
    """

    boxes: Mapping[str, Box]
    columns: Mapping[str, tuple[float, float]]
    middles: Mapping[Wire, tuple[Passage, ...]]
    right: float
    bottom: float


def layered(
    blocks: Sequence[Block],
    wires: Sequence[Wire],
    origin: Point = (0.0, 0.0),
    across: float = 56.0,
    down: float = 16.0,
) -> Layout:
    """Places for blocks and wires; the wires lead from earlier to later blocks.

    Args:
        blocks: in an order in which no wire leads back.
        wires: source and target of each.
        origin: the upper left corner of everything.
        across: room between two columns, besides what blocks ask for.
        down: room between two blocks of a column.
    """
    depth = _depths(blocks, wires)
    slots = {block.name: _Slot(block) for block in blocks}
    columns: list[list[_Slot]] = [[] for _ in range(max(depth.values()) + 1)]
    for name, slot in slots.items():
        columns[depth[name]].append(slot)
    chains = {wire: _chain(wire, slots, depth, columns) for wire in wires}
    for column in columns:
        column.sort(key=lambda slot: slot.block.order)
    _heights(columns, down)
    edges, right = _edges(columns, across, origin[0])
    top = min(slot.y - slot.high / 2 for column in columns for slot in column) - origin[1]
    bottom = max(slot.y + slot.high / 2 for column in columns for slot in column)
    within = {block.name: edges[depth[block.name]] for block in blocks}
    boxes = {}
    for block in blocks:
        x = sum(within[block.name]) / 2 - block.width / 2
        boxes[block.name] = (x, slots[block.name].y - block.height / 2 - top,
                             block.width, block.height)  # fmt: skip
    middles = {
        wire: tuple((*edges[depth[wire[0]] + 1 + step], slot.y - top)
                    for step, slot in enumerate(chain[1:-1]))
        for wire, chain in chains.items()
    }  # fmt: skip
    return Layout(boxes, within, middles, right, bottom - top)


def _depths(blocks: Sequence[Block], wires: Sequence[Wire]) -> dict[str, int]:
    """The column of each block: just before the first that reads it, else after what it reads."""
    early: dict[str, int] = {}
    for block in blocks:
        before = [early[source] for source, target in wires if target == block.name]
        early[block.name] = max(before, default=-1) + 1
    late = dict(early)
    for block in reversed(blocks):
        after = [late[target] for source, target in wires if source == block.name]
        if after:
            late[block.name] = min(after) - 1
    return late


def _chain(
    wire: Wire, slots: Mapping[str, _Slot], depth: Mapping[str, int], columns: list[list[_Slot]]
) -> list[_Slot]:
    """The slots that a wire runs through; those between its ends are made here."""
    first, last = slots[wire[0]], slots[wire[1]]
    chain = [first]
    for column in range(depth[wire[0]] + 1, depth[wire[1]]):
        order = _PASSING_ORDER + first.block.order
        passing = _Slot(Block(f"{wire[0]}→{wire[1]}", 0.0, _PASSING, order))
        columns[column].append(passing)
        chain.append(passing)
    chain.append(last)
    for one, other in pairwise(chain):
        pull = _PULL if one.block.main and other.block.main else 1.0
        one.pulls.append((other, pull))
        other.pulls.append((one, pull))
    return chain


def _heights(columns: Sequence[list[_Slot]], down: float) -> None:
    """The height of each slot: near its neighbours, in order, without overlap."""
    for column in columns:
        at = 0.0
        for slot in column:
            slot.y = at + slot.high / 2
            at += slot.high + down
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 else reversed(columns):
            _settle(column, down)


def _settle(column: Sequence[_Slot], down: float) -> None:
    """Least squares in a fixed order: neighbours that collide move as one group."""
    groups: list[tuple[float, float, int]] = []  # wanted place of the first, weight, members
    shifts = [0.0]
    for above, below in pairwise(column):
        shifts.append(shifts[-1] + (above.high + below.high) / 2 + down)
    for slot, shift in zip(column, shifts, strict=True):
        weight = sum(pull for _other, pull in slot.pulls) or 0.1
        wanted = sum(o.y * pull for o, pull in slot.pulls) / weight if slot.pulls else slot.y
        group = (wanted - shift, weight, 1)
        while groups and groups[-1][0] >= group[0]:
            place, heavy, count = groups.pop()
            total = heavy + group[1]
            group = ((place * heavy + group[0] * group[1]) / total, total, count + group[2])
        groups.append(group)
    places = [place for place, _weight, count in groups for _member in range(count)]
    for slot, shift, place in zip(column, shifts, places, strict=True):
        slot.y = place + shift


def _edges(
    columns: Sequence[Sequence[_Slot]], across: float, left: float
) -> tuple[list[tuple[float, float]], float]:
    """Where each column begins and ends, and where all of them end."""
    edges = []
    x = left
    for number, column in enumerate(columns):
        lead = max(slot.block.lead for slot in column)
        x += (across if number else 0.0) + lead
        wide = max(slot.block.width for slot in column)
        edges.append((x, x + wide))
        x += wide
    return edges, x
