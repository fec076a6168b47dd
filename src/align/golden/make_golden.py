"""Goldens of src/align, made with NumPy 2, SciPy 1.17 (interp1d) and scikit-learn 1.9 (normalize).

    python src/align/golden/make_golden.py

The steps of the paper's rule are written out here in double precision, with interp1d as its
interpolation and scikit-learn's normalize for unit rows. Writes align.json beside itself.
"""

import json
from pathlib import Path

import numpy as np
from scipy.interpolate import interp1d
from sklearn.preprocessing import normalize

HERE = Path(__file__).parent
random = np.random.default_rng(7)


def numbers(array):
    flat = np.asarray(array, dtype=np.float64).ravel()
    return [float(f"{x:.9g}") for x in flat]


def stretched(matrix, dimension):
    if matrix.shape[1] == dimension:
        return matrix
    grid = np.linspace(0, 1, matrix.shape[1])
    target = np.linspace(0, 1, dimension)
    return np.array([interp1d(grid, row)(target) for row in matrix])


def matched(image, text, rule, start=normalize):
    image, text = start(image), start(text)
    if rule == "keep":
        return image, text
    dimension = max(image.shape[1], text.shape[1])
    return stretched(image, dimension), stretched(text, dimension)


def aligned(kind, rule, amount, train, test):
    start = (lambda rows: rows) if kind == "center" else normalize
    image, text = matched(*train, rule, start)
    image_mean, text_mean = image.mean(0), text.mean(0)
    image, text = matched(*test, rule, start)
    if kind == "shift":
        gap = image_mean - text_mean
        image, text = image - amount / 2 * gap, text + amount / 2 * gap
    if kind in ("center", "standardise"):
        image, text = image - image_mean, text - text_mean
    return normalize(image), normalize(text)


def geometry(image, text):
    length = lambda rows: np.linalg.norm(rows.sum(0)) / len(rows)
    i, t = image.mean(0), text.mean(0)
    same = image.shape[1] == text.shape[1]
    return {
        "gap": np.linalg.norm(i - t) if same else None,
        "centroidCosine": i @ t / np.linalg.norm(i) / np.linalg.norm(t) if same else None,
        "pairedCosine": np.mean(np.sum(image * text, 1)) if same else None,
        "imageResultantLength": length(image),
        "textResultantLength": length(text),
    }


def data(rows, columns, scale, unit):
    matrix = random.normal(size=(rows, columns)) * scale + np.linspace(-1, 1.5, columns)
    matrix[1] = 0
    matrix = normalize(matrix) if unit else matrix
    return matrix.astype(np.float32)


def case(name, image_columns, text_columns, unit):
    train = data(9, image_columns, 1, unit), data(9, text_columns, 30, unit)
    test = data(3, image_columns, 2, unit), data(3, text_columns, 0.01, unit)
    doubles = lambda pair: tuple(m.astype(np.float64) for m in pair)
    aligners = [("none", "keep", 0), ("none", "interpolate", 0), ("center", "keep", 0),
                ("center", "interpolate", 0), ("standardise", "keep", 0),
                ("standardise", "interpolate", 0)]
    aligners += [("shift", "interpolate", amount) for amount in (-1, 0, 0.5, 1, 1.5)]
    results = []
    for kind, rule, amount in aligners:
        image, text = aligned(kind, rule, amount, doubles(train), doubles(test))
        results.append({"kind": kind, "dimensions": rule, "lambda": amount,
                        "image": numbers(image), "text": numbers(text),
                        "geometry": geometry(image, text)})
    image, text = matched(*doubles(train), "interpolate")
    return {"name": name, "imageColumns": image_columns, "textColumns": text_columns,
            "train": {"image": numbers(train[0]), "text": numbers(train[1])},
            "test": {"image": numbers(test[0]), "text": numbers(test[1])},
            "gapVector": numbers(image.mean(0) - text.mean(0)), "aligned": results}


def interpolation(source, target):
    rows = random.normal(size=(2, source)).astype(np.float32)
    return {"columns": source, "dimension": target, "rows": numbers(rows),
            "stretched": numbers(stretched(rows.astype(np.float64), target))}


golden = {
    "cases": [
        case("equal dimensions", 6, 6, False),
        case("equal dimensions, unit rows", 6, 6, True),
        case("a longer image", 7, 4, False),
        case("a longer text", 3, 8, True),
    ],
    "interpolations": [interpolation(*sizes) for sizes in ((2, 5), (3, 5), (4, 7), (5, 6), (8, 13))],
}
(HERE / "align.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
