"""Goldens of src/graph, made with PyTorch (2.13.0, CPU, one thread).

    python src/graph/golden/make_golden.py

Writes operators.json (losses, batch normalisation) and training.json (whole training runs)
beside itself. Data, initial weights, orders and masks are formulae that training.test.ts repeats.
"""

import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

HERE = Path(__file__).parent
torch.set_num_threads(1)
torch.manual_seed(0)


def numbers(array):
    flat = np.asarray(array, dtype=np.float64).ravel()
    return [float(f"{x:.9g}") for x in flat]


def leaf(*shape):
    return torch.randn(*shape, dtype=torch.float32).requires_grad_()


def losses():
    cases = []
    for reduction in ("weighted-mean", "mean"):
        logits = leaf(5, 3)
        labels = torch.tensor([0, 2, 1, 2, 2])
        weight = torch.tensor([2.0, 0.5, 0.8])
        criterion = torch.nn.CrossEntropyLoss(weight=weight)
        # Targets given as probabilities are averaged over rows, class indices over weights.
        one_hot = F.one_hot(labels, 3).float()
        loss = criterion(logits, labels if reduction == "weighted-mean" else one_hot)
        loss.backward()
        cases.append({
            "loss": "softmax", "reduction": reduction, "classes": 3,
            "logits": numbers(logits.detach()), "targets": numbers(one_hot),
            "weights": numbers(weight), "value": numbers(loss.detach())[0],
            "gradient": numbers(logits.grad),
        })
    for columns in (1, 2):
        # Large logits show that nothing overflows.
        logits = (torch.randn(6, columns) * torch.tensor([[1.0], [1], [1], [1], [60], [-60]]))
        logits.requires_grad_()
        targets = torch.tensor([[1.0, 0], [0, 1], [1, 1], [0, 0], [0, 1], [1, 0]])[:, :columns]
        weight = torch.tensor([3.5, 0.4])[:columns]
        loss = torch.nn.BCEWithLogitsLoss(pos_weight=weight)(logits, targets)
        loss.backward()
        cases.append({
            "loss": "sigmoid", "reduction": "mean", "classes": columns,
            "logits": numbers(logits.detach()), "targets": numbers(targets),
            "weights": numbers(weight), "value": numbers(loss.detach())[0],
            "gradient": numbers(logits.grad),
        })
    return cases


def batch_norm():
    norm = torch.nn.BatchNorm1d(3)
    with torch.no_grad():
        norm.weight.copy_(torch.tensor([1.5, -0.5, 0.8]))
        norm.bias.copy_(torch.tensor([0.1, 0.2, -0.3]))
    x, g = leaf(5, 3), torch.randn(5, 3)
    output = norm(x)
    (output * g).sum().backward()
    training = {
        "output": numbers(output.detach()), "dx": numbers(x.grad),
        "dScale": numbers(norm.weight.grad), "dShift": numbers(norm.bias.grad),
        "runningMean": numbers(norm.running_mean), "runningVariance": numbers(norm.running_var),
    }
    inference = numbers(norm.eval()(x).detach())
    return {"rows": 5, "columns": 3, "x": numbers(x.detach()), "g": numbers(g),
            "scale": numbers(norm.weight.detach()), "shift": numbers(norm.bias.detach()),
            "training": training, "inference": inference}


# The formulae of training.test.ts.

ROWS, VALIDATION, IMAGE, TEXT, BATCH, EPOCHS = 90, 12, 10, 6, 32, 5


def wave(k, phase):
    return math.sin(12.9898 * k + 78.233 * phase)


def label_of(i, classes):
    return min(classes - 1, math.floor(classes * (((i * 37) % 90) / 90) ** 2))


def matrix(rows, columns, phase, classes, first):
    return np.array([[wave(i * columns + j, phase)
                      + (0.8 if (j + phase) % classes == label_of(first + i, classes) else 0)
                      for j in range(columns)] for i in range(rows)], dtype=np.float32)


