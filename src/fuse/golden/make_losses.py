"""Goldens of losses and of heads with auxiliary losses, made with PyTorch 2.13 in double precision.

    python src/fuse/golden/make_losses.py

Writes losses.json beside itself. The heads are built here from torch.nn alone, without dropout.
"""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

HERE = Path(__file__).parent
torch.manual_seed(3)
torch.set_default_dtype(torch.float64)


def numbers(array):
    return [float(f"{x:.7g}") for x in np.asarray(array.detach()).ravel()]


def wave(array):
    return 0.3 * torch.sin(torch.arange(array.numel()) + 1.0).reshape(array.shape)


def row_losses(logits, labels):
    if logits.shape[1] == 1:
        return F.binary_cross_entropy_with_logits(logits[:, 0], labels.double(), reduction="none")
    return F.cross_entropy(logits, labels, reduction="none")


def criterion(logits, labels, weights, focus=0.0, smoothing=0.0):
    if logits.shape[1] == 1:
        targets = labels.double() * (1 - smoothing) + smoothing / 2
        plain = F.binary_cross_entropy_with_logits(
            logits[:, 0], targets, pos_weight=weights, reduction="none")
        own = torch.sigmoid(torch.where(labels == 1, logits[:, 0], -logits[:, 0]))
        return ((1 - own) ** focus * plain).mean()
    if focus == 0:
        return nn.CrossEntropyLoss(weight=weights, label_smoothing=smoothing)(logits, labels)
    own = torch.softmax(logits, 1).gather(1, labels[:, None])[:, 0]
    plain = F.cross_entropy(logits, labels, reduction="none") * weights[labels]
    return ((1 - own) ** focus * plain).sum() / weights[labels].sum()


def loss_case(classes, focus, smoothing):
    units = 1 if classes == 2 else classes
    logits = (torch.randn(7, units) * 3).requires_grad_()
    labels = torch.arange(7) % classes
    weights = torch.rand(units) + 0.3
    loss = criterion(logits, labels, weights, focus, smoothing)
    loss.backward()
    return {"classes": classes, "focus": focus, "smoothing": smoothing, "logits": numbers(logits),
            "labels": labels.tolist(), "weights": numbers(weights),
            "loss": numbers(loss)[0], "gradient": numbers(logits.grad)}


def block(columns, hidden):
    return nn.Sequential(nn.Linear(columns, hidden), nn.ReLU(), nn.BatchNorm1d(hidden))


class Late(nn.Module):
    def __init__(self, text, image, hidden, outputs):
        super().__init__()
        self.text, self.image = block(text, hidden), block(image, hidden)
        self.output = nn.Linear(2 * hidden, outputs)

    def branches(self, text, image):
        return self.text(text), self.image(image)

    def forward(self, text, image):
        return self.output(torch.cat(self.branches(text, image), 1))


def late_names(prefix=""):
    return {f"{prefix}text.0": f"{prefix}text.linear", f"{prefix}text.2": f"{prefix}text.norm",
            f"{prefix}image.0": f"{prefix}image.linear", f"{prefix}image.2": f"{prefix}image.norm",
            f"{prefix}output": f"{prefix}output"}


class RegularisedLate(Late):
    names = {**late_names(), "of_text": "auxiliary.text", "of_image": "auxiliary.image"}

    def __init__(self, text, image, hidden, units):
        super().__init__(text, image, hidden, units)
        self.of_text, self.of_image = nn.Linear(hidden, units), nn.Linear(hidden, units)

    def loss(self, text, image, labels, weights):
        t, i = self.branches(text, image)
        logits = self.output(torch.cat([t, i], 1))
        by_text, by_image = row_losses(self.of_text(t), labels), row_losses(self.of_image(i), labels)
        worse = F.relu(row_losses(logits, labels) - torch.minimum(by_text, by_image))
        return (criterion(logits, labels, weights) + 0.01 * (by_text.mean() + by_image.mean())
                + worse.mean())


