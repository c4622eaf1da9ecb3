import numpy as np
import pytest

import glassnet as gn
from glassnet.errors import GlassnetError
from glassnet.locales import set_language
from glassnet.presets import load, names


def test_reached_from_the_package() -> None:
    assert gn.presets.names() == names()
    assert {"s0-2-3-2", "s3-2-3-1", "s3-13-weights", "s4-3-4-1", "logistic-regression"} <= {
        *names()
    }


@pytest.mark.parametrize("name", names())
def test_every_preset_explains_itself_in_both_layouts(name: str) -> None:
    preset = load(name)
    own, rows, columns = preset.explain(), preset.explain("rows"), preset.explain("columns")
    assert own["L"] == (rows if preset.layout == "rows" else columns)["L"]
    assert float(rows["L"]) == pytest.approx(float(columns["L"]), rel=1e-13)
    for parameter, value in preset.params.items():
        turned = columns[f"{parameter}_new"].T.reshape(value.shape)
        assert np.allclose(rows[f"{parameter}_new"], turned, rtol=1e-13, atol=1e-15)
        assert not np.array_equal(rows[f"{parameter}_new"], value)


@pytest.mark.parametrize("name", names())
def test_what_is_loaded_is_new_each_time(name: str) -> None:
    first, second = load(name), load(name)
    assert first.name == name
    first.model.params["W1"][:] = 7.0
    assert not np.array_equal(first.params["W1"], second.params["W1"])
    assert np.array_equal(second.params["W1"], load(name).params["W1"])


@pytest.mark.parametrize("name", names())
def test_title_and_source_in_both_languages(name: str) -> None:
    english = load(name)
    set_language("zh")
    chinese = load(name)
    assert english.title
    assert english.title != chinese.title
    assert english.source != chinese.source


@pytest.mark.parametrize(("wrong", "right"), [("s4-3-4", "s4-3-4-1"), ("logistic", None)])
def test_wrong_name(wrong: str, right: str | None) -> None:
    with pytest.raises(GlassnetError, match="unknown preset") as caught:
        load(wrong)
    assert "s3-13-weights" in (caught.value.expected or "")
    assert right is None or right in (caught.value.fix or "")


@pytest.mark.parametrize("wrong", [None, 4, ["s4-3-4-1"]])
def test_what_is_no_name(wrong: object) -> None:
    with pytest.raises(GlassnetError, match="unknown preset"):
        load(wrong)  # type: ignore[arg-type]
