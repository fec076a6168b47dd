"""Tiny classifiers with seeded weights, exported to ONNX as the hub has them: `logits` alone.

Run: python make_golden_vision_classifiers.py, in this folder, after make_golden_vision.py. Writes
vision-classifiers-*.json. The wanted vectors of float models are what transformers' own backbone
pools, from PyTorch; those of quantised models are what ONNX Runtime gives for the tensor that is
named by hand below. Models are gzipped.
"""

import base64
import gzip
import io
import json
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch

# torchvision without its compiled operators cannot be imported unless these names are known; no
# transform calls them.
torchvision_operators = torch.library.Library("torchvision", "FRAGMENT")
for operator in ("nms", "qnms"):
    torchvision_operators.define(
        f"{operator}(Tensor boxes, Tensor scores, float threshold) -> Tensor"
    )

import transformers as hf
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from PIL import Image

warnings.filterwarnings("ignore")
FILES = [base64.b64decode(f) for f in json.loads(Path("vision.json").read_text())["files"]]
PICTURES = [Image.open(io.BytesIO(content)).convert("RGB") for content in FILES]
TINY = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
SQUARE = {"height": 16, "width": 16}
LABELS = {"num_labels": 5}


class Scores(torch.nn.Module):
    """Gives the logits alone, for the exporter."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixels):
        return self.model(pixels).logits


def seeded(model):
    """Weights wide enough that every part counts; coarse, for those compress well."""
    generator = torch.Generator().manual_seed(7)
    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            if not tensor.is_floating_point():
                continue
            noise = (torch.randn(tensor.shape, generator=generator) * 2).round() / 2
            if name.endswith("running_var"):
                tensor.copy_(1 + 0.25 * noise.abs())
            elif tensor.ndim == 1 and name.endswith("weight"):
                tensor.copy_(1 + 0.125 * noise)
            else:
                tensor.copy_(0.25 * noise)
    return model.eval()


def export(model, pixels):
    buffer = io.BytesIO()
    torch.onnx.export(
        Scores(model),
        (pixels,),
        buffer,
        dynamo=False,
        opset_version=17,
        input_names=["pixel_values"],
        output_names=["logits"],
        dynamic_axes={"pixel_values": {0: "batch"}, "logits": {0: "batch"}},
    )
    return buffer.getvalue()


def packed(content):
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def saved(part, name):
    with tempfile.TemporaryDirectory() as folder:
        part.save_pretrained(folder)
        return json.loads((Path(folder) / name).read_text())


def rows(tensor):
    return [[float(f"{value:.9g}") for value in row] for row in tensor.numpy()]


def processor(kind, size=16, **settings):
    return getattr(hf, f"{kind}ImageProcessorPil")(size=size, **settings)



class Pictures(CalibrationDataReader):
    def __init__(self, pixels):
        self.batches = iter([{"pixel_values": pixels.numpy()}])

    def get_next(self):
        return next(self.batches, None)


def quantised(content, how):
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "model.onnx", Path(folder) / "quantised.onnx"
        before.write_bytes(content)
        how(before, after)
        return after.read_bytes()


def dynamic(content):
    options = {"weight_type": QuantType.QUInt8, "op_types_to_quantize": ["MatMul", "Gemm"]}
    return quantised(content, lambda a, b: quantize_dynamic(a, b, **options))


def static(content, pixels):
    return quantised(
        content,
        lambda a, b: quantize_static(a, b, Pictures(pixels), quant_format=QuantFormat.QDQ),
    )


def outside(content):
    """The model and the file that it then keeps its weights in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        onnx.save_model(
            onnx.load_from_string(content),
            path,
            save_as_external_data=True,
            location="model.onnx_data",
            size_threshold=0,
        )
        return {p.name: packed(p.read_bytes()) for p in sorted(Path(folder).iterdir())}


def tensor(content, name, pixels):
    """The tensor of a graph for each picture by itself."""
    model = onnx.load_from_string(content)
    model.graph.output.append(onnx.ValueInfoProto(name=name))
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    each = [session.run([name], {"pixel_values": p[None].numpy()})[0] for p in pixels]
    return torch.from_numpy(np.concatenate(each)).flatten(1)


def activation(content):
    """The tensor that enters the float export's last Gemm: `quantize_*` keeps its name."""
    last = onnx.load_from_string(content).graph.node[-1]
    assert last.op_type == "Gemm", last.op_type
    return last.input[0]


