"""Goldens of single layers, a vision block and a text block, made with PyTorch (2.13.0, CPU, one thread).

    python src/graph/golden/make_layer_golden.py

Writes layers.json, spatial.json and blocks.json beside itself. Each case has its inputs, the gradient that comes from above, the
output, and the gradients of all inputs but tokens and masks. layers.test.ts names what each is of.
"""

import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F

HERE = Path(__file__).parent
torch.set_num_threads(1)
torch.manual_seed(7)


def tensor(value):
    flat = value.detach().double().flatten().tolist()
    digits = 6 if value.is_floating_point() else 12
    return {"shape": list(value.shape), "data": [float(f"{x:.{digits}g}") for x in flat],
            "type": "float32" if value.is_floating_point() else "int64"}


def leaf(*shape, scale=1.0):
    # Rounded as the file is, so that both sides start from the same numbers.
    drawn = torch.randn(shape) * scale
    return torch.tensor([float(f"{x:.6g}") for x in drawn.flatten().tolist()]).reshape(shape).requires_grad_()


def case(name, inputs, forward):
    y = forward(**inputs)
    above = leaf(*y.shape).detach()
    (y * above).sum().backward()
    return {"name": name, "inputs": {k: tensor(v) for k, v in inputs.items()}, "above": tensor(above),
            "output": tensor(y), "gradients": {k: tensor(v.grad) for k, v in inputs.items() if v.requires_grad}}


def layers():
    yield case("gelu", {"x": leaf(4, 6, scale=2)}, lambda x: F.gelu(x))
    yield case("gelu by tanh", {"x": leaf(4, 6, scale=2)}, lambda x: F.gelu(x, approximate="tanh"))
    for name, f in {"silu": F.silu, "hardSwish": F.hardswish, "hardSigmoid": F.hardsigmoid, "softsign": F.softsign,
                    "elu": lambda x: F.elu(x, 0.7), "leakyRelu": lambda x: F.leaky_relu(x, 0.2)}.items():
        yield case(name, {"x": leaf(4, 5, scale=3)}, lambda x, f=f: f(x))
    yield case("layerNormalization", {"x": leaf(2, 3, 5), "scale": leaf(5), "shift": leaf(5)},
               lambda x, scale, shift: F.layer_norm(x, (5,), scale, shift, 1e-6))
    yield case("layerNormalization of two axes", {"x": leaf(2, 3, 5), "scale": leaf(3, 5), "shift": leaf(3, 5)},
               lambda x, scale, shift: F.layer_norm(x, (3, 5), scale, shift))
    yield case("rmsNormalization", {"x": leaf(2, 3, 5), "scale": leaf(5)},
               lambda x, scale: F.rms_norm(x, (5,), scale, 1e-5))
    yield case("groupNormalization", {"x": leaf(2, 4, 3, 2), "scale": leaf(4), "shift": leaf(4)},
               lambda x, scale, shift: F.group_norm(x, 2, scale, shift))
    yield case("instanceNormalization", {"x": leaf(2, 3, 3, 2), "scale": leaf(3), "shift": leaf(3)},
               lambda x, scale, shift: F.instance_norm(x, weight=scale, bias=shift))
    yield case("batchNorm of images", {"x": leaf(2, 3, 3, 2), "scale": leaf(3), "shift": leaf(3)},
               lambda x, scale, shift: F.batch_norm(x, None, None, scale, shift, True))
    yield case("matmul", {"a": leaf(2, 1, 3, 4), "b": leaf(3, 4, 2)}, lambda a, b: a @ b)
    yield case("matmul by one matrix", {"a": leaf(2, 3, 4), "b": leaf(4, 2)}, lambda a, b: a @ b)
    yield case("gemm", {"a": leaf(4, 3), "b": leaf(2, 4), "bias": leaf(3, 1)},
               lambda a, b, bias: 0.5 * a.T @ b.T - 2 * bias)


def spatial():
    yield case("conv", {"x": leaf(2, 4, 7, 6), "w": leaf(6, 2, 3, 2), "bias": leaf(6)},
               lambda x, w, bias: F.conv2d(F.pad(x, (1, 2, 2, 0)), w, bias, (2, 1), 0, (1, 2), 2))
    yield case("conv by channel", {"x": leaf(2, 3, 9), "w": leaf(3, 1, 3), "bias": leaf(3)},
               lambda x, w, bias: F.conv1d(x, w, bias, 2, 1, 1, 3))
    yield case("conv of patches", {"x": leaf(2, 3, 4, 6), "w": leaf(5, 3, 2, 2), "bias": leaf(5)},
               lambda x, w, bias: F.conv2d(x, w, bias, 2))
    yield case("convTranspose", {"x": leaf(2, 4, 3, 2), "w": leaf(4, 2, 3, 2), "bias": leaf(4)},
               lambda x, w, bias: F.conv_transpose2d(x, w, bias, (2, 3), (1, 0), (1, 2), 2, (1, 2)))
    yield case("maxPool", {"x": leaf(2, 2, 5, 6)}, lambda x: F.max_pool2d(x, (3, 2), (2, 2), (1, 0)))
    yield case("averagePool", {"x": leaf(2, 2, 5, 6)}, lambda x: F.avg_pool2d(x, 3, 2, 1))
    yield case("averagePool without pads", {"x": leaf(2, 2, 5, 6)},
               lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False))


