using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>'^' is no power.</summary>
public class D2L0512
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n")] Tensor<float> p, [Shape("n")] Tensor<float> y)
                => Mean({|D2L0512:(p - y) ^ 2|});
        }
        """,
        "'^' is the exclusive or of truth values in C# and meets [n] and 2; write Pow for a power");

    [Theory]
    [InlineData("""public static Tensor<int> F([Shape("n")] Tensor<int> x) => {|D2L0512:x ^ x|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n")] Tensor<float> p, [Shape("n")] Tensor<float> y) => Mean(Pow(p - y, 2));""")]
    [InlineData("""public static Tensor<bool> F([Shape("n")] Tensor<bool> x, [Shape("n")] Tensor<bool> y) => x ^ y;""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
