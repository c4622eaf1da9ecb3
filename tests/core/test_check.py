"""The checker takes what is built and refuses each of a catalogue of broken derivations."""

import re
from dataclasses import replace

import pytest
from broken import CATALOGUE, Broken, good

from glassnet.core.check import check
from glassnet.core.derivation import Derivation, Var
from glassnet.core.expr import Sym, total
from glassnet.core.op import lookup
from glassnet.core.shapes import broadcast, expression_shape, result_shape
from glassnet.errors import DerivationError, ShapeError


def test_the_good_one_is_good() -> None:
    check(good())
    check(Derivation((), ()))


def test_catalogue_is_large_and_its_names_differ() -> None:
    assert len(CATALOGUE) >= 40
    assert len({broken.name for broken in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize("broken", CATALOGUE, ids=lambda broken: broken.name)
def test_broken_derivation_is_refused(broken: Broken) -> None:
    derivation = broken.change(good())
    with pytest.raises(DerivationError) as caught:
        check(derivation)
    error = caught.value
    assert broken.says in error.what
    assert error.fix
    if not broken.at:
        assert error.where == "the inputs, outputs and updates"
        return
    lines = (error.where or "").strip("\n").splitlines()
    assert len(lines) == 3
    marked = [line for line in lines if line.startswith(">")]
    assert len(marked) == 1
    number, row = re.fullmatch(r">\s+(\d+)  (.*)", marked[0]).groups()  # type: ignore[union-attr]
    assert row.startswith(f"{broken.at} = ")
    assert derivation.equations[int(number) - 1].out.name == broken.at


def test_message_in_full() -> None:
    broken = next(b for b in CATALOGUE if b.name == "missing row")
    with pytest.raises(DerivationError) as caught:
        check(broken.change(good()))
    assert str(caught.value) == (
        "A1 is used but never bound\n"
        "  where:      \n"
        "    1  Z1 = A0 @ W1 + b1\n"
        ">   2  Z2 = A1 @ W2 + b2\n"
        "    3  A2 = sigmoid(Z2)\n"
        "  what to do: mend the code that built this derivation"
    )


def test_error_shows_what_fits_of_a_short_derivation() -> None:
    derivation = good()
    short = replace(derivation, equations=derivation.equations[1:2], updates={}, outputs={})
    with pytest.raises(DerivationError) as caught:
        check(short)
    assert (caught.value.where or "").strip("\n") == ">   1  A1 = tanh(Z1)"


@pytest.mark.parametrize(
    ("shapes", "result"),
    [
        ([(4, 3), (3,)], (4, 3)), ([(3,), (4, 3)], (4, 3)), ([(), (2, 2)], (2, 2)), ([()], ()),
        ([(4, 1), (1, 3)], (4, 3)), ([(1,), (5,), (1,)], (5,)), ([(4, 1), ()], (4, 1)),
    ],
)  # fmt: skip
def test_broadcast(shapes: list[tuple[int, ...]], result: tuple[int, ...]) -> None:
    assert broadcast(shapes) == result


@pytest.mark.parametrize("shapes", [[(4, 3), (4,)], [(2,), (3,)], [(2, 3), (3, 2)]])
def test_shapes_that_do_not_broadcast(shapes: list[tuple[int, ...]]) -> None:
    with pytest.raises(ShapeError, match="do not fit together") as caught:
        broadcast(shapes)
    assert str(shapes[0]) in (caught.value.received or "")


def test_a_sum_is_a_single_number() -> None:
    assert expression_shape(total(Sym("a")) * Sym("b"), {"a": (4, 3), "b": (2,)}) == (2,)


def test_shape_error_names_the_row() -> None:
    a, b = Var("A1", (4, 3), "data"), Var("W2", (2, 5), "param")
    with pytest.raises(ShapeError) as caught:
        result_shape(lookup("matmul"), (a, b), "Z2")
    assert caught.value.where == "Z2 = matmul(A1 (4, 3), W2 (2, 5))"
    assert caught.value.received == "(4, 3) @ (2, 5)"
