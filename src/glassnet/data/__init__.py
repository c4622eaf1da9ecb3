"""Data sets: built-in ones, MNIST, your own files; scaling, splitting, labels.

>>> X, Y = load("digits")
>>> print(X.shape, Y[:5])
(1797, 64) [0 1 2 3 4]
"""

from glassnet.data.catalogue import load, names, open_dataset, rebuild
from glassnet.data.dataset import Dataset
from glassnet.data.finite import check_finite
from glassnet.data.labels import check_labels, one_hot
from glassnet.data.scaling import KINDS, Scaler
from glassnet.data.split import split_indices

__all__ = [
    "Dataset",
    "KINDS",
    "Scaler",
    "check_finite",
    "check_labels",
    "load",
    "names",
    "one_hot",
    "open_dataset",
    "rebuild",
    "split_indices",
]
