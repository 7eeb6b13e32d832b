"""The peer of the table: the same work in PyTorch. Reads '<row> <threads> <seconds>' lines and answers each with one line of JSON."""
import ctypes, json, os, random, subprocess, sys, time, warnings

# Without these PyTorch loses for the wrong reasons: narrower kernels, or a page fault for every large temporary.
TUNED = {"ATEN_CPU_CAPABILITY": "avx512", "MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(16 << 30)}
PRESETS = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
CHOSEN = "D2LDSL_PEER_CORE"

# One product of 512 by 512, best of 12, in seconds.
PROBE = """
import ctypes, time
blas, n, one, zero = ctypes.CDLL("libblas.so.3"), 512, ctypes.c_float(1), ctypes.c_float(0)
a, b, c = ((ctypes.c_float * (n * n))(*([0.5] * (n * n))) for _ in range(3))
best = 9.0
for _ in range(12):
    start = time.perf_counter()
    blas.cblas_sgemm(101, 111, 111, n, n, n, one, a, n, b, n, zero, c, n)
    best = min(best, time.perf_counter() - start)
print(best)
"""


def fastest_core(environment):
    """OpenBLAS takes its oldest kernels on a processor that is younger than itself: the fastest of its own choice and two others."""
    seconds = {}
    for core in ("", "SKYLAKEX", "HASWELL"):
        tried = {**environment, "OPENBLAS_NUM_THREADS": "1", **({"OPENBLAS_CORETYPE": core} if core else {})}
        probe = subprocess.run([sys.executable, "-c", PROBE], env=tried, capture_output=True, text=True)
        if probe.returncode == 0:
            seconds[core] = float(probe.stdout)
    # Its own choice stands unless another is clearly faster.
    return min(seconds, key=lambda core: seconds[core] * (0.95 if core == "" else 1), default="")


if CHOSEN not in os.environ:
    tuned = {**{k: v for k, v in os.environ.items() if k not in PRESETS}, **TUNED}
    core = fastest_core(tuned)
    os.execve(sys.executable, [sys.executable, *sys.argv], {**tuned, CHOSEN: core, **({"OPENBLAS_CORETYPE": core} if core else {})})

warnings.filterwarnings("ignore")
try:
    import torch
    import torch.nn as nn
    import torch.nn.functional as F
    import peer_eager
except ImportError as error:
    print(json.dumps({"error": f"{error}; install python3-torch, or name another Python with --python"}), flush=True)
    sys.exit()

loaded = open("/proc/self/maps").read() if os.path.exists("/proc/self/maps") else ""
blas = next((name for name in ("openblas", "mkl_core", "blis") if name in loaded), None if "libblas" in loaded else "unknown")
if blas is None:
    print(json.dumps({"error": "it computes on the reference BLAS, 30 times slower than it could; apt-get install libopenblas0-pthread, "
                               "or name a folder that has an OpenBLAS libblas.so.3 with --libraries"}), flush=True)
    sys.exit()
openblas = ctypes.CDLL("libopenblas.so.0") if blas == "openblas" else None

ROWS = {}


def row(*names_and_arguments):
    def declare(build):
        for name, *arguments in names_and_arguments:
            ROWS[name] = lambda arguments=arguments: build(*arguments)
        return build
    return declare


def parameter(*shape, scale=1.0):
    return (torch.randn(*shape) * scale).requires_grad_()


def clear(*parameters):
    for p in parameters:
        p.grad = None


def linear(n, d):
    x, w = torch.randn(n, d), torch.randn(d, 1)
    return x, x @ w + 4.2 + 0.01 * torch.randn(n, 1), torch.zeros(d, 1, requires_grad=True), torch.zeros(1, requires_grad=True)


def linear_step(x, y, w, b, rate):
    loss = ((torch.matmul(x, w) + b - y) ** 2 / 2).mean()
    loss.backward()
    with torch.no_grad():
        for p in (w, b):
            p -= rate * p.grad
            p.grad.zero_()


@row(("linreg-step", 10, 2), ("linreg-1000", 1000, 1000))
def _(n, d):
    x, y, w, b = linear(n, d)
    return lambda: linear_step(x, y, w, b, 1e-5)


@row(("linreg-epoch",))
def _():
    x, y, w, b = linear(1000, 2)

    def epoch():
        order = list(range(1000))
        random.shuffle(order)
        for start in range(0, 1000, 10):
            batch = torch.tensor(order[start:start + 10])
            linear_step(x[batch], y[batch], w, b, 1e-5)
    return epoch


@row(("chain-1M", 1 << 20), ("chain-16M", 1 << 24))
def _(n):
    x, a, b = parameter(n), torch.tensor(1.1, requires_grad=True), torch.tensor(0.1, requires_grad=True)

    def step():
        clear(x, a, b)
        (torch.tanh(x * a + b) * torch.sigmoid(x)).sum().backward()
    return step


@row(("xent-256x10", 256, 10), ("xent-4096x1000", 4096, 1000))
def _(n, c):
    x, labels = parameter(n, c), torch.randint(0, c, (n,))

    def step():
        clear(x)
        F.cross_entropy(x, labels).backward()
    return step


@row(("mlp",))
def _():
    net = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
    x, labels, sgd = torch.randn(256, 784), torch.randint(0, 10, (256,)), torch.optim.SGD(net.parameters(), lr=1e-3)

    def step():
        loss = F.cross_entropy(net(x), labels)
        sgd.zero_grad()
        loss.backward()
        sgd.step()
    return step


@row(("layernorm-gelu",))
def _():
    x, scale, shift, dy = parameter(4096, 1024), parameter(1024), parameter(1024), torch.randn(4096, 1024)

    def step():
        clear(x, scale, shift)
        F.gelu(F.layer_norm(x, (1024,), scale, shift)).backward(dy)
    return step


@row(("attention",))
def _():
    q, k, v, dy = parameter(512, 64), parameter(512, 64), parameter(512, 64), torch.randn(512, 64)

    def step():
        clear(q, k, v)
        (torch.softmax(q @ k.t() / 8, -1) @ v).backward(dy)
    return step


@row(("attention-causal",))
def _():
    q, k, v, dy = parameter(512, 64), parameter(512, 64), parameter(512, 64), torch.randn(512, 64)
    hidden = torch.ones(512, 512, dtype=torch.bool).triu(1)

    def step():
        clear(q, k, v)
        (torch.softmax((q @ k.t() / 8).masked_fill(hidden, float("-inf")), -1) @ v).backward(dy)
    return step


@row(("sum-axis-0", 0), ("sum-axis-1", 1))
def _(axis):
    x = torch.randn(4096, 4096)
    return lambda: x.sum(axis)


@row(("tanh-16M",))
def _():
    x = torch.randn(1 << 24)
    return lambda: torch.tanh(x)


@row(("gemm-256", 256), ("gemm-1024", 1024), ("gemm-2048", 2048))
def _(n):
    a, b, c = torch.randn(n, n), torch.randn(n, n), torch.empty(n, n)
    return lambda: torch.mm(a, b, out=c)


@row(("conv-5x5", 32, 16, 28, 32, 5), ("conv-3x3", 8, 64, 56, 64, 3))
def _(n, channels, size, filters, window):
    x, w, dy = parameter(n, channels, size, size), parameter(filters, channels, window, window), torch.randn(n, filters, size, size)

    def step():
        clear(x, w)
        F.conv2d(x, w, padding=window // 2).backward(dy)
    return step


@row(("gru",))
def _():
    gru, xs = nn.GRU(256, 256), torch.randn(35, 32, 256)

    def step():
        gru.zero_grad()
        gru(xs)[0].square().mean().backward()
    return step


@row(("lenet",))
def _():
    net = nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2), nn.Flatten(),
                        nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10))
    x, labels, sgd = torch.randn(64, 1, 28, 28), torch.randint(0, 10, (64,)), torch.optim.SGD(net.parameters(), lr=1e-3)

    def step():
        loss = F.cross_entropy(net(x), labels)
        sgd.zero_grad()
        loss.backward()
        sgd.step()
    return step


