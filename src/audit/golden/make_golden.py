"""Writes the goldens of audit/ with pandas, scikit-learn and SciPy.

Run: python src/audit/golden/make_golden.py

areas.json: a field's cross-validated AUROC, fold by fold with scikit-learn's roc_auc_score on scores
that pandas makes from the other folds, and its standard error from the influence function, written
out row by row. distributions.json: SciPy's chi2, chi2_contingency and ks_2samp.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import chi2, chi2_contingency, ks_2samp, kstwobign
from sklearn.metrics import roc_auc_score

here = Path(__file__).parent
PRIOR_ROWS = 10


def write(name, content):
    text = json.dumps(content, separators=(",", ":"))
    (here / name).write_text(text + "\n")
    print(name, len(text), "bytes")


def area_of_class(frame, positive):
    """Weighted mean of the folds' areas, and every row's influence on it."""
    areas, weights, rows = [], [], []
    for fold in sorted(frame.fold.unique()):
        held = frame[frame.fold == fold]
        rest = frame[frame.fold != fold]
        prior = rest[positive].mean()
        grouped = rest.groupby("level")[positive].agg(["sum", "size"])
        seen = held.level.map(grouped["size"]).fillna(0).to_numpy()
        own = held.level.map(grouped["sum"]).fillna(0).to_numpy()
        score = (own + PRIOR_ROWS * prior) / (seen + PRIOR_ROWS)
        y = held[positive].to_numpy()
        P, N = int(y.sum()), int((~y).sum())
        if P == 0 or N == 0:
            continue
        area = roc_auc_score(y, score)
        areas.append(area)
        weights.append(P * N)
        for i, (label, value) in enumerate(zip(y, score)):
            if label:
                others = score[~y]
                placement = np.mean(others < value) + np.mean(others == value) / 2
                influence = (placement - area) / P
            else:
                others = score[y]
                placement = np.mean(others > value) + np.mean(others == value) / 2
                influence = (placement - area) / N
            rows.append((held.index[i], P * N * influence))
    total = sum(weights)
    influence = pd.Series(0.0, index=frame.index)
    for index, value in rows:
        influence[index] = value / total
    return float(np.dot(areas, weights) / total), influence


def area_case(rng, rows, classes, levels, skill):
    groups = np.sort(rng.integers(0, rows // 2, rows))
    fold_of = rng.integers(0, 5, groups.max() + 1)
    label = rng.integers(0, classes, rows)
    own = rng.random(rows) < skill
    level = np.where(own, label % levels, rng.integers(0, levels, rows))
    frame = pd.DataFrame({"level": level, "fold": fold_of[groups], "group": groups})
    areas, influences = [], []
    for c in range(classes):
        frame["is"] = label == c
        area, influence = area_of_class(frame, "is")
        areas.append(area)
        influences.append(influence)
    mean = sum(influences) / classes
    best = int(np.argmax(areas))

    def error(values):
        return float(np.sqrt((values.groupby(groups).sum() ** 2).sum()))

    return {
        "levels": int(levels),
        "codes": level.tolist(),
        "labels": label.tolist(),
        "groups": groups.tolist(),
        "folds": fold_of[groups].tolist(),
        "classes": int(classes),
        "areas": areas,
        "macro": float(np.mean(areas)),
        "standardError": error(mean),
        "best": best,
        "bestError": error(influences[best]),
    }


def distributions(rng):
    tails = [
        {"x": float(x), "freedom": int(f), "p": float(chi2.sf(x, f))}
        for f in (1, 2, 3, 7, 20, 200)
        for x in (0.001, 0.5, 1, 3, f, 2 * f + 5, 60)
    ]
    tables = []
    for columns in (2, 5, 30):
        a, b = rng.integers(1, 60, columns), rng.integers(1, 30, columns)
        test = chi2_contingency([a, b], correction=False)
        tables.append(
            {
                "a": a.tolist(),
                "b": b.tolist(),
                "statistic": float(test.statistic),
                "freedom": int(test.dof),
                "p": float(test.pvalue),
            }
        )
    samples = []
    for n, m, shift in ((40, 60, 0), (200, 90, 0.3), (500, 500, 0.2)):
        # Rounded, so that there are ties.
        a = np.round(rng.normal(size=n), 1)
        b = np.round(rng.normal(loc=shift, size=m), 1)
        distance = float(ks_2samp(a, b).statistic)
        samples.append(
            {
                "a": np.sort(a).tolist(),
                "b": np.sort(b).tolist(),
                "distance": distance,
                "p": float(kstwobign.sf(distance * np.sqrt(n * m / (n + m)))),
            }
        )
    return {"tails": tails, "tables": tables, "samples": samples}


rng = np.random.default_rng(7)
write(
    "areas.json",
    [
        area_case(rng, 300, 2, 4, 0.4),
        area_case(rng, 400, 4, 6, 0.3),
        area_case(rng, 200, 3, 40, 0.0),
        area_case(rng, 150, 3, 3, 1.0),
    ],
)
write("distributions.json", distributions(rng))
