"""Quantiles of weekly counts by numpy, and labels by pandas, for thresholds.test.ts.

Run: python make_golden.py > thresholds.json
"""
import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(20240602)
cases = []
for length in (1, 2, 3, 7, 78, 104):
    counts = rng.negative_binomial(3, 0.1, size=length).tolist()
    later = rng.negative_binomial(3, 0.08, size=12).tolist()
    q = [float(np.quantile(counts, p)) for p in (0, 1 / 3, 0.5, 2 / 3, 0.9, 1)]
    median = pd.Series(counts).median()
    low, high = np.quantile(counts, [1 / 3, 2 / 3])
    cases.append({
        "counts": counts,
        "quantiles": q,
        "later": later,
        "aboveMedian": [bool(c > median) for c in later],
        "tercile": np.digitize(later, [low, high], right=True).tolist(),
    })
print(json.dumps(cases))
