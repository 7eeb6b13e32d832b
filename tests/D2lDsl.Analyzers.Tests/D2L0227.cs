using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Weights that do not add up.</summary>
public class D2L0227
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class Example
        {
            [Model]
            public static Tensor<float> Attend([Shape("b", "t", "d")] Tensor<float> q, [Shape("b", "s", "d")] Tensor<float> k, [Shape("b", "s", "e")] Tensor<float> v)
                => {|D2L0227:MatMul(Softmax(MatMul(q, k.Transpose(1, 2)), axis: 1), v)|};
        }
        """,
        "MatMul sums over axis 2 of [b, t, s], weights that a softmax along axis 1 made: those it sums do not add up to 1; take the softmax along axis 2");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class Example
        {
            [Model]
            public static Tensor<float> Attend([Shape("b", "t", "d")] Tensor<float> q, [Shape("b", "s", "d")] Tensor<float> k, [Shape("b", "s", "e")] Tensor<float> v)
                => MatMul(Softmax(MatMul(q, k.Transpose(1, 2)), axis: 2), v);
        }
        """);

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "k")] Tensor<float> c) => MatMul(Softmax(MatMul(x, c), axis: 1).T, x);""")]
    [InlineData("""public static Tensor<float> F([Shape("b", "n", "d")] Tensor<float> x, [Parameter, Shape("d", "k")] Tensor<float> c) => MatMul(Softmax(MatMul(x, c), axis: 2).Transpose(1, 2), x);""")]
    public Task Quiet_too(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
