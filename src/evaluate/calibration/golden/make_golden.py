"""Writes the goldens of evaluate/calibration/ with scikit-learn and SciPy.

Run: python src/evaluate/calibration/golden/make_golden.py

Probabilities are multiples of 1/1024 that sum to 1024, so that float32 and JSON hold them exactly;
coarse ones (multiples of 1/8) make ties. Calibrators are fitted on the first rows and applied to all.
"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV, calibration_curve
from sklearn.frozen import FrozenEstimator
from sklearn.isotonic import IsotonicRegression

here = Path(__file__).parent


class LogOdds(ClassifierMixin, BaseEstimator):
    """A classifier whose rows are probabilities already; its decision is their log-odds."""

    def fit(self, x, y):
        self.classes_ = np.unique(y)
        return self

    def decision_function(self, x):
        odds = np.log(x) - np.log1p(-x)
        return odds[:, 1] if x.shape[1] == 2 else odds

    def predict(self, x):
        return x.argmax(axis=1)


class Probabilities(ClassifierMixin, BaseEstimator):
    """The same with the probabilities themselves."""

    def fit(self, x, y):
        self.classes_ = np.unique(y)
        return self

    def predict_proba(self, x):
        return x

    def predict(self, x):
        return x.argmax(axis=1)


def simulate(rng, rows, classes, grid, skill, sharpness):
    weights = rng.dirichlet(np.full(classes, 2.0))
    labels = np.concatenate([np.arange(classes), rng.choice(classes, rows - classes, p=weights)])
    logits = rng.normal(size=(rows, classes))
    logits[np.arange(rows), labels] += skill
    p = softmax(sharpness * logits, axis=1)
    parts = 1 + np.floor(p * (grid - classes)).astype(int)
    parts[np.arange(rows), parts.argmax(axis=1)] += grid - parts.sum(axis=1)
    return labels, parts


def calibrated(estimator, method, x, y, rows):
    base = FrozenEstimator(estimator.fit(x[:rows], y[:rows]))
    model = CalibratedClassifierCV(base, method=method, ensemble=False)
    # cv is not used with a frozen estimator: all rows fit the calibrator.
    return model.fit(x[:rows], y[:rows]).predict_proba(x)


def temperature(x, y):
    z = np.log(x)

    def loss(inverse):
        return -log_softmax(inverse * z, axis=1)[np.arange(len(y)), y].mean()

    found = minimize_scalar(loss, bounds=(0.01, 100), method="bounded", options={"xatol": 1e-12})
    # Once more close by: the search over a wide range stops early.
    near = minimize_scalar(
        loss, bounds=(found.x * 0.99, found.x * 1.01), method="bounded", options={"xatol": 1e-14}
    )
    return 1 / near.x


def curve(x, y):
    """Reliability in ten equal bins."""
    if x.shape[1] == 2:
        values, hits = x[:, 1], (y == 1).astype(int)
    else:
        values, hits = x.max(axis=1), (x.argmax(axis=1) == y).astype(int)
    observed, predicted = calibration_curve(hits, values, n_bins=10, strategy="uniform")
    bins = np.searchsorted(np.linspace(0, 1, 11)[1:-1], values)
    counts = np.bincount(bins, minlength=10)
    return {
        "counts": counts.tolist(),
        "observed": observed.tolist(),
        "predicted": predicted.tolist(),
    }


def knots():
    rng = np.random.default_rng(7)
    x = rng.integers(0, 16, 60) / 16
    y = (rng.random(60) < x).astype(float)
    model = IsotonicRegression(out_of_bounds="clip").fit(x, y)
    at = np.linspace(-0.1, 1.1, 49)
    return {"x": x.tolist(), "y": y.tolist(), "at": at.tolist(), "line": model.predict(at).tolist()}


rng = np.random.default_rng(0)
cases = []
for name, rows, fitted, classes, grid, skill, sharpness in [
    ("two classes, confident", 80, 60, 2, 1024, 1.0, 2.5),
    ("two classes, ties", 60, 45, 2, 8, 1.0, 1.0),
    ("four classes, timid", 90, 70, 4, 1024, 1.5, 0.5),
    ("three classes, confident", 70, 50, 3, 1024, 0.8, 3.0),
]:
    labels, parts = simulate(rng, rows, classes, grid, skill, sharpness)
    x = parts / grid
    cases.append(
        {
            "name": name,
            "labels": labels.tolist(),
            "parts": parts.tolist(),
            "grid": grid,
            "fitted": fitted,
            "temperature": temperature(x[:fitted], labels[:fitted]),
            "platt": np.round(calibrated(LogOdds(), "sigmoid", x, labels, fitted), 8).tolist(),
            "isotonic": np.round(calibrated(Probabilities(), "isotonic", x, labels, fitted), 8).tolist(),
            "reliability": curve(x, labels),
        }
    )

content = {"cases": cases, "knots": knots()}
text = json.dumps(content, separators=(",", ":"))
(here / "calibration.json").write_text(text + "\n")
print("calibration.json", len(text), "bytes")
