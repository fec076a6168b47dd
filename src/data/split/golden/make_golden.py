"""How evenly scikit-learn's splitters spread classes over five folds, on fixed data.

    python src/data/split/golden/make_golden.py

scikit-learn has no iterative stratification; the one here is algorithm 1 of Sechidis, Tsoumakas and
Vlahavas (ECML PKDD 2011), ties broken at random as skmultilearn does; groups stand for samples.
Of twenty seeds the best and the mean deviation are kept.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

FOLDS = 5
SEEDS = range(20)


def deviation(marks, folds):
    """Mean over folds and labels of |share of the label in the fold - share of it in all|."""
    overall = marks.mean(axis=0)
    return float(np.mean([np.abs(marks[test].mean(axis=0) - overall) for test in folds]))


def size_deviation(rows, folds):
    """Mean over folds of |rows of the fold - rows / folds|, as a share of all rows."""
    return float(np.mean([abs(len(test) - rows / FOLDS) for test in folds]) / rows)


def summary(marks, runs):
    devs = [deviation(marks, folds) for folds in runs]
    sizes = [size_deviation(len(marks), folds) for folds in runs]
    return {"best": min(devs), "mean": float(np.mean(devs)), "sizeMean": float(np.mean(sizes))}


def splitter_runs(make, labels, groups):
    return [
        [test for _, test in make(seed).split(np.zeros(len(labels)), labels, groups)]
        for seed in SEEDS
    ]


def single_case(name, labels, groups):
    marks = np.eye(labels.max() + 1)[labels]
    peers = {
        "StratifiedGroupKFold": summary(
            marks,
            splitter_runs(
                lambda seed: StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed),
                labels,
                groups,
            ),
        ),
        "GroupKFold": summary(
            marks,
            splitter_runs(
                lambda seed: GroupKFold(FOLDS, shuffle=True, random_state=seed), labels, groups
            ),
        ),
    }
    return {
        "name": name,
        "labels": [[int(label)] for label in labels],
        "groups": groups.tolist(),
        "peers": peers,
    }


def iterative_stratification(marks, groups, seed):
    """Row by row where every row is a group; else group by group."""
    rng = np.random.default_rng(seed)
    names = np.unique(groups)
    counts = np.array([marks[groups == name].sum(axis=0) for name in names])
    sizes = np.array([(groups == name).sum() for name in names])
    wanted = np.full(FOLDS, sizes.sum() / FOLDS)
    wanted_of = np.tile(counts.sum(axis=0) / FOLDS, (FOLDS, 1))
    fold_of = np.full(len(names), -1)

    def place(at, label):
        need = wanted if label is None else wanted_of[:, label]
        best = np.flatnonzero(need == need.max())
        if len(best) > 1:
            best = best[wanted[best] == wanted[best].max()]
        fold = rng.choice(best)
        fold_of[at] = fold
        wanted[fold] -= sizes[at]
        wanted_of[fold] -= counts[at]

    while True:
        left = counts[fold_of < 0].sum(axis=0)
        if not left.any():
            break
        label = int(np.argmin(np.where(left > 0, left, np.inf)))
        for at in rng.permutation(np.flatnonzero((fold_of < 0) & (counts[:, label] > 0))):
            place(at, label)
    for at in np.flatnonzero(fold_of < 0):
        place(at, None)
    place_of = np.searchsorted(names, groups)
    return [np.flatnonzero(fold_of[place_of] == fold) for fold in range(FOLDS)]


def multi_case(name, marks, groups):
    rows = np.arange(len(marks))
    peers = {
        "GroupKFold": summary(
            marks,
            splitter_runs(
                lambda seed: GroupKFold(FOLDS, shuffle=True, random_state=seed), rows, groups
            ),
        ),
        "IterativeStratification": summary(
            marks, [iterative_stratification(marks, groups, seed) for seed in SEEDS]
        ),
    }
    return {
        "name": name,
        "labels": [np.flatnonzero(row).tolist() for row in marks],
        "groups": groups.tolist(),
        "peers": peers,
    }


def main():
    rng = np.random.default_rng(20261128)
    sizes = rng.choice([1, 1, 1, 2, 2, 3, 6], 420)
    groups = np.repeat(np.arange(len(sizes)), sizes)
    group_label = rng.choice(7, len(sizes), p=[0.64, 0.11, 0.10, 0.05, 0.04, 0.03, 0.03])
    pure = group_label[groups]

    heavy = np.minimum(rng.zipf(1.7, 260), 60)
    heavy_groups = np.repeat(np.arange(len(heavy)), heavy)
    heavy_labels = rng.choice(3, len(heavy), p=[0.7, 0.2, 0.1])[heavy_groups]

    mixed_groups = rng.integers(0, 150, 900)
    tilt = rng.dirichlet([2.0, 1.0, 0.5, 0.3], 150)
    mixed = np.array([rng.choice(4, p=tilt[group]) for group in mixed_groups])

    many = rng.integers(0, 60, 900)
    base = rng.random(20) ** 3 * 0.5 + 0.01
    alone = (rng.random((600, 20)) < base).astype(float)
    patient = rng.random((60, 20)) ** 2 * 2 * base
    together = (rng.random((900, 20)) < patient[many]).astype(float)

    cases = [
        single_case("one class a group, seven unbalanced classes", pure, groups),
        single_case("one class a group, few large groups among many small", heavy_labels, heavy_groups),
        single_case("several classes a group", mixed, mixed_groups),
        multi_case("twenty labels, every row by itself", alone, np.arange(600)),
        multi_case("twenty labels, sixty groups", together, many),
    ]
    content = {"sklearn": sklearn.__version__, "folds": FOLDS, "cases": cases}
    path = pathlib.Path(__file__).with_name("evenness.json")
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    for case in cases:
        print(case["name"], json.dumps(case["peers"]))


main()
