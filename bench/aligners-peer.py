"""The peer of aligners.ts: each aligner fitted straight from its formula, by NumPy, SciPy and
scikit-learn on the same float32 rows.

Arguments: a folder with the files `image` and `text` of float32 rows, the columns of each, threads,
and the rows that a fitted aligner is applied to. A turn names a fit.
"""

import os
import sys

FOLDER = sys.argv[1]
IMAGE, TEXT, THREADS, SHOWN = map(int, sys.argv[2:])
# Before numpy is loaded, which reads them once.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(THREADS)

import time

from answers import answer_turns, require

require("numpy", "scipy", "sklearn")
import numpy as np
import scipy
import sklearn
from scipy.linalg import cho_factor, cho_solve, cholesky, eigh, solve_triangular, svd
from scipy.special import logsumexp, softmax
from sklearn.covariance import ledoit_wolf_shrinkage
from sklearn.preprocessing import normalize

image = np.fromfile(f"{FOLDER}/image", np.float32).reshape(-1, IMAGE)
text = np.fromfile(f"{FOLDER}/text", np.float32).reshape(-1, TEXT)


def stretched(rows, dimension):
    if rows.shape[1] == dimension:
        return rows
    at = np.arange(dimension) * (rows.shape[1] - 1) / (dimension - 1)
    left = np.minimum(at.astype(int), rows.shape[1] - 2)
    weight = (at - left).astype(np.float32)
    return rows[:, left] * (1 - weight) + rows[:, left + 1] * weight


def common(rows):
    return stretched(rows, max(IMAGE, TEXT))


def covariance(a, b=None):
    """Of centred rows, in single precision as the rows are, then in double."""
    return (a.T @ (a if b is None else b)).astype(np.float64) / len(a)


def leading(matrix, count):
    size = len(matrix)
    values, vectors = eigh(matrix, subset_by_index=[size - count, size - 1])
    # Of two modalities in one space the sign of an axis matters: its largest entry is positive.
    signs = np.sign(vectors[np.abs(vectors).argmax(0), np.arange(count)])
    return values[::-1], (vectors * signs)[:, ::-1]


def none_pca():
    smaller = min(IMAGE, TEXT)
    large = normalize(image if IMAGE > TEXT else text)
    basis = leading(covariance(large), smaller)[1].astype(np.float32)
    onto = lambda rows: normalize(rows if rows.shape[1] == smaller else rows @ basis)
    return lambda i, t: (onto(normalize(i)), onto(normalize(t)))


def standardise():
    mi, mt = normalize(image).mean(0), normalize(text).mean(0)
    return lambda i, t: (normalize(normalize(i) - mi), normalize(normalize(t) - mt))


def center():
    mi, mt = image.mean(0), text.mean(0)
    return lambda i, t: (normalize(i - mi), normalize(t - mt))


def moved(gap, amount):
    return lambda i, t: (normalize(common(normalize(i)) - amount / 2 * gap),
                         normalize(common(normalize(t)) + amount / 2 * gap))


def shift():
    return moved(common(normalize(image)).mean(0) - common(normalize(text)).mean(0), 0.5)


def orthogonal_shift():
    x, y = common(normalize(image)), common(normalize(text))
    mean = x.mean(0)
    gap = mean - y.mean(0)
    axes = leading(covariance(x - mean), 64)[1]
    return moved((gap - axes @ (axes.T @ gap)).astype(np.float32), 1)


def realign():
    x, y = normalize(common(normalize(image))), normalize(common(normalize(text)))
    mx, my = x.mean(0), y.mean(0)
    s = np.sqrt(x.var(0).sum() / y.var(0).sum())
    first = lambda rows: normalize((rows - my) * s + mx)
    drift = first(y).mean(0) - mx
    unit = lambda rows: normalize(common(normalize(rows)))
    return lambda i, t: (unit(i), normalize(first(unit(t)) - drift))


def mapped(mx, my, weights):
    weights = weights.astype(np.float32)
    return lambda i, t: (normalize(i), normalize((normalize(t) - my) @ weights + mx))


def centred():
    x, y = normalize(image), normalize(text)
    mx, my = x.mean(0), y.mean(0)
    return x - mx, y - my, mx, my


