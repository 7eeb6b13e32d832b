#!/usr/bin/env python3
"""The benchmark's rows with PyTorch on the same GPU: python3 samples/GPU/torch_gpu.py. Full float32 (no TF32); medians of 7 rounds."""
import math
import statistics
import time

try:
    import torch
except ImportError:
    raise SystemExit("skipped: no PyTorch")
if not torch.cuda.is_available():
    raise SystemExit("skipped: no GPU")

torch.backends.cuda.matmul.allow_tf32 = False
F = torch.nn.functional


def row(name, step):
    for _ in range(3):
        step()
    torch.cuda.synchronize()
    turns, rounds = 1, []
    while len(rounds) < 7:
        start = time.perf_counter()
        for _ in range(turns):
            step()
        torch.cuda.synchronize()
        took = time.perf_counter() - start
        if took < 0.1:
            turns *= 2
        else:
            rounds.append(took / turns)
    print(f"| {name} | {statistics.median(rounds) * 1e6:.1f} |")


def random(*shape, grad=False):
    return torch.randn(*shape, device="cuda", requires_grad=grad)


print(f"{torch.cuda.get_device_name()}; PyTorch {torch.__version__}")
print("| case | µs |")
print("|---|---|")

x = torch.zeros(64 << 20, device="cuda")
row("2x + 1, 64M", lambda: 2 * x + 1)

a, b = random(4096, 4096), random(4096, 4096)
row("product 4096³", lambda: a @ b)

for batch in (256, 4096):
    net = torch.nn.Sequential(torch.nn.Linear(784, 256), torch.nn.ReLU(), torch.nn.Linear(256, 10)).cuda()
    sgd = torch.optim.SGD(net.parameters(), lr=0.01)
    data, labels = random(batch, 784), torch.zeros(batch, dtype=torch.long, device="cuda")

    def train():
        sgd.zero_grad()
        F.cross_entropy(net(data), labels).backward()
        sgd.step()

    row(f"MLP 784-256-10, batch {batch}, training step", train)

for n in (512, 4096):
    q, k, v = (random(n, 64, grad=True) for _ in range(3))

    def attend():
        q.grad = k.grad = v.grad = None
        (torch.softmax(q @ k.T / math.sqrt(64), dim=1) @ v).square().mean().backward()

    row(f"attention n {n}, d 64, forward and backward", attend)

data, scale, shift = random(4096, 1024, grad=True), torch.ones(1024, device="cuda", requires_grad=True), torch.zeros(1024, device="cuda", requires_grad=True)


def normalize():
    data.grad = scale.grad = shift.grad = None
    F.gelu(F.layer_norm(data, (1024,), scale, shift)).mean().backward()


row("LayerNorm + GELU 4096 × 1024, forward and backward", normalize)
