"""Golden tensors for preprocess.ts: the rules of preprocessor_config.json in NumPy and Pillow.

Run: python make_golden_preprocess.py, in this folder. Writes preprocess.json. Of every result the
shape, 40 values at seeded places and each plane's mean are kept.
"""

import base64
import json
import math
from pathlib import Path

import numpy as np
from PIL import Image

IMAGENET = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
CLIP = {
    "image_mean": [0.48145466, 0.4578275, 0.40821073],
    "image_std": [0.26862954, 0.26130258, 0.27577711],
}
HALF = {"image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}

CASES = {
    "exact size, bilinear": {
        "image_processor_type": "ViTImageProcessor",
        "size": {"height": 20, "width": 24},
        "resample": 2,
        **IMAGENET,
    },
    "a number as a square": {"feature_extractor_type": "ViTFeatureExtractor", "size": 18, **HALF},
    "a number as the shortest edge, then a crop": {
        "feature_extractor_type": "CLIPFeatureExtractor",
        "size": 22,
        "crop_size": 19,
        "resample": 3,
        **CLIP,
    },
    "shortest edge and crop": {
        "image_processor_type": "BitImageProcessor",
        "size": {"shortest_edge": 25},
        "crop_size": {"height": 17, "width": 22},
        "do_center_crop": True,
        "resample": 3,
        **IMAGENET,
    },
    "a crop larger than the picture": {
        "image_processor_type": "CLIPImageProcessor",
        "do_resize": False,
        "crop_size": {"height": 40, "width": 30},
        **CLIP,
    },
    "crop_pct below 384": {
        "image_processor_type": "ConvNextImageProcessor",
        "size": {"shortest_edge": 28},
        "crop_pct": 0.875,
        "resample": 3,
        **IMAGENET,
    },
    "the square from 384 on": {
        "image_processor_type": "ConvNextImageProcessor",
        "size": {"shortest_edge": 384},
        "resample": 3,
        **IMAGENET,
    },
    "no normalisation": {
        "image_processor_type": "SiglipImageProcessor",
        "size": {"height": 16, "width": 16},
        "resample": 1,
        "do_normalize": False,
        "rescale_factor": 1 / 127.5,
    },
    "no rescaling": {
        "image_processor_type": "ViTImageProcessor",
        "size": {"height": 16, "width": 16},
        "resample": 0,
        "do_rescale": False,
        "do_normalize": False,
    },
}


def shortest(width, height, edge):
    if width <= height:
        return edge, int(edge * height / width)
    return int(edge * width / height), edge


def center_crop(data, crop_height, crop_width):
    height, width = data.shape[:2]
    top, left = (height - crop_height) // 2, (width - crop_width) // 2
    if top >= 0 and left >= 0:
        return data[top : top + crop_height, left : left + crop_width]
    padded = np.zeros((max(height, crop_height), max(width, crop_width), 3), data.dtype)
    pad_top = math.ceil((padded.shape[0] - height) / 2)
    pad_left = math.ceil((padded.shape[1] - width) / 2)
    padded[pad_top : pad_top + height, pad_left : pad_left + width] = data
    top, left = top + pad_top, left + pad_left
    return padded[top : top + crop_height, left : left + crop_width]


def preprocess(data, config):
    image = Image.fromarray(data)
    kind = config.get("image_processor_type") or config["feature_extractor_type"]
    by_edge = kind.startswith(("CLIP", "Bit", "ConvNext"))
    crop = config.get("crop_size") if kind.startswith(("CLIP", "Bit")) else None
    if config.get("do_resize", True):
        size = config["size"]
        if isinstance(size, int):
            size = {"shortest_edge": size} if by_edge else {"height": size, "width": size}
        if kind.startswith("ConvNext"):
            edge = size["shortest_edge"]
            crop = edge if edge < 384 else None
            if edge < 384:
                size = {"shortest_edge": int(edge / config.get("crop_pct", 224 / 256))}
            else:
                size = {"height": edge, "width": edge}
        if "shortest_edge" in size:
            target = shortest(*image.size, size["shortest_edge"])
        else:
            target = (size["width"], size["height"])
        image = image.resize(target, config.get("resample", 2))
    data = np.asarray(image)
    if crop is not None:
        crop = {"height": crop, "width": crop} if isinstance(crop, int) else crop
        data = center_crop(data, crop["height"], crop["width"])
    values = data.astype(np.float32)
    if config.get("do_rescale", True):
        values = (data.astype(np.float64) * config.get("rescale_factor", 1 / 255)).astype(np.float32)
    if config.get("do_normalize", True):
        mean = np.array(config["image_mean"], np.float32)
        std = np.array(config["image_std"], np.float32)
        values = (values - mean) / std
    return values.transpose(2, 0, 1)


def main():
    rng = np.random.default_rng(0)
    pictures, cases = [], []
    for width, height in [(31, 23), (21, 34)]:
        data = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
        encoded = base64.b64encode(data.tobytes()).decode()
        pictures.append({"width": width, "height": height, "data": encoded})
        for name, config in CASES.items():
            values = preprocess(data, config)
            places = rng.choice(values.size, 40, replace=False)
            cases.append(
                {
                    "name": name,
                    "picture": len(pictures) - 1,
                    "config": config,
                    "shape": list(values.shape),
                    "places": places.tolist(),
                    "values": [float(v) for v in values.reshape(-1)[places]],
                    "means": values.astype(np.float64).mean(axis=(1, 2)).tolist(),
                }
            )
    golden = {"pictures": pictures, "cases": cases}
    Path("preprocess.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
