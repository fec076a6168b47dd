"""Goldens of src/fuse/convex-trainer.ts, made with scikit-learn 1.9 in double precision.

    python src/fuse/golden/make_linear_probe.py

Writes linear-probe.json beside itself: LogisticRegression (lbfgs, tolerance 1e-12) of two and of
three classes, with class weights and without, under two penalties.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).parent
IMAGE, TEXT, ROWS = 4, 3, 60


def numbers(array, digits=9):
    return [float(f"{x:.{digits}g}") for x in np.asarray(array, dtype=np.float64).ravel()]


def rows(classes):
    random = np.random.default_rng(classes)
    labels = np.minimum(random.geometric(0.5, ROWS) - 1, classes - 1)
    means = random.standard_normal((classes, TEXT + IMAGE))
    scales = np.array([1, 0.1, 1, 3, 1, 0.3, 1])
    x = (random.standard_normal((ROWS, TEXT + IMAGE)) + means[labels]) * scales + 2
    return x.astype(np.float32).round(4), labels


def fitted(x, labels, c, class_weights):
    balanced = class_weights == "balanced"
    model = LogisticRegression(C=c, tol=1e-12, max_iter=100_000,
                               class_weight="balanced" if balanced else None)
    model.fit(x.astype(np.float64), labels)
    classes = len(model.classes_)
    counts = np.bincount(labels)
    # scikit-learn divides two balanced classes by n; Minga's loss has n0 / n1 for positive rows only.
    scale = 2 * counts[0] / ROWS if balanced and classes == 2 else 1
    weights = ROWS / (classes * counts) if balanced else np.ones(classes)
    logits = x.astype(np.float64) @ model.coef_.T + model.intercept_
    logits = np.hstack([np.zeros((ROWS, 1)), logits]) if classes == 2 else logits
    log_probabilities = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    own = weights[labels]
    loss = -(own * log_probabilities[np.arange(ROWS), labels]).sum() / own.sum()
    objective = loss + 0.5 * (model.coef_**2).sum() / (c * ROWS)
    return {"C": c, "classWeights": class_weights, "penalty": scale / (c * ROWS),
            "weight": numbers(model.coef_), "bias": numbers(model.intercept_),
            "objective": numbers(scale * objective, 15)[0]}


problems = []
for classes in (2, 3):
    x, labels = rows(classes)
    fits = [fitted(x, labels, c, rule) for c in (1, 0.05) for rule in ("none", "balanced")]
    problems.append({"classes": classes, "text": numbers(x[:, :TEXT]), "image": numbers(x[:, TEXT:]),
                     "labels": labels.tolist(), "fits": fits})
golden = {"textColumns": TEXT, "imageColumns": IMAGE, "problems": problems}
(HERE / "linear-probe.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
