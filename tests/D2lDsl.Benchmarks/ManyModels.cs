using D2lDsl.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace D2lDsl.Benchmarks;

/// <summary>A project of many models, one a file, and a file without any; for what the compiler parts cost.</summary>
static class ManyModels
{
    /// <summary>The file without a model, edited as "elsewhere".</summary>
    public const string Elsewhere = "static class Elsewhere { public static int Twice(int x) { return 2 * x; } }";

    static readonly string[] forms =
    [
        """
        public static partial class Regression# {
            [Model] public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape("d", 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b)
            {
                return Mean(Square(MatMul(x, w) + b - y)) / 2;
            }
        }
        """,
        """
        [Model] public sealed partial class Mlp# {
            [Parameter, Shape("d", "h")] public partial Tensor<float> W1 { get; }
            [Parameter, Shape("h")] public partial Tensor<float> B1 { get; }
            [Parameter, Shape("h", "c")] public partial Tensor<float> W2 { get; }
            [Parameter, Shape("c")] public partial Tensor<float> B2 { get; }
            [Model] public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels)
            {
                return CrossEntropy(MatMul(Relu(MatMul(x, W1) + B1), W2) + B2, labels) * 2;
            }
        }
        """,
        """
        public static partial class Normalised# {
            [Model] public static Tensor<float> Loss([Parameter, Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> scale)
            {
                var centred = x - Mean(x, axis: 1, keepDims: true);
                var normal = centred / Sqrt(Mean(Square(centred), axis: 1, keepDims: true) + 0.001f);
                return Sum(Gelu(normal * scale)) / 2;
            }
        }
        """,
        """
        public static partial class Loop# {
            [Model] public static Tensor<float> Grow([Parameter, Shape()] Tensor<float> a)
            {
                var b = a * 2;
                while (Norm(b) < 1000)
                    b = b * 2;
                return Sum(b) > 0 ? b : 100 * b;
            }
        }
        """,
    ];

    /// <summary>The project; file 0 is the one without a model, file i + 1 holds model i.</summary>
    public static CSharpCompilation Project(int models) => Compile.Source([Elsewhere, .. Enumerable.Range(0, models).Select(Model)]);

    /// <summary>The file of one model.</summary>
    public static string Model(int i) => forms[i % forms.Length].Replace("#", i.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
