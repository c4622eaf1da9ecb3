"""Every mistake gives one message in four parts, code 2, and leaves nothing behind."""

import struct
from pathlib import Path

import numpy as np
import pytest

from cli.calling import ESCAPE, Caller, widest
from glassnet.cli.machine import object_line
from glassnet.errors import GlassnetError
from glassnet.locales import set_language, translate

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
PARTS = ("expected:", "received:", "where:", "what to do:")


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    """Data that cannot be used, each for one reason."""
    draws = np.random.default_rng(0)
    X, labels = draws.normal(size=(30, 3)), draws.integers(0, 3, 30)
    texts = {
        "text.csv": "a,b,y\n1,2,0\n3,x,1\n4,5,0\n",
        "nan.csv": "a,b,y\n1,2,0\n3,nan,1\n",
        "infinity.csv": "a,b,y\n1,2,0\n3,inf,1\n",
        "empty.csv": "",
        "first.csv": "kind,a,b\nred,1,2\nblue,3,4\nred,5,6\n",
        "names.csv": "size,age,price\n1,2,3.5\n4,5,6.5\n7,8,9.5\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    np.savez(tmp_path / "labels.npz", X=X, Y=labels)
    np.savez(tmp_path / "short.npz", X=X, Y=labels[:-1])
    np.save(tmp_path / "good.npy", np.column_stack([X, labels]))
    good = (tmp_path / "good.npy").read_bytes()
    (tmp_path / "cut.npy").write_bytes(good[:200])
    (tmp_path / "objects.npy").write_bytes(good.replace(b"<f8", b"|O8"))
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (9000000000, 4), }"
    start = b"\x93NUMPY\x01\x00" + struct.pack("<H", 118) + header.ljust(117) + b"\n"
    (tmp_path / "huge.npy").write_bytes(start + bytes(64))
    for name in ("moons-001", "moons-002"):
        (tmp_path / "folder-of-runs" / name).mkdir(parents=True)
        (tmp_path / "folder-of-runs" / name / "run.json").write_text("{}", encoding="utf-8")
    (tmp_path / "idx").mkdir()
    images = struct.pack(">IIII", 2051, 2**31 - 1, 28, 28) + bytes(100)
    (tmp_path / "idx" / "train-images-idx3-ubyte").write_bytes(images)
    labels_file = struct.pack(">II", 2049, 2**31 - 1) + bytes(10)
    (tmp_path / "idx" / "train-labels-idx1-ubyte").write_bytes(labels_file)


# What was typed, and what the message must name.
MISTAKES = [
    ("trian xor", "'train'"),
    ("train xorr", "'xor'"),
    ("train xor --epoch 3", "'--epochs'"),
    ("train xor --optimizer adm", "'adam'"),
    ("train xor --loss squarederror", "'squared_error'"),
    ("train xor --schedule cosin", "'cosine'"),
    ("train xor --scale standrad", "'standard'"),
    ("train xor --layers|4 rellu, 1", "'relu'"),
    ("train xor --layers|4 relu init=he_norml, 1", "'he_normal'"),
    ("train xor --penalty l3:0.1", "l2"),
    ("train xor --dtype float16", "'float64'"),
    ("train names.csv --target prise", "'price'"),
    ("explain xor --layout colums", "'columns'"),
    ("export names.csv --to nunpy", "'numpy'"),
    ("--lang english demo", "'english'"),
    ("train missing.csv", "missing.csv"),
    ("train digits --layers|16 relu, 1", "digits"),
    ("train labels.npz --layers|16 relu, 4 softmax", "3 softmax"),
    ("train labels.npz --layers|16 relu, 1", "3 softmax"),
    ("train names.csv --layers|4 relu, 2", "1 identity"),
    ("train short.npz", "29"),
    ("train text.csv", "'x'"),
    ("train text.csv", "b"),
    ("train nan.csv", "nan"),
    ("train infinity.csv", "inf"),
    ("train empty.csv", "empty.csv"),
    ("train cut.npy", "960"),
    ("train huge.npy", "288000000000"),
    ("train objects.npy", "|O8"),
    ("train mnist --data idx", "1683627179264"),
    ("train mnist --data nowhere", "nowhere"),
    ("train idx", "idx"),
    ("train picture.png", "picture.png"),
    ("train xor --layers|0 relu, 1", "0 relu"),
    ("train xor --layers|-3 relu, 1", "-3"),
    ("train xor --layers|2.5 relu, 1", "2.5"),
    ("train xor --layers|dropout 1.5, 1", "1.5"),
    ("train xor --layers|4 relu,, 1", "--layers"),
    ("train xor --layers|999999999 relu, 1", "999999999"),
    ("train xor --lr -0.1", "-0.1"),
    ("train xor --lr 0", "--lr 0"),
    ("train xor --lr nan", "nan"),
    ("train xor --lr fast", "'fast'"),
    ("train xor --epochs -3", "-3"),
    ("train xor --epochs 2.5", "'2.5'"),
    ("train xor --seed 99999999999", "99999999999"),
    ("train xor --batch-size 5", "--batch-size 5"),
    ("train digits --batch-size 1439", "1438"),
    ("train xor --validation 2", "--validation 2"),
    ("train xor --clip norm:-1", "--clip norm:-1"),
    ("train xor --penalty l2:-1", "--penalty l2:-1"),
    ("train xor --stop-at accuracy:2", "--stop-at accuracy:2"),
    ("train xor --stop-at val_loss:0.1", "val_loss"),
    ("train sine --stop-at accuracy:0.9", "accuracy"),
    ("train sine --loss binary_cross_entropy", "binary_cross_entropy"),
    ("train digits --noise 0.1", "noise"),
    ("train moons -n 1", "-n"),
    ("train xor --lr", "--lr"),
    ("train", "glassnet train"),
    ("train xor moons", "moons"),
    ("explain xor --rows 5", "--rows 5"),
    ("explain xor --step 3", "--step 3"),
    ("explain idx", "run.json"),
    ("export nowhere", "nowhere"),
    ("tutorial 9", "glassnet tutorial 9"),
    ("tutorial one", "glassnet tutorial one"),
    ("tutorial 0", "1, 2, 3, 4, 5"),
    ("help", "glassnet --help"),
    ("train xor --oops", "glassnet train --help"),
    ("train xor --epoch 3", "'--epochs'"),
    ("train xor --epochs 0", "--epochs=1"),
    ("train xor --batch-size 0", "--batch-size=1"),
    ("explain s0-2-3-2 --seed 3", "--format"),
    ("train xor --layers banana", "leaky_relu"),
    ("train xor --optimizer momentum=0.8", "'momentum:momentum=0.8'"),
    ("train xor --stop-at 0.9", "'val_accuracy:0.9'"),
    ("train xor --clip 1", "'norm:1'"),
    ("train moons --target x", "-n, --noise, --data-seed"),
    ("train moons -n=1", "'-n 1'"),
    ("train names.csv -n 10", "--data-seed"),
    ("train first.csv", "--target"),
    ("explain folder-of-runs", "moons-001"),
    ("export folder-of-runs", "moons-002"),
]


