"""Goldens of the aligners that learn more than means: NumPy 2, SciPy 1.17 and scikit-learn 1.9.

    python src/align/golden/make_aligners.py

Everything is computed in double precision by someone else's implementation where there is one
(Ledoit-Wolf, PCA, ridge regression, orthogonal Procrustes, generalised eigenproblems), and
otherwise written out straight from its formula. Writes aligners.json beside itself. What is free up
to a sign is written as cosines between rows, which do not depend on it.
"""

import json
from pathlib import Path

import numpy as np
from scipy.linalg import eigh, inv, orthogonal_procrustes, sqrtm, svd
from scipy.optimize import linear_sum_assignment
from scipy.special import logsumexp, softmax
from sklearn.covariance import ledoit_wolf, shrunk_covariance
from sklearn.cross_decomposition import CCA
from sklearn.decomposition import PCA
from sklearn.linear_model import Ridge
from sklearn.preprocessing import normalize

HERE = Path(__file__).parent
random = np.random.default_rng(11)


def numbers(array, digits=8):
    flat = np.asarray(array, dtype=np.float64).ravel()
    return [float(f"{x:.{digits}g}") for x in flat]


def stretched(rows, dimension):
    if rows.shape[1] == dimension:
        return rows
    grid, target = np.linspace(0, 1, rows.shape[1]), np.linspace(0, 1, dimension)
    return np.array([np.interp(target, grid, row) for row in rows])


def second_moment_axes(rows, count):
    """The leading right singular vectors, their largest entry positive."""
    axes = svd(rows, full_matrices=False)[2][:count]
    largest = np.take_along_axis(axes, np.abs(axes).argmax(1)[:, None], 1)
    return axes * np.sign(largest)


class Match:
    """The dimension rule, fitted on unit training rows."""

    def __init__(self, rule, image, text):
        self.rule = rule
        self.sizes = image.shape[1], text.shape[1]
        large = image if image.shape[1] > text.shape[1] else text
        self.axes = second_moment_axes(large, min(self.sizes)) if rule == "pca" else None

    def one(self, rows):
        large, small = max(self.sizes), min(self.sizes)
        if self.rule == "keep" or large == small:
            return rows
        if self.rule == "pca":
            return rows @ self.axes.T if rows.shape[1] == large else rows
        if self.rule == "pad":
            return np.pad(rows, ((0, 0), (0, large - rows.shape[1])))
        return stretched(rows, large)


def realign(x, y, new_x, new_y):
    x, y, new_x, new_y = map(normalize, (x, y, new_x, new_y))
    mx, my = x.mean(0), y.mean(0)
    s = np.sqrt(np.trace(np.cov(x.T)) / np.trace(np.cov(y.T)))
    move = lambda rows: normalize((rows - my) * s + mx)
    return new_x, normalize(move(new_y) - (move(y).mean(0) - mx))


def orthogonal_shift(image, text, new_image, new_text, amount, components, of):
    gap = image.mean(0) - text.mean(0)
    axes = PCA(components).fit(image if of == "image" else text).components_
    gap = gap - axes.T @ (axes @ gap)
    return normalize(new_image - amount / 2 * gap), normalize(new_text + amount / 2 * gap)


def whiten(rows, new, method, shrinkage, components):
    mean = rows.mean(0)
    if shrinkage == "auto":
        covariance = ledoit_wolf(rows)[0]
    else:
        covariance = shrunk_covariance(np.cov(rows.T, ddof=0), shrinkage)
    if method == "zca":
        return normalize((new - mean) @ inv(np.real(sqrtm(covariance))))
    if shrinkage == 0:
        return normalize(PCA(components or None, whiten=True).fit(rows).transform(new))
    values, vectors = eigh(covariance)
    keep = slice(None, None, -1) if not components else slice(None, -components - 1, -1)
    return normalize((new - mean) @ (vectors / np.sqrt(values))[:, keep])


def procrustes(x, y, new_x, new_y):
    mx, my = x.mean(0), y.mean(0)
    if x.shape[1] == y.shape[1]:
        turn = orthogonal_procrustes(y - my, x - mx)[0]
    else:
        left, _, right = svd((y - my).T @ (x - mx), full_matrices=False)
        turn = left @ right
    return normalize(new_x), normalize((new_y - my) @ turn + mx)


