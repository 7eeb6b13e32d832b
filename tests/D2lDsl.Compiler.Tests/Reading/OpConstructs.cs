namespace D2lDsl.CompilerTests.Reading;

/// <summary>Ops with arguments beside tensors, and how networks put them together.</summary>
static class OpConstructs
{
    public static IReadOnlyList<Construct> All { get; } =
    [
        new("Accuracy", """
            [Model] public static Tensor<real> F([Shape("n", 3)] Tensor<real> x, [Shape("n")] Tensor<int> labels) => Mean((Argmax(x, axis: 1) == labels).Cast<real>());
            """),
        new("ArgmaxOverSeveralAxes", """
            [Model] public static (Tensor<int>, Tensor<int>, Tensor<int>) F([Shape("n", 2, "d")] Tensor<real> x) => (x.Argmax(), Argmin(x, [0, 2]), Argmax(x, [1, 2], keepDims: true));
            """),
        new("PickedByLargest", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", 3)] Tensor<real> x) => Sum(OneHot(Argmax(x, 1), 3).Cast<real>() * Square(x));
            """),
        new("OneHotOfLogitsWidth", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", 3)] Tensor<real> x, [Shape("n")] Tensor<int> labels)
                => -Mean(Sum(OneHot(labels, x.Shape[1]).Cast<real>() * LogSoftmax(x, -1), 1));
            """),
        new("SmallIntegers", """
            [Model] public static Tensor<int> F([Shape("n")] Tensor<int> labels)
                => OneHot(labels.Cast<byte>(), 3).Cast<int>() + OneHot(labels.Cast<long>(), 3).Cast<int>() * Sign(labels.Cast<sbyte>() - 1).Cast<int>().Unsqueeze(1);
            """),
        new("RotatedHalves", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", "x")] Tensor<real> w)
            {
                var (a, b) = Chunk(w, 2, axis: -1);
                return Sum(w * Tanh(Concat(-b, a, axis: 1)) + Sort(w, axis: 0, descending: true).Values * TopK(w, 1, largest: false).Values);
            }
            """),
        new("GatesInALoop", """
            [Model] public static Tensor<real> F([Shape("d", "n", 2)] Tensor<real> x, [Parameter, Shape(2, 6)] Tensor<real> w, [Parameter, Shape(2, 6)] Tensor<real> u)
            {
                var h = Tensor.Zeros(x.Shape[1], 2).Cast<real>();
                for (int i = 0; i < x.Shape[0]; i++)
                {
                    var gates = Split(MatMul(x[i], w) + MatMul(h, u), 2, axis: 1);
                    h = Sigmoid(gates[0]) * h + Tanh(gates[1]) * Sigmoid(gates[^1]);
                }
                return h;
            }
            """),
        new("LabelSmoothing", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", 3)] Tensor<real> x, [Shape("n")] Tensor<int> labels)
                => 0.9f * CrossEntropy(x, labels) - 0.1f * Mean(LogSoftmax(x, axis: 1));
            """),
        new("Attention", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", 4, "d")] Tensor<real> q, [Parameter, Shape("n", 5, "d")] Tensor<real> k, [Parameter, Shape("n", 5, 2)] Tensor<real> v)
                => Bmm(Softmax(Bmm(q, k.Transpose(1, 2)) / 2, axis: -1), v);
            """),
        new("MaskedAttention", """
            [Model] public static Tensor<real> F(
                [Parameter, Shape(4, "d")] Tensor<real> q, [Parameter, Shape(4, "d")] Tensor<real> k, [Shape(4)] Tensor<bool> padded, [Shape(4, 4)] Tensor<bool> visible)
            {
                var scores = MatMul(q, k.T);
                return Sum(Square(Softmax(Where(visible & !padded, scores, -1e9f), 1)));
            }
            """),
        new("TransformerFeedForward", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", "d")] Tensor<real> x, [Parameter, Shape("d", 4)] Tensor<real> w, [Parameter, Shape(4, "d")] Tensor<real> u,
                [Parameter, Shape("d")] Tensor<real> scale, [Parameter, Shape("d")] Tensor<real> shift) => LayerNorm(x + MatMul(Gelu(MatMul(x, w)), u), scale, shift, eps: 1e-3);
            """),
        new("BatchNorm", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", "d")] Tensor<real> x, [Parameter, Shape("d")] Tensor<real> scale)
                => (x - Mean(x, axis: 0)) / Sqrt(Var(x, axis: 0, correction: 0) + 1e-3f) * scale;
            """),
        new("Standardised", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", "d")] Tensor<real> x) => Sum(Tanh((x - Mean(x)) / Std(x)) * x);
            """),
        new("VarianceOverBoth", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", 2, "d")] Tensor<real> x) => Var(x, axes: [0, 2]) * Std(x, [-1, 0], correction: 0);
            """),
        new("MixtureOfGaussians", """
            [Model] public static Tensor<real> F([Parameter, Shape("n")] Tensor<real> x, [Parameter, Shape(3)] Tensor<real> means, [Parameter, Shape(3)] Tensor<real> logits)
                => -Mean(LogSumExp(LogSoftmax(logits, 0) - Square(x.Unsqueeze(1) - means) / 2, axis: 1));
            """),
        new("BoolLogic", """
            [Model] public static (Tensor<bool>, Tensor<real>) F([Parameter, Shape("n", "d")] Tensor<real> x, [Shape("d")] Tensor<bool> mask)
                => ((x > 0) & mask | !(x < 1), Where(LogicalOr(mask, x > 0.1f) & !mask, x * x, x));
            """),
        new("Activations", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", "d")] Tensor<real> x)
                => Sum(Silu(x) + Softplus(x) * GeluTanh(x) + LeakyRelu(x + 0.05f, slope: 0.2) * Erf(x) + Log1p(Square(Sin(x))) * Cos(x));
            """),
        new("PiecewiseConstants", """
            [Model] public static Tensor<real> F([Parameter, Shape("n", "d")] Tensor<real> x) => Sum(Sign(x + 0.013f) * x + Floor(x * 0.01f) * x);
            """),
        new("OuterProduct", """
            [Model] public static Tensor<real> F([Parameter, Shape("n")] Tensor<real> x, [Parameter, Shape("d")] Tensor<real> y) => MseLoss(Outer(x, y), Tanh(Outer(y, x)).T);
            """),
    ];
}