def classifier(name, model, part, processor, pool, variants=("fp32", "dynamic")):
    model = seeded(model)
    pixels = torch.from_numpy(np.stack(processor(PICTURES, return_tensors="np")["pixel_values"]))
    with torch.no_grad():
        features, scores = pool(getattr(model, part)(pixels)), model(pixels).logits
        # The backbone's vectors are the very ones that the classifier reads.
        head = model.classifier[-1] if part == "resnet" else model.classifier
        assert torch.allclose(head(features), scores, atol=1e-5)
    backbone = getattr(model, part)
    embeddings = getattr(backbone, "embeddings", None)
    if hasattr(embeddings, "interpolate_pos_encoding"):
        embeddings.interpolate_pos_encoding = lambda *_: embeddings.position_embeddings
    content = export(model, pixels[:2])
    wanted = activation(content)
    models = {"model.onnx": (content, rows(features), wanted)}
    if "dynamic" in variants:
        small = dynamic(content)
        models["model_quantized.onnx"] = (small, rows(tensor(small, wanted, pixels)), wanted)
    if "static" in variants:
        fixed = static(content, pixels)
        # Behind the Flatten the numbers are rounded to eight bits; in front of it they are not.
        pooled = onnx.load_from_string(content).graph.node[-2].input[0]
        models["model_int8.onnx"] = (fixed, rows(tensor(fixed, pooled, pixels)), pooled)
    parts = {"outside": outside(content)} if "outside" in variants else {}
    return {
        **parts,
        "name": name,
        "config": saved(model, "config.json"),
        "files": {"preprocessor_config.json": saved(processor, "preprocessor_config.json")},
        "scores": rows(scores),
        "models": [
            {"file": file, "model": packed(content), "tensor": tensor_name, "rows": vectors}
            for file, (content, vectors, tensor_name) in models.items()
        ],
    }


def pooler(outputs):
    return outputs.pooler_output.flatten(1)


def first(outputs):
    return outputs.last_hidden_state[:, 0]


def main():
    convnext = hf.ConvNextV2Config(
        hidden_sizes=[4, 4, 8, 8], depths=[1, 1, 1, 1], image_size=32, **LABELS
    )
    swin = hf.SwinConfig(
        image_size=16,
        patch_size=2,
        embed_dim=8,
        depths=[1, 1],
        num_heads=[2, 2],
        window_size=4,
        **LABELS,
    )
    mobilenet = hf.MobileNetV2Config(
        depth_multiplier=0.05,
        image_size=32,
        min_depth=4,
        depth_divisible_by=4,
        finegrained_output=False,
        expand_ratio=2,
        **LABELS,
    )
    vit = hf.ViTConfig(**TINY, image_size=16, patch_size=8, **LABELS)
    resnet = hf.ResNetConfig(
        embedding_size=4, hidden_sizes=[4, 8], depths=[1, 1], layer_type="basic", **LABELS
    )
    tall = processor("ConvNext", {"shortest_edge": 32})
    square = processor("ViT", SQUARE)
    cropped = processor("MobileNetV2", {"shortest_edge": 36}, crop_size={"height": 32, "width": 32})
    cases = {
        "convnext": (
            "ConvNeXt V2",
            hf.ConvNextV2ForImageClassification(convnext),
            "convnextv2",
            tall,
            pooler,
        ),
        "swin": ("Swin", hf.SwinForImageClassification(swin), "swin", square, pooler),
        "vit": (
            "ViT",
            hf.ViTForImageClassification(vit),
            "vit",
            square,
            first,
            ("fp32", "dynamic", "outside"),
        ),
        "mobilenet": (
            "MobileNet V2",
            hf.MobileNetV2ForImageClassification(mobilenet),
            "mobilenet_v2",
            cropped,
            pooler,
            ("fp32",),
        ),
        "resnet": (
            "ResNet",
            hf.ResNetForImageClassification(resnet),
            "resnet",
            tall,
            pooler,
            ("fp32", "dynamic", "static"),
        ),
    }
    for group, case in cases.items():
        file = Path(f"vision-classifiers-{group}.json")
        file.write_text(json.dumps(classifier(*case), separators=(",", ":")) + "\n")
        print(file, file.stat().st_size)


main()
