"""Writes the goldens of several labels a row and of numbers, with scikit-learn.

Run: python src/evaluate/golden/make_task_golden.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn import metrics as sk

rng = np.random.default_rng(11)


def calibration_error(y, p, w):
    """15 bins of equal width over p, each with its upper edge."""
    bins = np.digitize(p, np.arange(1, 15) / 15, right=True)
    return sum(abs((w * (p - y))[bins == k].sum()) for k in range(15)) / w.sum()


def multilabel(rows, labels, grid, weights):
    y = (rng.random((rows, labels)) < rng.uniform(0.15, 0.6, labels)).astype(int)
    y[0], y[1] = 0, 1
    parts = np.clip(np.round(grid * (0.25 + 0.4 * y + rng.normal(0, 0.25, y.shape))), 1, grid - 1)
    p = parts / grid
    called = (p >= 0.5).astype(int)
    w = np.ones(rows) if weights is None else weights
    scores = {
        "subsetAccuracy": sk.accuracy_score(y, called, sample_weight=w),
        "hammingLoss": sk.hamming_loss(y, called, sample_weight=w),
    }
    for average in ("macro", "micro", "weighted", "samples"):
        precision, recall, f1, _ = sk.precision_recall_fscore_support(
            y, called, average=average, zero_division=0, sample_weight=w
        )
        scores |= {
            f"{average}Precision": precision,
            f"{average}Recall": recall,
            f"{average}F1": f1,
        }
    tables = sk.multilabel_confusion_matrix(y, called, sample_weight=w)
    specificity = tables[:, 0, 0] / tables[:, 0].sum(axis=1)
    scores["macroSpecificity"] = specificity.mean()
    scores["microSpecificity"] = tables[:, 0, 0].sum() / tables[:, 0].sum()
    for average, prefix in (("macro", ""), ("micro", "micro")):
        for name, score in (("Auroc", sk.roc_auc_score), ("Auprc", sk.average_precision_score)):
            key = prefix + name if prefix else name.lower()
            scores[key] = score(y, p, average=average, sample_weight=w)
    each = range(labels)
    by_label = {
        "auroc": [sk.roc_auc_score(y[:, c], p[:, c], sample_weight=w) for c in each],
        "auprc": [sk.average_precision_score(y[:, c], p[:, c], sample_weight=w) for c in each],
        "logLoss": [sk.log_loss(y[:, c], p[:, c], sample_weight=w) for c in each],
        "brier": [sk.brier_score_loss(y[:, c], p[:, c], sample_weight=w) for c in each],
        "ece": [calibration_error(y[:, c], p[:, c], w) for c in each],
        "specificity": specificity.tolist(),
    }
    for name in ("logLoss", "brier", "ece"):
        scores[name] = float(np.mean(by_label[name]))
    return {
        "truth": y.tolist(),
        "parts": parts.astype(int).tolist(),
        "grid": grid,
        "weights": None if weights is None else weights.tolist(),
        "scores": {name: float(value) for name, value in scores.items()},
        "labels": {name: [float(v) for v in values] for name, values in by_label.items()},
    }


def regression(rows, weights):
    y = np.round(rng.normal(50, 15, rows), 3)
    f = np.round(y + rng.normal(2, 8, rows), 3)
    y[0] = f[0] = 0
    w = np.ones(rows) if weights is None else weights
    size = np.abs(y) + np.abs(f)
    share = np.where(size > 0, 2 * np.abs(f - y) / np.where(size > 0, size, 1), 0)
    copies = np.repeat(np.arange(rows), w.astype(int))
    return {
        "targets": y.tolist(),
        "predicted": f.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "scores": {
            "mae": float(sk.mean_absolute_error(y, f, sample_weight=w)),
            "rmse": float(sk.root_mean_squared_error(y, f, sample_weight=w)),
            "r2": float(sk.r2_score(y, f, sample_weight=w)),
            "smape": float(np.average(share, weights=w)),
            "medianAbsoluteError": float(sk.median_absolute_error(y[copies], f[copies])),
        },
    }


counts = rng.poisson(1.0, 60).astype(float)
counts[:2] += 1
content = {
    "multilabel": [multilabel(60, 4, 64, None), multilabel(60, 5, 8, counts)],
    "regression": [regression(30, None), regression(60, counts)],
}
text = json.dumps(content, separators=(",", ":"))
(Path(__file__).parent / "tasks.json").write_text(text + "\n")
print("tasks.json", len(text), "bytes")
