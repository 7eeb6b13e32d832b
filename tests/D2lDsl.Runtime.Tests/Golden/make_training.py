"""Computes what the tests of optimisers, schedules and clipping compare with, in PyTorch: writes Training.json beside this script.

    python3 tests/D2lDsl.Runtime.Tests/Golden/make_training.py

Needs the package python3-torch; the tests do not.
"""

import json
import math
import pathlib

import torch
from torch.optim import lr_scheduler

COUNT, STEPS, EPOCHS = 37, 20, 30

# Name, class, settings; the tests make the same by name.
OPTIMIZERS = {
    "sgd": (torch.optim.SGD, dict(lr=0.1)),
    "sgd decay": (torch.optim.SGD, dict(lr=0.1, weight_decay=0.01)),
    "sgd momentum": (torch.optim.SGD, dict(lr=0.1, momentum=0.9)),
    "sgd momentum decay": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=0.01)),
    "sgd dampening": (torch.optim.SGD, dict(lr=0.1, momentum=0.8, dampening=0.3)),
    "sgd nesterov": (torch.optim.SGD, dict(lr=0.05, momentum=0.9, weight_decay=0.01, nesterov=True)),
    "adam": (torch.optim.Adam, dict()),
    "adam settings": (torch.optim.Adam, dict(lr=0.05, betas=(0.8, 0.95), eps=1e-4, weight_decay=0.1)),
    "adam amsgrad": (torch.optim.Adam, dict(lr=0.05, betas=(0.8, 0.6), amsgrad=True)),
    "adamw": (torch.optim.AdamW, dict()),
    "adamw settings": (torch.optim.AdamW, dict(lr=0.05, betas=(0.8, 0.95), eps=1e-4, weight_decay=0.1)),
    "adamw amsgrad": (torch.optim.AdamW, dict(lr=0.05, betas=(0.8, 0.6), amsgrad=True)),
    "rmsprop": (torch.optim.RMSprop, dict()),
    "rmsprop decay": (torch.optim.RMSprop, dict(lr=0.02, alpha=0.9, eps=1e-3, weight_decay=0.1)),
    "rmsprop momentum": (torch.optim.RMSprop, dict(momentum=0.5)),
    "rmsprop centered": (torch.optim.RMSprop, dict(centered=True, eps=1e-3)),
    "rmsprop centered momentum": (torch.optim.RMSprop, dict(lr=0.02, alpha=0.9, eps=1e-3, momentum=0.5, centered=True)),
    "adagrad": (torch.optim.Adagrad, dict()),
    "adagrad settings": (torch.optim.Adagrad, dict(lr=0.1, lr_decay=0.1, weight_decay=0.1, initial_accumulator_value=0.5, eps=1e-3)),
    "adadelta": (torch.optim.Adadelta, dict()),
    "adadelta settings": (torch.optim.Adadelta, dict(lr=0.5, rho=0.8, eps=1e-3, weight_decay=0.1)),
}


def train(kind, settings, dtype):
    """Steps along p/2 plus a pattern; what the parameters are after the first, second and last step."""
    i = torch.arange(COUNT, dtype=torch.int64)
    p = ((i - 16).to(dtype) / 8).requires_grad_()
    optimizer, kept = kind([p], **settings), []
    for step in range(1, STEPS + 1):
        pattern = ((i * 7 + step * 5) % 23 - 11).to(dtype) / 16
        p.grad = p.detach() / 2 + pattern
        optimizer.step()
        if step in (1, 2, STEPS):
            kept.append([float(x) for x in p.detach()])
    return kept


class Book:
    """The schedulers that the book writes itself, called with the number of the epoch."""

    def __init__(self, optimizer, rate):
        self.optimizer, self.rate, self.epoch = optimizer, rate, 0

    def step(self):
        self.epoch += 1
        self.optimizer.param_groups[0]["lr"] = self.rate(self.epoch)


def factor(optimizer, factor, stop):
    def rate(_):
        rate.base = max(stop, rate.base * factor)
        return rate.base

    rate.base = optimizer.param_groups[0]["lr"]
    return Book(optimizer, rate)


