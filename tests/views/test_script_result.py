"""What a script says at its end: named classes, and answers in the units of the data."""

import numpy as np
import pytest
from fresh import run_scripts
from test_script_runs import differences

import glassnet as gn
from glassnet.data import Scaler
from glassnet.errors import SettingError
from glassnet.locales import set_language
from glassnet.views.numpy_script.script import numpy_script


def classified(m: int, outputs: int, names: tuple[str, ...]) -> gn.Run:
    X = np.random.default_rng(0).normal(size=(m, 2))
    Y = np.digitize(X.sum(axis=1), [0.0] if outputs == 1 else [-0.5, 0.5])
    last = gn.Dense(outputs, "sigmoid" if outputs == 1 else "softmax")
    net = gn.Network(2, [last], loss="bce" if outputs == 1 else "cross_entropy")
    return gn.Model(net, seed=1).train(X, Y, epochs=60, classes=names)


@pytest.mark.parametrize("layout", ["rows", "columns"])
@pytest.mark.parametrize(("outputs", "names"), [(1, ("no", "yes")), (3, ("low", "mid'\"", "高"))])
def test_classes_are_named(tmp_path, layout, outputs, names):
    few, many = classified(6, outputs, names), classified(40, outputs, names)
    texts = [numpy_script(run, layout=layout) for run in (few, many)]
    said, _saved = run_scripts(texts, tmp_path)
    answers = few.predict(few.X)
    found = (answers[:, 0] >= 0.5).astype(int) if outputs == 1 else answers.argmax(axis=1)
    true = few.Y[:, 0].astype(int) if outputs == 1 else few.Y.argmax(axis=1)
    lines = [line for line in said[0].splitlines() if " gives " in line]
    assert len(lines) == 6
    for line, one, other in zip(lines, found, true, strict=True):
        assert line.endswith(f"], {names[one]}; it should be {names[other]}")
    counted = [line for line in said[1].splitlines() if line.startswith("    ")]
    assert [line.split(":")[0].strip() for line in counted] == list(names)
    assert sum(int(line.split()[-1]) for line in counted) == 40


def test_names_that_do_not_fit_are_left_out(tmp_path):
    text = numpy_script(classified(6, 1, ("one", "two", "three")))
    assert "classes" not in text
    run_scripts([text], tmp_path)


@pytest.mark.parametrize("kind", ["standard", "minmax", "symmetric", "margin"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("layout", ["rows", "columns"])
def test_answers_are_in_the_units_of_scaled_targets(tmp_path, kind, dtype, layout):
    X = np.random.default_rng(0).normal(size=(5, 3))
    Y = X[:, :2] * [300.0, 0.01] + [1e4, 2.0]
    scaler, unit = Scaler(kind).fit(X), Scaler(kind).fit(Y)
    model = gn.Model(gn.Network(3, [gn.Dense(2)]), dtype=dtype)
    run = model.train(scaler.apply(X), unit.apply(Y), epochs=3, scaler=scaler)
    run.target_scaler = unit
    end = f"(answers,) = forward(A0=scaled({X.tolist()}), **params)\n"
    end += "np.savez(arguments.save, answers=in_units(answers))\n"
    text = numpy_script(run, layout=layout)
    said, saved = run_scripts([text, text + end], tmp_path)
    expected = unit.undo(run.model.predict(scaler.apply(X)))
    with np.load(saved[1]) as found:
        assert found["answers"].dtype == dtype
        if layout == "rows":
            assert found["answers"].tobytes() == expected.tobytes()
        np.testing.assert_allclose(found["answers"], expected, rtol=1e-4)
    assert "Y is scaled already" in text
    assert "(answers,) = forward(A0=scaled(examples), **params) and in_units(answers)" in text
    targets = [line.split("should be ")[1] for line in said[0].splitlines() if " gives " in line]
    shown = np.array([line.strip("[]").split() for line in targets], dtype=float)
    np.testing.assert_allclose(shown, Y, rtol=1e-4, atol=1e-3)
    if layout == "rows":
        assert differences(run, saved[0]) == []


def test_a_script_of_a_model_takes_no_folder_and_no_callbacks(tmp_path):
    model = gn.Model(gn.Network(2, [gn.Dense(1)]))
    for name, value in {"folder": tmp_path / "run", "callbacks": [print]}.items():
        with pytest.raises(SettingError, match=f"{name} belongs to a training") as caught:
            numpy_script(model, X=[[0, 1]], Y=[1.0], **{name: value})
        assert caught.value.fix
    assert list(tmp_path.iterdir()) == []


def test_chinese_scripts_count_in_rounds(tmp_path):
    set_language("zh")
    text = numpy_script(classified(6, 1, ("no", "yes")))
    said, _saved = run_scripts([text], tmp_path)
    assert "轮次     60   损失" in said[0]
    assert "60 轮，6 个样本一次全部参与" in text
    assert "epoch" not in said[0]
