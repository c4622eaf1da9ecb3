from glassnet.tutorials.blocks import Paragraph, Table
from glassnet.tutorials.tutorial4.hundred_epochs import trainings
from glassnet.tutorials.tutorial4.two_gradients import largest_error, two_gradients


def test_gradients_side_by_side() -> None:
    tables = [block for block in two_gradients().blocks if isinstance(block, Table)]
    assert tables[0].rows[0] == ("w11", "-0.04278809", "-0.04278861")
    assert tables[0].rows[-1] == ("b2", "-1.15670614", "-1.15680614")


def test_errors_grow_with_the_change_and_with_rounding() -> None:
    table = [block for block in two_gradients().blocks if isinstance(block, Table)][1]
    errors = {row[0]: row[1:] for row in table.rows}
    assert errors["0.1"] == ("8.6%", "8.6%")
    assert errors["0.0001"][0] == "0.0086%"
    assert 0.1 < float(errors["0.0001"][1].rstrip("%")) < 2
    assert errors["0.00000001"][1] == "100%"


def test_error_of_a_gradient_with_itself_is_nothing() -> None:
    step = trainings().exact.step(0)
    assert largest_error(step, step) == 0
    assert 8e-5 < largest_error(trainings().numeric.step(0), step) < 9e-5


def test_price_is_counted() -> None:
    last = two_gradients().blocks[-2]
    assert isinstance(last, Paragraph)
    assert "14 for one update" in last.text
    assert "23,861" in last.text
