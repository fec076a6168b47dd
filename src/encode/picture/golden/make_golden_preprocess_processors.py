"""Golden tensors for the rules of whole processors, made by the processors themselves.

Run: python make_golden_preprocess_processors.py, in this folder. Writes preprocess-processors.json.
transformers' processors with Pillow, timm's and open_clip's transforms for evaluation are given a
few awkward pictures. Of every result the shape, half the SHA-256 of its float32 bytes (little endian,
[3, height, width]) and the last green value are kept, so equality is to the last bit.
"""

import base64
import hashlib
import io
import json
from pathlib import Path

import numpy as np
import torch

# torchvision without its compiled operators cannot be imported unless these names are known; no
# transform calls them.
torchvision_operators = torch.library.Library("torchvision", "FRAGMENT")
for operator in ("nms", "qnms"):
    torchvision_operators.define(
        f"{operator}(Tensor boxes, Tensor scores, float threshold) -> Tensor"
    )

import timm.data
import transformers
from open_clip.transform import PreprocessCfg, image_transform_v2
from PIL import Image

SQUARE = {"height": 16, "width": 16}
CROP = {"height": 18, "width": 18}
EDGE = {"shortest_edge": 22}

PROCESSORS = [
    *[
        (f"ViT, {name}", "ViT", {"size": {"height": 17, "width": 20}, "resample": number})
        for number, name in enumerate(
            ["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"]
        )
    ],
    ("DeiT", "DeiT", {"size": {"height": 21, "width": 21}, "crop_size": SQUARE}),
    ("Beit", "Beit", {"size": SQUARE, "do_center_crop": False}),
    ("Blip", "Blip", {"size": SQUARE}),
    ("Siglip", "Siglip", {"size": SQUARE}),
    ("Pvt", "Pvt", {"size": SQUARE}),
    ("Segformer", "Segformer", {"size": SQUARE}),
    ("Flava", "Flava", {"size": SQUARE, "crop_size": SQUARE}),
    ("CLIP", "CLIP", {"size": EDGE, "crop_size": CROP}),
    ("CLIP, an odd remainder", "CLIP", {"size": {"shortest_edge": 21}, "crop_size": CROP}),
    (
        "CLIP, a bound",
        "CLIP",
        {"size": {"shortest_edge": 22, "longest_edge": 30}, "crop_size": CROP},
    ),
    ("CLIP, no resize", "CLIP", {"do_resize": False, "crop_size": {"height": 19, "width": 24}}),
    ("ChineseCLIP", "ChineseCLIP", {"size": EDGE, "crop_size": CROP}),
    ("Bit", "Bit", {"size": EDGE, "crop_size": {"height": 15, "width": 21}}),
    ("ConvNext below 384", "ConvNext", {"size": {"shortest_edge": 20}, "crop_pct": 0.875}),
    ("ConvNext from 384 on", "ConvNext", {"size": {"shortest_edge": 384}, "crop_pct": 0.95}),
    ("MobileNetV1", "MobileNetV1", {"size": EDGE, "crop_size": CROP}),
    ("MobileNetV2", "MobileNetV2", {"size": EDGE, "crop_size": CROP}),
    ("MobileViT, blue first", "MobileViT", {"size": EDGE, "crop_size": CROP}),
    (
        "MobileViT, red first",
        "MobileViT",
        {"size": EDGE, "crop_size": CROP, "do_flip_channel_order": False},
    ),
    ("EfficientNet", "EfficientNet", {"size": SQUARE, "resample": 0}),
    (
        "EfficientNet, an offset",
        "EfficientNet",
        {
            "size": SQUARE,
            "resample": 3,
            "rescale_factor": 1 / 127.5,
            "rescale_offset": True,
            "include_top": False,
        },
    ),
    (
        "EfficientNet, a crop",
        "EfficientNet",
        {"size": {"height": 20, "width": 20}, "crop_size": SQUARE, "do_center_crop": True},
    ),
    ("Levit", "Levit", {"size": EDGE, "crop_size": EDGE["shortest_edge"]}),
    (
        "PoolFormer",
        "PoolFormer",
        {"size": {"shortest_edge": 20}, "crop_pct": 0.95, "crop_size": CROP},
    ),
    ("PoolFormer, a square", "PoolFormer", {"size": SQUARE, "crop_size": SQUARE}),
    ("Sam", "Sam", {"size": {"longest_edge": 24}, "pad_size": {"height": 24, "width": 24}}),
    ("no rescaling", "ViT", {"size": SQUARE, "do_rescale": False}),
    ("no normalising", "ViT", {"size": SQUARE, "do_normalize": False}),
]