@LANGUAGES
@pytest.mark.parametrize(("words", "named"), MISTAKES, ids=lambda text: text.replace(" ", "_"))
def test_one_message_in_four_parts(call: Caller, language: str, words: str, named: str) -> None:
    before = call.files()
    first, *rest = words.split("|")
    result = call("--lang", language, *first.split(), *rest)
    assert result.code == 2
    assert result.errors() == 1
    assert "Traceback" not in result.err
    assert named in result.err
    set_language(language)
    for label in PARTS:
        assert result.err.count("\n  " + translate(label)) == 1, label
    assert result.out == ""
    # A path stays whole, however long: it must be there to be copied.
    assert widest(result.err.replace(str(call.folder), "folder")) <= 80
    assert call.files() == before


@LANGUAGES
@pytest.mark.parametrize("words", ["--loss signed_error", "--layers|3 step, 1"])
def test_what_has_no_slope_is_refused_with_the_reason(
    call: Caller, language: str, words: str
) -> None:
    first, *rest = words.split("|")
    result = call("--lang", language, "train", "xor", *first.split(), *rest)
    assert (result.code, result.errors(), result.out) == (2, 1, "")
    assert not [name for name in call.files() if name.startswith("runs")]


@LANGUAGES
def test_target_out_of_reach_is_a_note_that_says_why(call: Caller, language: str) -> None:
    words = ("train", "sine", "--layers", "4 tanh, 1 sigmoid", "--epochs", "2")
    result = call("--lang", language, *words)
    assert result.code == 0
    assert "sigmoid" in result.err
    assert "-0.999917" in result.err
    assert len([line for line in result.err.splitlines() if not line.startswith(" ")]) == 1


def test_folder_with_something_in_it_is_left_alone(call: Caller) -> None:
    (call.folder / "mine").mkdir()
    (call.folder / "mine" / "thesis.txt").write_text("years of work")
    before = call.files()
    result = call("train", "xor", "--out", "mine")
    assert (result.code, result.errors(), result.out) == (2, 1, "")
    assert "--out mine" in result.err
    assert call.files() == before


def test_place_that_cannot_be_written(call: Caller) -> None:
    (call.folder / "file").write_text("")
    for words in ("train xor --out file/run", "demo --out file/demo"):
        result = call(*words.split())
        assert (result.code, result.errors()) == (2, 1), words
        assert "file" in result.err


def test_error_is_an_object_too_if_asked(call: Caller) -> None:
    result = call("train", "xor", "--lr", "-1", "--json")
    error = result.object["error"]
    assert set(error) == {"type", "what", "expected", "received", "where", "fix"}
    assert error["where"] == "--lr -1"
    assert result.code == 2


def test_traceback_only_on_request(call: Caller) -> None:
    result = call("train", "xor", "--lr", "-1", "--traceback")
    assert result.code == 2
    assert "Traceback" in result.err


def test_message_has_no_control_codes_in_a_pipe(call: Caller) -> None:
    assert ESCAPE not in call("train", "nothing").err


def test_objects_are_json_whatever_the_numbers() -> None:
    value = {"loss": float("nan"), "matrix": np.eye(2), "rows": (1, float("inf"))}
    assert object_line(value) == (
        '{"loss": null, "matrix": [[1.0, 0.0], [0.0, 1.0]], "rows": [1, null]}'
    )


def test_fault_of_the_program_is_said_to_be_one(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("glassnet.cli.training_session.TrainingSession.run", fail)
    result = call("train", "xor")
    assert result.code == 1
    assert "--traceback" in result.err
    assert "Traceback" not in result.err
    assert "Traceback" in call("train", "xor", "--traceback").err
    assert not issubclass(ZeroDivisionError, GlassnetError)
