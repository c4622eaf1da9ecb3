"""`glassnet convention`: the same formula as different texts and libraries write it."""

from typing import Any

from glassnet.cli.help import Argument, Command, Option
from glassnet.cli.terminal import Terminal
from glassnet.cli.values import OneOf, Real, Whole
from glassnet.errors import SettingError
from glassnet.locales import N_, _

TOPICS = ("loss", "penalty", "layout", "bias", "labels")
KEYS = (
    *(f"tutorial{k}" for k in range(1, 6)),
    "nielsen",
    "sklearn",
    "keras",
    "pytorch",
)
LOSSES = {
    "squared": "squared_error",
    "binary": "binary_cross_entropy",
    "classes": "categorical_cross_entropy",
}
TRANSLATE = N_("Translate a setting")


def _convention(topic: str | None, **wishes: Any) -> int:
    from glassnet.conventions.text import table
    from glassnet.conventions.text import topic as topic_text

    screen = Terminal()
    if any(value is not None for value in wishes.values()):
        text = _translated(topic, wishes, screen.width)
    else:
        text = table(screen.width) if topic is None else topic_text(topic, screen.width)
    screen.line()
    screen.lines(text.split("\n"))
    return 0


def _translated(topic: str | None, wishes: dict[str, Any], columns: int) -> str:
    """The text of a translated strength."""
    from glassnet.conventions.translation import translate
    from glassnet.conventions.translation_text import translation_text

    missing = [f"--{key}" for key in ("from", "to", "value", "n") if wishes[key] is None]
    if missing or topic is not None:
        raise SettingError(
            _("a translation needs both sources, a value and the number of examples"),
            expected="--from sklearn --to pytorch --value 1e-4 --n 200",
            received=topic or _("nothing for {names}").format(names=", ".join(missing)),
            where="glassnet convention",
            fix=_("leave the topic out") if topic else _("add {names}").format(names=missing[0]),
        )
    found = translate(
        wishes["from"],
        wishes["to"],
        wishes["value"],
        n_data=wishes["n"],
        batch_size=wishes["batch"],
        outputs=wishes["outputs"] or 1,
        loss=LOSSES[wishes["loss"] or "squared"],
        lr=wishes["lr"],
    )
    return translation_text(found, columns)


def _option(name: str, metavar: str, kind: Any, about: str) -> Option:
    return Option(f"--{name}", name, metavar=metavar, type=kind, heading=TRANSLATE, help=about)


command = Command(
    "convention",
    callback=_convention,
    params=[
        Argument(
            "topic",
            label=N_("TOPIC"),
            about=N_("loss, penalty, layout, bias or labels; without it a table of all sources."),
            required=False,
            type=OneOf(N_("topic"), *TOPICS),
        ),
        _option(
            "from",
            N_("SOURCE"),
            OneOf(N_("source"), *KEYS),
            N_("Whose setting: tutorial1 … tutorial5, nielsen, sklearn, keras or pytorch."),
        ),
        _option("to", N_("SOURCE"), OneOf(N_("source"), *KEYS), N_("In whose words it is wanted.")),
        _option("value", "X", Real(least=0.0), N_("The strength of the penalty.")),
        _option("lr", "X", Real(above=0.0), N_("A learning rate, to be translated too.")),
        _option("n", "N", Whole(), N_("Examples in the training set.")),
        _option(
            "batch",
            "N",
            Whole(),
            N_("Examples in a batch (default: for scikit-learn min(200, N), else all)."),
        ),
        _option("outputs", "N", Whole(), N_("Outputs of the network (default: 1).")),
        _option(
            "loss",
            "squared|binary|classes",
            OneOf(N_("loss"), *LOSSES),
            N_("Squared error, or cross-entropy of yes or no, or of classes (default: squared)."),
        ),
    ],
    help=[
        N_(
            "Losses, penalties, layouts, biases and labels as the five tutorials, Nielsen's book, "
            "scikit-learn, Keras and PyTorch write them, and by which factor they differ."
        ),
        N_("With --from and --to it translates a strength and a learning rate."),
    ],
    examples=(
        "glassnet convention",
        "glassnet convention penalty",
        "glassnet convention --from sklearn --to pytorch --value 1e-4 --n 200",
    ),
)
