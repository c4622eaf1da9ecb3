"""The experiment that the page only announces: handwritten digits."""

from functools import lru_cache

from glassnet import data
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.report.numerals import percent
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Equations, Paragraph, Section, Table
from glassnet.tutorials.decimals import plain

HIDDEN, EPOCHS, BATCH, LR, HELD_BACK, SEED = 32, 5, 32, 0.1, 0.2, 0
COMMANDS = (
    "glassnet train digits --out runs/my-digits",
    "glassnet export runs/my-digits --format torch --out digits_torch.py",
)


@lru_cache(maxsize=1)
def training() -> Run:
    """Digits of 8×8 pixels: standardised, 64-32-10, cross-entropy, a few epochs."""
    X, Y = data.load("digits")
    inputs = data.Scaler("standard").fit(X).apply(X)
    layers = [Dense(HIDDEN, "relu"), Dense(10, "softmax")]
    model = Model(Network(X.shape[1], layers, loss="categorical_cross_entropy"), seed=SEED)
    return model.train(
        inputs,
        Y,
        epochs=EPOCHS,
        batch_size=BATCH,
        optimizer=SGD(LR),
        validation=HELD_BACK,
        seed=SEED,
    )


def the_experiment() -> Section:
    """The four stations of the page, done."""
    run = training()
    history = run.history
    rows = tuple(
        (
            str(epoch + 1),
            f"{history['loss'][epoch]:.4f}",
            f"{history['val_loss'][epoch]:.4f}",
            percent(float(history["val_accuracy"][epoch])),
        )
        for epoch in range(EPOCHS)
    )
    header = (_("epoch"), _("loss"), _("loss on held-back digits"), _("accuracy on them"))
    return Section(
        _("The digits"),
        (
            Paragraph(
                _(
                    "Here the page is cut off: “手写体数字识别算是神经网络的“Hello World”程序”. "
                    "Its summary names what was to come in PyTorch: normalise, build the model, "
                    "choose the loss, train. Just done, with 1,797 digits of 8×8 pixels: "
                    "standardised, a 64-32-10 network, cross-entropy, {epochs} epochs of SGD "
                    "with lr {lr}; {share} of the digits held back."
                ).format(epochs=EPOCHS, lr=plain(LR), share=f"{HELD_BACK:.0%}")
            ),
            Table(header, rows),
            Paragraph(
                _(
                    "The first command does it at length, with a report; the second writes the "
                    "run as a PyTorch script, the very program that the page announces:"
                )
            ),
            Equations(COMMANDS),
        ),
    )
