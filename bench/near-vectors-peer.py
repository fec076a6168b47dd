"""The peer of near-vectors.ts: pairs of rows with a cosine of .99 or more, by NumPy and scikit-learn.

Arguments: a file of float32 rows and their columns. A turn names a method and how many rows:

- blocks: rows made unit, products of blocks of 4,096 rows with all that follow, np.nonzero
- sklearn: NearestNeighbors(metric="cosine", algorithm="brute").radius_neighbors
"""

import sys
import time

from answers import answer_turns, require

require("numpy", "sklearn")
import numpy as np
import sklearn
from sklearn.neighbors import NearestNeighbors

LEAST = 0.99
BLOCK = 4096
matrix = np.fromfile(sys.argv[1], np.float32).reshape(-1, int(sys.argv[2]))


def blocks(rows):
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    pairs = 0
    for start in range(0, len(unit), BLOCK):
        left = unit[start : start + BLOCK]
        for other in range(start, len(unit), BLOCK):
            near = left @ unit[other : other + BLOCK].T >= LEAST
            if other == start:
                near = np.triu(near, 1)
            pairs += len(np.nonzero(near)[0])
    return pairs


def neighbours(rows):
    index = NearestNeighbors(metric="cosine", algorithm="brute", radius=1 - LEAST).fit(rows)
    found = index.radius_neighbors(rows, return_distance=False)
    return (sum(map(len, found)) - len(rows)) // 2


def answer(turn):
    rows = matrix[: turn["rows"]]
    wall, cpu = time.perf_counter(), time.process_time()
    pairs = blocks(rows) if turn["method"] == "blocks" else neighbours(rows)
    return {
        "seconds": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "pairs": int(pairs),
    }


answer_turns(answer, np, sklearn)
