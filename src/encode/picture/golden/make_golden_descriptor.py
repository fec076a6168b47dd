"""Golden descriptions of pictures: the formulae of descriptor.ts in NumPy and colorsys, written apart.

Run: python make_golden_descriptor.py, in this folder. Writes descriptor.json.
"""

import base64
import colorsys
import json
from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 128
RING = [(-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0)]


def hellinger(counts):
    total = counts.sum()
    return np.sqrt(counts / total) if total > 0 else counts


def surround():
    c = np.arange(SIDE) + 0.5 - SIDE / 2
    return (c[:, None] ** 2 + c[None, :] ** 2) > 40**2


def moments(rgb):
    r, g, b = np.moveaxis(rgb / 255, 2, 0)
    planes = [(r + g + b) / 3, r - g, (r + g) / 2 - b]
    edges = [0, 43, 85, 128]
    out = []
    for i in range(3):
        for j in range(3):
            for p in planes:
                cell = p[edges[i] : edges[i + 1], edges[j] : edges[j + 1]]
                out += [cell.mean(), cell.std()]
    for p in planes:
        centred = p - p.mean()
        out.append((centred**3).mean() / p.std() ** 3 / 4 if p.std() > 1e-6 else 0.0)
    return np.array(out)


def colours(rgb):
    bins = np.zeros((2, 8, 3, 4))
    for region, (r, g, b) in zip(surround().ravel(), rgb.reshape(-1, 3).tolist()):
        h, s, _ = colorsys.rgb_to_hsv(r, g, b)
        value = max(r, g, b) / 256
        bins[int(region), int(h * 8) % 8, min(2, int(s * 3)), int(value * 4)] += 1
    return np.concatenate([hellinger(bins[0].ravel()), hellinger(bins[1].ravel())])


def patterns(grey):
    names = {}
    for p in range(256):
        bits = [(p >> k) & 1 for k in range(8)]
        if sum(bits[k] != bits[k - 1] for k in range(8)) <= 2:
            names[p] = len(names)
    out = []
    for radius in (1, 3):
        centre = grey[radius:-radius, radius:-radius]
        code = np.zeros(centre.shape, int)
        for k, (x, y) in enumerate(RING):
            moved = np.roll(grey, (-y * radius, -x * radius), (0, 1))[radius:-radius, radius:-radius]
            code |= (moved >= centre).astype(int) << k
        found = [names.get(p, 58) for p in code.ravel().tolist()]
        out.append(hellinger(np.bincount(found, minlength=59).astype(float)))
    return np.concatenate(out)


def gradients(grey):
    dx = (grey[1:-1, 2:] - grey[1:-1, :-2]) / 2
    dy = (grey[2:, 1:-1] - grey[:-2, 1:-1]) / 2
    length = np.hypot(dx, dy)
    position = (np.arctan2(dy, dx) / np.pi % 1) * 9
    lower = np.floor(position).astype(int)
    share = position - lower
    cell = np.arange(1, SIDE - 1) * 4 // SIDE
    orientations = np.zeros((4, 4, 9))
    rows, columns = np.broadcast_arrays(cell[:, None], cell[None, :])
    np.add.at(orientations, (rows, columns, lower % 9), length * (1 - share))
    np.add.at(orientations, (rows, columns, (lower + 1) % 9), length * share)
    bins = np.minimum(15, np.floor(2 * np.log2(1 + length / 1000))).astype(int)
    out = surround()[1:-1, 1:-1]
    strengths = [hellinger(np.bincount(bins[m], minlength=16).astype(float)) for m in (~out, out)]
    return np.concatenate([hellinger(orientations.ravel()), *strengths])


def main():
    rng = np.random.default_rng(5)
    cases = []
    for width, height in [(30, 20), (17, 40)]:
        ramp = np.linspace(0, 1, width)[None, :, None] * np.array([200, 90, 60])
        data = (ramp + rng.integers(0, 55, (height, width, 3))).astype(np.uint8)
        rgb = np.asarray(Image.fromarray(data).resize((SIDE, SIDE), Image.BILINEAR)).astype(int)
        grey = 299 * rgb[..., 0] + 587 * rgb[..., 1] + 114 * rgb[..., 2]
        row = np.concatenate([moments(rgb), colours(rgb), patterns(grey), gradients(grey)])
        encoded = base64.b64encode(data.tobytes()).decode()
        cases.append({"width": width, "height": height, "data": encoded, "row": row.round(7).tolist()})
    Path("descriptor.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


main()
