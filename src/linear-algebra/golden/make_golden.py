"""Goldens of src/linear-algebra, made with NumPy 2 and SciPy 1.17.

    python src/linear-algebra/golden/make_golden.py

Writes factorisations.json beside itself: matrices, and what numpy.cov, numpy.linalg.eigh, cholesky
and svd, scipy.linalg.cho_solve, solve_triangular, fractional_matrix_power, polar and
orthogonal_procrustes make of them. Signs of vectors are fixed as src/linear-algebra fixes them.
"""

import json
from pathlib import Path

import numpy as np
from scipy import linalg

random = np.random.default_rng(11)


def matrix(array):
    array = np.atleast_2d(np.asarray(array, dtype=np.float64))
    return {
        "rows": array.shape[0],
        "columns": array.shape[1],
        "data": [float(f"{x:.15g}") for x in array.ravel()],
    }


def signed(rows):
    """Of each row the entry of largest size positive; returns the signs, too."""
    signs = np.sign(rows[np.arange(len(rows)), np.abs(rows).argmax(1)])
    return rows * signs[:, None], signs


def covariances():
    a = (random.normal(size=(13, 4)) * [1, 3, 0, 0.1] + [0, 50, 2, -1]).astype(np.float32)
    b = (random.normal(size=(13, 3)) + 7).astype(np.float32)
    exact = [x.astype(np.float64) for x in (a, b)]
    # The means that are handed over are single precision; NumPy is given the same.
    means = [x.mean(0).astype(np.float32) for x in exact]
    centred = [x - mean.astype(np.float64) for x, mean in zip(exact, means)]
    return {
        "a": matrix(a),
        "b": matrix(b),
        "aMean": matrix(means[0]),
        "bMean": matrix(means[1]),
        "gram": matrix(exact[0].T @ exact[0]),
        "crossGram": matrix(exact[0].T @ exact[1]),
        "covariance": matrix(np.cov(exact[0].T, bias=True)),
        "crossCovariance": matrix(centred[0].T @ centred[1] / 13),
    }


def definite(name, eigenvalues):
    n = len(eigenvalues)
    vectors = linalg.qr(random.normal(size=(n, n)))[0]
    a = vectors * eigenvalues @ vectors.T
    a = (a + a.T) / 2
    side = random.normal(size=(n, 2))
    values, columns = np.linalg.eigh(a)
    lower = np.linalg.cholesky(a)
    return {
        "name": name,
        "matrix": matrix(a),
        "values": matrix(values[::-1]),
        "vectors": matrix(signed(columns.T[::-1])[0]),
        "cholesky": matrix(lower),
        "side": matrix(side),
        "solution": matrix(linalg.cho_solve((lower, True), side)),
        "lower": matrix(linalg.solve_triangular(lower, side, lower=True)),
        "lowerTransposed": matrix(linalg.solve_triangular(lower, side, lower=True, trans="T")),
        "inverseSquareRoot": matrix(linalg.fractional_matrix_power(a, -0.5)),
    }


def general(name, a):
    u, values, v = np.linalg.svd(a, full_matrices=False)
    small = u.T if a.shape[0] <= a.shape[1] else v
    signs = signed(small)[1]
    wide = a.shape[0] <= a.shape[1]
    return {
        "name": name,
        "matrix": matrix(a),
        "values": matrix(values),
        "u": matrix(u.T * signs[:, None]),
        "v": matrix(v * signs[:, None]),
        "polar": matrix(linalg.polar(a, side="left" if wide else "right")[0]),
    }


def procrustes():
    a, b = random.normal(size=(9, 4)), random.normal(size=(9, 4))
    return {"cross": matrix(a.T @ b), "rotation": matrix(linalg.orthogonal_procrustes(a, b)[0])}


content = {
    "covariances": covariances(),
    "definite": [
        definite("one number", np.array([2.5])),
        definite("well-conditioned", np.linspace(1, 3, 7)),
        definite("ill-conditioned", np.geomspace(1e-5, 1e3, 9)),
    ],
    "general": [
        general("wide", random.normal(size=(3, 6))),
        general("tall", random.normal(size=(7, 4)) * [1, 10, 100, 1000]),
        general("square", random.normal(size=(5, 5))),
        general("one number", np.array([[-3.0]])),
    ],
    "procrustes": procrustes(),
}
path = Path(__file__).with_name("factorisations.json")
path.write_text(json.dumps(content) + "\n")
