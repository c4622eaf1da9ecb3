"""Models: given or drawn numbers, predictions, explanations, and the tutorials' first steps."""

from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.errors import DataError, SettingError, ShapeError, UnknownNameError
from glassnet.executors.random import dropout_mask
from glassnet.model import Model
from glassnet.nn.layers import Dense, Dropout
from glassnet.nn.losses import L2, SquaredError
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD, Adam, Clip, Momentum

THIRD = Network(2, [Dense(3, "sigmoid", bias=False), Dense(1, bias=False)])
THIRD_PARAMS = {"W1": [[0.8, 0.4, 0.3], [0.2, 0.9, 0.5]], "W2": [[0.3], [0.5], [0.9]]}


class TestThirdTutorial:
    """S3, first network: 2-3-1 without biases, x = (1, 1), y = 0."""

    def step(self, **settings: Any) -> gn.Step:
        return Model(THIRD, THIRD_PARAMS).explain([[1.0, 1.0]], [0.0], **settings)

    def test_printed_numbers(self) -> None:
        step = self.step()
        assert step["Z1"].round(12).tolist() == [[1.0, 1.3, 0.8]]
        assert step["A1"].round(8).tolist() == [[0.73105858, 0.78583498, 0.68997448]]
        assert f"{step['A2'][0, 0]:.7f}" == "1.2332121"
        assert f"{step['L']:.7f}" == "1.5208121"

    def test_first_weights_four_factors(self) -> None:
        """dC/dw11 = −2(y − ŷ) · w31 · a11(1 − a11) · x1."""
        step = self.step()
        a11, prediction = 1 / (1 + np.exp(-1.0)), step["A2"][0, 0]
        factors = [-2 * (0 - prediction), 0.3, a11 * (1 - a11), 1.0]
        assert step["dW1"][0, 0] == pytest.approx(np.prod(factors), rel=1e-14)
        assert step["dA2"][0, 0] == factors[0]
        assert step["dW1"][0, 0] == pytest.approx(0.14547853, abs=5e-9)

    def test_updated_weights(self) -> None:
        step = self.step(optimizer=SGD(0.01))
        want = np.array(THIRD_PARAMS["W1"]) - 0.01 * step["dW1"]
        assert np.array_equal(step["W1_new"], want)

    def test_second_network(self) -> None:
        """13 parameters; the first loss of the text's program is .33455."""
        W1 = np.array([[-0.0053, 0.3793], [-0.5820, -0.5204], [-0.2723, 0.1896]]).T
        params = {
            "W1": W1, "b1": [-0.0140, 0.5607, -0.0628],
            "W2": np.array([[0.1528, -0.1745, -0.1135]]).T, "b2": [-0.5516],
        }  # fmt: skip
        network = Network(2, [Dense(3, "sigmoid"), Dense(1)])
        assert network.param_count == 13
        step = Model(network, params).explain([[1.0, 1.0]], [0.0])
        assert f"{step['L']:.10f}" == "0.3345501086"


class TestFirstTutorial:
    """S0: 2-3-2 without biases, weight seed 2017, data seed 0, ½ squared error."""

    def step(self) -> gn.Step:
        init = gn.Legacy("uniform", scale="fan_in")
        layers = [Dense(n, "sigmoid", bias=False, init=init) for n in (3, 2)]
        network = Network(2, layers, SquaredError(factor=0.5))
        x = np.random.RandomState(0).randn(300, 2)[0]
        label = int(np.logical_xor(x[0] > 0, x[1] > 0))
        target = [[0.0, 1.0]] if label else [[1.0, 0.0]]
        return Model(network, seed=2017).explain([x], target, optimizer=SGD(0.001))

    def test_prediction_that_the_text_prints(self) -> None:
        assert str(self.step()["A2"][0]) == "[0.37166596 0.45414264]"

    def test_slopes_of_the_figures(self) -> None:
        step = self.step()
        slopes = step["A2"] * (1 - step["A2"])
        assert slopes.round(8).tolist() == [[0.23353037, 0.2478971]]
        assert step["dZ2"].round(8).tolist() == [[-0.14673508, 0.11258065]]
        assert step["dA1"].round(8).tolist() == [[0.02599101, 0.01515256, 0.08274025]]


