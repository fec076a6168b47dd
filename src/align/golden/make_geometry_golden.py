"""Goldens of src/align/geometry, made with NumPy 2.4, SciPy 1.17 and scikit-learn 1.9.

    python src/align/golden/make_geometry_golden.py

Everything is in double precision, by brute force over all pairs of rows: cosine_distances for the
relative modality gap, LinearDiscriminantAnalysis and roc_auc_score for separability, cdist and
pdist for distances, svd for effective rank. Writes geometry.json beside itself.
"""

import json
from pathlib import Path

import numpy as np
from scipy.spatial.distance import cdist, pdist
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.metrics import roc_auc_score
from sklearn.metrics.pairwise import cosine_distances
from sklearn.preprocessing import normalize

HERE = Path(__file__).parent
random = np.random.default_rng(11)


def numbers(array):
    return [float(f"{x:.9g}") for x in np.asarray(array, dtype=np.float64).ravel()]


def relative_gap(image, text):
    n = len(image)
    paired = np.mean(np.diag(cosine_distances(image, text))) / 2
    apart = ~np.eye(n, dtype=bool)
    # cosine_distances sets its diagonal to zero, which the sums leave out anyway.
    within = sum(np.sum(cosine_distances(rows)[apart]) / 2 for rows in (image, text))
    return paired / (paired + within / (2 * n * (n - 1)))


def separability(fit_on, judged):
    labels = lambda pair: np.repeat([1, 0], [len(pair[0]), len(pair[1])])
    model = LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.1)
    model.fit(np.vstack(fit_on), labels(fit_on))
    return roc_auc_score(labels(judged), model.decision_function(np.vstack(judged)))


def energy_distance(image, text):
    return 2 * cdist(image, text).mean() - cdist(image, image).mean() - cdist(text, text).mean()


def uniformity(rows):
    return np.log(np.mean(np.exp(-2 * pdist(rows) ** 2)))


def effective_rank(rows):
    values = np.linalg.svd(rows - rows.mean(0), compute_uv=False)
    shares = values[values > 1e-12] / values.sum()
    return np.exp(-np.sum(shares * np.log(shares)))


def recall(queries, gallery, k):
    chances = []
    for i, query in enumerate(queries):
        cosines = gallery @ query
        level = np.abs(cosines - cosines[i]) < 1e-9
        above = np.sum((cosines > cosines[i]) & ~level)
        # The counterpart is equally likely at each of the places that its ties share.
        places = above + 1 + np.arange(level.sum())
        chances.append(np.mean(places <= k))
    return np.mean(chances)


def ceiling(rows, k):
    _, inverse, counts = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
    return np.mean(np.minimum(1, k / counts[inverse.ravel()]))


def at(figure):
    return {f"at{k}": float(figure(k)) for k in (1, 5, 10)}


def geometry(fit_on, pair):
    image, text = pair
    same = image.shape[1] == text.shape[1]
    length = lambda rows: np.linalg.norm(rows.mean(0))
    figures = {
        "imageSphericalVariance": 1 - length(image),
        "textSphericalVariance": 1 - length(text),
        "imageUniformity": uniformity(image),
        "textUniformity": uniformity(text),
        "imageEffectiveRank": effective_rank(image),
        "textEffectiveRank": effective_rank(text),
        "alignment": np.mean(np.sum((image - text) ** 2, 1)) if same else None,
        "relativeGap": relative_gap(image, text) if same else None,
        "separability": separability(fit_on, pair) if same else None,
        "energyDistance": energy_distance(image, text) if same else None,
    }
    retrieval = None
    if same:
        retrieval = {
            "gallery": len(image),
            "imageToText": at(lambda k: recall(image, text, k)),
            "textToImage": at(lambda k: recall(text, image, k)),
            "chance": at(lambda k: min(1, k / len(image))),
            "ceiling": at(lambda k: min(ceiling(image, k), ceiling(text, k))),
        }
    return {"figures": figures, "retrieval": retrieval}


def rows(count, columns, centre, spread):
    data = normalize(centre + random.normal(size=(count, columns)) * spread)
    return data.astype(np.float32)


def pair(count, image_columns, text_columns, apart, repeated):
    image = rows(count, image_columns, np.linspace(1, -0.5, image_columns) * apart, 0.5)
    text = rows(count, text_columns, np.linspace(-0.5, 1, text_columns) * apart, 0.7)
    if image_columns == text_columns:
        text = normalize(text.astype(np.float64) + 0.6 * image).astype(np.float32)
    # Records with the same words, and a row of zeros in each modality.
    if repeated:
        text[3:9] = text[2]
        text[14:16] = text[13]
        image[11] = 0
        text[12] = 0
    return image, text


def case(name, image_columns, text_columns, apart, repeated):
    fit_on = pair(30, image_columns, text_columns, apart, repeated)
    judged = pair(20, image_columns, text_columns, apart, repeated)
    doubles = lambda both: tuple(m.astype(np.float64) for m in both)
    written = lambda both: {"image": numbers(both[0]), "text": numbers(both[1])}
    return {"name": name, "imageColumns": image_columns, "textColumns": text_columns,
            "fitOn": written(fit_on), "pair": written(judged),
            **geometry(doubles(fit_on), doubles(judged))}


golden = [
    case("modalities that overlap", 5, 5, 0.1, False),
    case("modalities apart, equal records and rows of zeros", 6, 6, 0.8, True),
    case("unequal dimensions", 4, 7, 0.5, False),
]
(HERE / "geometry.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
