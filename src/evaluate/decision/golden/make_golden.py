"""Writes the goldens of evaluate/decision/ and evaluate/novelty/ with scikit-learn and NumPy.

Run: python src/evaluate/decision/golden/make_golden.py

Probabilities are multiples of 1/64, which float32 and JSON hold exactly and which make ties.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_curve
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(4)
n = 70
labels = rng.integers(0, 3, n)
scores = rng.normal(size=(n, 3)) + 1.2 * np.eye(3)[labels]
p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
parts = np.floor(p * 62).astype(int)
parts[:, 0] += 64 - parts.sum(axis=1)
x = parts / 64
weights = rng.integers(0, 3, n)
thresholds = [0.1, 0.25, 0.5, 0.8]


def of_class(c):
    y = (labels == c).astype(int)
    s = x[:, c]
    fpr, tpr, cuts = roc_curve(y, s, drop_intermediate=False)
    precision, recall, at = precision_recall_curve(y, s)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    benefit = [
        float((np.sum(weights * y * (s >= t)) - np.sum(weights * (1 - y) * (s >= t)) * t / (1 - t)) / weights.sum())
        for t in thresholds
    ]
    # The highest threshold of equals; the first of roc_curve calls no one.
    youden = cuts[1:][np.argmax((tpr - fpr)[1:].round(12))]
    best = np.flatnonzero(f1[:-1].round(12) == f1[:-1].max().round(12)).max()
    enough = np.flatnonzero(tpr >= 0.9)[0]
    return {
        "youden": float(youden),
        "f1": float(at[best]),
        "sensitivity": float(cuts[enough]),
        "precision": precision[:-1][::-1].tolist(),
        "recall": recall[:-1][::-1].tolist(),
        "averagePrecision": float(average_precision_score(y, s, sample_weight=weights)),
        "netBenefit": benefit,
    }


reference = rng.normal(size=(30, 5)).round(3)
rows = rng.normal(size=(8, 5)).round(3)
unit = lambda m: m / np.linalg.norm(m, axis=1, keepdims=True)
found, _ = NearestNeighbors(n_neighbors=4).fit(unit(reference)).kneighbors(unit(rows))

content = {
    "labels": labels.tolist(),
    "parts": parts.tolist(),
    "weights": weights.tolist(),
    "thresholds": thresholds,
    "classes": [of_class(c) for c in range(3)],
    "novelty": {"reference": reference.tolist(), "rows": rows.tolist(), "fourth": found[:, 3].tolist()},
}
text = json.dumps(content, separators=(",", ":"))
(Path(__file__).parent / "decision.json").write_text(text + "\n")
print(len(text), "bytes")
