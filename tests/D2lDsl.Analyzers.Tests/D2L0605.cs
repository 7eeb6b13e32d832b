using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A quotient of whole numbers.</summary>
public class D2L0605
{
    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => {|D2L0605:1 / 2|} * Sum(x);""", "'1 / 2' divides whole numbers, which gives 0; write 1f / 2")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => Sum(x) * ({|D2L0605:1 / x.Shape[0]|});""", "'1 / x.Shape[0]' divides whole numbers, which drops what is behind the point; write 1f / x.Shape[0]")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) { const int two = 2, three = 3; return Pow(x, {|D2L0605:two / three|}); }""", "'two / three' divides whole numbers, which gives 0; Cast one of them to float first")]
    public Task Reported(string model, string message) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}", message);

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => x * MathF.Sqrt({|D2L0605:1 / 2|});""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) { float half = -({|D2L0605:3 / 2|}); return G(x); Tensor<float> G(Tensor<float> z) => z * half * ({|D2L0605:5 / 3|}); }""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => 1f / 2 * Sum(x) / (2 * x.Shape[0]) * (10 / 5);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 9)] Tensor<float> x) => x[.., ..(9 / 2)] + x[.., (1 + 9 / 2)..];""")]
    [InlineData("""public static Tensor<float> F([Shape("b", "t", "d")] Tensor<float> x) => x / MathF.Sqrt(x.Shape[2] / 4);""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) { for (int i = 0; i < 10 / 3; i++) x = 2 * x; return x; }""")]
    // Whoever casts it has seen it.
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x) => x * (float)(7 / 2);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");

    [Fact]
    public Task Outside_of_models() => Diagnose<ModelAnalyzer>.With("""
        public static class P
        {
            public static void Run(int n)
            {
                var x = Tensor.Ones(n, 2);
                Console.WriteLine(Sum(x) * ({|D2L0605:1 / n|}));
                new Sgd({|D2L0605:1 / 10|}).Step(x, x / 2);
                double third = 1 / 3;
                var (half, cut) = (x[..(7 / 2)], Tensor.Zeros(9 / 2));
            }
        }
        """,
        "'1 / n' divides whole numbers, which drops what is behind the point; write 1f / n", "'1 / 10' divides whole numbers, which gives 0; write 1.0 / 10");
}