ROWS.update(peer_eager.ROWS)
built = {}


def measure(name, threads, seconds):
    torch.set_num_threads(threads)
    if openblas:
        openblas.openblas_set_num_threads(threads)
    if name not in built:
        built.clear()
        torch.manual_seed(0)
        built[name] = ROWS[name]()
        for _ in range(3):
            built[name]()
    work = built[name]
    work()
    start = time.perf_counter()
    work()
    once = max(time.perf_counter() - start, 1e-7)
    repeats = max(1, int(0.004 / once))
    times, start = [], time.perf_counter()
    while len(times) < 3 or time.perf_counter() - start < seconds:
        before = time.perf_counter()
        for _ in range(repeats):
            work()
        times.append((time.perf_counter() - before) / repeats * 1e6)
    times.sort()
    return {"median": times[len(times) // 2], "min": times[0]}


cores = f" ({os.environ[CHOSEN]} kernels)" if os.environ[CHOSEN] else ""
print(json.dumps({"version": f"{torch.__version__} on {blas}{cores}"}), flush=True)
for line in sys.stdin:
    name, threads, seconds = line.split()
    try:
        print(json.dumps(measure(name, int(threads), float(seconds))), flush=True)
    except Exception as error:
        print(json.dumps({"error": f"{name}: {error!r}"}), flush=True)
