"""Goldens of src/fuse, made with scikit-learn 1.9 and PyTorch 2.13.

    python src/fuse/golden/make_golden.py

Writes fuse.json beside itself: class weights of compute_class_weight, and the losses of logits.
"""

import json
from pathlib import Path

import numpy as np
import torch
from sklearn.utils.class_weight import compute_class_weight

HERE = Path(__file__).parent
torch.manual_seed(0)


def numbers(array):
    return [float(f"{x:.9g}") for x in np.asarray(array, dtype=np.float64).ravel()]


def weights(classes, rows):
    labels = np.minimum(np.random.default_rng(classes).geometric(0.4, rows) - 1, classes - 1)
    labels[:classes] = np.arange(classes)
    balanced = compute_class_weight("balanced", classes=np.arange(classes), y=labels)
    return {"classes": classes, "labels": labels.tolist(), "balanced": numbers(balanced)}


def multiclass(classes, rows, scale):
    logits = torch.randn(rows, classes) * scale
    labels = torch.arange(rows) % classes
    weight = torch.rand(classes) + 0.2
    loss = torch.nn.CrossEntropyLoss(weight=weight.double())(logits.double(), labels)
    return {"classes": classes, "logits": numbers(logits), "labels": labels.tolist(),
            "weights": numbers(weight), "loss": numbers(loss)[0]}


def binary(rows, scale):
    logits = torch.randn(rows) * scale
    labels = (torch.arange(rows) % 3 == 0).double()
    weight = torch.tensor([2.7])
    loss = torch.nn.BCEWithLogitsLoss(pos_weight=weight.double())(logits.double(), labels)
    return {"classes": 2, "logits": numbers(logits), "labels": labels.int().tolist(),
            "weights": numbers(weight), "loss": numbers(loss)[0]}


golden = {
    "classWeights": [weights(2, 30), weights(3, 40), weights(7, 90)],
    # Large scales show that nothing overflows.
    "losses": [multiclass(3, 7, 1), multiclass(7, 15, 5), multiclass(4, 8, 500), binary(9, 1), binary(9, 300)],
}
(HERE / "fuse.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
