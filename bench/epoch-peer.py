"""The PyTorch side of epoch.ts, in two ways of handing over the rows.

- loader: a table in memory, a Dataset that gives one row at a time, a DataLoader that makes batches
  of them in worker processes; each epoch ends with a pass over the held-out rows, whose predictions
  go to scikit-learn for accuracy and macro F1. As the paper's public code is described.
- tensors: whole tensors, indexed by a permutation; each epoch ends with the held-out loss.

Its arguments are the job and the way. A turn is one fit.
"""

import json
import resource
import sys
import time

from answers import answer_turns, require

require("torch", "numpy", "pandas", "sklearn")
import numpy as np
import pandas as pd
import sklearn
import torch
from sklearn.metrics import accuracy_score, f1_score
from torch.utils.data import DataLoader, Dataset

job = json.loads(sys.argv[1])
torch.set_num_threads(job["threads"])
classes, batch = job["classes"], job["batch"]
device = torch.device("cpu")


def table(rows, seed):
    random = np.random.default_rng(seed)
    text = random.standard_normal((rows, job["text"]), np.float32)
    image = random.standard_normal((rows, job["image"]), np.float32)
    columns = [f"text_{i}" for i in range(job["text"])] + [f"image_{i}" for i in range(job["image"])]
    frame = pd.DataFrame(np.hstack([text, image]), columns=columns)
    frame["label"] = random.integers(classes, size=rows)
    return frame


class Pairs(Dataset):
    """The rows of a table; a row becomes three tensors when it is asked for."""

    def __init__(self, frame):
        self.text = self.columns(frame, "text")
        self.image = self.columns(frame, "image")
        self.labels = np.eye(classes, dtype=np.float32)[frame["label"].to_numpy()]

    @staticmethod
    def columns(frame, modality):
        names = [f"{modality}_{i}" for i in range(job[modality])]
        # A table keeps its columns together; here the numbers of a row are, which is faster to read.
        return np.array(frame[names], dtype=np.float32, order="C")

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, row):
        return {
            "text": torch.tensor(self.text[row]),
            "image": torch.tensor(self.image[row]),
            "labels": torch.tensor(self.labels[row]),
        }


class Early(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.block = torch.nn.Sequential(
            torch.nn.Linear(job["text"] + job["image"], 128), torch.nn.ReLU(),
            torch.nn.Dropout(0.0), torch.nn.BatchNorm1d(128))
        self.output = torch.nn.Linear(128, classes)

    def forward(self, text, image):
        return self.output(self.block(torch.cat([text, image], dim=1)))


def prepare(seed):
    torch.manual_seed(seed)
    # Without a GPU the wrapper passes everything on; the paper's code has it always on.
    head = torch.nn.DataParallel(Early().to(device))
    criterion = torch.nn.CrossEntropyLoss(weight=weight)
    return head, criterion, torch.optim.AdamW(head.parameters(), lr=1e-3)


def fit_by_loader(seed):
    head, criterion, optimiser = prepare(seed)
    loaders = {"batch_size": batch, "num_workers": job["workers"]}
    train_loader = DataLoader(train, shuffle=True, **loaders)
    held_loader = DataLoader(held, shuffle=False, **loaders)
    training = 0
    for _ in range(job["epochs"]):
        started = time.perf_counter()
        head.train()
        total = 0
        for rows in train_loader:
            text, image = rows["text"].to(device), rows["image"].to(device)
            labels = rows["labels"].to(device)
            optimiser.zero_grad()
            loss = criterion(head(text, image), labels)
            loss.backward()
            optimiser.step()
            total += loss.item()
        training += time.perf_counter() - started
        head.eval()
        truths, predictions = [], []
        with torch.no_grad():
            for rows in held_loader:
                logits = head(rows["text"].to(device), rows["image"].to(device))
                predictions.append(torch.softmax(logits, dim=1).argmax(dim=1).numpy())
                truths.append(rows["labels"].argmax(dim=1).numpy())
        truths, predictions = np.concatenate(truths), np.concatenate(predictions)
        accuracy_score(truths, predictions)
        f1_score(truths, predictions, average="macro")
    return training


def fit_by_tensors(seed):
    head, criterion, optimiser = prepare(seed)
    training = 0
    for _ in range(job["epochs"]):
        started = time.perf_counter()
        head.train()
        losses = []
        for index in torch.randperm(job["rows"]).split(batch):
            optimiser.zero_grad()
            loss = criterion(head(tensors[0][index], tensors[1][index]), tensors[2][index])
            loss.backward()
            optimiser.step()
            losses.append(loss.detach())
        torch.stack(losses).mean().item()
        training += time.perf_counter() - started
        head.eval()
        with torch.no_grad():
            criterion(head(held_tensors[0], held_tensors[1]), held_tensors[2]).item()
    return training


def turn(request):
    started = time.perf_counter()
    training = fit(request["seed"])
    milliseconds = 1000 / job["epochs"]
    return {
        "training": training * milliseconds,
        "whole": (time.perf_counter() - started) * milliseconds,
        "workerMegabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


train, held = Pairs(table(job["rows"], 0)), Pairs(table(job["heldOut"], 1))
counts = train.labels.sum(axis=0)
weight = torch.tensor(job["rows"] / (classes * counts))
if sys.argv[2] == "loader":
    fit = fit_by_loader
else:
    fit = fit_by_tensors
    tensors = [torch.from_numpy(part) for part in (train.text, train.image, train.labels)]
    held_tensors = [torch.from_numpy(part) for part in (held.text, held.image, held.labels)]
answer_turns(turn, torch, np, pd, sklearn)
