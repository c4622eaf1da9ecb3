"""A training that writes as often as it can, until it is killed. Run as: killed.py FOLDER"""

import sys

from glassnet.nn.optimizers import Adam
from glassnet.nn.schedules import ReduceOnPlateau
from glassnet.training import checkpoints, folder
from glassnet.training.runs import Run
from training.samples import cloud_model, clouds


def train(epochs: int, path: str | None = None) -> Run:
    X, labels = clouds(9)
    return cloud_model(dropout=0.2).train(
        X,
        labels,
        epochs=epochs,
        batch_size=2,
        optimizer=Adam(0.01),
        schedule=ReduceOnPlateau(patience=2),
        checkpoint_every=1,
        folder=path,
    )


if __name__ == "__main__":
    folder.PAUSE, folder.SHARE = 0.0, 0
    checkpoints.MOST = 4
    print("ready", flush=True)
    train(10**6, sys.argv[1])
