"""Corrected resampled t intervals, written anew with NumPy and SciPy: python make_golden.py"""
import json
import pathlib

import numpy as np
from scipy import stats

rng = np.random.default_rng(0)
cases = []
for folds, ratio, level in [(2, 0.5, 0.95), (5, 0.25, 0.95), (10, 1 / 9, 0.9), (50, 0.25, 0.99)]:
    values = np.round(rng.normal(0.8, 0.03, folds), 6)
    mean, variance = values.mean(), values.var(ddof=1)
    error = np.sqrt((1 / folds + ratio) * variance)
    low, high = stats.t.interval(level, folds - 1, loc=mean, scale=error)
    cases.append(
        dict(values=values.tolist(), ratio=ratio, level=level, estimate=mean, low=low, high=high,
             standardError=error)
    )
quantiles = [
    dict(p=p, df=df, t=stats.t.ppf(p, df))
    for p in (0.6, 0.9, 0.975, 0.9995)
    for df in (1, 2, 4, 9, 29, 499)
]
out = pathlib.Path(__file__).with_name('corrected.json')
out.write_text(json.dumps(dict(cases=cases, quantiles=quantiles), indent=1) + '\n')
