"""Prints tensors with PyTorch, for the tests to compare with: every element type, rank, and kind of number.

    python3 tests/D2lDsl.Runtime.Tests/Printing/make_printed.py

Writes printed.json beside this script, one case a line. Needs the package python3-torch; the tests do not.
"""

import json
import math
import pathlib
import random

import torch

TYPES = {"float": torch.float32, "double": torch.float64, "int": torch.int32, "long": torch.int64, "sbyte": torch.int8, "byte": torch.uint8, "bool": torch.bool}
SHAPES = [[], [1], [5], [40], [3, 4], [2, 0], [0], [2, 3, 4], [2, 1, 2, 3], [1, 30], [30, 2]]
LARGE = [[1001], [40, 30], [2, 30, 20], [8, 200], [200, 7], [1000], [7, 7, 30], [6, 6, 30]]
random.seed(1)


def number(x):
    return "NaN" if math.isnan(x) else ("Infinity" if x > 0 else "-Infinity") if math.isinf(x) else x


def floats(count, kind):
    scale = {"unit": 1, "tiny": 1e-6, "large": 1e5, "huge": 1e12}.get(kind)
    if scale:
        return [random.gauss(0, 1) * scale for _ in range(count)]
    if kind == "whole":
        return [float(random.randint(-50, 50)) for _ in range(count)]
    if kind == "wholes":
        return [float(random.randint(-10**9, 10**9)) for _ in range(count)]
    if kind == "wide":
        return [random.gauss(0, 1) * 10.0 ** random.randint(-8, 8) for _ in range(count)]
    if kind == "special":
        return [random.choice([math.nan, math.inf, -math.inf, 0.0, -0.0, 1.5, -2.0, 100.0]) for _ in range(count)]
    if kind == "ties":
        return [random.choice([1, 3, 5, 7, 9, 31]) / 32 for _ in range(count)]
    if kind == "strange":
        return [random.choice([math.nan, math.inf, -math.inf]) for _ in range(count)]
    return [0.0] * count


def case(kind, name, shape):
    count = math.prod(shape)
    if name in ("float", "double"):
        values = floats(count, kind)
    elif name == "bool":
        values = [random.random() < 0.5 for _ in range(count)]
    else:
        low, high = {"byte": (0, 255), "sbyte": (-128, 127)}.get(name, (-10**9, 10**9))
        values = [random.randint(low, high) if kind == "wide" else random.randint(0, 9) for _ in range(count)]
    t = torch.tensor(values, dtype=torch.float64 if name in ("float", "double") else TYPES[name]).reshape(shape).to(TYPES[name])
    return {"type": name, "shape": shape, "values": [number(float(v)) for v in t.reshape(-1).tolist()], "text": str(t)}


def main():
    cases = []
    for name in TYPES:
        kinds = ["unit", "tiny", "large", "huge", "whole", "wholes", "wide", "special", "ties", "strange", "zeros"] if name in ("float", "double") else ["small", "wide"]
        for kind in kinds:
            for shape in SHAPES if kind in ("unit", "special", "whole", "small", "wide") else [[], [5], [3, 4], [25]]:
                cases.append(case(kind, name, shape))
        for shape in LARGE if name in ("float", "long") else LARGE[:2]:
            cases.append(case(kinds[0], name, shape))
    lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
    (pathlib.Path(__file__).parent / "printed.json").write_text(f"[\n{lines}\n]\n")
    print(len(cases), "cases")


main()
