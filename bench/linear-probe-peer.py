"""The scikit-learn side of bench/linear-probe.ts: LogisticRegression (lbfgs) on the same rows.

A line in is one fit, a line out its seconds, iterations and the peak resident megabytes; the
coefficients go to a file, weights [C, d] and then the biases.
"""

import json
import os
import sys

job = json.loads(sys.argv[1])
# Before numpy is loaded, which reads them once.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(job["threads"])

import resource
import time
import warnings
from pathlib import Path

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

folder = Path(job["folder"])
x = np.fromfile(folder / "train.x", dtype=np.float32).reshape(job["rows"], job["columns"])
labels = np.fromfile(folder / "train.y", dtype=np.int32)
iterations = 1000
warnings.simplefilter("ignore", ConvergenceWarning)

for _ in sys.stdin:
    started = time.perf_counter()
    model = LogisticRegression(solver="lbfgs", C=job["c"], tol=job["tolerance"],
                               max_iter=iterations, class_weight="balanced")
    model.fit(x, labels)
    seconds = time.perf_counter() - started
    np.concatenate([model.coef_.ravel(), model.intercept_]).astype(np.float32).tofile(folder / "theirs")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    done = int(model.n_iter_[0])
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "iterations": done,
                      "converged": done < iterations}), flush=True)
