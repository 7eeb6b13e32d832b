using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A loop that does not end.</summary>
public class D2L0508
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Grow([Shape] Tensor<float> a, [Shape] Tensor<float> limit)
            {
                var b = a;
                while ({|D2L0508:a < limit|}) b = b * 2 + 1;
                return b;
            }
        }
        """,
        "'a < limit' does not change in the loop: it never ends if it begins; assign what the condition reads");

    [Theory]
    [InlineData("""public static Tensor<float> Grow([Shape] Tensor<float> a, [Shape] Tensor<float> limit) { var b = a; while (b < limit) b = b + 1; return b; }""")]
    [InlineData("""public static Tensor<float> F([Shape] Tensor<float> a) { var b = a; for (int i = 0; i < 100; i++) b = Tanh(b); return b; }""")]
    [InlineData("""public static Tensor<float> F([Shape] Tensor<float> a) { var b = a; while (a < 10) { b = b + 1; if (b > 20) break; } return b; }""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
