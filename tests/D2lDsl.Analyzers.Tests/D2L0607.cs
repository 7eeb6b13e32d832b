using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Probabilities as whole numbers.</summary>
public class D2L0607
{
    [Theory]
    [InlineData("""public static Tensor<float> Accuracy([Shape("n")] Tensor<float> z, [Shape("n")] Tensor<int> y) => Mean(({|D2L0607:Sigmoid(z).Cast<int>()|} == y).Cast<float>());""", "Cast<int> of [n], a probability, is 0 for all but 1; compare it with 0.5")]
    public Task Reported(string model, string message) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}", message);

    [Theory]
    [InlineData("""public static Tensor<byte> F([Shape("n", "c")] Tensor<float> z) => {|D2L0607:Softmax(z, axis: 1).Cast<byte>()|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<int> F([Shape("n")] Tensor<float> z) => (Sigmoid(z) > 0.5f).Cast<int>();""")]
    [InlineData("""public static Tensor<int> F([Shape("n")] Tensor<float> z) => (255 * Sigmoid(z)).Cast<int>();""")]
    [InlineData("""public static Tensor<int> F([Shape("n")] Tensor<float> z) => Round(Sigmoid(z)).Cast<int>();""")]
    [InlineData("""public static Tensor<double> F([Shape("n")] Tensor<float> z) => Sigmoid(z).Cast<double>();""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");

    [Fact]
    public Task Outside_of_models() => Diagnose<ModelAnalyzer>.With("""
        public static class P { public static void Run() => Console.WriteLine({|D2L0607:Sigmoid(Tensor.Ones(3)).Cast<int>()|}); }
        """);
}
