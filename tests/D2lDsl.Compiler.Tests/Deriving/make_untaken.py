"""Computes what UntakenTests compares with, in PyTorch: writes Untaken.json beside this script.

    python3 tests/D2lDsl.Compiler.Tests/Deriving/make_untaken.py

Needs the package python3-torch; the tests do not. The functions are those of Models/Untaken.cs and Models/Untaken.Loops.cs.
"""

import inspect
import itertools
import json
import pathlib
import sys

import torch


def root(x, k, f):
    r = x.sqrt()
    y = x * 2
    if f[0] > 0:
        y = r
    return (y * k).sum()


def logarithm(x, k, f):
    r = x.log()
    return (r * k if f[0] > 0 else x * k).sum()


def quotient(x, k, f):
    r = k / x
    y = x + r if f[0] > 0 else x * k
    return y.sum()


def power(x, k, f):
    r = x.pow(0.5) + x.pow(k)
    y = k
    if f[0] > 0:
        y = r
    return (y * x).sum()


def product(x, k, f):
    r = (x.log().unsqueeze(1) * k.unsqueeze(0)).sum(1)
    s = x.log().unsqueeze(1) @ (1 / x).unsqueeze(0)
    if f[0] > 0:
        return r.sum()
    if f[1] > 0:
        return s.sum()
    return (x * k).sum()


def chain(x, k, f):
    l = x.log()
    c = ((-l).exp() * k).cumsum(0)
    n = (c * l).norm() + c.mean() + l.max()
    if f[0] > 0:
        return n
    return (x * k).sum()


def inner(x, k, f):
    r = x.sqrt()
    y = x * k
    if f[0] > 0:
        y = y * 3
        if f[1] > 0:
            y = y + r
    return y.sum()


def both_sides(x, k, f):
    r = x.sqrt()
    y = x * k
    if f[0] > 0:
        y = y + r
    else:
        if f[1] > 0:
            y = y * r
        else:
            y = y * 5
    return y.sum()


def one_after_the_other(x, k, f):
    r = x.sqrt()
    y = x * k
    if f[0] > 0:
        y = y + r
    y = y * 2
    if f[1] > 0:
        y = y + r * x
    return y.sum()


def read_by_the_condition(x, k, f):
    r = x.sqrt()
    y = x * k
    if r.sum() > 2 + f[0]:
        y = y + r
    return y.sum()


def results_of_a_branch(x, k, f):
    r = x.log()
    s = x.sqrt()
    if f[0] > 0:
        r = s * k
        s = 1 / x
    y = x * k
    if f[1] > 0:
        y = y + r
    return y.sum() + (s.sum() if f[2] > 2 else k.sum())


def guarded_before(x, k, f):
    s = (x - x).square().sum()
    r = s.sqrt()
    q = x / s
    y = r + q.sum() if s > 0 else (x * k).sum()
    return y * y


def deep(x, k, f):
    a, b, c = (x - x).log(), (x - x).sqrt(), 1 / (k - k)
    y = x * k
    if f[0] > 0:
        if f[1] > 0:
            if f[2] > 5:
                y = a
            else:
                y = y * 2
        elif f[2] > 5:
            y = y + b
    else:
        if f[1] > 5:
            y = y * c
        d = a * b
        if f[2] > 5:
            y = y + d + c
    return (y * y).sum()


def no_turn(x, k, f):
    r = x.sqrt()
    y = x * k
    left = f[2]
    while left > 0:
        y = y * 0.5 + r
        left = left - 1
    return y.sum()


def start_replaced(x, k, f):
    y = x.sqrt()
    left = f[2]
    while left > 0:
        y = x * k * left
        left = left - 1
    return y.sum()


def branch_in_a_loop(x, k, f):
    r = x.log()
    y = x * k
    left = f[2]
    while left > 0:
        q = (y * y).sqrt()
        if f[0] > 0:
            y = y + r * left
        else:
            y = y + q if f[1] > 0 else y * 0.5
        left = left - 1
    return y.sum()


def only_the_last_turn_counts(x, k, f):
    h = x
    y = k
    left = f[2]
    while left > 0:
        y = h.sqrt() * k
        h = h * 0.5 + k.pow(2.0)
        left = left - 1
    return y.sum() + (h.sum() if f[0] > 0 else x.sum())


