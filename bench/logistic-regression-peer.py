"""The scikit-learn side of bench/logistic-regression.ts: LogisticRegression on the same vectors.

Reads float32 rows and labels of three parts; the penalty is chosen by log loss on the validation
rows, from the same list as Minga's; writes the probabilities of the test rows.
"""

import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

job = json.loads(sys.argv[1])
folder = Path(job["folder"])
warnings.simplefilter("ignore", ConvergenceWarning)


def rows(part: str, kind: str) -> np.ndarray:
    columns = job["columns"][kind]
    return np.fromfile(folder / f"{part}.{kind}", dtype=np.float32).reshape(-1, columns)


def labels(part: str) -> np.ndarray:
    return np.fromfile(folder / f"{part}.labels", dtype=np.int32)


outcome = {}
for name, kinds in job["systems"].items():
    x = {part: np.hstack([rows(part, kind) for kind in kinds]) for part in ("train", "validation", "test")}
    started = time.perf_counter()
    best = None
    for c in job["C"]:
        model = LogisticRegression(C=c, class_weight=job["classWeight"], max_iter=5000, tol=1e-5)
        model.fit(x["train"], labels("train"))
        loss = log_loss(labels("validation"), model.predict_proba(x["validation"]), labels=model.classes_)
        if best is None or loss < best[0]:
            best = (loss, c, model)
    loss, c, model = best
    assert list(model.classes_) == list(range(job["classes"]))
    model.predict_proba(x["test"]).astype(np.float32).tofile(folder / f"{name}.probabilities")
    outcome[name] = {"C": c, "seconds": time.perf_counter() - started, "validationLoss": loss}
print(json.dumps(outcome))
