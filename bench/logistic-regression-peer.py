"""The scikit-learn side of bench/logistic-regression.ts: LogisticRegression on the same vectors.

Reads float32 rows and labels of three parts; on the vectors as they are and behind a StandardScaler,
the penalty is chosen by log loss on the validation rows, from the same list as Minga's; writes the
probabilities of the test rows.
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
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

job = json.loads(sys.argv[1])
folder = Path(job["folder"])
warnings.simplefilter("ignore", ConvergenceWarning)


def rows(part: str, kind: str) -> np.ndarray:
    columns = job["columns"][kind]
    return np.fromfile(folder / f"{part}.{kind}", dtype=np.float32).reshape(-1, columns)


def labels(part: str) -> np.ndarray:
    return np.fromfile(folder / f"{part}.labels", dtype=np.int32)


def fitted(c: float, scale: bool, x: np.ndarray):
    model = LogisticRegression(C=c, class_weight=job["classWeight"], max_iter=5000, tol=1e-5)
    return make_pipeline(*([StandardScaler()] if scale else []), model).fit(x, labels("train"))


def best_penalty(scale: bool, x: dict[str, np.ndarray]):
    """From the weakest C up until the loss has risen twice, then below it while the weakest is best.

    Large C on rows that were not scaled take an hour and are far behind by then.
    """
    tried = {}

    def loss_of(c: float) -> float:
        model = fitted(c, scale, x["train"])
        told = model.predict_proba(x["validation"])
        loss = log_loss(labels("validation"), told, labels=model.classes_)
        tried[c] = (loss, model)
        print(f"  C {c}: validation loss {loss:.4f}", file=sys.stderr)
        return loss

    rises, least = 0, np.inf
    for c in sorted(job["C"]):
        loss = loss_of(c)
        rises = rises + 1 if loss > least else 0
        least = min(least, loss)
        if rises == 2:
            break
    while min(tried) == min(tried, key=lambda c: tried[c][0]) and min(tried) > 1e-4:
        loss_of(float(f"{min(tried) / 3:.1g}"))
    c = min(tried, key=lambda c: tried[c][0])
    return c, tried[c][1]


outcome = {}
for name, kinds in job["systems"].items():
    x = {part: np.hstack([rows(part, kind) for kind in kinds]) for part in ("train", "validation", "test")}
    for way, scale in (("raw", False), ("scaled", True)):
        print(f"{name}, {way} vectors", file=sys.stderr)
        started = time.perf_counter()
        c, model = best_penalty(scale, x)
        assert list(model.classes_) == list(range(job["classes"]))
        probabilities = model.predict_proba(x["test"]).astype(np.float32)
        probabilities.tofile(folder / f"{name}-{way}.probabilities")
        outcome[f"{name}-{way}"] = {"C": c, "seconds": time.perf_counter() - started}
print(json.dumps(outcome))