def rows():
    yield case("gather", {"table": leaf(5, 3), "tokens": torch.tensor([[4, 1, 1], [0, 4, 1]])},
               lambda table, tokens: F.embedding(tokens, table))
    tied = torch.tensor([[1.0, 2, 2], [3, 3, 3], [-1, -2, 0.5]]).requires_grad_()
    yield case("reduceMax", {"x": tied}, lambda x: x.amax(1))
    tied = torch.tensor([[1.0, 2, 2], [3, 3, 3], [-1, -2, 0.5]]).requires_grad_()
    yield case("maximum", {"x": tied, "y": torch.tensor([1.0, 3, 2]).requires_grad_()},
               lambda x, y: torch.maximum(x, y))
    yield case("clip", {"x": torch.tensor([-2.0, -1, 0, 1, 2]).requires_grad_()}, lambda x: x.clamp(-1, 1))
    yield case("logSumExp", {"x": leaf(3, 4, scale=60)}, lambda x: x.logsumexp(1))
    yield case("cumSum", {"x": leaf(3, 4)}, lambda x: x.cumsum(1))
    yield case("softmax", {"x": leaf(3, 4, 2)}, lambda x: x.softmax(1))
    yield case("cosineSimilarity", {"a": leaf(3, 4), "b": leaf(3, 4)}, lambda a, b: F.cosine_similarity(a, b))
    yield case("meanSquaredError", {"x": leaf(3, 4), "y": leaf(3, 4)}, lambda x, y: F.mse_loss(x, y))


def attention(x, wq, wk, wv, wo, heads, mask=None):
    n, t, d = x.shape
    q, k, v = [(x @ w).reshape(n, t, heads, d // heads).transpose(1, 2) for w in (wq, wk, wv)]
    scores = q @ k.transpose(2, 3) / math.sqrt(d // heads)
    if mask is not None:
        scores = scores.masked_fill(mask[:, None, None, :] == 0, -1e9)
    return (scores.softmax(-1) @ v).transpose(1, 2).reshape(n, t, d) @ wo


def square(d):
    return leaf(d, d, scale=0.5)


def vision(image, patch, patchBias, token, places, s1, b1, wq, wk, wv, wo, s2, b2, w1, c1, w2, c2, head):
    x = F.conv2d(image, patch, patchBias, 4).flatten(2).transpose(1, 2)
    x = torch.cat([token.expand(x.shape[0], 1, -1), x], 1) + places
    x = x + attention(F.layer_norm(x, (6,), s1, b1), wq, wk, wv, wo, 2)
    x = x + F.gelu(F.layer_norm(x, (6,), s2, b2) @ w1 + c1) @ w2 + c2
    return x[:, 0] @ head


def text(tokens, mask, table, places, wq, wk, wv, wo, s1, b1, w1, c1, w2, c2, s2, b2, head):
    x = F.embedding(tokens, table) + places
    x = F.layer_norm(x + attention(x, wq, wk, wv, wo, 2, mask), (6,), s1, b1)
    x = F.layer_norm(x + F.gelu(x @ w1 + c1, approximate="tanh") @ w2 + c2, (6,), s2, b2)
    kept = mask[:, :, None].float()
    mean = (x * kept).sum(1) / kept.sum(1)
    return F.normalize(mean, dim=1) @ head


def blocks():
    weights = lambda: {"wq": square(6), "wk": square(6), "wv": square(6), "wo": square(6)}
    norms = lambda i: {f"s{i}": leaf(6), f"b{i}": leaf(6)}
    dense = lambda: {"w1": leaf(6, 8, scale=0.5), "c1": leaf(8), "w2": leaf(8, 6, scale=0.5), "c2": leaf(6)}
    yield case("vision block", {
        "image": leaf(2, 3, 8, 8), "patch": leaf(6, 3, 4, 4, scale=0.2), "patchBias": leaf(6),
        "token": leaf(1, 1, 6), "places": leaf(1, 5, 6), **norms(1), **weights(), **norms(2), **dense(),
        "head": leaf(6, 3)}, vision)
    yield case("text block", {
        "tokens": torch.tensor([[3, 1, 4, 1, 0], [5, 1, 2, 6, 5]]),
        "mask": torch.tensor([[1, 1, 1, 1, 0], [1, 1, 1, 1, 1]]),
        "table": leaf(7, 6), "places": leaf(5, 6), **weights(), **norms(1), **dense(), **norms(2),
        "head": leaf(6, 3)}, text)


for name, cases in {"layers": [*layers(), *rows()], "spatial": spatial(), "blocks": blocks()}.items():
    (HERE / f"{name}.json").write_text(json.dumps(list(cases), separators=(",", ":")) + "\n")
