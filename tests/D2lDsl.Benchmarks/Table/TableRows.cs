using static D2lDsl.Benchmarks.TableModels;

namespace D2lDsl.Benchmarks;

/// <summary>The rows of the table.</summary>
static class TableRows
{
    public static readonly IReadOnlyList<TableRow> All =
    [
        new("linreg-step", "linear regression step, n 10, d 2", (2000, 2000), 0, 0, 0, () => LinearStep(10, 2)),
        new("linreg-epoch", "its epoch of 1000, shuffled", (1000, 1000), 0, 0, 0, LinearEpoch),
        new("linreg-1000", "linear regression step 1000 × 1000", (5, 8), 0, 4e6, 0, () => LinearStep(1000, 1000)),
        Chain("chain-1M", "1M", 1 << 20, (9, 12)),
        Chain("chain-16M", "16M", 1 << 24, (10, 16)),
        CrossEntropy("xent-256x10", 256, 10, (10, 15)),
        CrossEntropy("xent-4096x1000", 4096, 1000, (5, 5.5)),
        new("mlp", "MLP 784-256-10, batch 256, training step", (1.3, 2.8), 2.0 * 256 * (2 * 784 * 256 + 3 * 256 * 10), 0, 0, MlpStep),
        new("layernorm-gelu", "LayerNorm + GELU fwd+bwd 4096×1024", (4, 3.3), 0, 8.0 * 4096 * 1024, 8.0 * 4096 * 1024, LayerNormStep),
        new("attention", "attention fwd+bwd, n 512, d 64", (1.4, 3), 6.0 * 2 * 512 * 512 * 64, 0, 0, AttentionStep),
        new("attention-causal", "causal attention fwd+bwd, n 512, d 64", (0, 0), 3.0 * 2 * 512 * 512 * 64, 0, 0, CausalAttentionStep),
        new("sum-axis-0", "sum over axis 0, 4096²", (2.5, 2.5), 0, 4.0 * 4096 * 4096, 0, () => Sum(0)),
        new("sum-axis-1", "sum over axis 1, 4096²", (1.2, 1.2), 0, 4.0 * 4096 * 4096, 0, () => Sum(1)),
        new("tanh-16M", "tanh 16M", (6.5, 3.5), 0, 4.0 * (1 << 24), 4.0 * (1 << 24), TanhRun),
        Gemm(256),
        Gemm(1024),
        Gemm(2048),
        Convolution("conv-5x5", 32, 16, 28, 32, 5),
        Convolution("conv-3x3", 8, 64, 56, 64, 3),
        new("lenet", "LeNet, batch 64, training step", (0, 0), 0, 0, 0, LeNetStep),
        new("gru", "GRU, 35 steps, batch 32, 256 units, fwd+bwd", (0, 0), 3.0 * 35 * 2 * 32 * 256 * 6 * 256, 0, 0, RecurrentStep),
    ];

    static TableRow Chain(string name, string size, int n, (double, double) goals) =>
        new(name, $"sum(tanh(x·a+b)·sigmoid(x)) fwd+bwd, {size}", goals, 0, 4.0 * n, 4.0 * n, () => ChainStep(n));

    static TableRow CrossEntropy(string name, int n, int c, (double, double) goals) =>
        new(name, $"softmax cross entropy fwd+bwd {n}×{c}", goals, 0, 4.0 * n * c, 4.0 * n * c, () => CrossEntropyStep(n, c));

    static TableRow Gemm(int n) => new($"gemm-{n}", $"GEMM {n}", (0, 0), 2.0 * n * n * n, 0, 0, () => Product(n));

    // The images keep their size; their gradient is wanted, too.
    static TableRow Convolution(string name, int n, int channels, int size, int filters, int window) =>
        new(name, $"Conv2d {window}×{window} fwd+bwd, {n}×{channels}×{size}², {filters} filters", (0, 0), 6.0 * n * channels * size * size * filters * window * window, 0, 0,
            () => ConvolutionStep(n, channels, size, filters, window));

    static Tensor<float> Normal(params int[] shape) => Tensor.RandN(new Random(1), shape);

    static Tensor<int> Labels(int n, int classes)
    {
        var random = new Random(1);
        return Tensor.Of([.. Enumerable.Range(0, n).Select(_ => random.Next(classes))]);
    }

