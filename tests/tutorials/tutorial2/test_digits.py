from glassnet.tutorials.blocks import Equations, Table
from glassnet.tutorials.tutorial2.digits import COMMANDS, EPOCHS, the_experiment, training


def test_digits_are_read_after_a_few_epochs() -> None:
    history = training().history
    assert len(history["val_accuracy"]) == EPOCHS
    assert history["val_accuracy"][-1] > 0.95


def test_table_and_commands() -> None:
    blocks = the_experiment().blocks
    table = next(block for block in blocks if isinstance(block, Table))
    assert len(table.rows) == EPOCHS
    assert blocks[-1] == Equations(COMMANDS)