def breaks(x, k, f):
    r = x.sqrt()
    y = x * k
    left = f[2]
    while left > 0:
        s = x.log() * y
        if f[0] > 0:
            break
        y = y * 0.5
        if f[1] > 0 and left > 1:
            y = y + r + s
        left = left - 1
    return y.sum()


def returns_from_a_loop(x, k, f):
    r = x.sqrt()
    y = x * k
    for i in range(2 * x.shape[0]):
        if f[0] > 0 and y.sum() > 3 * f[2]:
            return (y * r).sum()
        y = y + k * i
    if f[1] > 0:
        y = y + r
    return y.sum()


def loop_in_a_loop(x, k, f):
    r = x.sqrt()
    q = x.log()
    y = x * k
    left = f[2]
    while left > 0:
        inner = f[1]
        z = y
        while inner > 0:
            z = z + (r if f[0] > 0 else k)
            inner = inner - 1
        y = z * 0.5
        if left > 2:
            y = y + q if f[0] > 0 and f[1] > 0 else y
        left = left - 1
    return y.sum()


def loop_in_a_branch(x, k, f):
    r = x.sqrt()
    y = x * k
    if f[0] > 0:
        left = f[2]
        while left > 0:
            y = y + r * left
            left = left - 1
    else:
        for i in range(3 * x.shape[0]):
            y = y + r if f[1] > 0 else y * 0.9
    return y.sum()


def swapped(x, k, f):
    a = x.sqrt()
    b = x * k
    left = f[2]
    while left > 0:
        a, b = b, a
        left = left - 1
    return a.sum()


def accumulated(x, k, f):
    total = k.sum()
    h = x
    left = f[2]
    while left > 0:
        h = (h * k).tanh() + x[0]
        total = total + ((h * h).sum() if f[0] > 0 else (h * x.log()).sum())
        left = left - 1
    return total if f[1] > 0 else (x * x).sum()


def own(x, k, f):
    return (x.sqrt() * k).sum() if f[0] > 0 else (x * k).sum()


def last_turn_only(x, k, f):
    z = (x - x + f[0]).sqrt()
    w = 1 / (k - k + f[1])
    y = x
    left = f[2]
    while left > 0:
        y = y * k
        if left < 2:
            if f[0] > 0:
                y = y + z
            if f[1] > 0:
                y = y * w
        left = left - 1
    return y.sum()


def inner_loop_without_a_turn(x, k, f):
    z = (x - x).log()
    y = x
    for i in range(2 * x.shape[0]):
        left = f[2] - 5
        while left > 0:
            y = y + z * k
            left = left - 1
            z = z * k
        y = y * 0.8 + k
        if f[0] > 0:
            z = x * k
    return y.sum() + (z.sum() if f[0] > 0 else k.sum())


def places(x, k, f):
    r = x.log()
    s = torch.cat([r[1:], r[:1]]) * k
    t = torch.softmax(r / k, 0)
    if f[0] > 0:
        return s.sum()
    return (t * k).sum() if f[1] > 0 else x[0] * k[1]


RUNS = [(x, [0.5, -1.0, 2.0], [a, b, turns])
        for x in ([0.0, 4.0, 0.25], [1.5, 0.5, 3.0])
        for a, b, turns in itertools.product((0.0, 1.0), (0.0, 1.0), (0.0, 1.0, 3.0))]


def run(model, x, k, f):
    x, k = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (x, k))
    loss = model(x, k, torch.tensor(f, dtype=torch.float64))
    loss.backward()
    gradients = [v.grad if v.grad is not None else torch.zeros_like(v) for v in (x, k)]
    # As text: JSON has no infinities.
    return " ".join(repr(float(v)) for v in [loss.detach(), *gradients[0], *gradients[1]])


def main():
    models = [f for _, f in inspect.getmembers(sys.modules[__name__], inspect.isfunction) if list(inspect.signature(f).parameters) == ["x", "k", "f"]]
    golden = {
        "runs": [{"x": x, "k": k, "f": f} for x, k, f in RUNS],
        "models": {m.__name__.replace("_", ""): [run(m, *r) for r in RUNS] for m in models},
    }
    (pathlib.Path(__file__).parent / "Untaken.json").write_text(json.dumps(golden, indent=1) + "\n")


main()