def mask(epoch, rows, features, layer):
    kept = [[(31 * i + 17 * j + 13 * epoch + 5 * layer) % 10 >= 2 for j in range(features)]
            for i in range(rows)]
    return torch.tensor(kept, dtype=torch.float32)


class Block(torch.nn.Module):
    def __init__(self, inputs, hidden, rate):
        super().__init__()
        self.linear, self.norm, self.rate = torch.nn.Linear(inputs, hidden), torch.nn.BatchNorm1d(hidden), rate

    def forward(self, x, kept):
        x = torch.relu(self.linear(x))
        if self.training:
            x = x * kept / (1 - self.rate)
        return self.norm(x)


class Early(torch.nn.Module):
    def __init__(self, hidden, rate, units):
        super().__init__()
        self.joined = Block(IMAGE + TEXT, hidden, rate)
        self.output = torch.nn.Linear(hidden, units)

    def forward(self, text, image, kept):
        return self.output(self.joined(torch.cat([text, image], 1), kept[0]))


class Late(torch.nn.Module):
    def __init__(self, hidden, rate, units):
        super().__init__()
        self.text, self.image = Block(TEXT, hidden, rate), Block(IMAGE, hidden, rate)
        self.output = torch.nn.Linear(2 * hidden, units)

    def forward(self, text, image, kept):
        return self.output(torch.cat([self.text(text, kept[0]), self.image(image, kept[1])], 1))


def linears(network):
    return [(name, layer) for name, layer in network.named_modules() if isinstance(layer, torch.nn.Linear)]


def norms(network):
    return [(name, layer) for name, layer in network.named_modules() if isinstance(layer, torch.nn.BatchNorm1d)]


def start(network):
    phase = 10
    with torch.no_grad():
        for _, layer in linears(network):
            fan_in, outputs = layer.in_features, layer.out_features
            bound = 1 / math.sqrt(fan_in)
            weight = [[bound * wave(j * fan_in + i, phase) for i in range(fan_in)] for j in range(outputs)]
            layer.weight.copy_(torch.tensor(weight, dtype=torch.float32))
            layer.bias.copy_(torch.tensor([bound * wave(j, phase + 1) for j in range(outputs)]))
            phase += 2


def optimiser_of(network, options):
    """PyTorch's optimiser and learning-rate schedule for Minga's options."""
    vectors = [p for p in network.parameters() if p.dim() == 1]
    matrices = [p for p in network.parameters() if p.dim() > 1]
    decay = options.get("weightDecay", 0.01 if options.get("optimizer", "adamw") == "adamw" else 0)
    exempt = options.get("exempt") == "vectors"
    groups = [{"params": matrices, "weight_decay": decay},
              {"params": vectors, "weight_decay": 0 if exempt else decay}]
    if options.get("optimizer") == "sgd":
        optimiser = torch.optim.SGD(groups, lr=options["rate"], momentum=options.get("momentum", 0.9))
    else:
        optimiser = torch.optim.AdamW(groups, lr=options["rate"], foreach=False,
                                      betas=(options.get("beta1", 0.9), options.get("beta2", 0.999)),
                                      eps=options.get("epsilon", 1e-8))
    total = EPOCHS * math.ceil(ROWS / BATCH)
    schedulers = torch.optim.lr_scheduler
    if options.get("schedule") != "cosine":
        return optimiser, schedulers.ConstantLR(optimiser, 1.0)
    # Step t of the warm-up has rate * t / (w + 1); the cosine then starts at the full rate.
    rising = math.ceil(options["warmup"] * total)
    warm = schedulers.LinearLR(optimiser, 1 / (rising + 1), 1.0, rising)
    fall = schedulers.CosineAnnealingLR(optimiser, total - rising)
    return optimiser, schedulers.SequentialLR(optimiser, [warm, fall], [rising])


