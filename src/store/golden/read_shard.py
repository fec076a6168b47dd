"""Reads a shard as a person would, and recomputes each row's checksum with Python's own CRC-32."""

import json
import sys
import zlib

from safetensors.numpy import load_file

shard = load_file(sys.argv[1])
keys, vectors, checksums = shard["keys"], shard["vectors"], shard["checksums"]
recomputed = [
    zlib.crc32(v.tobytes(), zlib.crc32(k.tobytes())) for k, v in zip(keys, vectors, strict=True)
]
print(
    json.dumps(
        {
            "keys": [k.tobytes().hex() for k in keys],
            "vectors": vectors.tolist(),
            "dtype": str(vectors.dtype),
            "checksumsAgree": [int(c) & 0xFFFFFFFF for c in checksums] == recomputed,
        }
    )
)
