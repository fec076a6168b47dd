"""Golden vectors of texts: static ones through Python's tokenizers and NumPy, hashed ones through
scikit-learn's MurmurHash3.

Run: python make_golden_text.py [FOLDER], in this folder; FOLDER is a Model2Vec model, by default
the one in ../shared. Writes static-text.json and hashed-text.json. No weight of that model is kept,
only vectors of texts; the tiny model beside it is our own.
"""

import base64
import json
import math
import re
import sys
import unicodedata
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save
from sklearn.utils import murmurhash3_32
from tokenizers import Tokenizer

TEXTS = [
    "Female, 45 years old, lesion on the back.",
    "female 45 years old lesion on the back",
    "Male, 80.0 years; scalp; benign keratosis-like lesion",
    "",
    "   \t\n ",
    "Über die Läsion: größer als 5 mm",
    "Niña de 7 años, mácula hipercrómica en el muslo",
    "coração, pressão arterial 120/80 mmHg",
    "naïve café déjà-vu",
    "皮膚の病変",
    "黑色素瘤 melanoma 黑色素瘤",
    "환자는 여성입니다",
    "пациент, 63 года",
    "مريض عمره ٤٥ سنة",
    "μ-opioid β-blocker ±0.5 °C",
    "xqzvjkqqzx wvvkqjxz",
    "🙂 👩‍⚕️",
    "HbA1c 7.2%, BMI 31.4 kg/m²",
    "!!! ??? ...",
    "don't stop the patient's insulin",
    "a",
    "melanoma",
    "melanoma melanoma melanoma",
    "diabetic retinopathy, grade 3; macular oedema present",
    "ISIC_0027419 HAM_0000118",
    "e\u0301te\u0301 vs \u00e9t\u00e9",
    "ﬁne ﬂow ＦＵＬＬ width",
    "tab\tseparated\u00a0non-breaking\u200bzero-width",
    "The [MASK] and [UNK] tokens [CLS] written out",
    "long " * 600,
]


def static_vectors(tokenizer, embeddings, normalize):
    unknown = tokenizer.token_to_id("[UNK]")
    rows = []
    for text in TEXTS:
        ids = [i for i in tokenizer.encode(text, add_special_tokens=False).ids if i != unknown]
        mean = embeddings[ids].astype(np.float64).mean(axis=0) if ids else np.zeros(embeddings.shape[1])
        norm = np.linalg.norm(mean)
        rows.append((mean / norm if normalize and norm > 0 else mean).round(7).tolist())
    return rows


def tiny_tokenizer():
    pieces = "lesion on the back female male melan ##oma ##s year , . 4 ##5 a 皮 e ##te".split()
    vocabulary = {piece: i for i, piece in enumerate(["[PAD]", "[UNK]", *pieces])}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": vocabulary,
        },
    }


def hashed_vector(text, dimension):
    words = [w for w in split_words(unicodedata.normalize("NFKC", text).lower())]
    first = [f"w {w}" for w in words] + [f"w {a} {b}" for a, b in zip(words, words[1:])]
    second = []
    for word in words:
        padded = f" {word} "
        for n in (3, 4, 5):
            second += [f"c {padded[i : i + n]}" for i in range(len(padded) - n + 1)]
    vector = np.zeros(dimension)
    for family in (first, second):
        counts = {feature: family.count(feature) for feature in dict.fromkeys(family)}
        norm = math.sqrt(sum((1 + math.log(n)) ** 2 for n in counts.values()))
        for feature, n in counts.items():
            h = murmurhash3_32(feature.encode(), seed=0, positive=True)
            vector[(h >> 1) % dimension] += (1 if h % 2 == 0 else -1) * (1 + math.log(n)) / norm
    norm = np.linalg.norm(vector)
    return vector / norm if norm > 0 else vector


def split_words(text):
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text)
    return re.findall(r"[^ ]+", kept)


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../../../../shared/models/potion-base-2M")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    real = load_file(str(folder / "model.safetensors"))["embeddings"]
    description = tiny_tokenizer()
    rng = np.random.default_rng(3)
    embeddings = rng.normal(size=(len(description["model"]["vocab"]), 4)).astype(np.float32)
    tiny = static_vectors(Tokenizer.from_str(json.dumps(description)), embeddings, False)
    golden = {
        "texts": TEXTS,
        "potion-base-2M": static_vectors(tokenizer, real, True),
        "tiny": {
            "tokenizer": description,
            "weights": base64.b64encode(save({"embeddings": embeddings})).decode(),
            "rows": tiny,
        },
    }
    Path("static-text.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    keys = ["", "a", "ab", "abc", "abcd", "abcde", "w lesion", "c ño ", "皮膚", "x" * 99]
    hashed = {
        "hashes": [[key, seed, murmurhash3_32(key.encode(), seed=seed, positive=True)]
                   for key in keys for seed in (0, 1, 2147483647)],
        "dimension": 32,
        "texts": TEXTS[:-1],
        "rows": [hashed_vector(text, 32).round(7).tolist() for text in TEXTS[:-1]],
    }
    Path("hashed-text.json").write_text(json.dumps(hashed, separators=(",", ":")) + "\n")


main()
