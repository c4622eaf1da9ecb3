"""The words of --layers become layers, or an error that points at one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.cli.layers_text import parse_layers, write_layers
from glassnet.errors import GlassnetError
from glassnet.nn.initializers import INITIALIZERS
from glassnet.nn.layers import ACTIVATIONS, Dense, Dropout, Layer


def test_sentence_of_the_manual() -> None:
    assert parse_layers("64 relu, dropout 0.2, 10 softmax", "sigmoid") == [
        Dense(64, "relu"),
        Dropout(0.2),
        Dense(10, "softmax"),
    ]


def test_what_is_left_out_is_relu_inside_and_the_given_one_at_the_end() -> None:
    assert parse_layers("8, 4 tanh, 1", "sigmoid") == [
        Dense(8, "relu"),
        Dense(4, "tanh"),
        Dense(1, "sigmoid"),
    ]


@pytest.mark.parametrize(
    "text", ["8 relu，2 softmax", "8 ReLU；2 softmax", " 8  relu 、2 Softmax "]
)
def test_chinese_commas_and_capitals(text: str) -> None:
    assert parse_layers(text, "identity") == [Dense(8, "relu"), Dense(2, "softmax")]


def test_settings_of_a_layer() -> None:
    layers = parse_layers("30 sigmoid init=normal bias_init=ones, 10 softmax bias=no", "identity")
    assert layers == [
        Dense(30, "sigmoid", init="normal", bias_init="ones"),
        Dense(10, "softmax", bias=False),
    ]


INNER = [name for name in ACTIVATIONS if name != "step"]
LAYERS = st.one_of(
    st.builds(Dropout, st.sampled_from([0.0, 0.1, 0.25, 0.5])),
    st.builds(
        Dense,
        st.integers(1, 2000),
        st.sampled_from(INNER),
        st.booleans(),
        st.sampled_from(sorted(INITIALIZERS)),
        st.sampled_from(sorted(INITIALIZERS)),
    ),
)


@given(st.lists(LAYERS, min_size=1, max_size=6))
def test_written_layers_are_read_back(layers: list[Layer]) -> None:
    assert parse_layers(write_layers(layers), "identity") == layers


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("relu 64, 2", "layer 1", "64 relu"),
        ("64relu, 2", "layer 1", "64 relu"),
        ("4, relu8, 2", "layer 2", "8 relu"),
        ("0 relu, 2", "layer 1", "0"),
        ("4 relu, 2.5", "layer 2", "2.5"),
        ("4 relu tanh, 2", "layer 1", "4 relu tanh"),
        ("16 tanh 2", "layer 1", "write '16 tanh, 2'"),
        ("4, 16 tanh 8 relu 2", "layer 2", "write '16 tanh, 8 relu, 2'"),
        ("16 2", "layer 1", "write '16, 2'"),
        ("16 tanh dropout 0.2 2 softmax", "layer 1", "write '16 tanh, dropout 0.2, 2 softmax'"),
        ("16 tanh init=ones 2 bias=no", "layer 1", "write '16 tanh init=ones, 2 bias=no'"),
        ("4 rellu, 2", "layer 1", "'relu'"),
        ("4, , 2", "layer 2", "comma"),
        ("4,", "layer 2", "comma"),
        ("", "--layers", "10 softmax"),
        ("4, dropout, 2", "layer 2", "dropout 0.2"),
        ("4, dropout 0.2 0.3, 2", "layer 2", "dropout 0.2"),
        ("4, dropout 1, 2", "layer 2", "1"),
        ("4, dropout half, 2", "layer 2", "'half'"),
        ("4 init=he_norml, 2", "layer 1", "'he_normal'"),
        ("4 bias=maybe, 2", "layer 1", "'maybe'"),
        ("4 biass=no, 2", "layer 1", "'bias'"),
        ("init=zeros, 2", "layer 1", "unit"),
        ("١٢ relu, 2", "layer 1", "١٢"),
    ],
)
def test_mistake_is_placed_and_explained(text: str, where: str, said: str) -> None:
    with pytest.raises(GlassnetError) as caught:
        parse_layers(text, "identity")
    assert where in str(caught.value.where)
    assert said in str(caught.value)
    assert caught.value.fix