def ridge(x, y, new_x, new_y, penalty):
    alpha = penalty * len(y) * np.mean(y.var(0))
    return normalize(new_x), normalize(Ridge(alpha=alpha).fit(y, x).predict(new_y))


def cca(image, text, new_image, new_text, components, penalty, power):
    """Hardoon's symmetric generalised eigenproblem of the penalised covariances."""
    mi, mt = image.mean(0), text.mean(0)
    di, dt = image.shape[1], text.shape[1]
    joint = np.cov(np.hstack([image, text]).T, ddof=0)
    own = np.zeros_like(joint)
    for part in (slice(0, di), slice(di, di + dt)):
        block = joint[part, part]
        own[part, part] = block + penalty * np.mean(np.diag(block)) * np.eye(len(block))
    cross = joint.copy()
    cross[:di, :di] = cross[di:, di:] = 0
    values, vectors = eigh(cross, own)
    order = np.argsort(values)[::-1][: components or min(di, dt)]
    weights = values[order] ** (power / 2)
    # Each side of an eigenvector has half of the whole's length under its covariance.
    maps = np.sqrt(2) * vectors[:, order] * weights
    pair = normalize((new_image - mi) @ maps[:di]), normalize((new_text - mt) @ maps[di:])
    return pair, values[order]


def sinkhorn(cost, epsilon):
    n, m = cost.shape
    f, g = np.zeros(n), np.zeros(m)
    for _ in range(200_000):
        g = -epsilon * (logsumexp((f[:, None] - cost) / epsilon, axis=0) - np.log(n))
        f = -epsilon * (logsumexp((g - cost) / epsilon, axis=1) - np.log(m))
        columns = np.exp((f[:, None] + g - cost) / epsilon).sum(0) / n
        if np.abs(columns - 1).mean() < 1e-12:
            return f, g
    raise ValueError("not converged")


def transport(x, y, new_x, new_y, epsilon):
    x, y, new_x, new_y = map(normalize, (x, y, new_x, new_y))
    x, y = (rows[np.abs(rows).sum(1) > 0] for rows in (x, y))
    strength = epsilon * (x.var(0).sum() + y.var(0).sum()) / 2
    _, g = sinkhorn(1 - y @ x.T, strength)
    plan = softmax((g - (1 - new_y @ x.T)) / strength, axis=1)
    return new_x, normalize(plan @ x)


def data(rows, columns, hidden):
    mixing = np.random.default_rng(columns).normal(size=(hidden.shape[1], columns))
    matrix = hidden[:rows] @ mixing + 0.7 * random.normal(size=(rows, columns)) + 0.8
    matrix[1] = 0
    return matrix.astype(np.float32)


SETTINGS = [
    {"kind": "none", "dimensions": "pca"},
    {"kind": "shift", "lambda": 0.5, "dimensions": "pca"},
    {"kind": "realign", "onto": "image", "dimensions": "interpolate"},
    {"kind": "realign", "onto": "text", "dimensions": "pad"},
    {"kind": "orthogonal-shift", "lambda": 1, "components": 2, "of": "image",
     "dimensions": "interpolate"},
    {"kind": "orthogonal-shift", "lambda": 0.5, "components": 3, "of": "text",
     "dimensions": "pad"},
    {"kind": "whiten", "method": "zca", "shrinkage": "auto", "components": 0, "dimensions": "keep"},
    {"kind": "whiten", "method": "zca", "shrinkage": 0, "components": 0, "dimensions": "keep"},
    {"kind": "whiten", "method": "zca", "shrinkage": 0.3, "components": 0,
     "dimensions": "interpolate"},
    {"kind": "whiten", "method": "pca", "shrinkage": 0, "components": 3, "dimensions": "keep"},
    {"kind": "whiten", "method": "pca", "shrinkage": "auto", "components": 0,
     "dimensions": "keep"},
    {"kind": "procrustes", "onto": "image"},
    {"kind": "procrustes", "onto": "text"},
    {"kind": "ridge", "onto": "image", "penalty": 0.1},
    {"kind": "ridge", "onto": "text", "penalty": 0},
    {"kind": "cca", "components": 0, "penalty": 0.1, "power": 1},
    {"kind": "cca", "components": 3, "penalty": 0, "power": 2},
    {"kind": "optimal-transport", "onto": "image", "epsilon": 0.05, "points": 1000,
     "dimensions": "interpolate"},
    {"kind": "optimal-transport", "onto": "text", "epsilon": 0.2, "points": 1000,
     "dimensions": "pad"},
]


