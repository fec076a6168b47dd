"""Writes the goldens of intervals and tests, with SciPy and NumPy.

Run: python src/evaluate/golden/make_inference_golden.py

Placements are computed from all pairs here, and not from ranks.
"""

import json
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.special import ndtr, ndtri

rng = np.random.default_rng(21)


def kernel(positive, negative):
    return (positive[:, None] > negative) + 0.5 * (positive[:, None] == negative)


def placements(labels, p, c):
    own = labels == c
    pairs = kernel(p[own, c], p[~own, c])
    return pairs.mean(), pairs.mean(axis=1), pairs.mean(axis=0), own


def covariance(labels, systems, classes):
    """Of the areas of all systems and classes, as DeLong et al. have it where C = 2."""
    areas, terms = [], []
    for p in systems:
        for c in classes:
            area, v10, v01, own = placements(labels, p, c)
            m, n = own.sum(), (~own).sum()
            term = np.zeros(len(labels))
            term[own] = (v10 - area) / np.sqrt(m * (m - 1))
            term[~own] = (v01 - area) / np.sqrt(n * (n - 1))
            areas.append(area)
            terms.append(term)
    return np.array(areas), np.array(terms)


def delong_binary(labels, a, b):
    """The paper's own form: S10/m + S01/n."""
    parts = [placements(labels, p, 1) for p in (a, b)]
    s10 = np.cov(np.array([part[1] for part in parts]))
    s01 = np.cov(np.array([part[2] for part in parts]))
    m, n = (labels == 1).sum(), (labels == 0).sum()
    s = s10 / m + s01 / n
    difference = parts[0][0] - parts[1][0]
    variance = s[0, 0] + s[1, 1] - 2 * s[0, 1]
    return {
        "auroc": parts[0][0],
        "variance": s[0, 0],
        "difference": difference,
        "standardError": np.sqrt(variance),
        "p": 2 * stats.norm.sf(abs(difference) / np.sqrt(variance)),
    }


def delong(labels, a, b, groups):
    classes = [1] if a.shape[1] == 2 else list(range(a.shape[1]))
    areas, terms = covariance(labels, (a, b), classes)
    k = len(classes)
    mean = np.concatenate([np.full(k, 1 / k), np.full(k, -1 / k)])
    by_group = np.array([np.bincount(groups, t) for t in terms])
    s = by_group @ by_group.T
    difference, variance = mean @ areas, mean @ s @ mean
    own = np.concatenate([np.full(k, 1 / k), np.zeros(k)])
    return {
        "auroc": own @ areas,
        "variance": own @ s @ own,
        "difference": difference,
        "standardError": np.sqrt(variance),
        "p": 2 * stats.norm.sf(abs(difference) / np.sqrt(variance)),
    }


def simulate(rows, classes, skill, labels, grid=64):
    logits = rng.normal(size=(rows, classes))
    logits[np.arange(rows), labels] += skill
    p = np.exp(logits)
    p /= p.sum(axis=1, keepdims=True)
    parts = np.floor(p * grid).astype(int)
    parts[np.arange(rows), parts.argmax(axis=1)] += grid - parts.sum(axis=1)
    return parts


cases = []
for rows, classes in ((50, 2), (60, 4)):
    labels = np.arange(rows) % classes
    a, b = simulate(rows, classes, 1.2, labels), simulate(rows, classes, 0.8, labels)
    groups = np.arange(rows) // 3
    alone = np.arange(rows)
    rowwise = delong(labels, a / 64, b / 64, alone)
    if classes == 2:
        own = delong_binary(labels, a / 64, b / 64)
        assert all(np.isclose(own[key], rowwise[key]) for key in own)
    cases.append(
        {
            "labels": labels.tolist(),
            "a": a.tolist(),
            "b": b.tolist(),
            "grid": 64,
            "groups": groups.tolist(),
            "rows": rowwise,
            "grouped": delong(labels, a / 64, b / 64, groups),
        }
    )

hits = (rng.random(60) < 0.85).astype(int)
bca = stats.bootstrap((hits,), np.mean, n_resamples=20000, method="BCa", rng=rng)
replicates = np.sort(rng.gamma(3, 1, 400))
left_out = rng.gamma(2, 1, 25)
estimate = 2.5
bias = ndtri((np.sum(replicates < estimate) + np.sum(replicates <= estimate)) / 800)
d = left_out.mean() - left_out
a = np.sum(d**3) / (6 * np.sum(d**2) ** 1.5)
ends = []
for q in (0.025, 0.975):
    z = bias + ndtri(q)
    ends.append(float(np.quantile(replicates, ndtr(bias + z / (1 - a * z)))))

a_hits = (rng.random(24) < 0.8).astype(int)
b_hits = (rng.random(24) < 0.45).astype(int)
permuted = stats.permutation_test(
    (a_hits, b_hits),
    lambda x, y, axis: x.mean(axis=axis) - y.mean(axis=axis),
    permutation_type="samples",
    vectorized=True,
    n_resamples=20000,
    rng=rng,
)
points = [-8.0, -3.0, -0.5, 0.0, 1.0, 2.5, 5.0, 12.0]
content = {
    "delong": cases,
    "hits": hits.tolist(),
    "hitsInterval": [bca.confidence_interval.low, bca.confidence_interval.high],
    "replicates": replicates.tolist(),
    "leftOut": left_out.tolist(),
    "estimate": estimate,
    "ends": ends,
    "aHits": a_hits.tolist(),
    "bHits": b_hits.tolist(),
    "permutationP": float(permuted.pvalue),
    "normal": [[x, float(stats.norm.sf(x))] for x in points],
}
text = json.dumps(content, separators=(",", ":"), default=float)
(Path(__file__).parent / "inference.json").write_text(text + "\n")
print("inference.json", len(text), "bytes")
