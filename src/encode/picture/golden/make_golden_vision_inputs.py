"""Tiny ONNX models with the inputs that exports have: float16, channels last, free sizes, int8 weights.

Run: python make_golden_vision_inputs.py, in this folder, after make_golden_vision.py. Writes
vision-inputs.json. The vectors are onnxruntime's on what Pillow and NumPy make of the pictures of
vision.json; those of float16 models are pooled in float64.
"""

import base64
import io
import json
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime as ort
from onnx import TensorProto, helper, load, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from PIL import Image

SIDE = 12
GOLDEN = json.loads(Path("vision.json").read_text())
KERNEL = np.random.default_rng(11).normal(0, 0.2, (5, 3, 4, 4))


def pixels():
    rules = GOLDEN["preprocessor"]
    mean, std = np.float32(rules["image_mean"]), np.float32(rules["image_std"])
    for file in GOLDEN["files"]:
        image = Image.open(io.BytesIO(base64.b64decode(file)))
        values = np.asarray(image.resize((SIDE, SIDE), 2)).astype(np.float64) / 255
        yield (values.astype(np.float32) - mean) / std


def model(number, shape, last=False, output="tokens"):
    """A strided convolution, its places as tokens [b, 9, 5] or, from channels last, as [b, 3, 3, 5]."""
    kind = {np.float16: TensorProto.FLOAT16, np.float32: TensorProto.FLOAT}[number]
    batch = shape[0]
    nodes = [helper.make_node("Transpose", ["input"], ["first"], perm=[0, 3, 1, 2])] if last else []
    nodes += [
        helper.make_node("Conv", ["first" if last else "input", "kernel"], ["map"], strides=[4, 4]),
        helper.make_node("Transpose", ["map"], ["places"], perm=[0, 2, 3, 1]),
        helper.make_node("Reshape", ["places", "shape"], ["last_hidden_state"]),
    ]
    out = (
        ("places", [batch, 3, 3, 5]) if output == "places" else ("last_hidden_state", [batch, 9, 5])
    )
    if output == "places":
        nodes.pop()
    initializers = [numpy_helper.from_array(KERNEL.astype(number), "kernel")]
    if output != "places":
        initializers.append(numpy_helper.from_array(np.array([0, -1, 5], np.int64), "shape"))
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("input", kind, shape)],
        [helper.make_tensor_value_info(out[0], kind, out[1])],
        initializers,
    )
    built = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return built.SerializeToString()


def quantized():
    """Weights as uint8, by onnxruntime's own quantisation: a projection behind the picture's pixels."""
    weights = np.random.default_rng(13).normal(0, 0.1, (3 * SIDE * SIDE, 4)).astype(np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Flatten", ["input"], ["flat"]),
            helper.make_node("MatMul", ["flat", "weights"], ["pooler_output"]),
        ],
        "tiny",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", 3, SIDE, SIDE])],
        [helper.make_tensor_value_info("pooler_output", TensorProto.FLOAT, ["batch", 4])],
        [numpy_helper.from_array(weights, "weights")],
    )
    built = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "a.onnx", Path(folder) / "b.onnx"
        source.write_bytes(built.SerializeToString())
        quantize_dynamic(source, target, weight_type=QuantType.QUInt8)
        return load(target).SerializeToString()


CASES = [
    (
        "float16, the first token",
        "fp16",
        model(np.float16, ["batch", 3, SIDE, SIDE]),
        {"pooling": "cls"},
        lambda t: t[:, 0],
    ),
    (
        "float16, the mean",
        "fp16",
        model(np.float16, ["batch", 3, SIDE, SIDE]),
        {"pooling": "mean"},
        lambda t: t.mean(1),
    ),
    (
        "float16, a batch fixed at 1",
        "fp16",
        model(np.float16, [1, 3, SIDE, SIDE]),
        {"pooling": "mean"},
        lambda t: t.mean(1),
    ),
    (
        "channels last, tokens",
        "fp32",
        model(np.float32, ["batch", SIDE, SIDE, 3], last=True),
        {"pooling": "mean"},
        lambda t: t.mean(1),
    ),
    (
        "channels last, places",
        "fp32",
        model(np.float32, [-1, -1, -1, 3], last=True, output="places"),
        {},
        lambda t: t.mean((1, 2)),
    ),
    (
        "channels last, float16, a batch fixed at 2",
        "fp16",
        model(np.float16, [2, SIDE, SIDE, 3], last=True, output="places"),
        {},
        lambda t: t.mean((1, 2)),
    ),
    (
        "free sizes",
        "fp32",
        model(np.float32, ["batch", "channels", "height", "width"]),
        {"pooling": "mean"},
        lambda t: t.mean(1),
    ),
    ("int8 weights", "int8", quantized(), {}, lambda t: t),
]


def main():
    values = np.stack(list(pixels()))
    suffix = {"fp32": "", "fp16": "_fp16", "int8": "_quantized"}
    cases = []
    for name, precision, content, options, pool in CASES:
        session = ort.InferenceSession(content)
        given = session.get_inputs()[0]
        fed = values if given.shape[3] == 3 else values.transpose(0, 3, 1, 2)
        fed = fed.astype(np.float16) if "float16" in given.type else np.ascontiguousarray(fed)
        # One at a time: dynamic quantisation scales by the batch.
        size = given.shape[0] if given.shape[0] == 2 else 1
        outputs = [
            session.run(None, {"input": np.repeat(fed[i : i + 1], size, 0)})[0][:1]
            for i in range(len(fed))
        ]
        rows = pool(np.concatenate(outputs).astype(np.float64))
        cases.append(
            {
                "name": name,
                "precision": precision,
                "options": options,
                "model": base64.b64encode(content).decode(),
                "file": f"model{suffix[precision]}.onnx",
                "rows": rows.tolist(),
            }
        )
    golden = {"preprocessor": GOLDEN["preprocessor"], "cases": cases}
    Path("vision-inputs.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
