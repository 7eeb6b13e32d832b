"""What the command `eager` compares one operation at a time with: name to a function of a matrix's rows and columns that gives what is timed."""
import torch
import torch.nn.functional as F


def on(work, made=lambda r, c: torch.randn(r, c)):
    def build(r, c):
        x = made(r, c)
        return lambda: work(x)
    return build


def on_two(work, second=lambda r, c: torch.randn(r, c)):
    def build(r, c):
        x, y = torch.randn(r, c), second(r, c)
        return lambda: work(x, y)
    return build


def on_sizes(work):
    return lambda r, c: lambda: work(r, c)


def labels(r, c):
    return torch.randint(0, c, (r,))


OPS = {
    "x + y": on_two(lambda x, y: x + y), "x * 2": on(lambda x: x * 2), "x < y": on_two(lambda x, y: x < y), "x == y": on_two(lambda x, y: x == y),
    "exp": on(torch.exp), "tanh": on(torch.tanh), "relu": on(torch.relu), "abs": on(torch.abs),
    "where": on_two(lambda x, y: torch.where(y, x, x), lambda r, c: torch.randn(r, c) > 0),
    "x + row": on_two(lambda x, y: x + y, lambda r, c: torch.randn(c)), "x + column": on_two(lambda x, y: x + y, lambda r, c: torch.randn(r, 1)),
    "x.T + y": on_two(lambda x, y: x.T + y, lambda r, c: torch.randn(c, r)),
    "sum": on(torch.sum), "sum axis 0": on(lambda x: x.sum(0)), "sum axis 1": on(lambda x: x.sum(1)), "mean": on(torch.mean), "max": on(torch.max),
    "max axis 0": on(lambda x: x.amax(0)), "max axis 1": on(lambda x: x.amax(1)), "var axis 1": on(lambda x: x.var(1)), "norm": on(torch.norm),
    "argmax axis 0": on(lambda x: x.argmax(0)), "argmax axis 1": on(lambda x: x.argmax(1)), "argmin axis 1": on(lambda x: x.argmin(1)),
    "cumsum axis 0": on(lambda x: x.cumsum(0)), "cumsum axis 1": on(lambda x: x.cumsum(1)),
    "matmul": on_two(torch.matmul, lambda r, c: torch.randn(c, r)), "mv": on_two(torch.mv, lambda r, c: torch.randn(c)),
    "dot": on(lambda x: torch.dot(x, x), lambda r, c: torch.randn(r * c)),
    "concat axis 0": on_two(lambda x, y: torch.cat((x, y), 0)), "concat axis 1": on_two(lambda x, y: torch.cat((x, y), 1)), "stack": on_two(lambda x, y: torch.stack((x, y))),
    "x[1]": on(lambda x: x[1]), "x[:, 1:]": on(lambda x: x[:, 1:]), "x[:, 1:] copied": on(lambda x: x[:, 1:].clone()), "x.T copied": on(lambda x: x.T.contiguous()),
    "rows by index": on_two(lambda x, y: x[y], lambda r, c: torch.randint(0, r, (r,))),
    "columns by index": on_two(lambda x, y: x.index_select(1, y), lambda r, c: torch.randint(0, c, (c,))),
    "gather axis 1": on_two(lambda x, y: x.gather(1, y), lambda r, c: torch.randint(0, c, (r, c))),
    "sort axis 1": on(lambda x: torch.sort(x, 1)), "topk 2 axis 1": on(lambda x: torch.topk(x, 2, 1)),
    "softmax axis 0": on(lambda x: torch.softmax(x, 0)), "softmax axis 1": on(lambda x: torch.softmax(x, 1)), "log softmax axis 1": on(lambda x: torch.log_softmax(x, 1)),
    "cross entropy": on_two(F.cross_entropy, labels), "one-hot": on_two(lambda x, y: F.one_hot(y, x.shape[1]), labels),
    "zeros": on_sizes(lambda r, c: torch.zeros(r, c)), "randn": on_sizes(lambda r, c: torch.randn(r, c)), "dropout": on(lambda x: F.dropout(x, 0.5)),
}

SIZES = ((2, 5), (25, 40), (1000, 1000))
ROWS = {f"eager-{r}-{c}-{name.replace(' ', '_')}": lambda build=build, r=r, c=c: build(r, c) for name, build in OPS.items() for r, c in SIZES}
