"""Writes the goldens of evaluate/ with scikit-learn, NumPy and SciPy.

Run: python src/evaluate/golden/make_golden.py

Probabilities are multiples of 1/1024 that sum to 1024, so that float32 and JSON hold them exactly;
coarse ones (multiples of 1/8) make ties. NaN and infinity are written as null.
"""

import json
from pathlib import Path

import numpy as np
from scipy.stats import bootstrap
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    balanced_accuracy_score,
    brier_score_loss,
    cohen_kappa_score,
    confusion_matrix,
    confusion_matrix_at_thresholds,
    f1_score,
    log_loss,
    matthews_corrcoef,
    precision_recall_fscore_support,
    roc_auc_score,
    roc_curve,
)

here = Path(__file__).parent


def plain(value):
    """Numbers and nested lists, with null for what JSON cannot say."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (float, np.floating)):
        return float(value) if np.isfinite(value) else None
    if isinstance(value, np.integer):
        return int(value)
    return value


def write(name, content):
    text = json.dumps(plain(content), separators=(",", ":"))
    (here / name).write_text(text + "\n")
    print(name, len(text), "bytes")


def simulate(rng, rows, classes, grid, skill):
    """Labels, and numerators over `grid` whose rows sum to `grid`."""
    weights = rng.dirichlet(np.full(classes, 2.0))
    labels = np.concatenate([np.arange(classes), rng.choice(classes, rows - classes, p=weights)])
    logits = rng.normal(size=(rows, classes))
    logits[np.arange(rows), labels] += skill
    p = np.exp(logits)
    p /= p.sum(axis=1, keepdims=True)
    # Every class keeps one part, so that no probability is zero.
    parts = 1 + np.floor(p * (grid - classes)).astype(int)
    parts[np.arange(rows), parts.argmax(axis=1)] += grid - parts.sum(axis=1)
    return labels, parts


def area(labels, p, c, weights):
    keep = np.ones(len(labels), bool) if weights is None else weights > 0
    if len(np.unique(labels[keep] == c)) < 2:
        return np.nan
    return roc_auc_score(labels == c, p[:, c], sample_weight=weights)


def operating_points(labels, p, c, weights):
    """Greatest sensitivity at specificity >= .9, greatest specificity at sensitivity >= .9."""
    tn, fp, fn, tp, _ = confusion_matrix_at_thresholds(labels == c, p[:, c], sample_weight=weights)
    if tp[-1] == 0 or fp[-1] == 0:
        return np.nan, np.nan
    sensitivity, specificity = tp / (tp + fn), tn / (tn + fp)
    return (
        sensitivity[specificity >= 0.9].max(initial=0),
        specificity[sensitivity >= 0.9].max(initial=0),
    )


def average_precision(labels, p, c, weights):
    keep = np.ones(len(labels), bool) if weights is None else weights > 0
    if not (labels[keep] == c).any():
        return np.nan
    return average_precision_score(labels == c, p[:, c], sample_weight=weights)


def calibration_error(labels, p, weights):
    """Top label, 15 bins of equal width, each with its upper edge."""
    w = np.ones(len(labels)) if weights is None else weights
    confidence = p.max(axis=1)
    hit = p.argmax(axis=1) == labels
    bins = np.digitize(confidence, np.arange(1, 15) / 15, right=True)
    found = 0.0
    for k in np.unique(bins):
        inside = (bins == k) & (w > 0)
        if inside.any():
            gap = np.average(confidence[inside], weights=w[inside]) - np.average(
                hit[inside], weights=w[inside]
            )
            found += w[inside].sum() / w.sum() * abs(gap)
    return found


def further(labels, p, weights, confusion):
    classes = p.shape[1]
    every = np.arange(classes)
    predicted = p.argmax(axis=1)
    ranked = [1] if classes == 2 else every
    support = confusion.sum(axis=1)
    others = confusion.sum() - support
    false_positives = confusion.sum(axis=0) - np.diag(confusion)
    with np.errstate(invalid="ignore", divide="ignore"):
        specificity = np.where(others > 0, 1 - false_positives / others, np.nan)
    keep = np.ones(len(labels), bool) if weights is None else weights > 0
    hard = [
        roc_auc_score(labels == c, predicted == c, sample_weight=weights)
        if len(np.unique(labels[keep] == c)) == 2
        else np.nan
        for c in every
    ]
    points = np.array([operating_points(labels, p, c, weights) for c in every])
    precisions = np.array([average_precision(labels, p, c, weights) for c in every])
    averaged = {
        name: precision_recall_fscore_support(
            labels, predicted, labels=every, average=name, zero_division=0, sample_weight=weights
        )
        for name in ("macro", "weighted", "micro")
    }
    brier = (
        brier_score_loss(labels, p[:, 1], sample_weight=weights)
        if classes == 2
        else brier_score_loss(labels, p, labels=every, sample_weight=weights)
    )
    return {
        "auprc": np.nanmean(precisions[ranked]),
        "weightedF1": averaged["weighted"][2],
        "microF1": averaged["micro"][2],
        "macroPrecision": averaged["macro"][0],
        "macroRecall": averaged["macro"][1],
        "macroSpecificity": np.nanmean(specificity),
        "hardAuroc": np.nanmean(hard),
        "mcc": matthews_corrcoef(labels, predicted, sample_weight=weights),
        "cohenKappa": cohen_kappa_score(labels, predicted, labels=every, sample_weight=weights),
        "quadraticKappa": cohen_kappa_score(
            labels, predicted, labels=every, weights="quadratic", sample_weight=weights
        ),
        "sensitivityAtSpecificity90": np.nanmean(points[ranked, 0]),
        "specificityAtSensitivity90": np.nanmean(points[ranked, 1]),
        "brier": brier,
        "ece": calibration_error(labels, p, weights),
    }, {
        "specificity": specificity,
        "hardAuroc": hard,
        "auprc": precisions,
        "sensitivityAtSpecificity90": points[:, 0],
        "specificityAtSensitivity90": points[:, 1],
    }


def measure(labels, parts, grid, weights):
    p = parts / grid
    rows, classes = p.shape
    every = np.arange(classes)
    predicted = p.argmax(axis=1)
    areas = [area(labels, p, c, weights) for c in every]
    if classes == 2:
        auroc = roc_auc_score(labels, p[:, 1], sample_weight=weights)
    elif np.isfinite(areas).all():
        auroc = roc_auc_score(
            labels, p, multi_class="ovr", average="macro", labels=every, sample_weight=weights
        )
    else:
        auroc = np.nanmean(areas)
    precision, recall, f1, support = precision_recall_fscore_support(
        labels, predicted, labels=every, zero_division=0, sample_weight=weights
    )
    present = every if weights is None else np.unique(labels[weights > 0])
    balanced = (
        balanced_accuracy_score(labels, predicted, sample_weight=weights)
        if len(present) == classes
        else recall[present].mean()
    )
    confusion = confusion_matrix(labels, predicted, labels=every, sample_weight=weights)
    more, by_class = further(labels, p, weights, confusion)
    return {
        "weights": weights,
        **more,
        "accuracy": accuracy_score(labels, predicted, sample_weight=weights),
        "balancedAccuracy": balanced,
        "macroF1": f1_score(
            labels, predicted, labels=every, average="macro", zero_division=0, sample_weight=weights
        ),
        "auroc": auroc,
        "logLoss": log_loss(labels, p, labels=every, sample_weight=weights),
        "perClassAuroc": areas,
        "confusionMatrix": confusion,
        "classScores": {
            "precision": precision,
            "recall": recall,
            "f1": f1,
            "support": support,
            "auroc": areas,
            **by_class,
        },
        "rocCurves": [
            dict(
                zip(
                    ["fpr", "tpr", "thresholds"],
                    roc_curve(labels == c, p[:, c], sample_weight=weights),
                )
            )
            for c in every
        ],
    }


def case(title, seed, rows, classes, grid, skill, fractional=False):
    rng = np.random.default_rng(seed)
    labels, parts = simulate(rng, rows, classes, grid, skill)
    counts = rng.poisson(1.0, rows).astype(float)
    counts[:classes] += 1
    if fractional:
        counts *= rng.integers(1, 9, rows) / 8
    absent = np.where(labels == classes - 1, 0.0, counts)
    weightings = [("no weights", None), ("counts", counts)]
    if classes > 2:
        weightings.append(("counts without the last class", absent))
    return {
        "name": title,
        "grid": grid,
        "labels": labels,
        "parts": parts,
        "measures": [
            {"weighting": name, **measure(labels, parts, grid, w)} for name, w in weightings
        ],
    }


write(
    "metrics.json",
    [
        case("two classes", 1, 60, 2, 1024, 1.0),
        case("two classes with ties", 2, 80, 2, 8, 0.7),
        case("three classes with ties and fractional weights", 3, 70, 3, 16, 1.0, True),
        case("seven classes", 4, 100, 7, 1024, 1.5),
    ],
)

rng = np.random.default_rng(5)
latencies = []
for n in (1, 2, 20, 37):
    ms = np.round(rng.lognormal(2, 0.6, n), 6)
    latencies.append(
        {
            "ms": ms,
            "mean": ms.mean(),
            "median": np.median(ms),
            "p95": np.percentile(ms, 95),
            "p99": np.percentile(ms, 99),
            "quantiles": {str(q): np.quantile(ms, q) for q in (0, 0.025, 0.3, 0.975, 1)},
        }
    )
write("latencies.json", latencies)

# Intervals from other random numbers than ours: equal only up to Monte Carlo error, which 20,000
# resamples make small.
rng = np.random.default_rng(6)
sizes = rng.integers(1, 9, 60)
groups = np.repeat(np.arange(60), sizes)
ease = rng.beta(2, 1, 60)
hits = (rng.random(len(groups)) < ease[groups]).astype(float)
by_row = bootstrap((hits,), np.mean, n_resamples=20000, method="percentile", rng=rng)
times = rng.multinomial(60, np.full(60, 1 / 60), size=20000)
totals = np.bincount(groups, hits)
by_group = (times @ totals) / (times @ sizes)
seeds = np.array([hits, np.roll(hits, 3), np.ones_like(hits)])
seed_totals = np.array([np.bincount(groups, h) for h in seeds])
drawn = rng.multinomial(3, np.full(3, 1 / 3), size=20000)
accuracies = (times @ seed_totals.T) / (times @ sizes)[:, None]
by_both = (accuracies * drawn).sum(axis=1) / 3
write(
    "intervals.json",
    {
        "groups": groups,
        "hits": seeds.astype(int),
        "byRow": [by_row.confidence_interval.low, by_row.confidence_interval.high],
        "byGroup": np.quantile(by_group, [0.025, 0.975]),
        "byGroupAndSeed": np.quantile(by_both, [0.025, 0.975]),
    },
)
