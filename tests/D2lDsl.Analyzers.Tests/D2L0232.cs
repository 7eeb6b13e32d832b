using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A parameter for every sample.</summary>
public class D2L0232
{
    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape("n")] Tensor<float> {|D2L0232:b|}) => Mean(Square(MatMul(x, w) + b - y));""", "b [n] has an axis n, which counts the samples of x and y: it is trained sample by sample, and no other number of samples fits; drop the axis, or name it otherwise")]
    public Task Reported(string model, string message) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}", message);

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape] Tensor<float> b) => Mean(Square(MatMul(x, w) + b - y));""")]
    // Users and items: what is learnt of each is a row, and the data no batch.
    [InlineData("""public static Tensor<float> Loss([Shape("n", "m")] Tensor<float> r, [Shape("n", "m")] Tensor<float> mask, [Parameter, Shape("n", "k")] Tensor<float> u, [Parameter, Shape("m", "k")] Tensor<float> v) => Sum(Square(MatMul(u, v.T) - r) * mask);""")]
    [InlineData("""public static Tensor<float> Loss([Shape("t", "d")] Tensor<float> x, [Shape("t")] Tensor<float> y, [Parameter, Shape("t", "d")] Tensor<float> positions, [Parameter, Shape("d")] Tensor<float> w) => Mean(Square(MatMul(x + positions, w) - y));""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");

    [Fact]
    public Task Of_a_module() => Diagnose<ModelAnalyzer>.With("""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d", "h")] public partial Tensor<float> W { get; }
            [Parameter, Shape("n", "h")] public partial Tensor<float> B { get; }

            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> {|D2L0232:x|}, [Shape("n", "h")] Tensor<float> y) => Mean(Square(MatMul(x, W) + B - y));
        }
        """);
}
