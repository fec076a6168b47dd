"""The PyTorch side of study.ts: the same fits, one after another, by tensor indexing.

Its arguments are the job and "plain" or "fused" (AdamW in one pass). A turn is one study.
"""

import json
import os
import sys
import time

from answers import answer_turns, require

require("torch", "numpy")
import numpy as np
import torch
from torch.nn.functional import normalize

job = json.loads(sys.argv[1])
fused = sys.argv[2] == "fused"
torch.set_num_threads(job["threads"])
classes, batch = job["classes"], job["batch"]


def read(part):
    def values(name, kind):
        return torch.from_numpy(np.fromfile(os.path.join(job["folder"], f"{part}.{name}"), kind))

    image = values("image.f32", np.float32).view(-1, job["image"])
    text = values("text.f32", np.float32).view(-1, job["text"])
    return normalize(text), normalize(image), values("labels.i32", np.int32).long()


def aligned(part, gap, strength):
    text, image, labels = part
    half = strength / 2 * gap
    return torch.cat([normalize(text + half), normalize(image - half)], 1), labels


def head_of(name):
    width = job["text"] + job["image"]
    if name == "linear":
        return torch.nn.Linear(width, classes)
    return torch.nn.Sequential(
        torch.nn.Linear(width, 128), torch.nn.ReLU(), torch.nn.Dropout(0.2),
        torch.nn.BatchNorm1d(128), torch.nn.Linear(128, classes))


def fit(name, seed, rows, validation):
    torch.manual_seed(seed)
    features, labels = rows
    head = head_of(name)
    weight = len(labels) / (classes * torch.bincount(labels, minlength=classes))
    criterion = torch.nn.CrossEntropyLoss(weight=weight)
    optimiser = torch.optim.AdamW(
        head.parameters(), lr=1e-3, weight_decay=0.01, fused=True if fused else None)
    best, kept, validation_loss = float("inf"), None, None
    for _ in range(job["epochs"]):
        head.train()
        losses = []
        for index in torch.randperm(len(labels)).split(batch):
            optimiser.zero_grad()
            loss = criterion(head(features[index]), labels[index])
            loss.backward()
            optimiser.step()
            losses.append(loss.detach())
        torch.stack(losses).mean().item()
        head.eval()
        with torch.no_grad():
            validation_loss = criterion(head(validation[0]), validation[1]).item()
        if validation_loss < best:
            best, kept = validation_loss, {k: v.clone() for k, v in head.state_dict().items()}
    return validation_loss, kept


def turn(request):
    started = time.perf_counter()
    fits = []
    for strength in request["lambdas"]:
        gap = train[1].mean(0) - train[0].mean(0)
        rows, validation = aligned(train, gap, strength), aligned(held, gap, strength)
        for name in request["heads"]:
            for seed in request["seeds"]:
                loss, _ = fit(name, seed, rows, validation)
                fits.append({"lambda": strength, "head": name, "seed": seed, "validationLoss": loss})
    return {"seconds": time.perf_counter() - started, "fits": fits}


train, held = read("train"), read("validation")
answer_turns(turn, torch, np)
