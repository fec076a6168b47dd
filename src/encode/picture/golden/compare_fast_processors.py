"""How far transformers' processors on tensors ("fast") are from those with Pillow.

Run: python compare_fast_processors.py FOLDER [MODEL.onnx], a folder of pictures and, if wanted, a
model with an input of 224 × 224 pixels and ImageNet's mean and deviation. Prints a table: over the
first 50 pictures the largest and the mean difference in steps of 1/255, the least cosine of the
tensors, the median and the least one of the model's vectors. Nothing is written.
"""

import sys
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

import onnxruntime as ort
import transformers as hf
from PIL import Image

STATS = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
SQUARE = {"height": 224, "width": 224}
ROWS = [
    ("ViT, bilinear", "ViT", "ViT", {"size": SQUARE}),
    ("CLIP, bicubic", "CLIP", "CLIP", {}),
    (
        "DINOv2 (Bit), 256 and a crop",
        "Bit",
        "Bit",
        {"size": {"shortest_edge": 256}, "crop_size": SQUARE},
    ),
    ("DINOv3, resized as floats", "DINOv3ViT", "ViT", {"size": SQUARE}),
]


def cosine(a, b):
    a, b = a.astype(np.float64).ravel(), b.astype(np.float64).ravel()
    return a @ b / np.sqrt((a @ a) * (b @ b))


def main():
    folder, *models = sys.argv[1:]
    pictures = [Image.open(p).convert("RGB") for p in sorted(Path(folder).iterdir())[:50]]
    session = ort.InferenceSession(models[0]) if models else None
    print(
        f"{len(pictures)} pictures; processor | largest | mean | least cosine of tensors |"
        " median and least cosine of vectors"
    )
    for name, fast_kind, slow_kind, settings in ROWS:
        fast = getattr(hf, f"{fast_kind}ImageProcessor")(**settings, **STATS)
        slow = getattr(hf, f"{slow_kind}ImageProcessorPil")(**settings, **STATS)
        differences, tensors, vectors = [], [], []
        for picture in pictures:
            a = np.asarray(fast(picture, return_tensors="pt")["pixel_values"])
            b = np.asarray(slow(picture, return_tensors="np")["pixel_values"])
            scale = 255 * np.float32(STATS["image_std"])[:, None, None]
            differences.append(np.abs(a - b)[0] * scale)
            tensors.append(cosine(a, b))
            if session is not None:
                given = session.get_inputs()[0].name
                vectors.append(
                    cosine(*(session.run(None, {given: x.astype(np.float32)})[0] for x in (a, b)))
                )
        largest, mean = max(d.max() for d in differences), np.mean([d.mean() for d in differences])
        least = f"{np.median(vectors):.6f} {min(vectors):.6f}" if vectors else "-"
        print(f"{name} | {largest:.2f} | {mean:.4f} | {min(tensors):.8f} | {least}")


main()
