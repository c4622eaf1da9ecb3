"""Draws the pictures of the documentation: `python docs/pictures/make.py`.

Every picture is made by glassnet itself, from a network trained on the spot.
"""

from pathlib import Path

import numpy as np

import glassnet as gn
from glassnet.locales import set_language
from glassnet.report.boundary import boundary_svg
from glassnet.report.curves import curves_svg
from glassnet.views.diagram.diagram import network_picture
from glassnet.views.drawing.palette import LIGHT, css

HERE = Path(__file__).parent
WORDS = {
    "en": ("The network after training", "What it answers", "How it learned", "loss", "epoch"),
    "zh": ("训练后的网络", "对平面上每一点的回答", "学习过程", "损失", "轮次"),
}


def trained() -> gn.Run:
    """XOR of signs, learned by four hidden units."""
    X, y = gn.datasets.load("xor_cloud")
    net = gn.Network(2, [gn.Dense(4, "tanh"), gn.Dense(1, "sigmoid")], loss="binary_cross_entropy")
    return gn.Model(net, seed=1).train(
        X, y, epochs=300, batch_size=20, optimizer=gn.Adam(0.02), seed=1
    )


def grid(run: gn.Run, reach: float, count: int = 96) -> np.ndarray:
    """The network's answers on a square, from the lowest second input to the highest."""
    across = np.linspace(-reach, reach, count)
    first, second = np.meshgrid(across, across)
    points = np.column_stack([first.ravel(), second.ravel()])
    return run.model.predict(points)[:, 0].reshape(count, count)


def panel(svg: str, title: str, left: float, width: float, height: float) -> str:
    """One drawing with its title, placed in the picture."""
    placed = svg.replace("<svg ", f'<svg x="{left}" y="44" width="{width}" height="{height}" ', 1)
    head = f'<text x="{left + 8}" y="30" font-size="15" font-weight="600">{title}</text>'
    return head + placed


def picture(run: gn.Run, language: str) -> str:
    """Network, boundary and loss side by side."""
    set_language(language)
    words = WORDS[language]
    network = network_picture(run.network, run.model.params, input_names=("x₁", "x₂"), digits=3)
    boundary = boundary_svg(grid(run, 3.2), (-3.2, 3.2, -3.2, 3.2), run.X, run.Y[:, 0].astype(int))
    loss = curves_svg({words[3]: run.history["loss"].tolist()}, words[4], words[3], name="loss")
    panels = (
        panel(network, words[0], 16, 340, 270)
        + panel(boundary, words[1], 372, 300, 270)
        + panel(loss, words[2], 690, 350, 270)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1056 330" color="#24221d" '
        'fill="#24221d" font-family="system-ui, sans-serif">'
        f"<style>{css(LIGHT)}</style>"
        f'<rect width="1056" height="330" rx="8" fill="#fffefb"/>{panels}</svg>\n'
    )


def main() -> None:
    """Writes one picture per language."""
    run = trained()
    for language in ("en", "zh"):
        (HERE / f"xor.{language}.svg").write_text(picture(run, language), encoding="utf-8")


if __name__ == "__main__":
    main()
