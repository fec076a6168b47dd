"""Goldens of the second stage of a stack, made with scikit-learn 1.9.

    python src/fuse/golden/make_stacking.py

Writes stacking.json beside itself: scores of two members, the log loss on held rows of
LogisticRegression under each C, and what the best of them says of the held rows.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

HERE = Path(__file__).parent
PENALTIES = [0.01, 0.1, 1, 10, 100]
rng = np.random.default_rng(11)


def rounded(array):
    return [float(f"{x:.7g}") for x in np.asarray(array).ravel()]


def scores(labels, classes, strength):
    if classes == 2:
        return ((2 * labels - 1) * strength + rng.normal(size=len(labels)) * 2)[:, None]
    logits = np.eye(classes)[labels] * strength + rng.normal(size=(len(labels), classes)) * 2
    return logits - np.log(np.exp(logits).sum(1, keepdims=True))


cases = []
for classes in (2, 3):
    labels, held = np.arange(48) % classes, np.arange(24) % classes
    image, text = scores(labels, classes, 1.0), scores(labels, classes, 0.5)
    held_image, held_text = scores(held, classes, 1.0), scores(held, classes, 0.5)
    fits = [LogisticRegression(C=C, tol=1e-10, max_iter=10000).fit(np.hstack([image, text]), labels) for C in PENALTIES]
    said = [fit.predict_proba(np.hstack([held_image, held_text])) for fit in fits]
    losses = [log_loss(held, each) for each in said]
    best = int(np.argmin(losses))
    cases.append({"classes": classes, "labels": labels.tolist(), "heldLabels": held.tolist(), "image": rounded(image), "text": rounded(text),
                  "heldImage": rounded(held_image), "heldText": rounded(held_text), "C": PENALTIES[best], "weight": rounded(fits[best].coef_),
                  "bias": rounded(fits[best].intercept_)})
    print(classes, losses, PENALTIES[best])
(HERE / "stacking.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
