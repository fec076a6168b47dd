"""Golden pictures for resize.ts: Pillow's own resampling of a small seeded picture.

Run: python make_golden_resize.py, in this folder. Writes resize.json.
"""

import base64
import json
from pathlib import Path

import numpy as np
import PIL
from PIL import Image

FILTERS = {
    "nearest": Image.NEAREST,
    "box": Image.BOX,
    "bilinear": Image.BILINEAR,
    "hamming": Image.HAMMING,
    "bicubic": Image.BICUBIC,
    "lanczos": Image.LANCZOS,
}
# (source width, source height), (target width, target height)
SIZES = [
    ((23, 17), (11, 7)),
    ((23, 17), (35, 22)),
    ((37, 13), (16, 23)),
    ((19, 31), (19, 12)),
    ((31, 20), (13, 20)),
    ((1, 5), (3, 2)),
    ((64, 3), (2, 3)),
]


def picture(width, height, seed):
    """Noise, hard edges and a ramp: overshoot, clipping and smooth parts in one picture."""
    rng = np.random.default_rng(seed)
    data = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
    data[: height // 3] = np.where(np.arange(width)[None, :, None] % 4 < 2, 0, 255)
    ramp = np.linspace(0, 255, width).astype(np.uint8)
    data[height // 3 : height // 2] = ramp[None, :, None]
    return data


def encode(data):
    return base64.b64encode(np.ascontiguousarray(data).tobytes()).decode()


def main():
    sources, cases = [], []
    for number, (source, target) in enumerate(SIZES):
        data = picture(*source, number)
        sources.append({"width": source[0], "height": source[1], "data": encode(data)})
        for name, code in FILTERS.items():
            resized = np.asarray(Image.fromarray(data).resize(target, code))
            cases.append(
                {
                    "source": number,
                    "filter": name,
                    "width": target[0],
                    "height": target[1],
                    "data": encode(resized),
                }
            )
    golden = {"pillow": PIL.__version__, "sources": sources, "cases": cases}
    Path("resize.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
