"""Tiny ONNX vision models with seeded weights, and the vectors that onnxruntime and Pillow give.

Run: python make_golden_vision.py, in this folder. Writes vision.json. A model is a few hundred bytes,
so it stands in the file itself; each output rank and each way of pooling has a case.
"""

import base64
import io
import json
from pathlib import Path

import numpy as np
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

SIDE = 12
PREPROCESSOR = {
    "image_processor_type": "ViTImageProcessor",
    "size": {"height": SIDE, "width": SIDE},
    "resample": 2,
    "image_mean": [0.485, 0.456, 0.406],
    "image_std": [0.229, 0.224, 0.225],
}


def model(outputs, batch="batch"):
    """A strided convolution, then its places as [b, d, 3, 3], as tokens [b, 9, d], pooled [b, d]."""
    rng = np.random.default_rng(7)
    kernel = rng.normal(0, 0.2, (5, 3, 4, 4)).astype(np.float32)
    nodes = [
        helper.make_node("Conv", ["input", "kernel"], ["map"], strides=[4, 4]),
        helper.make_node("Reshape", ["map", "shape"], ["flat"]),
        helper.make_node("Transpose", ["flat"], ["tokens"], perm=[0, 2, 1]),
        helper.make_node("ReduceMax", ["flat"], ["pooled"], axes=[2], keepdims=0),
    ]
    shapes = {"map": [batch, 5, 3, 3], "tokens": [batch, 9, 5], "pooled": [batch, 5]}
    renamed = {"map": "map", "tokens": "last_hidden_state", "pooled": "pooler_output"}
    for node in nodes:
        node.input[:] = [renamed.get(name, name) for name in node.input]
        node.output[:] = [renamed.get(name, name) for name in node.output]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [batch, 3, SIDE, SIDE])],
        [
            helper.make_tensor_value_info(renamed[o], TensorProto.FLOAT, shapes[o])
            for o in outputs
        ],
        [
            numpy_helper.from_array(kernel, "kernel"),
            numpy_helper.from_array(np.array([0, 5, 9], np.int64), "shape"),
        ],
    )
    built = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return built.SerializeToString()


CASES = [
    ("rank 2", ["pooled"], {}, "batch"),
    ("rank 2 before rank 3", ["tokens", "pooled"], {}, "batch"),
    ("rank 3, class token", ["tokens"], {}, "batch"),
    ("rank 3, mean", ["tokens"], {"pooling": "mean"}, "batch"),
    ("rank 3, mean by the model's family", ["tokens"], {"model_type": "swin"}, "batch"),
    ("rank 4", ["map"], {}, "batch"),
    ("a batch fixed at 2", ["pooled"], {}, 2),
]


def vectors(content, config, pixels, batch):
    session = ort.InferenceSession(content)
    names = [output.name for output in session.get_outputs()]
    name = "pooler_output" if "pooler_output" in names else names[0]
    if batch == 2:
        pixels = np.concatenate([pixels, pixels[:1]])
        parts = [session.run([name], {"input": pixels[i : i + 2]})[0] for i in (0, 2)]
        return np.concatenate(parts)[:3]
    (output,) = session.run([name], {"input": pixels})
    if output.ndim == 4:
        return output.mean(axis=(2, 3))
    if output.ndim == 3:
        mean = config.get("pooling") == "mean" or config.get("model_type") == "swin"
        return output.mean(axis=1) if mean else output[:, 0]
    return output


def main():
    rng = np.random.default_rng(1)
    files, pixels = [], []
    for width, height in [(20, 15), (9, 14), (12, 12)]:
        image = Image.fromarray(rng.integers(0, 256, (height, width, 3), dtype=np.uint8))
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        files.append(base64.b64encode(buffer.getvalue()).decode())
        values = np.asarray(image.resize((SIDE, SIDE), 2)).astype(np.float64) / 255
        mean = np.array(PREPROCESSOR["image_mean"], np.float32)
        std = np.array(PREPROCESSOR["image_std"], np.float32)
        pixels.append(((values.astype(np.float32) - mean) / std).transpose(2, 0, 1))
    cases = []
    for name, outputs, config, batch in CASES:
        content = model(outputs, batch)
        rows = vectors(content, config, np.stack(pixels), batch)
        cases.append(
            {
                "name": name,
                "config": {"model_type": "tiny", **config},
                "model": base64.b64encode(content).decode(),
                "rows": rows.astype(float).tolist(),
            }
        )
    golden = {"preprocessor": PREPROCESSOR, "files": files, "cases": cases}
    Path("vision.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
