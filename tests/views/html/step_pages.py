"""Steps of all sorts, and their pages read back without the code that wrote them."""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import numpy as np

import glassnet as gn

S3 = {"W1": [[0.8, 0.4, 0.3], [0.2, 0.9, 0.5]], "W2": [[0.3], [0.5], [0.9]]}


def small(layout: str = "rows", optimizer: Any = "sgd") -> gn.Step:
    """2-3-2 with softmax and penalty, four examples."""
    net = gn.Network(
        2,
        [gn.Dense(3, "sigmoid"), gn.Dense(2, "softmax")],
        loss="categorical_cross_entropy",
        penalty=gn.L2(1e-3),
    )
    X = [[1.0, 1.0], [0.0, 1.0], [1.0, 0.0], [0.25, 0.5]]
    return gn.Model(net, seed=1).explain(X, [0, 1, 1, 0], optimizer=optimizer, layout=layout)


def deep(layout: str = "rows") -> gn.Step:
    """Six layers with everything that a step may have."""
    layers = [gn.Dense(4, each) for each in ("gelu", "selu", "relu", "sigmoid", "tanh")]
    net = gn.Network(3, [*layers, gn.Dense(2)], loss="smooth_l1", penalty=gn.L1(1e-3, biases=True))
    rng = np.random.default_rng(0)
    return gn.Model(net, seed=1).explain(
        rng.normal(size=(3, 3)),
        rng.normal(size=(3, 2)),
        optimizer="adam",
        clip=gn.Clip(norm=0.5, value=0.1),
        layout=layout,
    )


def large(dtype: str = "float64") -> gn.Step:
    """784-128-10 with a batch of 32."""
    net = gn.Network(
        784, [gn.Dense(128, "relu"), gn.Dense(10, "softmax")], loss="categorical_cross_entropy"
    )
    rng = np.random.default_rng(0)
    X = np.where(rng.random((32, 784)) < 0.8, 0.0, rng.random((32, 784)))
    model = gn.Model(net, seed=1, dtype=dtype)
    return model.explain(X, rng.integers(0, 10, 32), optimizer="sgd")


STEPS = {
    "rows": small,
    "columns": lambda: small("columns", "adam"),
    "deep": deep,
    "deep columns": lambda: deep("columns"),
}
VOID = frozenset({"meta", "br", "hr", "input", "img"})


@dataclass
class Table:
    """One table of numbers: its variable, whether it is the value itself, its cells by place."""

    name: str
    whole: bool
    cells: dict[tuple[int, ...], str] = field(default_factory=dict)


class Page(HTMLParser):
    """A page of a step, taken apart; fails where an element is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self.maths: list[str] = re.findall(r"<math>.*?</math>", text, re.DOTALL)
        self._open: list[tuple[str, dict[str, str]]] = []
        self._place: tuple[int, ...] | None = None
        self.feed(text)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.tags.append((tag, found))
        if tag not in VOID:
            self._open.append((tag, found))
        if tag == "table":
            self.tables.append(Table(found["data-n"], "data-whole" in found))
        if tag == "td":
            at = found.get("data-a")
            self._place = None if at is None else tuple(int(p) for p in at.split(",") if p)

    def handle_endtag(self, tag: str) -> None:
        opened, _attributes = self._open.pop()
        assert opened == tag, (opened, tag)

    def handle_data(self, data: str) -> None:
        if not self._open:
            assert not data.strip(), data
            return
        tag, attributes = self._open[-1]
        if tag == "td" and self._place is not None:
            self.tables[-1].cells[self._place] = data
        if "id" in attributes:
            self.texts[attributes["id"]] = self.texts.get(attributes["id"], "") + data

    @property
    def links(self) -> dict[str, Any]:
        """What the page knows of every number."""
        found: dict[str, Any] = json.loads(self.texts["links"])
        return found
