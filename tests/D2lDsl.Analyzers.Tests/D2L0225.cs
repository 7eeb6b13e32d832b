using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Vectors joined end to end.</summary>
public class D2L0225
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Pair([Shape("n")] Tensor<float> a, [Shape("n")] Tensor<float> b) => {|D2L0225:Concat([a, b])|};
        }
        """,
        "Concat of vectors of one axis, a [n] and others, gives [2*n]; Stack keeps them beside each other");

    [Theory]
    [InlineData("""public static Tensor<float> Pair([Shape("n")] Tensor<float> a, [Shape("n")] Tensor<float> b) => Stack([a, b]);""")]
    [InlineData("""public static Tensor<float> F([Shape("p")] Tensor<float> a, [Shape("q")] Tensor<float> b) => Concat([a, b]);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "p")] Tensor<float> a, [Shape("n", "q")] Tensor<float> b) => Concat([a, b], axis: 1);""")]
    [InlineData("""public static Tensor<float> F([Shape(3)] Tensor<float> a, [Shape(3)] Tensor<float> b) => Concat([a, b]);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
