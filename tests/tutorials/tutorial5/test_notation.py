from glassnet import Dense, Network
from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial5.network import shallow
from glassnet.tutorials.tutorial5.notation import PRINTED, shapes, the_network


def test_shapes_of_the_derivation_are_those_of_the_page() -> None:
    found = shapes(shallow().network)
    for name, printed in PRINTED.items():
        ours = found[name][1].replace(" ", "")
        assert ours == printed.text.replace("n_x", "3"), name
    assert found["Z1"] == ("(4, 1)", "(4, m)")


def test_shapes_follow_the_network() -> None:
    found = shapes(Network(7, [Dense(2), Dense(9)]))
    assert found["W1"][0] == "(2, 7)"
    assert found["Z2"] == ("(9, 1)", "(9, m)")
    # as many units as there are examples in a probe: m is still told apart
    assert shapes(Network(5, [Dense(5), Dense(6)]))["Z1"] == ("(5, 1)", "(5, m)")


def test_two_layers_and_general_shapes() -> None:
    section = the_network()
    table = next(block for block in section.blocks if isinstance(block, Table))
    rows = {row[0]: row for row in table.rows}
    assert rows["W1"][1:] == ("W^[1]", "(4, 3)", "(4, 3)", "(4,3)", "(n^[1],n^[0])")
    assert "has 2 layers" in str(section)
