"""Goldens of several labels at once and of numbers, made with PyTorch 2.13 and scikit-learn 1.9.

    python src/fuse/golden/make_tasks.py

Writes tasks.json beside itself: losses of logits and their slopes in double precision
(BCEWithLogitsLoss with pos_weight, MSELoss, HuberLoss), and linear heads at their minimum
(LogisticRegression label by label, Ridge).
"""

import json
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression, Ridge

HERE = Path(__file__).parent
IMAGE, TEXT, ROWS = 3, 2, 40
torch.manual_seed(0)


def numbers(array, digits=9):
    return [float(f"{x:.{digits}g}") for x in np.asarray(array, dtype=np.float64).ravel()]


def loss(name, columns, scale):
    logits = (torch.randn(6, columns) * scale).double().requires_grad_()
    if name == "multilabel":
        targets = (torch.rand(6, columns) < 0.4).double()
        weights = (torch.rand(columns) * 4 + 0.5).float()
        value = torch.nn.BCEWithLogitsLoss(pos_weight=weights.double())(logits, targets)
    else:
        targets = torch.randn(6, columns).double()
        weights = torch.ones(columns)
        value = (torch.nn.MSELoss() if name == "squared" else torch.nn.HuberLoss(delta=0.7))(logits, targets)
    value.backward()
    return {"kind": name, "columns": columns, "logits": numbers(logits.detach()),
            "targets": numbers(targets), "weights": numbers(weights),
            "loss": numbers(value.detach())[0], "slopes": numbers(logits.grad)}


def linear():
    random = np.random.default_rng(5)
    x = (random.standard_normal((ROWS, TEXT + IMAGE)) * [1, 0.2, 3, 1, 0.5] + 1.5).astype(np.float32).round(4)
    labels = (x @ random.standard_normal((TEXT + IMAGE, 3)) + random.standard_normal((ROWS, 3)) > [3, 0, 2]).astype(int)
    numbers_of = np.exp(0.4 * x @ random.standard_normal(TEXT + IMAGE) + 0.3 * random.standard_normal(ROWS)).round(3)
    penalty = 0.02
    fits = []
    for balanced in [False, True]:
        weights, biases, positive = [], [], []
        for own in labels.T:
            on = own.sum()
            positive.append((ROWS - on) / on if balanced else 1.0)
            model = LogisticRegression(C=1 / (penalty * ROWS), class_weight={0: 1, 1: positive[-1]},
                                       tol=1e-12, max_iter=100_000)
            model.fit(x.astype(np.float64), own)
            weights.append(model.coef_[0])
            biases.append(model.intercept_[0])
        fits.append({"classWeights": "balanced" if balanced else "none", "positive": numbers(positive),
                     "weight": numbers(weights), "bias": numbers(biases)})
    regressions = []
    for transform in ["none", "log1p"]:
        changed = np.log1p(numbers_of) if transform == "log1p" else numbers_of
        z = (changed - changed.mean()) / changed.std()
        model = Ridge(alpha=0.5 * penalty * ROWS).fit(x.astype(np.float64), z)
        told = model.predict(x.astype(np.float64)) * changed.std() + changed.mean()
        told = np.expm1(np.maximum(told, 0)) if transform == "log1p" else told
        regressions.append({"transform": transform, "mean": numbers(changed.mean())[0],
                            "deviation": numbers(changed.std())[0], "weight": numbers(model.coef_),
                            "bias": numbers(model.intercept_)[0], "predictions": numbers(told)})
    return {"text": x[:, :TEXT].tolist(), "image": x[:, TEXT:].tolist(), "labels": labels.tolist(),
            "numbers": numbers_of.tolist(), "penalty": penalty, "multilabel": fits, "regression": regressions}


def rounded(value):
    if isinstance(value, list):
        return [rounded(each) for each in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


data = linear()
golden = {
    "losses": [loss("multilabel", 3, 1), loss("multilabel", 2, 200), loss("squared", 1, 1), loss("huber", 1, 2)],
    "linear": {**data, "text": rounded(data["text"]), "image": rounded(data["image"])},
}
(HERE / "tasks.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
