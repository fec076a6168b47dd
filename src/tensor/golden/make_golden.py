"""Writes the goldens of tensor/: safetensors files made or read by the safetensors package.

Run: python src/tensor/golden/make_golden.py
"""

import base64
import json
import struct
from pathlib import Path

import numpy as np
from safetensors.numpy import load, save

here = Path(__file__).parent

floats = {
    "bias": np.array([0.5, -1.5], np.float32),
    "weight": np.array([[1, 2, 3], [4, 5, 6.25]], np.float32),
}
mixed = {
    "bytes": np.array([0, 127, 255], np.uint8),
    "doubles": np.array([[np.pi], [-0.0]], np.float64),
    "empty": np.zeros((0, 4), np.float32),
    "halves": np.array([1.0, 0.333251953125], np.float16),
    "integers": np.array([-(2**31), 2**31 - 1], np.int32),
    "longs": np.array([-(2**63), 2**63 - 1], np.int64),
    "scalar": np.array(7.5, np.float32),
}


def by_the_format(tensors, types):
    """The same content as Minga lays it out: names in order, no gaps, header padded to eight."""
    header, offset = {}, 0
    for name in sorted(tensors):
        size = tensors[name].nbytes
        header[name] = {
            "dtype": types[tensors[name].dtype.name],
            "shape": list(tensors[name].shape),
            "data_offsets": [offset, offset + size],
        }
        offset += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    data = b"".join(tensors[name].tobytes() for name in sorted(tensors))
    return struct.pack("<Q", len(text)) + text + data


types = {
    "uint8": "U8",
    "float64": "F64",
    "float32": "F32",
    "float16": "F16",
    "int32": "I32",
    "int64": "I64",
}
laid_out = by_the_format(mixed, types)
for name, tensor in load(laid_out).items():
    assert tensor.tobytes() == mixed[name].tobytes() and tensor.shape == mixed[name].shape

content = {
    "floatsWithMetadata": save(floats, {"made by": "safetensors"}),
    "mixed": save(mixed),
    "mixedInOrderOfNames": laid_out,
}
(here / "safetensors.json").write_text(
    json.dumps({k: base64.b64encode(v).decode() for k, v in content.items()}, indent=2) + "\n"
)