def cosine_warmup(optimizer, max_update, final_lr, warmup_steps, warmup_begin_lr):
    base, max_steps = optimizer.param_groups[0]["lr"], max_update - warmup_steps

    def rate(epoch):
        if epoch < warmup_steps:
            return warmup_begin_lr + (base - warmup_begin_lr) * epoch / warmup_steps
        if epoch <= max_update:
            rate.last = final_lr + (base - final_lr) * (1 + math.cos(math.pi * (epoch - warmup_steps) / max_steps)) / 2
        return rate.last

    optimizer.param_groups[0]["lr"] = rate(0)
    return Book(optimizer, rate)


SCHEDULES = {
    "step": lambda o: [lr_scheduler.StepLR(o, step_size=4, gamma=0.5)],
    "multi step": lambda o: [lr_scheduler.MultiStepLR(o, milestones=[3, 7, 7, 20], gamma=0.3)],
    "exponential": lambda o: [lr_scheduler.ExponentialLR(o, gamma=0.9)],
    "linear": lambda o: [lr_scheduler.LinearLR(o)],
    "linear down": lambda o: [lr_scheduler.LinearLR(o, start_factor=1.0, end_factor=0.25, total_iters=12)],
    "cosine": lambda o: [lr_scheduler.CosineAnnealingLR(o, T_max=8, eta_min=0.01)],
    "linear and cosine": lambda o: [lr_scheduler.LinearLR(o, total_iters=5), lr_scheduler.CosineAnnealingLR(o, T_max=30)],
    "step and exponential": lambda o: [lr_scheduler.StepLR(o, step_size=10), lr_scheduler.ExponentialLR(o, gamma=0.95)],
    "factor": lambda o: [factor(o, 0.9, 0.02)],
    "cosine warmup": lambda o: [cosine_warmup(o, 20, 0.01, 5, 0.001)],
}


def rates(make):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3)
    schedules, found = make(optimizer), []
    for _ in range(EPOCHS + 1):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        for schedule in schedules:
            schedule.step()
    return found


PLATEAUS = {
    "plateau": dict(factor=0.5, patience=2),
    "plateau absolute": dict(factor=0.5, patience=0, threshold=0.05, threshold_mode="abs", cooldown=2, min_lr=0.01),
    "plateau rising": dict(mode="max", factor=0.1, patience=1, threshold=0.1),
}


def plateau(settings):
    optimizer, found = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3), []
    schedule = lr_scheduler.ReduceLROnPlateau(optimizer, **settings)
    for epoch in range(EPOCHS):
        schedule.step(1 / (1 + epoch) + (0.2 if epoch % 7 > 3 else 0))
        found.append(optimizer.param_groups[0]["lr"])
    return found


def clipped(limit, kind):
    p = torch.zeros(9, requires_grad=True)
    p.grad = (torch.arange(9) - 3).to(torch.float32) / 4
    if kind is None:
        torch.nn.utils.clip_grad_value_([p], limit)
        return {"max": limit, "gradients": p.grad.tolist()}
    norm = float(torch.nn.utils.clip_grad_norm_([p], limit, norm_type=kind))
    return {"max": limit, "order": "Infinity" if kind == math.inf else kind, "norm": norm, "gradients": p.grad.tolist()}


def main():
    torch.set_num_threads(1)
    golden = {
        "optimizers": {
            f"{name} {kind}": train(*how, dtype)
            for name, how in OPTIMIZERS.items()
            for kind, dtype in (("float", torch.float32), ("double", torch.float64))
        },
        "schedules": {name: rates(make) for name, make in SCHEDULES.items()} | {name: plateau(how) for name, how in PLATEAUS.items()},
        "clipping": [clipped(*how) for how in ((1.0, 2.0), (10.0, 2.0), (0.5, 1.0), (0.5, math.inf), (0.7, 3.0), (0.5, None), (9.0, None))],
    }
    lines = []
    for part, content in golden.items():
        entries = content.items() if isinstance(content, dict) else ((None, c) for c in content)
        rows = ",\n".join(("" if k is None else json.dumps(k) + ":") + json.dumps(v, separators=(",", ":")) for k, v in entries)
        lines.append(f"{json.dumps(part)}:" + ("{\n%s\n}" if isinstance(content, dict) else "[\n%s\n]") % rows)
    (pathlib.Path(__file__).parent / "Training.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
