"""Goldens of src/graph/foreign: small models as PyTorch (2.13.0, CPU, one thread) exports them.

    python src/graph/foreign/golden/make_golden.py

Writes <name>.onnx and <name>.json beside itself. The JSON holds inputs, the model's output, the
gradients of chosen weights, and the losses of five steps of plain gradient descent over a linear
head and those weights, everything else frozen, batch normalisation by its running statistics. The
weights are random, from fixed seeds.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from torch import nn

HERE = Path(__file__).parent
STEPS, CLASSES = 5, 3
torch.set_num_threads(1)
warnings.filterwarnings("ignore")


class Attention(nn.Module):
    """As in timm: one product for queries, keys and values."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x):
        n, t, d = x.shape
        parts = self.qkv(x).reshape(n, t, 3, self.heads, d // self.heads)
        q, k, v = parts.permute(2, 0, 3, 1, 4).unbind(0)
        scores = (q * (d // self.heads) ** -0.5) @ k.transpose(-2, -1)
        return self.proj((scores.softmax(-1) @ v).transpose(1, 2).reshape(n, t, d))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1 = nn.LayerNorm(width, eps=1e-6)
        self.attn = Attention(width, heads)
        self.norm2 = nn.LayerNorm(width, eps=1e-6)
        self.fc1 = nn.Linear(width, 2 * width)
        self.fc2 = nn.Linear(2 * width, width)
        self.drop = nn.Dropout(0.1)

    def forward(self, x):
        x = x + self.drop(self.attn(self.norm1(x)))
        return x + self.drop(self.fc2(F.gelu(self.fc1(self.norm2(x)))))


class VisionTransformer(nn.Module):
    def __init__(self, width=16, heads=2):
        super().__init__()
        self.patch = nn.Conv2d(3, width, 4, 4)
        self.cls = nn.Parameter(torch.randn(1, 1, width))
        self.position = nn.Parameter(torch.randn(1, 5, width))
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(2))
        self.norm = nn.LayerNorm(width)

    def forward(self, image):
        x = self.patch(image).flatten(2).transpose(1, 2)
        x = torch.cat([self.cls.expand(x.shape[0], -1, -1), x], 1) + self.position
        for block in self.blocks:
            x = block(x)
        return self.norm(x)[:, 0]


class TextLayer(nn.Module):
    """As in BERT: separate products, heads by view and permute, a mask that is added."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)

    def split(self, x):
        return x.view(x.size(0), x.size(1), self.heads, self.size).permute(0, 2, 1, 3)

    def forward(self, x, mask):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        scores = q @ k.transpose(-1, -2) / self.size**0.5 + mask
        mixed = (scores.softmax(-1) @ v).permute(0, 2, 1, 3).contiguous()
        return self.norm(x + self.out(mixed.view(mixed.size(0), mixed.size(1), -1)))


class TextTransformer(nn.Module):
    def __init__(self, words=24, longest=10, width=12, heads=3):
        super().__init__()
        self.words = nn.Embedding(words, width, padding_idx=0)
        self.places = nn.Embedding(longest, width)
        self.register_buffer("position_ids", torch.arange(longest)[None])
        self.layers = nn.ModuleList(TextLayer(width, heads) for _ in range(2))

    def forward(self, ids, attention_mask):
        x = self.words(ids) + self.places(self.position_ids[:, : ids.size(1)])
        mask = (1 - attention_mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, mask)
        kept = attention_mask.unsqueeze(-1).expand(x.size()).to(x.dtype)
        mean = (x * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
        return F.normalize(mean, dim=1)


class CausalText(nn.Module):
    """PyTorch's own attention, its causal mask, and places counted as the graph runs."""

    def __init__(self, words=24, longest=10, width=12, heads=3):
        super().__init__()
        self.heads = heads
        self.words = nn.Embedding(words, width)
        self.places = nn.Parameter(torch.randn(longest, width))
        self.qkv = nn.Linear(width, 3 * width)
        self.norm = nn.LayerNorm(width)

    def forward(self, ids):
        n, t = ids.shape
        x = self.words(ids) + self.places[:t]
        q, k, v = (
            each.reshape(n, t, self.heads, -1).transpose(1, 2)
            for each in self.qkv(self.norm(x)).chunk(3, -1)
        )
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + mixed.transpose(1, 2).reshape(n, t, -1)
        return x.mean(1)


class ConvolutionalNetwork(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 3, 2, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.depthwise = nn.Conv2d(width, width, 3, 1, 1, groups=width, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.squeeze = nn.Conv2d(width, 4, 1)
        self.excite = nn.Conv2d(4, width, 1)
        self.pointwise = nn.Conv2d(width, 12, 1)
        self.fc = nn.Linear(12, 10)

    def forward(self, image):
        x = F.max_pool2d(F.relu(self.bn1(self.stem(image))), 3, 2, 1)
        x = F.hardswish(self.bn2(self.depthwise(x)))
        gate = self.excite(F.relu(self.squeeze(F.adaptive_avg_pool2d(x, 1))))
        x = F.relu6(self.pointwise(x * F.hardsigmoid(gate)) + 0.5)
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, 1), 1))


def numbers(tensor):
    flat = np.asarray(tensor.detach(), dtype=np.float64).ravel()
    return [float(f"{x:.7g}") for x in flat]


def disturb(model):
    """Weights that no two of them share, and statistics that are not those of a new model."""
    for name, value in list(model.named_parameters()) + list(model.named_buffers()):
        if not value.dtype.is_floating_point:
            continue
        with torch.no_grad():
            if name.endswith("running_var"):
                value.copy_(torch.rand(value.shape) + 0.5)
            else:
                value.add_(torch.randn(value.shape) * 0.1)
    return model.eval()


def export(name, model, inputs, axes, opset, keep=True):
    path = HERE / f"{name}.onnx"
    torch.onnx.export(
        model, tuple(inputs.values()), path, dynamo=False, opset_version=opset,
        input_names=list(inputs), output_names=["features"],
        dynamic_axes={**axes, "features": {0: "batch"}},
        do_constant_folding=not keep,
        training=torch.onnx.TrainingMode.PRESERVE if keep else torch.onnx.TrainingMode.EVAL,
    )
    onnx.checker.check_model(str(path), full_check=True)
    assert path.stat().st_size < 60_000, (name, path.stat().st_size)


def golden(name, model, inputs, trained, rate=0.1):
    features = model(**inputs)
    record = {
        "inputs": {
            key: {
                "type": "int64" if value.dtype == torch.int64 else "float32",
                "shape": list(value.shape), "data": numbers(value),
            }
            for key, value in inputs.items()
        },
        "shape": list(features.shape), "features": numbers(features),
    }
    record.update(training(model, inputs, trained, features.shape, rate))
    (HERE / f"{name}.json").write_text(json.dumps(record) + "\n")


def training(model, inputs, trained, shape, rate):
    labels = torch.arange(shape[0]) % CLASSES
    head = nn.Linear(shape[1], CLASSES)
    start = {"weight": numbers(head.weight), "bias": numbers(head.bias)}
    weights = {key: value for key, value in model.named_parameters() if key in trained}
    assert set(weights) == set(trained)
    learned = list(head.parameters()) + list(weights.values())
    losses, gradients = [], {}
    for step in range(STEPS):
        loss = F.cross_entropy(head(model(**inputs)), labels)
        slopes = torch.autograd.grad(loss, learned)
        losses.append(numbers(loss)[0])
        if step == 0:
            gradients = {key: numbers(slope) for key, slope in zip(weights, slopes[2:])}
        with torch.no_grad():
            for value, slope in zip(learned, slopes):
                value -= rate * slope
    return {
        "rate": rate, "classes": CLASSES, "head": start, "labels": labels.tolist(),
        "losses": losses, "gradients": gradients,
        "trained": {key: numbers(value) for key, value in weights.items()},
    }


def main():
    batch = {0: "batch"}
    torch.manual_seed(0)
    image = {"image": torch.randn(5, 3, 8, 8)}
    model = disturb(VisionTransformer())
    export("vision-transformer", model, image, {"image": batch}, 17)
    export("vision-transformer-opset20", model, image, {"image": batch}, 20)
    golden("vision-transformer", model, image, [
        "patch.weight", "cls", "blocks.0.attn.proj.weight", "blocks.1.norm1.weight",
        "blocks.1.attn.qkv.bias", "blocks.1.fc1.weight", "norm.bias",
    ])

    torch.manual_seed(1)
    mask = (torch.arange(7) < torch.tensor([[7], [4], [2], [7], [5], [6]])).long()
    text = {"ids": torch.randint(1, 24, (6, 7)) * mask, "attention_mask": mask}
    tokens = {0: "batch", 1: "tokens"}
    model = disturb(TextTransformer())
    for opset, suffix in ((11, "-opset11"), (18, "")):
        export(f"text-transformer{suffix}", model, text, {key: tokens for key in text}, opset)
    golden("text-transformer", model, text, [
        "words.weight", "places.weight", "layers.0.query.weight", "layers.0.norm.weight",
        "layers.1.value.bias", "layers.1.out.weight",
    ], rate=0.5)

    torch.manual_seed(2)
    text = {"ids": torch.randint(0, 24, (5, 6))}
    model = disturb(CausalText())
    export("causal-text", model, text, {"ids": tokens}, 17)
    golden("causal-text", model, text, ["words.weight", "places", "qkv.weight", "norm.weight"])

    torch.manual_seed(3)
    image = {"image": torch.randn(4, 3, 14, 14)}
    model = disturb(ConvolutionalNetwork())
    export("convolutional", model, image, {"image": batch}, 13)
    export("convolutional-folded", model, image, {"image": batch}, 13, keep=False)
    golden("convolutional", model, image, [
        "stem.weight", "bn1.weight", "bn1.bias", "depthwise.weight", "bn2.weight",
        "squeeze.weight", "excite.bias", "pointwise.weight", "fc.weight",
    ])


main()