class TestParams:
    def test_given(self) -> None:
        given = np.array([[1.0], [2.0]])
        model = Model(Network(2, [Dense(1)]), {"W1": given, "b1": [0.5]})
        given[0, 0] = 9.0
        assert model.predict([[1.0, 1.0]]).tolist() == [[3.5]]
        assert model.params["W1"].flags.c_contiguous

    @pytest.mark.parametrize("params", [{"W1": [[1.0]]}, {}, {"W1": 1, "b1": 2, "b2": 3}])
    def test_other_names(self, params: dict[str, Any]) -> None:
        with pytest.raises(ShapeError, match="do not match the network") as caught:
            Model(Network(1, [Dense(1)]), params)
        assert caught.value.expected == "W1, b1"

    @pytest.mark.parametrize("params", [3, [[1.0]], "W1"])
    def test_no_names(self, params: Any) -> None:
        with pytest.raises(ShapeError, match="do not match the network"):
            Model(Network(1, [Dense(1)]), params)

    def test_transposed(self) -> None:
        with pytest.raises(ShapeError, match="W1 has the wrong shape") as caught:
            Model(Network(2, [Dense(3, bias=False)]), {"W1": np.ones((3, 2))})
        assert "transpose" in (caught.value.fix or "")

    @pytest.mark.parametrize("value", [[["a", "b"]], [[1, 2], [3]], [[None, 1]], [[1j, 2]]])
    def test_no_numbers(self, value: Any) -> None:
        with pytest.raises((DataError, ShapeError)) as caught:
            Model(Network(1, [Dense(2, bias=False)]), {"W1": value})
        assert "W1" in str(caught.value)

    def test_other_settings(self) -> None:
        with pytest.raises(UnknownNameError, match="unknown dtype 'float16'"):
            Model(THIRD, dtype="float16")
        with pytest.raises(SettingError, match="seed"):
            Model(THIRD, seed=-1)
        with pytest.raises(SettingError, match="this must be a Network") as caught:
            Model([Dense(3), Dense(1)])  # type: ignore[arg-type]
        assert caught.value.fix

    def test_copy(self) -> None:
        model = Model(THIRD, seed=3, dtype="float32")
        other = model.copy()
        other.params["W1"][0, 0] = 9
        assert model.params["W1"][0, 0] != 9
        assert (other.network, other.seed, other.dtype) == (THIRD, 3, "float32")
        assert repr(other) == "<Model 2-3-1, 9 parameters, float32>"


class TestPredict:
    def test_dropout_is_off(self) -> None:
        network = Network(
            1, [Dense(2, bias=False, init="ones"), Dropout(0.5), Dense(1, init="ones")]
        )
        assert Model(network).predict([[1.0]]).tolist() == [[2.0]]

    def test_type(self) -> None:
        assert Model(THIRD, dtype="float32").predict([[1.0, 2.0]]).dtype == np.float32

    @pytest.mark.parametrize("X", [[1.0, 1.0], [[1.0]], [[[1.0, 1.0]]], [], np.ones((0, 2))])
    def test_shapes(self, X: Any) -> None:
        with pytest.raises(ShapeError, match="X does not fit the network") as caught:
            Model(THIRD).predict(X)
        assert "(m, 2)" in (caught.value.expected or "")

    @pytest.mark.parametrize(
        "X", [[["a", "b"]], [[np.nan, 1.0]], [[np.inf, 1.0]], [[1.0], [1.0, 2]]]
    )
    def test_no_numbers(self, X: Any) -> None:
        with pytest.raises(DataError):
            Model(THIRD).predict(X)