def procrustes():
    x, y, mx, my = centred()
    left, _, right = svd(covariance(y, x), full_matrices=False)
    return mapped(mx, my, left @ right)


def penalised(matrix, penalty):
    added = penalty * np.trace(matrix) / len(matrix)
    matrix[np.diag_indices(len(matrix))] += added
    return matrix


def ridge():
    x, y, mx, my = centred()
    own = cho_factor(penalised(covariance(y), 0.1), lower=True)
    return mapped(mx, my, cho_solve(own, covariance(y, x)))


def whiten(method):
    def side(rows):
        unit = normalize(rows)
        mean = unit.mean(0)
        unit -= mean
        rho = ledoit_wolf_shrinkage(unit, assume_centered=True)
        matrix = covariance(unit)
        shrunk = penalised((1 - rho) * matrix, rho / (1 - rho))
        if method == "zca":
            values, vectors = eigh(shrunk)
            weights = (vectors / np.sqrt(values)) @ vectors.T
        else:
            values, vectors = leading(shrunk, min(512, len(shrunk)))
            weights = vectors / np.sqrt(values)
        weights = weights.astype(np.float32)
        return lambda new: normalize((normalize(new) - mean) @ weights)

    sides = side(image), side(text)
    return lambda i, t: (sides[0](i), sides[1](t))


def cca():
    x, y, mx, my = centred()
    lx = cholesky(penalised(covariance(x), 0.1), lower=True)
    ly = cholesky(penalised(covariance(y), 0.1), lower=True)
    half = solve_triangular(lx, covariance(x, y), lower=True)
    whitened = solve_triangular(ly, half.T, lower=True).T
    left, values, right = svd(whitened, full_matrices=False)
    count = min(IMAGE, TEXT, 128)
    weights = np.sqrt(values[:count])
    a = solve_triangular(lx, left[:, :count], lower=True, trans="T") * weights
    b = solve_triangular(ly, right[:count].T, lower=True, trans="T") * weights
    a, b = a.astype(np.float32), b.astype(np.float32)
    return lambda i, t: (normalize((normalize(i) - mx) @ a), normalize((normalize(t) - my) @ b))


def transport(points=1000, epsilon=0.05):
    """Of the first rows, in the logarithmic domain; which rows are drawn is each side's own."""
    unit = lambda rows: normalize(common(normalize(rows)))
    x, y = unit(image[:points]), unit(text[:points])
    strength = epsilon * (x.var(0).sum() + y.var(0).sum()) / 2
    cost = 1 - (y @ x.T).astype(np.float64)
    f, g = np.zeros(len(y)), np.zeros(len(x))
    for _ in range(10_000):
        g = -strength * (logsumexp((f[:, None] - cost) / strength, axis=0) - np.log(len(y)))
        f = -strength * (logsumexp((g - cost) / strength, axis=1) - np.log(len(x)))
        columns = np.exp((f[:, None] + g - cost) / strength).mean(0)
        if np.abs(columns - 1).mean() < 1e-7:
            break
    onto = lambda rows: normalize(softmax((g + rows @ x.T) / strength, axis=1) @ x)
    return lambda i, t: (unit(i), onto(unit(t)))


FITS = {
    "none, pca": none_pca,
    "standardise": standardise,
    "center": center,
    "shift": shift,
    "orthogonal-shift": orthogonal_shift,
    "realign": realign,
    "procrustes": procrustes,
    "whiten, zca": lambda: whiten("zca"),
    "whiten, pca": lambda: whiten("pca"),
    "ridge": ridge,
    "cca": cca,
    "optimal-transport": transport,
}


def answer(turn):
    started, before = time.perf_counter(), time.process_time()
    transform = FITS[turn["kind"]]()
    seconds, cpu = time.perf_counter() - started, time.process_time() - before
    i, t = transform(image[:SHOWN], text[:SHOWN])
    mean = lambda a, b: float(np.mean(np.sum(a * b, axis=1)))
    paired = [mean(i, t)] if i.shape[1] == t.shape[1] else []
    cosines = [*paired, mean(i[:-1], i[1:]), mean(t[:-1], t[1:])]
    return {"seconds": seconds, "cpu": cpu, "cosines": cosines}


answer_turns(answer, np, scipy, sklearn)