def training_run(head, classes, reduction, hidden, dropout=0.2, **options):
    options = {"rate": 0.01, "weightDecay": 0.05, **options}
    units = 1 if classes == 2 else classes
    network = {"early": Early, "late": Late}[head](hidden, dropout, units)
    start(network)
    labels = np.array([label_of(i, classes) for i in range(ROWS)])
    text = torch.tensor(matrix(ROWS, TEXT, 1, classes, 0))
    image = torch.tensor(matrix(ROWS, IMAGE, 2, classes, 0))
    counts = np.bincount(labels, minlength=classes)
    if units == 1:
        criterion = torch.nn.BCEWithLogitsLoss(pos_weight=torch.tensor([counts[0] / counts[1]], dtype=torch.float32))
        targets = torch.tensor(labels[:, None], dtype=torch.float32)
    else:
        weight = torch.tensor(ROWS / (classes * counts), dtype=torch.float32)
        criterion = torch.nn.CrossEntropyLoss(weight=weight)
        targets = torch.tensor(labels)
        if reduction == "mean":
            targets = F.one_hot(targets, classes).float()
    optimiser, scheduler = optimiser_of(network, options)
    history = []
    for epoch in range(1, EPOCHS + 1):
        network.train()
        order = torch.tensor([(7 * i + 11 * epoch) % ROWS for i in range(ROWS)])
        masks = [mask(epoch, ROWS, hidden, layer) for layer in range(len(norms(network)))]
        step_losses = []
        for at in range(0, ROWS, BATCH):
            rows, kept = order[at:at + BATCH], [m[at:at + BATCH] for m in masks]
            optimiser.zero_grad()
            loss = criterion(network(text[rows], image[rows], kept), targets[rows])
            loss.backward()
            if "clip" in options:
                torch.nn.utils.clip_grad_norm_(network.parameters(), options["clip"])
            optimiser.step()
            scheduler.step()
            step_losses.append(loss.item())
        history.append(numbers(step_losses))
    network.eval()
    with torch.no_grad():
        logits = network(torch.tensor(matrix(VALIDATION, TEXT, 3, classes, ROWS)),
                         torch.tensor(matrix(VALIDATION, IMAGE, 4, classes, ROWS)), (None, None))
    variables = {}
    for name, layer in linears(network):
        variables[f"{name}.weight"] = numbers(layer.weight.detach())
        variables[f"{name}.bias"] = numbers(layer.bias.detach())
    for name, layer in norms(network):
        variables[f"{name}.weight"] = numbers(layer.weight.detach())
        variables[f"{name}.bias"] = numbers(layer.bias.detach())
        variables[f"{name}.runningMean"] = numbers(layer.running_mean)
        variables[f"{name}.runningVariance"] = numbers(layer.running_var)
    return {"head": head, "classes": classes, "reduction": reduction, "hidden": hidden, "options": options,
            "losses": history, "variables": variables, "logits": numbers(logits)}


def write(name, content):
    (HERE / name).write_text(json.dumps(content, separators=(",", ":")) + "\n")


write("operators.json", {"losses": losses(), "batchNorm": batch_norm()})
write("training.json", [
    training_run("early", 7, "weighted-mean", 16),
    training_run("early", 7, "mean", 16),
    training_run("early", 2, "mean", 16),
    training_run("late", 7, "weighted-mean", 8),
    training_run("late", 7, "weighted-mean", 8, exempt="vectors", clip=0.5),
    training_run("late", 2, "mean", 8, clip=0.2, optimizer="sgd", rate=0.1),
    training_run("early", 7, "weighted-mean", 16, beta1=0.8, beta2=0.5, epsilon=1e-4),
    training_run("early", 7, "weighted-mean", 16, schedule="cosine", warmup=0.25, weightDecay=0),
    training_run("early", 7, "mean", 16, optimizer="sgd", rate=0.05, exempt="vectors"),
    training_run("early", 7, "mean", 16, optimizer="sgd", rate=0.05, momentum=0),
])