class Mixture(nn.Module):
    experts = ("text", "image", "synergy", "redundancy")

    def __init__(self, text, image, hidden, units):
        super().__init__()
        self.units = units
        self.expert = nn.ModuleDict({e: Late(text, image, hidden, max(2, units)) for e in self.experts})
        self.weighing = nn.ModuleList([nn.Linear(text + image, 128), nn.Linear(128, 4)])
        self.names = {f"weighing.{k}": f"weighing.{k}" for k in (0, 1)}
        for e in self.experts:
            self.names |= {f"expert.{key}": value for key, value in late_names(f"{e}.").items()}

    def loss(self, text, image, labels, weights):
        first, second = self.weighing
        gate = torch.softmax(second(F.relu(first(torch.cat([text, image], 1)))), 1)
        z = {e: self.expert[e](text, image) for e in self.experts}
        t = {e: self.expert[e](text, torch.zeros_like(image)) for e in self.experts}
        i = {e: self.expert[e](torch.zeros_like(text), image) for e in self.experts}
        logits = sum(gate[:, k : k + 1] * z[e] for k, e in enumerate(self.experts))
        if self.units == 1:
            logits = logits[:, 1:] - logits[:, :1]
        triplet = nn.TripletMarginLoss(margin=1.0, p=2)
        cosine = {e: (F.cosine_similarity(z[e], t[e]) + F.cosine_similarity(z[e], i[e])).mean() / 2
                  for e in self.experts}
        own = (triplet(z["text"], t["text"], i["text"]) + triplet(z["image"], i["image"], t["image"])
               + cosine["synergy"] + 1 - cosine["redundancy"])
        return criterion(logits, labels, weights) + 0.01 * own


def head_case(name, kind, classes):
    units = 1 if classes == 2 else classes
    text, image = torch.randn(6, 3), torch.randn(6, 4)
    labels = torch.arange(6) % classes
    weights = torch.rand(units) + 0.3
    model = kind(3, 4, 5, units)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
            # Large ones are a formula that the test repeats, so that the file stays small.
            if parameter.numel() > 100:
                parameter.copy_(wave(parameter))
            parameter.copy_(torch.tensor(numbers(parameter)).reshape(parameter.shape))
    loss = model.loss(text, image, labels, weights)
    loss.backward()
    parameters = dict(model.named_parameters())
    variables, gradients = {}, {}
    for ours, theirs in ((v, k) for k, v in model.names.items()):
        for part in ("weight", "bias"):
            value = parameters[f"{theirs}.{part}"]
            if value.numel() > 100:
                gradients[f"{ours}.{part}"] = numbers((value.grad * value).sum())
                continue
            variables[f"{ours}.{part}"] = numbers(value)
            gradients[f"{ours}.{part}"] = numbers(value.grad)
    return {"head": name, "classes": classes, "text": numbers(text), "image": numbers(image),
            "labels": labels.tolist(), "weights": numbers(weights), "loss": numbers(loss)[0],
            "variables": variables, "gradients": gradients}


def effective(classes, beta):
    counts = np.array([400, 30, 3, 1])[:classes]
    weights = (1 - beta) / (1 - beta ** counts)
    weights = weights / weights.sum() * classes
    return {"counts": counts.tolist(), "beta": beta, "weights": [float(w) for w in weights]}


golden = {
    "effective": [effective(4, 0.999), effective(4, 0.9), effective(2, 0.99)],
    "losses": [loss_case(c, f, s) for c in (2, 4) for f, s in ((2.0, 0.0), (0.5, 0.0), (0.0, 0.1))],
    "heads": [head_case("regularised-late", RegularisedLate, 3), head_case("regularised-late", RegularisedLate, 2),
              head_case("mixture", Mixture, 3), head_case("mixture", Mixture, 2)],
}
(HERE / "losses.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
