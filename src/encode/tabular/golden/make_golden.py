"""What scikit-learn makes of small tables of records with gaps, rare categories and extremes.

Run: python make_golden.py, in this folder. Writes tabular.json. Columns follow the fields, as
Minga's do: a number, its sign of absence; or the categories, the rare ones, the sign of absence.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

SITES = ["back", "face", "foot", "hand", "scalp", "trunk", "ear", "genital"]


def table(seed, rows, gaps):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "age": rng.normal(50, 18, rows).round().clip(0, 110),
            "size": rng.lognormal(1, 1.5, rows).round(2),
            "level": np.full(rows, 3.5),
            "sex": rng.choice(["female", "male"], rows),
            "site": rng.choice(SITES, rows, p=[0.3, 0.2, 0.15, 0.12, 0.1, 0.07, 0.04, 0.02]),
        }
    )
    if gaps:
        for field in ["age", "sex", "site"]:
            frame.loc[rng.random(rows) < 0.15, field] = None
    return frame


def plain(train, test, min_frequency, max_categories):
    """No gaps among words: one ColumnTransformer as anyone would write it."""
    numbers, words = ["age", "size", "level"], ["sex", "site"]
    onehot = OneHotEncoder(
        handle_unknown="infrequent_if_exist" if max_categories else "ignore",
        min_frequency=min_frequency,
        max_categories=max_categories,
        sparse_output=False,
    )
    scale = make_pipeline(
        StandardScaler(),
        SimpleImputer(strategy="constant", fill_value=0.0, add_indicator=True),
    )
    transformer = ColumnTransformer([("numbers", scale, numbers), ("words", onehot, words)])
    transformer.fit(train)
    return transformer.transform(test)


def word_column(train, test, min_frequency, max_categories):
    """Encoder on what is there, zeros and a sign of absence where it is not."""
    onehot = OneHotEncoder(
        handle_unknown="infrequent_if_exist",
        min_frequency=min_frequency,
        max_categories=max_categories,
        sparse_output=False,
    )
    onehot.fit(train[train.notna().to_numpy()])
    there = test.notna().to_numpy().ravel()
    block = np.zeros((len(test), len(onehot.get_feature_names_out())))
    block[there] = onehot.transform(test[there])
    if not train.isna().to_numpy().any():
        return block
    return np.hstack([block, ~there[:, None]])


def gapped(train, test, min_frequency, max_categories):
    blocks = []
    for field in ["age", "size", "level"]:
        scaler = StandardScaler().fit(train[[field]])
        blocks.append(np.nan_to_num(scaler.transform(test[[field]])))
        if train[field].isna().any():
            indicator = MissingIndicator(features="all").fit(train[[field]])
            blocks.append(indicator.transform(test[[field]]))
    for field in ["sex", "site"]:
        blocks.append(word_column(train[[field]], test[[field]], min_frequency, max_categories))
    return np.hstack(blocks)


def records(frame):
    return [
        {key: None if pd.isna(value) else value for key, value in row.items()}
        for row in frame.to_dict("records")
    ]


CASES = [
    ("no gaps, every category", plain, False, 1, None),
    ("no gaps, rare categories together", plain, False, 5, 4),
    ("gaps", gapped, True, 1, None),
    ("gaps, rare categories by frequency", gapped, True, 6, None),
    ("gaps, at most five columns", gapped, True, 1, 5),
    ("ties", gapped, True, 3, 3),
]


def main():
    cases = []
    for seed, (name, encode, gaps, min_frequency, max_categories) in enumerate(CASES):
        train, test = table(seed, 60, gaps), table(seed + 100, 12, gaps)
        test.loc[0, "site"] = "unheard of"
        if name == "ties":
            train["site"] = np.resize(["a", "b", "c", "d", "e"], len(train))
            test["site"] = np.resize(["a", "b", "c", "d", "e", "f"], len(test))
        rows = encode(train, test, min_frequency, max_categories)
        options = {"minFrequency": min_frequency, "clip": 1e6}
        if max_categories:
            options["maxCategories"] = max_categories
        cases.append(
            {
                "name": name,
                "options": options,
                "train": records(train),
                "test": records(test),
                "rows": rows.astype(float).round(9).tolist(),
            }
        )
    Path("tabular.json").write_text(json.dumps({"cases": cases}, separators=(",", ":")) + "\n")


main()