class TestExplain:
    network = Network(2, [Dense(3, "tanh"), Dropout(0.5), Dense(1)], penalty=L2(0.1, per="data"))
    X, Y = np.random.default_rng(0).standard_normal((4, 2)), np.arange(4.0)

    def test_nothing_changes(self) -> None:
        model = Model(self.network)
        before = model.copy().params
        model.explain(self.X, self.Y, optimizer=Adam(1.0))
        assert all(np.array_equal(before[name], model.params[name]) for name in before)

    def test_layouts_are_equal_up_to_turning(self) -> None:
        model = Model(self.network)
        settings: dict[str, Any] = {"optimizer": Momentum(), "clip": Clip(1.0), "seed": 3}
        rows = model.explain(self.X, self.Y, sample_weight=[1, 2, 3, 4], **settings)
        columns = model.explain(
            self.X, self.Y, sample_weight=[1, 2, 3, 4], layout="columns", **settings
        )
        assert list(rows) == list(columns)
        assert columns["X"].shape == (2, 4)
        assert columns["b1"].shape == (3, 1)
        for name in rows:
            turned = rows[name].reshape(-1, 1) if np.ndim(rows[name]) == 1 else rows[name].T
            assert np.allclose(turned, columns[name], rtol=1e-12), name

    def test_dropout_only_with_a_seed(self) -> None:
        model = Model(self.network)
        assert "A1_drop" not in model.explain(self.X, self.Y)
        step = model.explain(self.X, self.Y, seed=5)
        assert np.array_equal(step["D1"], dropout_mask(5, 0, 1, (4, 3), 0.5, "float64"))
        assert np.array_equal(step["A1_drop"], step["A1"] * step["D1"])

    def test_examples_in_the_whole_set(self) -> None:
        model = Model(self.network)
        assert model.explain(self.X, self.Y)["n_data"] == 4
        assert model.explain(self.X, self.Y, n_data=100)["n_data"] == 100

    def test_optimizer_by_name_and_its_counter(self) -> None:
        model = Model(self.network)
        assert model.explain(self.X, self.Y, optimizer="adam")["t"] == 1
        assert model.explain(self.X, self.Y, optimizer="adam", t=7)["t"] == 7
        assert model.explain(self.X, self.Y, optimizer="adam")["lr"] == 0.001
        with pytest.raises(UnknownNameError, match="unknown optimizer 'adan'"):
            model.explain(self.X, self.Y, optimizer="adan")

    def test_labels(self) -> None:
        model = Model(Network(2, [Dense(3, "softmax")], "cross_entropy"))
        assert model.explain(self.X, [0, 2, 1, 1])["Y"].tolist() == np.eye(3)[[0, 2, 1, 1]].tolist()
        with pytest.raises(DataError):
            model.explain(self.X, [0, 3, 1, 1])

    @pytest.mark.parametrize(("name", "value"), [("n_data", 0), ("n_data", 2.5), ("t", 0)])
    def test_counts(self, name: str, value: Any) -> None:
        with pytest.raises(SettingError, match=rf"{name} (is too small|must be a whole number)"):
            Model(self.network).explain(self.X, self.Y, optimizer="adam", **{name: value})

    def test_sample_weights(self) -> None:
        model = Model(Network(2, [Dense(1)]))
        heavy = model.explain(self.X[:2], self.Y[:2], sample_weight=[0.0, 2.0])
        assert heavy["L"] == pytest.approx((heavy["A1"][1, 0] - self.Y[1]) ** 2)
        with pytest.raises(ShapeError, match="one weight for each example"):
            model.explain(self.X, self.Y, sample_weight=[1.0])

    def test_other_settings(self) -> None:
        model = Model(self.network)
        for settings, says in [
            ({"clip": 5}, "this must be a Clip"), ({"seed": "a"}, "the seed cannot be used"),
            ({"layout": "cols"}, "unknown layout 'cols'"),
        ]:  # fmt: skip
            with pytest.raises((SettingError, UnknownNameError), match=says):
                model.explain(self.X, self.Y, **settings)

    def test_signed_error_says_why_it_cannot_train(self) -> None:
        model = Model(Network(2, [Dense(1)], gn.SignedError()))
        assert model.predict(self.X).shape == (4, 1)
        with pytest.raises(SettingError, match="errors of opposite sign cancel"):
            model.explain(self.X, self.Y, optimizer="sgd")
