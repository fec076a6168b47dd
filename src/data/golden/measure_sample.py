"""Measures how well the built-in sample can be learnt, without any encoder of the project.

Simple colour and edge descriptors of the pictures, one-hot cells of the records, logistic regression,
five folds by lesion, three shuffles. Planted faults are left out. Prints macro AUROC and accuracy.

Run: python src/data/golden/measure_sample.py FOLDER...
"""

import json
import pathlib
import sys

import numpy
import pandas
from PIL import Image
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

fields = ["age", "sex", "site", "itch", "bleeding", "growth_months"]


def describe(path):
    pixels = numpy.asarray(Image.open(path).convert("RGB"), dtype=float) / 255
    figures = []
    for region in (pixels, pixels[24:72, 32:96]):
        figures.extend(region.mean((0, 1)))
        figures.extend(region.std((0, 1)))
        for plane in (*region.transpose(2, 0, 1), region[..., 0] - region[..., 2]):
            figures.extend(numpy.histogram(plane, 8, (-0.1, 1))[0] / plane.size)
    down, across = numpy.gradient(pixels.mean(2))
    strength, direction = numpy.hypot(across, down), numpy.arctan2(down, across)
    figures.extend(strength.reshape(4, 24, 4, 32).mean((1, 3)).ravel())
    figures.extend(numpy.histogram(direction, 8, weights=strength)[0] / strength.sum())
    return figures


def load(folder):
    table = pandas.read_csv(folder / "records.csv", dtype=str, keep_default_na=False)
    faults = json.loads((folder / "faults.json").read_text())
    twins = faults["exactDuplicates"] + faults["nearDuplicates"]
    spoilt = faults["unreadableImages"] + faults["absentImages"] + [twin["id"] for twin in twins]
    table = table[~table.image_id.isin(spoilt)]
    pictures = numpy.array([describe(folder / "images" / name) for name in table.image])
    records = OneHotEncoder(sparse_output=False).fit_transform(table[fields])
    return pictures, records, table.kind.values, table.lesion_id.values


def measure(features, labels, groups, strength):
    figures = []
    for shuffle in range(3):
        folds = StratifiedGroupKFold(5, shuffle=True, random_state=shuffle)
        scores = numpy.zeros((len(labels), len(set(labels))))
        for train, test in folds.split(features, labels, groups):
            model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=3000))
            scores[test] = model.fit(features[train], labels[train]).predict_proba(features[test])
        predicted = numpy.unique(labels)[scores.argmax(1)]
        figures.append((roc_auc_score(labels, scores, multi_class="ovr"), (predicted == labels).mean()))
    return "AUROC {:.3f} accuracy {:.3f}".format(*numpy.mean(figures, axis=0))


for name in sys.argv[1:]:
    pictures, records, labels, groups = load(pathlib.Path(name))
    both = numpy.hstack([pictures, records])
    print(name, "pictures:", measure(pictures, labels, groups, 0.02))
    print(name, "records: ", measure(records, labels, groups, 0.02))
    print(name, "both:    ", measure(both, labels, groups, 0.02))
