"""The PyTorch side of training.ts: the same head and the same job, by tensor indexing.

Its arguments are the job and "plain" or "fused" (AdamW in one pass over the weights, which PyTorch
offers for CPUs but does not take by itself). A turn is one fit.
"""

import json
import sys
import time

from answers import answer_turns, require

require("torch")
import torch

job = json.loads(sys.argv[1])
fused = sys.argv[2] == "fused"
torch.set_num_threads(job["threads"])
rows, classes, batch = job["rows"], job["classes"], job["batch"]


def pairs(n):
    return torch.randn(n, job["text"]), torch.randn(n, job["image"]), torch.randint(classes, (n,))


def fit(seed):
    torch.manual_seed(seed)
    text, image, labels = train
    head = torch.nn.Sequential(
        torch.nn.Linear(job["text"] + job["image"], 128), torch.nn.ReLU(), torch.nn.Dropout(0.2),
        torch.nn.BatchNorm1d(128), torch.nn.Linear(128, classes))
    weight = rows / (classes * torch.bincount(labels, minlength=classes))
    criterion = torch.nn.CrossEntropyLoss(weight=weight)
    optimiser = torch.optim.AdamW(
        head.parameters(), lr=1e-3, weight_decay=0.01, fused=True if fused else None)
    best, kept, steps = float("inf"), None, 0
    for _ in range(job["epochs"]):
        head.train()
        losses = []
        for index in torch.randperm(rows).split(batch):
            optimiser.zero_grad()
            loss = criterion(head(torch.cat([text[index], image[index]], 1)), labels[index])
            loss.backward()
            optimiser.step()
            losses.append(loss.detach())
            steps += 1
        torch.stack(losses).mean().item()
        head.eval()
        with torch.no_grad():
            validation_loss = criterion(head(torch.cat(validation[:2], 1)), validation[2]).item()
        if validation_loss < best:
            best, kept = validation_loss, {k: v.clone() for k, v in head.state_dict().items()}
    return steps, kept


def turn(request):
    started = time.perf_counter()
    steps, _ = fit(request["seed"])
    return {"milliseconds": 1000 * (time.perf_counter() - started) / steps}


torch.manual_seed(0)
train, validation = pairs(rows), pairs(round(rows * job["validationShare"]))
answer_turns(turn, torch)
