"""What `print(run)` shows."""

import pytest

import glassnet as gn
from glassnet.locales import set_language
from training.samples import line


def trained(**settings: object) -> gn.Run:
    X, Y = line()
    model = gn.Model(gn.Network(1, [gn.Dense(1)]), params={"W1": [[1.0]], "b1": [0.0]})
    return model.train(X, Y, **settings)  # type: ignore[arg-type]


def test_network_settings_and_what_became_of_the_loss() -> None:
    run = trained(epochs=3, optimizer=gn.SGD(0.05), validation=0.2)
    loss, held = run.history["loss"], run.history["val_loss"]
    assert str(run).splitlines() == [
        "network                     1-1",
        "examples                    16, and 4 held back",
        "optimizer                   sgd, learning rate 0.05",
        "updates                     3; all 3 epochs are done",
        f"loss                        {loss[0]:.4g} → {loss[-1]:.4g}",
        f"loss of the validation set  {held[0]:.4g} → {held[-1]:.4g}",
    ]


def test_in_chinese_without_english_words() -> None:
    run = trained(epochs=1, optimizer=gn.SGD(0.05))
    set_language("zh")
    try:
        first = str(run).splitlines()[0]
        assert first.split() == ["网络", "1-1"]
        assert "1；1 轮全部完成" in str(run)
    finally:
        set_language(None)


@pytest.mark.parametrize(("epochs", "shown"), [(1, "1 step,"), (2, "2 steps,")])
def test_one_step_is_no_plural(epochs: int, shown: str) -> None:
    assert shown in repr(trained(epochs=epochs, optimizer=gn.SGD(0.05)))
