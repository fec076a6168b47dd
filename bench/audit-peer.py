"""What bench/audit.ts is measured beside: pandas reads the table, scikit-learn computes the
cross-validated AUROC of each field by itself, in five folds of whole patients, one class against the
rest. That is one of the audit's checks.

python bench/audit-peer.py records.csv
"""

import resource
import sys
import time

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

started = time.perf_counter()
cpu = time.process_time()
table = pd.read_csv(sys.argv[1])
read = time.perf_counter() - started
fold = pd.util.hash_pandas_object(table.patient_id, index=False).to_numpy() % 5
labels, classes = pd.factorize(table.grade)
areas = {}
for field in table.columns.drop(["visit_id", "patient_id", "grade"]):
    column = table[field]
    if column.dtype.kind in "if" and column.nunique() > 32:
        column = pd.qcut(column, 32, duplicates="drop").cat.codes
    level = pd.factorize(column, use_na_sentinel=False)[0]
    count = level.max() + 1
    own = []
    for c in range(len(classes)):
        positive = labels == c
        won, pairs = 0.0, 0
        for f in range(5):
            held, rest = fold == f, fold != f
            seen = np.bincount(level[rest], minlength=count)
            hits = np.bincount(level[rest & positive], minlength=count)
            score = (hits + 10 * positive[rest].mean()) / (seen + 10)
            y = positive[held]
            weight = int(y.sum()) * int((~y).sum())
            won += weight * roc_auc_score(y, score[level[held]])
            pairs += weight
        own.append(won / pairs)
    areas[field] = float(np.mean(own))
whole = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
print("  " + ", ".join(f"{k} {v:.3f}" for k, v in areas.items()))
print(
    f"pandas and scikit-learn, field AUROCs alone: {whole:.1f} s (reading {read:.1f}), "
    f"{time.process_time() - cpu:.1f} s of processors, peak {peak:.0f} MB"
)
