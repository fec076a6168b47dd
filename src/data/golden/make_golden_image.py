"""Golden pictures for image.ts: small files of many kinds, and the pixels that Pillow reads.

Run: python make_golden_image.py, in this folder. Writes image.json.
"""

import base64
import io
import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps


def picture(width, height):
    y, x = np.mgrid[:height, :width]
    rng = np.random.default_rng(2)
    base = np.stack([x * 255 // width, y * 255 // height, (x + y) * 3 % 256], axis=2)
    return Image.fromarray((base * 0.8 + rng.integers(0, 50, base.shape)).astype(np.uint8))


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def oriented(value):
    exif = Image.Exif()
    exif[0x0112] = value
    return saved(picture(21, 13), "JPEG", quality=92, exif=exif)


def files():
    rgb = picture(21, 13)
    alpha = rgb.copy()
    alpha.putalpha(Image.fromarray(np.arange(21 * 13).reshape(13, 21).astype(np.uint8)))
    palette = rgb.quantize(16)
    yield "JPEG 4:2:0", saved(rgb, "JPEG", quality=85)
    yield "JPEG 4:4:4", saved(rgb, "JPEG", quality=85, subsampling=0)
    yield "JPEG 4:2:2", saved(rgb, "JPEG", quality=85, subsampling=1)
    yield "progressive JPEG", saved(rgb, "JPEG", quality=85, progressive=True)
    yield "grey JPEG", saved(rgb.convert("L"), "JPEG")
    for value in range(2, 9):
        yield f"JPEG of orientation {value}", oriented(value)
    yield "PNG", saved(rgb, "PNG")
    yield "PNG with alpha", saved(alpha, "PNG")
    yield "grey PNG", saved(rgb.convert("L"), "PNG")
    yield "grey PNG with alpha", saved(alpha.convert("LA"), "PNG")
    yield "PNG with a palette", saved(palette, "PNG")
    yield "PNG with a transparent colour", saved(palette, "PNG", transparency=3)
    yield "PNG of one bit", saved(rgb.convert("1"), "PNG")
    yield "lossless WebP", saved(rgb, "WEBP", lossless=True)
    yield "TIFF", saved(rgb, "TIFF", compression="tiff_lzw")
    yield "GIF", saved(palette, "GIF")


def main():
    cases = []
    for name, content in files():
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
        pixels = base64.b64encode(np.asarray(image).tobytes()).decode()
        cases.append(
            {
                "name": name,
                "file": base64.b64encode(content).decode(),
                "width": image.width,
                "height": image.height,
                "data": pixels,
            }
        )
    deep = (np.arange(21 * 13).reshape(13, 21) * 240).astype(np.uint16)
    content = saved(Image.fromarray(deep), "PNG")
    cases.append(
        {
            # Pillow's own conversion of 16 bits clips, so the wanted pixels are said here.
            "name": "grey PNG of 16 bits",
            "file": base64.b64encode(content).decode(),
            "width": 21,
            "height": 13,
            "data": base64.b64encode(np.repeat((deep >> 8).astype(np.uint8), 3).tobytes()).decode(),
        }
    )
    Path("image.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


main()
