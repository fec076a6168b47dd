"""Measures how many floating-point operations a second ONNX Runtime reaches in whole encoders of
each architecture: random weights, one thread, batch 4, float32. Writes rates.json beside itself.

    taskset -c 1 /opt/peer/venv/bin/python src/models/catalogue/golden/measure_rate.py
"""

import json
import platform
import statistics
import tempfile
import time
from pathlib import Path

import numpy
import onnxruntime
import torch

# torchvision without its compiled operators can only be imported once their names are known; none
# of them is called here.
operators = torch.library.Library("torchvision", "FRAGMENT")
for operator in ("nms", "qnms"):
    operators.define(f"{operator}(Tensor boxes, Tensor scores, float threshold) -> Tensor")

from transformers import (  # noqa: E402
    BertConfig,
    BertModel,
    ConvNextV2Config,
    ConvNextV2Model,
    MobileNetV2Config,
    MobileNetV2Model,
    SwinConfig,
    SwinModel,
    ViTConfig,
    ViTModel,
)

BATCH = 4
TOKENS = 128

# Multiply-adds of one input, as in the catalogue's own formulas and the papers that it names.
IMAGE = {
    "vit": (
        ViTModel,
        ViTConfig(hidden_size=384, num_attention_heads=6, intermediate_size=1536),
        12 * (12 * 384**2 * 197 + 2 * 197**2 * 384) + 196 * 3 * 16**2 * 384,
    ),
    "swin": (SwinModel, SwinConfig(), 4.5e9),
    "convnext": (ConvNextV2Model, ConvNextV2Config(), 4.47e9),
    "mobilenet": (MobileNetV2Model, MobileNetV2Config(), 0.300e9),
}


class Encoder(torch.nn.Module):
    """A model whose input has a name and whose output is one tensor, as an export wants it."""

    def __init__(self, model, name):
        super().__init__()
        self.model, self.name = model, name

    def forward(self, x):
        return self.model(**{self.name: x}).last_hidden_state


def seconds(path, feed):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    times = []
    for _ in range(9):
        start = time.perf_counter()
        session.run(None, feed)
        times.append(time.perf_counter() - start)
    return statistics.median(times[2:])


def rate(model, example, name, macs):
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model.onnx")
        encoder = Encoder(model, name).eval()
        torch.onnx.export(encoder, (example,), path, input_names=["x"], dynamo=False)
        taken = seconds(path, {"x": example.numpy()})
    return round(2 * macs * BATCH / taken / 1e9, 1)


torch.manual_seed(0)
torch.set_num_threads(1)
rates = {}
with torch.no_grad():
    for kind, (model, config, macs) in IMAGE.items():
        pictures = torch.randn(BATCH, 3, 224, 224)
        config._attn_implementation = "eager"
        rates[kind] = rate(model(config), pictures, "pixel_values", macs)
        print(kind, rates[kind], flush=True)
    config = BertConfig(
        hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536
    )
    config._attn_implementation = "eager"
    ids = torch.randint(0, 1000, (BATCH, TOKENS))
    macs = 6 * (12 * 384**2 * TOKENS + 2 * TOKENS**2 * 384)
    rates["text"] = rate(BertModel(config), ids, "input_ids", macs)
    print("text", rates["text"])

Path(__file__).with_name("rates.json").write_text(
    json.dumps(
        {
            "gigaflopsACore": rates,
            "onnxruntime": onnxruntime.__version__,
            "numpy": numpy.__version__,
            "machine": platform.machine(),
        },
        indent=2,
    )
    + "\n"
)