    static Action LinearStep(int n, int d)
    {
        Tensor<float> x = Normal(n, d), y = Normal(n, 1), w = Tensor.Zeros(d, 1), b = Tensor.Zeros(1);
        var (kernel, sgd) = (new LinearRegressionKernel(), new Sgd(1e-5));
        return () => kernel.TrainingStep(x, y, w, b, sgd);
    }

    static Action LinearEpoch()
    {
        Tensor<float> w = Tensor.Zeros(2, 1), b = Tensor.Zeros(1);
        var loader = new DataLoader<float, float>(Normal(1000, 2), Normal(1000, 1), 10, shuffle: true, seed: 1);
        var (kernel, sgd) = (new LinearRegressionKernel(), new Sgd(1e-5));
        return () =>
        {
            foreach (var (x, y) in loader)
                kernel.TrainingStep(x, y, w, b, sgd);
        };
    }

    static Action ChainStep(int n)
    {
        Tensor<float> x = Normal(n), a = Tensor.Of([1.1f]), b = Tensor.Of([0.1f]);
        var kernel = new ChainKernel();
        return () => kernel.ForwardBackward(x, a, b);
    }

    static Action CrossEntropyStep(int n, int c)
    {
        var (logits, labels) = (Normal(n, c), Labels(n, c));
        var kernel = new SoftmaxCrossEntropyKernel();
        return () => kernel.ForwardBackward(logits, labels);
    }

    static Action MlpStep()
    {
        var (x, labels) = (Normal(256, 784), Labels(256, 10));
        var net = new Mlp(d: 784, h: 256, c: 10, seed: 1);
        var (kernel, sgd) = (new Mlp.LossKernel(net), new Sgd(1e-3));
        return () => kernel.TrainingStep(x, labels, sgd);
    }

    static Action LayerNormStep()
    {
        Tensor<float> x = Normal(4096, 1024), scale = Normal(1024), shift = Normal(1024), seed = Normal(4096, 1024);
        var kernel = new LayerNormGeluKernel();
        return () => kernel.ForwardBackward(x, scale, shift, seed);
    }

    static Action AttentionStep()
    {
        Tensor<float> q = Normal(512, 64), k = Normal(512, 64), v = Normal(512, 64), seed = Normal(512, 64);
        var kernel = new AttentionKernel();
        return () => kernel.ForwardBackward(q, k, v, seed);
    }

    static Action CausalAttentionStep()
    {
        Tensor<float> q = Normal(512, 64), k = Normal(512, 64), v = Normal(512, 64), seed = Normal(512, 64);
        var kernel = new CausalAttentionKernel();
        return () => kernel.ForwardBackward(q, k, v, seed);
    }

    static Action ConvolutionStep(int n, int channels, int size, int filters, int window)
    {
        Tensor<float> x = Normal(n, channels, size, size), w = Normal(filters, channels, window, window), seed = Normal(n, filters, size, size);
        if (window == 5)
        {
            var five = new FiveByFiveKernel();
            return () => five.ForwardBackward(x, w, seed);
        }
        var three = new ThreeByThreeKernel();
        return () => three.ForwardBackward(x, w, seed);
    }

    static Action LeNetStep()
    {
        var (x, labels) = (Normal(64, 1, 28, 28), Labels(64, 10));
        var (kernel, sgd) = (new LeNet.LossKernel(new LeNet(c: 10, seed: 1)), new Sgd(1e-3));
        return () => kernel.TrainingStep(x, labels, sgd);
    }

    static Action RecurrentStep()
    {
        var xs = Normal(35, 32, 256);
        var kernel = new Gru.LossKernel(new Gru(d: 256, h: 256, seed: 1));
        return () => kernel.ForwardBackward(xs);
    }

    static Action Sum(int axis)
    {
        var x = Normal(4096, 4096);
        var (rows, columns) = (new SumOfRowsKernel(), new SumOfColumnsKernel());
        return axis == 0 ? () => rows.Forward(x) : () => columns.Forward(x);
    }

    static Action TanhRun()
    {
        var x = Normal(1 << 24);
        var kernel = new TanhOfKernel();
        return () => kernel.Forward(x);
    }

    static Action Product(int n)
    {
        var (a, b) = (Normal(n, n), Normal(n, n));
        var kernel = new ProductKernel();
        return () => kernel.Forward(a, b);
    }
}
