"""Hashes of pictures by Pillow and SciPy, which share no code with ours.

Pillow decodes the files and reduces their brightness, SciPy transforms it. Run by hand:

    /work/peer/venv/bin/python src/audit/duplicates/golden/make_golden.py
"""
import base64
import io
import json
import pathlib

import numpy as np
import PIL
import scipy
from PIL import Image
from scipy.fft import dctn

SIDE, KEPT = 32, 8


def scene(seed, width, height):
    """A blob, a grid and noise: smooth parts, edges and grain."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    cx, cy = rng.uniform(0.3, 0.7) * width, rng.uniform(0.3, 0.7) * height
    blob = np.exp(-(((x - cx) / (0.2 * width)) ** 2 + ((y - cy) / (0.25 * height)) ** 2))
    grid = 20 * (((x // 9) + (y // 7)) % 2)
    base = np.stack([210 - 120 * blob, 170 - 110 * blob, 150 - 60 * blob], axis=-1)
    noisy = base + grid[..., None] + rng.normal(0, 6, (height, width, 3))
    return Image.fromarray(np.clip(np.round(noisy), 0, 255).astype(np.uint8))


def reduced(image):
    brightness = np.asarray(image.convert("RGB"), np.float64) @ [0.299, 0.587, 0.114]
    small = Image.fromarray(brightness.astype(np.float32)).resize((SIDE, SIDE), Image.BILINEAR)
    return np.asarray(small, np.float64)


def bits(values):
    low = dctn(values, norm="ortho")[:KEPT, :KEPT].ravel()
    return "".join("1" if value > np.median(low) else "0" for value in low)


def orientations(values):
    """Exchanged or not, upside down or not, mirrored or not, the last fastest."""
    for exchanged in (False, True):
        for flipped in (False, True):
            for mirrored in (False, True):
                source = values.T if exchanged else values
                laid = source[::-1] if flipped else source
                laid = laid[:, ::-1] if mirrored else laid
                yield laid


pictures = []
for seed, (width, height), form in [
    (1, (200, 150), "PNG"),
    (2, (97, 131), "JPEG"),
    (3, (240, 180), "JPEG"),
    (4, (32, 32), "PNG"),
    (5, (20, 9), "PNG"),
]:
    image = scene(seed, width, height)
    file = io.BytesIO()
    image.save(file, form, **({"quality": 90} if form == "JPEG" else {}))
    decoded = Image.open(io.BytesIO(file.getvalue()))
    values = reduced(decoded)
    # The hash is defined on whole brightnesses.
    whole = np.floor(values + 0.5)
    pictures.append(
        {
            "name": f"{width} x {height} {form}",
            "file": base64.b64encode(file.getvalue()).decode(),
            "brightness": values.round(4).ravel().tolist(),
            "reduced": whole.astype(int).ravel().tolist(),
            "cosines": dctn(whole, norm="ortho")[:KEPT, :KEPT].ravel().round(6).tolist(),
            "hashes": [bits(laid) for laid in orientations(whole)],
        }
    )

golden = {
    "made with": {"Pillow": PIL.__version__, "SciPy": scipy.__version__, "numpy": np.__version__},
    "pictures": pictures,
}
path = pathlib.Path(__file__).with_name("hashes.json")
path.write_text(json.dumps(golden) + "\n")