TIMM = [
    ("timm, all by default", {"input_size": [3, 18, 18]}),
    ("timm, center", {"input_size": [3, 18, 18], "interpolation": "bicubic", "crop_pct": 0.9}),
    (
        "timm, an odd remainder",
        {"input_size": [3, 17, 17], "interpolation": "bilinear", "crop_pct": 0.85},
    ),
    (
        "timm, squash",
        {
            "input_size": [3, 18, 18],
            "crop_mode": "squash",
            "crop_pct": 0.95,
            "interpolation": "lanczos",
        },
    ),
    ("timm, squash to all", {"input_size": [3, 18, 18], "crop_mode": "squash", "crop_pct": 1.0}),
    (
        "timm, border",
        {
            "input_size": [3, 18, 18],
            "crop_mode": "border",
            "crop_pct": 1.0,
            "mean": [0.5, 0.4, 0.3],
            "std": [0.5, 0.5, 0.5],
        },
    ),
    ("timm, border and crop", {"input_size": [3, 18, 18], "crop_mode": "border", "crop_pct": 0.8}),
    ("timm, not square", {"input_size": [3, 15, 22], "crop_pct": 0.9, "interpolation": "bicubic"}),
]

OPEN_CLIP = [
    ("open_clip, all by default", {"size": 18}),
    (
        "open_clip, shortest",
        {"size": [18, 18], "interpolation": "bilinear", "resize_mode": "shortest"},
    ),
    (
        "open_clip, squash",
        {"size": 18, "resize_mode": "squash", "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5]},
    ),
    ("open_clip, longest", {"size": 18, "resize_mode": "longest", "fill_color": 114}),
    (
        "open_clip, not square",
        {"size": [15, 22], "resize_mode": "shortest", "interpolation": "bilinear"},
    ),
]


def pictures():
    rng = np.random.default_rng(3)
    noise = lambda *shape: rng.integers(0, 256, shape, dtype=np.uint8)
    palette = Image.fromarray(noise(21, 18, 3)).quantize(20)
    images = {
        "odd": Image.fromarray(noise(23, 31, 3)),
        "tall": Image.fromarray(noise(40, 9, 3)),
        "wide": Image.fromarray(noise(7, 53, 3)),
        "small": Image.fromarray(noise(6, 5, 3)),
        "one pixel wide": Image.fromarray(noise(17, 1, 3)),
        "grey": Image.fromarray(noise(13, 20)),
        "palette": palette,
    }
    for name, image in images.items():
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        content = buffer.getvalue()
        yield name, base64.b64encode(content).decode(), Image.open(io.BytesIO(content)).convert(
            "RGB"
        )


def result(tensor):
    values = np.ascontiguousarray(np.asarray(tensor), dtype="<f4")
    return values.shape, hashlib.sha256(values.tobytes()).hexdigest()[:32], float(values[1, -1, -1])


def hugging_face(kind, settings):
    processor = getattr(transformers, f"{kind}ImageProcessorPil")(**settings)
    dropped = ("codebook", "mask_", "total_mask", "input_size_patches", "return_", "data_format")
    config = {k: v for k, v in processor.to_dict().items() if not k.startswith(dropped)}
    return (
        json.loads(json.dumps(config, default=dict)),
        lambda image: processor(image, return_tensors="np")["pixel_values"][0],
    )


def by_timm(config):
    transform = timm.data.create_transform(
        **timm.data.resolve_data_config({}, pretrained_cfg=config), is_training=False
    )
    return config, transform


def main():
    files = list(pictures())
    cases = []
    makers = [
        *[
            ("hugging-face", name, hugging_face(kind, settings))
            for name, kind, settings in PROCESSORS
        ],
        *[("timm", name, by_timm(config)) for name, config in TIMM],
        *[
            (
                "open_clip",
                name,
                (config, image_transform_v2(PreprocessCfg(**config), is_train=False)),
            )
            for name, config in OPEN_CLIP
        ],
    ]
    for source, name, (config, process) in makers:
        results = [result(process(image)) for _, _, image in files]
        (shape,) = {shape for shape, _, _ in results}
        case = {"source": source, "name": name, "config": config, "shape": list(shape)}
        case["sha256"] = [digest for _, digest, _ in results]
        case["last"] = [value for _, _, value in results]
        cases.append(case)
    golden = {"pictures": [{"name": n, "file": f} for n, f, _ in files], "cases": cases}
    Path("preprocess-processors.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