def onto(settings, method, pair, new):
    if settings["onto"] == "image":
        return method(*pair, *new)
    staying, moved = method(*pair[::-1], *new[::-1])
    return moved, staying


def aligned(settings, train, test):
    unit, new = [normalize(m) for m in train], [normalize(m) for m in test]
    match = Match(settings.get("dimensions", "keep"), *unit)
    pair, new = [match.one(m) for m in unit], [match.one(m) for m in new]
    extra = {}
    match settings:
        case {"kind": "none"}:
            result = normalize(new[0]), normalize(new[1])
        case {"kind": "shift", "lambda": amount}:
            gap = pair[0].mean(0) - pair[1].mean(0)
            result = normalize(new[0] - amount / 2 * gap), normalize(new[1] + amount / 2 * gap)
        case {"kind": "realign"}:
            result = onto(settings, realign, pair, new)
        case {"kind": "orthogonal-shift", "lambda": amount, "components": components, "of": of}:
            result = orthogonal_shift(*pair, *new, amount, components, of)
        case {"kind": "whiten", "method": method, "shrinkage": rho, "components": components}:
            result = [whiten(rows, each, method, rho, components) for rows, each in zip(pair, new)]
            extra = {"shrinkages": [float(ledoit_wolf(rows)[1]) for rows in pair]}
        case {"kind": "procrustes"}:
            result = onto(settings, procrustes, pair, new)
        case {"kind": "ridge", "penalty": penalty}:
            result = onto(settings, lambda *rows: ridge(*rows, penalty), pair, new)
        case {"kind": "cca", "components": components, "penalty": penalty, "power": power}:
            result, correlations = cca(*pair, *new, components, penalty, power)
            extra = {"correlations": numbers(correlations)}
            if penalty == 0:
                extra["sklearnCorrelations"] = numbers(sklearn_correlations(*pair, components))
        case {"kind": "optimal-transport", "epsilon": epsilon}:
            result = onto(settings, lambda *rows: transport(*rows, epsilon), pair, new)
    return {"settings": settings, **written(settings, *result), **extra}


def written(settings, image, text):
    if settings["kind"] == "cca":
        return {"cosines": numbers(np.vstack([image, text]) @ np.vstack([image, text]).T)}
    if settings.get("method") == "pca":
        return {"imageCosines": numbers(image @ image.T), "textCosines": numbers(text @ text.T)}
    return {"image": numbers(image), "text": numbers(text)}


def sklearn_correlations(image, text, components):
    found = CCA(components, scale=False, max_iter=100_000, tol=1e-14).fit(image, text)
    scores = found.transform(image, text)
    return [np.corrcoef(a, b)[0, 1] for a, b in zip(scores[0].T, scores[1].T)]


def case(name, image_columns, text_columns, rows):
    hidden = random.normal(size=(rows, 3))
    new = random.normal(size=(4, 3))
    train = data(rows, image_columns, hidden), data(rows, text_columns, hidden)
    test = data(4, image_columns, new), data(4, text_columns, new)
    doubles = lambda pair: [m.astype(np.float64) for m in pair]
    return {"name": name, "imageColumns": image_columns, "textColumns": text_columns,
            "train": {"image": numbers(train[0], 9), "text": numbers(train[1], 9)},
            "test": {"image": numbers(test[0], 9), "text": numbers(test[1], 9)},
            "aligned": [aligned(s, doubles(train), doubles(test)) for s in SETTINGS]}


def assignment(rows, columns):
    """Points and their optimal one-to-one partners, which an entropy close to 0 must find.

    The points are noisy copies of one another, so that no second assignment is nearly as cheap.
    """
    x = normalize(random.normal(size=(rows, columns)))
    y = normalize(x[random.permutation(rows)] + 0.2 * random.normal(size=(rows, columns)))
    x, y = x.astype(np.float32), y.astype(np.float32)
    partners = linear_sum_assignment(1 - y.astype(np.float64) @ x.T)[1]
    return {"columns": columns, "image": numbers(x, 9), "text": numbers(y, 9),
            "partners": [int(p) for p in partners]}


golden = {
    "cases": [case("equal dimensions", 5, 5, 40), case("a longer image", 6, 4, 40),
              case("a longer text", 4, 7, 50)],
    "assignments": [assignment(8, 3), assignment(14, 5)],
}
(HERE / "aligners.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
