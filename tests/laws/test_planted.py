"""A law that cannot fail proves nothing: each planted fault must make the laws fail."""

import pytest
from planted import FAULTS, Planted, caught, network_laws, op_laws

from glassnet.core.op import registered

NETWORKS = range(60)


def test_there_are_twenty() -> None:
    assert len(FAULTS) >= 20
    assert all(each.op or each.networks for each in FAULTS)
    assert len({each.name for each in FAULTS}) == len(FAULTS)


def test_the_laws_hold_without_a_fault() -> None:
    for name in {each.op for each in FAULTS if each.op}:
        op_laws(name)
    network_laws(NETWORKS)


@pytest.mark.parametrize(
    "planted", [each for each in FAULTS if each.networks], ids=lambda planted: planted.name
)
def test_random_networks_notice(planted: Planted) -> None:
    before = registered()
    with planted.fault():
        assert caught(lambda: network_laws(NETWORKS))
    assert registered() == before


@pytest.mark.parametrize(
    "planted", [each for each in FAULTS if each.op], ids=lambda planted: planted.name
)
def test_the_laws_of_the_op_notice(planted: Planted) -> None:
    with planted.fault():
        assert caught(lambda: op_laws(planted.op))
    op_laws(planted.op)
