using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Argument does not fit the called model.</summary>
public class D2L0209
{
    [Fact]
    public Task A_symbol_with_two_sizes() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Same([Shape("n")] Tensor<float> a, [Shape("n")] Tensor<float> b) => Dot(a, b);

            [Model]
            public static Tensor<float> F([Parameter, Shape(3)] Tensor<float> w, [Shape(4)] Tensor<float> x) => Same(w, {|D2L0209:x|});
        }
        """,
        "Same declares b as [n], but receives x [4]: 3 ≠ 4");

    [Fact]
    public Task A_number() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Ten([Shape(10)] Tensor<float> a) => Sum(a);

            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Ten({|D2L0209:w|});
        }
        """,
        "Ten declares a as [10], but receives w [d]: 10 ≠ d");

    [Fact]
    public Task Leading_axes() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Rows([Shape("...", "d")] Tensor<float> a, [Shape("...", "d")] Tensor<float> b) => Sum(a * b, axis: -1);

            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "t", "d")] Tensor<float> w, [Shape("t", "d")] Tensor<float> x) => Sum(Rows(w, {|D2L0209:x|}));

            [Model]
            public static Tensor<float> G([Parameter, Shape] Tensor<float> w) => Sum(Rows({|D2L0209:w|}, w));
        }
        """,
        "Rows declares b as [..., d], but receives x [t, d]: [n, t] ≠ [t]",
        "Rows declares a as [..., d], but receives w []: at least 1 axis ≠ 0");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Same([Shape("n")] Tensor<float> a, [Shape("n")] Tensor<float> b) => Dot(a, b);

            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w, [Shape("d")] Tensor<float> x) => Same(w, x) + Same(w, w);

            [Model]
            public static Tensor<float> Rows([Shape("...", "d")] Tensor<float> a, [Shape("...", "d")] Tensor<float> b) => Sum(a * b, axis: -1);

            [Model]
            public static Tensor<float> G([Parameter, Shape("n", "t", "d")] Tensor<float> w, [Shape("d")] Tensor<float> x) => Sum(Rows(w, w)) + Rows(x, x) + Sum(Rows(w[0], w[0]));
        }
        """);

    [Fact]
    public Task The_sizes_of_a_module_the_wrong_way_round() => Diagnose<ModelAnalyzer>.With("""
        [Model]
        public sealed partial class Convolution
        {
            [Parameter, Shape("o", "i", 3, 3)] public partial Tensor<float> W { get; }

            [Model]
            public Tensor<float> Apply([Shape("n", "i", "h", "w")] Tensor<float> x) => Conv2d(x, W, padding: 1);
        }

        [Model]
        public sealed partial class Block
        {
            [Shape("c", "2*c")] readonly Convolution wider;

            [Model]
            public Tensor<float> Apply([Shape("n", "c", "h", "w")] Tensor<float> x) => wider.Apply({|D2L0209:x|});
        }
        """,
        "Apply declares x as [n, i, h, w], but receives x [n, c, h, w]: 2*c ≠ c (o = c, i = 2*c)");

    [Theory]
    [InlineData("""[Shape("n", 1, 28, 28)] Tensor<float> x""", "x", "receives x [n, 1, 28, 28]: 2 axes ≠ 4 (i = 784, o = 10); write x.Flatten(1)")]
    [InlineData("""[Shape(784)] Tensor<float> x""", "x", "receives x [784]: 2 axes ≠ 1 (i = 784, o = 10); write x.Unsqueeze(0)")]
    [InlineData("""[Shape(784, "n")] Tensor<float> x""", "x * 2", "receives [784, n]: 784 ≠ n (i = 784, o = 10); write (x * 2).T")]
    [InlineData("""[Shape("n", 100)] Tensor<float> x""", "x", "receives x [n, 100]: 784 ≠ 100 (i = 784, o = 10)")]
    public Task What_a_layer_receives(string parameter, string argument, string end) => Diagnose<ModelAnalyzer>.With($$"""
        [Model]
        public sealed partial class Dense
        {
            [Parameter, Shape("i", "o")] public partial Tensor<float> W { get; }

            [Model]
            public Tensor<float> Apply([Shape("n", "i")] Tensor<float> x) => MatMul(x, W);
        }

        [Model]
        public sealed partial class Net
        {
            [Shape(784, 10)] readonly Dense dense;

            [Model]
            public Tensor<float> Predict({{parameter}}) => dense.Apply({|D2L0209:{{argument}}|});
        }
        """, $"Apply declares x as [n, i], but {end}");
}
