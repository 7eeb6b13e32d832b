using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A sum that overflows.</summary>
public class D2L0604
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<byte> Brightness([Shape("n")] Tensor<byte> pixels) => {|D2L0604:Sum(pixels)|};
        }
        """,
        "Sum of pixels [n] adds up in byte, which ends at 255; Cast<int>() first");

    [Theory]
    [InlineData("""public static Tensor<sbyte> F([Shape("n")] Tensor<sbyte> x) => {|D2L0604:Dot(x, x)|};""")]
    [InlineData("""public static Tensor<sbyte> F([Shape("n")] Tensor<sbyte> x) => {|D2L0604:CumSum(x, axis: 0)|};""")]
    [InlineData("""public static Tensor<byte> F([Shape("n", "d")] Tensor<byte> x) => {|D2L0604:Prod(x, axis: 1)|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<int> Brightness([Shape("n")] Tensor<byte> pixels) => Sum(pixels.Cast<int>());""")]
    [InlineData("""public static Tensor<int> F([Shape("n")] Tensor<int> x) => Sum(x);""")]
    [InlineData("""public static Tensor<byte> F([Shape("n")] Tensor<byte> x) => Max(x);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
