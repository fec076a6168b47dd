"""Goldens of nearest neighbours and class prototypes, made with scikit-learn 1.9.

    python src/fuse/golden/make_neighbours.py

Writes neighbours.json beside itself.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from sklearn.preprocessing import normalize

HERE = Path(__file__).parent
rng = np.random.default_rng(5)


def rounded(array):
    return [float(f"{x:.7g}") for x in np.asarray(array).ravel()]


def rows(labels, columns):
    return rng.normal(size=(len(labels), columns)).astype(np.float32) + (np.eye(3, columns)[labels] * 2).astype(np.float32)


labels, held = np.arange(30) % 3, np.arange(12) % 3
image, text = rows(labels, 4), rows(labels, 3)
held_image, held_text = rows(held, 4), rows(held, 3)
query = {"euclidean": lambda i, t: np.hstack([i, t]), "cosine": lambda i, t: normalize(np.hstack([normalize(i), normalize(t)]))}
cases = []
for metric, of in query.items():
    neighbours = KNeighborsClassifier(n_neighbors=5, metric=metric).fit(of(image, text), labels)
    centroids = NearestCentroid().fit(of(image, text), labels).centroids_
    cases.append({"metric": metric, "votes": rounded(neighbours.predict_proba(of(held_image, held_text)) * 5),
                  "centroids": rounded(normalize(centroids) if metric == "cosine" else centroids)})
golden = {"labels": labels.tolist(), "heldLabels": held.tolist(), "image": rounded(image), "text": rounded(text),
          "heldImage": rounded(held_image), "heldText": rounded(held_text), "cases": cases}
(HERE / "neighbours.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
