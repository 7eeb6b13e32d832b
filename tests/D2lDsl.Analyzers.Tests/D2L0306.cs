using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Element-wise product of matrices.</summary>
public class D2L0306
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Layer([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "h")] Tensor<float> w)
                => {|D2L0306:x * w|};
        }
        """,
        "'*' multiplies element by element and meets x [n, d] and w [d, h]; MatMul gives their matrix product [n, h]");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", 1)] Tensor<float> w) => {|D2L0306:x * w|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Layer([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "h")] Tensor<float> w) => MatMul(x, w);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w) => x * w;""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
