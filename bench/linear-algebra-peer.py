"""The peer of linear-algebra.ts: the same matrices by NumPy and SciPy.

Its argument is JSON: a file of float32 rows, their columns, the size of what is small, and threads. A
turn names a job. Rows are multiplied in float32 and all else is float64, as on our side.
"""

import json
import os
import sys
import time

job = json.loads(sys.argv[1])
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(job["threads"])

from answers import answer_turns, require

require("numpy", "scipy")
import numpy as np
import scipy
from scipy import linalg

columns, small = job["columns"], job["small"]
rows = np.fromfile(job["path"], np.float32).reshape(-1, columns)
mean = rows.mean(0, dtype=np.float64).astype(np.float32)


def covariance():
    centred = rows - mean
    return centred.T @ centred / np.float32(len(rows))


matrix = covariance().astype(np.float64)
matrix[np.diag_indices(columns)] += 1e-3 * np.trace(matrix) / columns
square, wide = matrix[:small, :small].copy(), matrix[:small].copy()


def leading(count):
    values, _ = linalg.eigh(matrix, subset_by_index=(columns - count, columns - 1))
    return values.sum()


def inverse_square_root():
    values, vectors = linalg.eigh(matrix, driver="evd")
    return np.trace((vectors / np.sqrt(values)) @ vectors.T)


def polar():
    u, _, v = np.linalg.svd(wide, full_matrices=False)
    return np.trace(u @ v)


jobs = {
    "covariance": lambda: np.trace(covariance()),
    "eigenSmall": lambda: linalg.eigh(square, driver="evd")[0].sum(),
    "leadingSmall": lambda: leading(small),
    "leading256": lambda: leading(256),
    "cholesky": lambda: np.trace(np.linalg.cholesky(matrix)),
    "inverseSquareRoot": inverse_square_root,
    "polar": polar,
}


def answer(turn):
    started = time.perf_counter()
    check = jobs[turn["job"]]()
    return {"seconds": time.perf_counter() - started, "check": float(check)}


answer_turns(answer, np, scipy)
