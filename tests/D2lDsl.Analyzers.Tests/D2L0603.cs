using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A number that the elements cannot hold.</summary>
public class D2L0603
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<sbyte> Shift([Shape("n")] Tensor<sbyte> x) => {|D2L0603:x + 300|};
        }
        """,
        "300 is no sbyte: those are whole numbers from -128 to 127; Cast the tensor first");

    [Theory]
    [InlineData("""public static Tensor<byte> F([Shape("n")] Tensor<byte> x) => {|D2L0603:x * -1|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<int> Shift([Shape("n")] Tensor<sbyte> x) => x.Cast<int>() + 300;""")]
    [InlineData("""public static Tensor<sbyte> F([Shape("n")] Tensor<sbyte> x) => x + 100;""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => x + 300;""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
