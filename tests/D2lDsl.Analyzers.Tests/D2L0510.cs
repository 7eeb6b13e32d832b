using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Elements added one by one.</summary>
public class D2L0510
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Total([Shape("n")] Tensor<float> x)
            {
                var total = Sum(x[..1]);
                for (int i = 1; {|D2L0510:i < x.Shape[0]|}; i++) total = total + x[i];
                return total;
            }
        }
        """,
        "The loop adds up elements of x; Sum does it in one pass");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape] Tensor<float> start) { var total = start; for (int i = 0; i < x.Shape[0]; i++) for (int j = 0; {|D2L0510:j < x.Shape[1]|}; j++) total = total + x[i, j]; return total; }""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Total([Shape("n")] Tensor<float> x) => Sum(x);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("d")] Tensor<float> start) { var h = start; for (int i = 0; i < x.Shape[0]; i++) h = Tanh(h + x[i]); return h; }""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
