using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Bytes that wrap around.</summary>
public class D2L0606
{
    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("h", "w")] Tensor<byte> a, [Shape("h", "w")] Tensor<byte> b) => Mean(Square(({|D2L0606:a - b|}).Cast<float>()));""", "'-' of a [h, w] stays byte, from 0 to 255, and wraps around beyond; Cast<int>() or Cast<float>() first")]
    public Task Reported(string model, string message) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}", message);

    [Theory]
    [InlineData("""public static Tensor<byte> F([Shape("n")] Tensor<byte> x) => {|D2L0606:-x|};""")]
    [InlineData("""public static Tensor<byte> F([Shape("n")] Tensor<byte> x) => {|D2L0606:2 * x|};""")]
    [InlineData("""public static Tensor<sbyte> F([Shape("n")] Tensor<sbyte> x) => {|D2L0606:Square(x)|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<byte> F([Shape("n")] Tensor<byte> x, [Shape("n")] Tensor<byte> mask) => (255 - x) * mask + (1 - mask);""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<byte> x, [Shape("n")] Tensor<byte> y) => x.Cast<float>() - y.Cast<float>();""")]
    [InlineData("""public static Tensor<int> F([Shape("n")] Tensor<int> x, [Shape("n")] Tensor<int> y) => Square(x - y) * 2;""")]
    [InlineData("""public static Tensor<sbyte> F([Shape("n")] Tensor<sbyte> x, [Shape("n")] Tensor<sbyte> y) => x - y;""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
