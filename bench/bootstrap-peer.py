"""One turn of bench/bootstrap.ts: the same metrics of the same resamples with scikit-learn.

Reads a folder with `labels` (int32), `probabilities` (float32) and `draws` (resamples x rows, int32
row numbers); each line on stdin is one turn, and prints its seconds and the mean of each metric.
"""

import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np
from sklearn import metrics as sk

warnings.filterwarnings("ignore")
folder, rows, classes = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
labels = np.fromfile(folder / "labels", np.int32)
p = np.fromfile(folder / "probabilities", np.float32).reshape(rows, classes).astype(np.float64)
p /= p.sum(axis=1, keepdims=True)
draws = np.fromfile(folder / "draws", np.int32).reshape(-1, rows)
every = np.arange(classes)


def points(y, scores):
    tn, fp, fn, tp, _ = sk.confusion_matrix_at_thresholds(y, scores)
    sensitivity, specificity = tp / (tp + fn), tn / (tn + fp)
    return (
        sensitivity[specificity >= 0.9 - 1e-12].max(initial=0),
        specificity[sensitivity >= 0.9 - 1e-12].max(initial=0),
    )


def calibration_error(y, q):
    confidence, hit = q.max(axis=1), q.argmax(axis=1) == y
    bins = np.digitize(confidence, np.arange(1, 15) / 15, right=True)
    return np.abs(np.bincount(bins, confidence - hit, minlength=15)).sum() / len(y)


def score(y, q):
    called = q.argmax(axis=1)
    precision, recall, f1, _ = sk.precision_recall_fscore_support(
        y, called, labels=every, average="macro", zero_division=0
    )
    confusion = sk.confusion_matrix(y, called, labels=every)
    others = confusion.sum() - confusion.sum(axis=1)
    specificity = 1 - (confusion.sum(axis=0) - np.diag(confusion)) / others
    rates = np.array([points(y == c, q[:, c]) for c in every])
    return [
        sk.accuracy_score(y, called),
        sk.balanced_accuracy_score(y, called),
        f1,
        sk.roc_auc_score(y, q, multi_class="ovr", labels=every),
        sk.log_loss(y, q, labels=every),
        np.mean([sk.average_precision_score(y == c, q[:, c]) for c in every]),
        sk.f1_score(y, called, average="weighted", labels=every, zero_division=0),
        sk.f1_score(y, called, average="micro", labels=every),
        precision,
        recall,
        specificity.mean(),
        np.mean([sk.roc_auc_score(y == c, called == c) for c in every]),
        sk.matthews_corrcoef(y, called),
        sk.cohen_kappa_score(y, called),
        sk.cohen_kappa_score(y, called, weights="quadratic"),
        rates[:, 0].mean(),
        rates[:, 1].mean(),
        sk.brier_score_loss(y, q, labels=every),
        calibration_error(y, q),
    ]


for _ in sys.stdin:
    started, processor = time.perf_counter(), time.process_time()
    scores = [score(labels[draw], p[draw]) for draw in draws]
    seconds, processor = time.perf_counter() - started, time.process_time() - processor
    means = np.mean(scores, axis=0).tolist()
    print(json.dumps({"seconds": seconds, "processor": processor, "means": means}), flush=True)
