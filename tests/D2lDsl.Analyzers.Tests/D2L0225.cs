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

    [Fact]
    public Task Two_of_them_in_ordinary_code() => Diagnose<ModelAnalyzer>.With("""
        public static class P
        {
            public static Tensor<float> Run() => {|D2L0214:Concat(Tensor.Zeros(2, 3), Tensor.Zeros(4, 5), axis: 1)|};
        }
        """,
        "Concat takes tensors that differ in size only along axis 1; here it meets [2, 3] and [4, 5]: 2 ≠ 4");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "p")] Tensor<float> a, [Shape("n", "q")] Tensor<float> b) => Concat(a, b, axis: 1);""")]
    [InlineData("""public static Tensor<float> Pair([Shape("n")] Tensor<float> a, [Shape("n")] Tensor<float> b) => Stack([a, b]);""")]
    [InlineData("""public static Tensor<float> F([Shape("p")] Tensor<float> a, [Shape("q")] Tensor<float> b) => Concat([a, b]);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "p")] Tensor<float> a, [Shape("n", "q")] Tensor<float> b) => Concat([a, b], axis: 1);""")]
    [InlineData("""public static Tensor<float> F([Shape(3)] Tensor<float> a, [Shape(3)] Tensor<float> b) => Concat([a, b]);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
