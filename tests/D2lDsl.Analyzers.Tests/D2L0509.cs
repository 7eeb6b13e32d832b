using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A loop that may not end.</summary>
public class D2L0509
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Grow([Shape("d")] Tensor<float> a)
            {
                var b = a * 2;
                while ({|D2L0509:Norm(b) < 1000|}) b = b * 2;
                return b;
            }
        }
        """,
        "'Norm(b) < 1000' stays true when b is 0, which the loop leaves at 0; [Model(MaxIterations = …)] ends it, or begin with another value");

    [Theory]
    [InlineData("""public static Tensor<float> Grow([Shape("d")] Tensor<float> a) { var b = Abs(a) + 1; while (Norm(b) < 1000) b = b * 2; return b; }""")]
    [InlineData("""public static Tensor<float> F([Shape("d")] Tensor<float> a) { var b = a; while (Norm(b) > 1) b = b / 2; return b; }""")]
    [InlineData("""public static Tensor<float> F([Shape("d")] Tensor<float> a) { var b = a; while (Norm(b) < 9) b = b + 1; return b; }""")]
    [InlineData("""public static Tensor<float> F([Shape] Tensor<float> a) { var n = 1; while (n < 1000) n = n * 2; return a * n; }""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
