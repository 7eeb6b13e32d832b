"""Computes the values and gradients that the op tests compare with, in PyTorch.

    D2L_GOLDEN_REQUESTS=artifacts/requests.json dotnet test tests/D2lDsl.Ops.Tests --filter Requests
    python3 tests/D2lDsl.Ops.Tests/Golden/make_golden.py artifacts/requests.json

The requests come from the op table: the expression of each case is the op's own PyTorch spelling. Writes one file per op
beside this script, one line per case. Needs the package python3-torch; the tests do not.
"""

import json
import math
import pathlib
import sys

import torch

TYPES = {"double": torch.float64, "float": torch.float32, "int": torch.int32, "bool": torch.bool}


def number(x):
    """A float as JSON: shortest text that reads back the same, whole numbers without a point, the rest by .NET's names."""
    if math.isnan(x):
        return "NaN"
    if math.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    return int(x) if x == int(x) and abs(x) < 1e15 else x


def flat(t):
    return [number(float(x)) for x in t.detach().to(torch.float64).reshape(-1).tolist()]


def tensor(name, data):
    values = [float(x) for x in data["values"]]
    # Class indices are int64 in PyTorch.
    dtype = torch.int64 if name in ("labels", "index", "tokens") else TYPES[data["type"]]
    t = torch.tensor(values, dtype=torch.float64).reshape(data["shape"]).to(dtype)
    return t.requires_grad_() if t.is_floating_point() else t


def seed(shape, dtype):
    """A fixed vector without symmetry: multiples of the golden ratio modulo 1, from -1 to 1; 1 for a scalar."""
    if not shape:
        return torch.ones((), dtype=dtype)
    count = math.prod(shape)
    values = [round(((i + 1) * 0.6180339887498949) % 1 * 2 - 1, 4) for i in range(count)]
    return torch.tensor(values, dtype=torch.float64).reshape(shape).to(dtype)


def hashed(index, key):
    """32 random bits of an index and a key, as an int: the numbers of Ops/Randomness.cs."""
    low = 0xFFFFFFFF

    def times(a, factor):
        # In halves, which int64 holds.
        return ((a & 0xFFFF) * factor + (((a >> 16) * (factor & 0xFFFF) & 0xFFFF) << 16)) & low

    a, b = index.to(torch.int64) & low, key.to(torch.int64) & low
    a = times(a ^ (a >> 17), 0xED5AD4BB) ^ b ^ 0x9E3779B9
    a = times(a ^ (a >> 11), 0xAC4C1B51)
    a = times(a ^ (a >> 15), 0x31848BAB)
    a = a ^ (a >> 14)
    return torch.where(a > 0x7FFFFFFF, a - 2**32, a).to(torch.int32)


def uniform(x, seed):
    """A random number in [0, 1) for each element."""
    bits = hashed(torch.arange(x.numel()).reshape(x.shape), seed).to(x.dtype)
    return torch.clamp(bits * 2.0**-32 + 0.5, max=1 - 2.0**-24)


def refused(request, error):
    """What PyTorch says of a case with an empty axis that it does not take."""
    return {"id": request["id"], "inputs": texts(request["inputs"]), "refused": str(error).split("\n")[0]}


def texts(inputs):
    return [d | {"values": [v if isinstance(v, str) else number(float(v)) for v in d["values"]]} for d in inputs]


def run(request):
    operands = [tensor(name, data) for name, data in zip(request["names"], request["inputs"])]
    # Infinite numbers come as text.
    arguments = {k: float(v) if isinstance(v, str) else v for k, v in request["arguments"].items()}
    scope = dict(zip(request["names"], operands)) | arguments | {"torch": torch, "math": math, "hashed": hashed, "uniform": uniform}
    value = eval(request["torch"], scope)
    gradients, start = [None] * len(operands), None
    if value.is_floating_point():
        start = seed(value.shape, value.dtype)
        for i, operand in enumerate(operands):
            if operand.requires_grad:
                # Detached operands receive zeros.
                found = torch.autograd.grad(value, operand, start, retain_graph=True, allow_unused=True)[0] if value.requires_grad else None
                gradients[i] = flat(torch.zeros_like(operand) if found is None else found)
    kinds = {torch.float64: "double", torch.float32: "float", torch.bool: "bool"}
    return {
        "id": request["id"],
        "inputs": texts(request["inputs"]),
        "value": {"type": kinds.get(value.dtype, "int"), "shape": list(value.shape), "values": flat(value)},
        "seed": None if start is None else flat(start),
        "gradients": gradients,
    }


def same(one, other):
    """Whether two results agree but for the last digits, in which products differ from machine to machine."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-5, abs_tol=1e-6)
    return one == other


def main(path):
    torch.set_num_threads(1)
    folder = pathlib.Path(__file__).parent
    before = {(old.stem, line["id"]): line for old in folder.glob("*.json") for line in json.loads(old.read_text())}
    files = {}
    for request in json.loads(pathlib.Path(path).read_text()):
        try:
            case = run(request)
        except Exception as error:
            if not any(0 in data["shape"] for data in request["inputs"]):
                sys.exit(f"{request['op']}: {request['id']}: {request['torch']}: {error}")
            case = refused(request, error)
        old = before.get((request["op"], request["id"]))
        files.setdefault(request["op"], []).append(old if type(old) is dict and same(old, case) else case)
    for old in folder.glob("*.json"):
        old.unlink()
    for op, cases in files.items():
        lines = ",\n".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases)
        (folder / f"{op}.json").write_text(f"[\n{lines}\n]\n")
    print(f"{sum(map(len, files.values()))} cases of {len(files)} ops")


main(sys.argv[1])
