using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A loss of several numbers.</summary>
public class D2L0410
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> {|D2L0410:SquaredLoss|}([Shape("n")] Tensor<float> x, [Parameter, Shape] Tensor<float> w)
                => Square(x * w) / 2;
        }
        """,
        "SquaredLoss gives [n], so ForwardBackward takes a seed of that shape; reduce it with Mean or Sum for one number");

    [Theory]
    [InlineData("""public static Tensor<float> SquaredLoss([Shape("n")] Tensor<float> x, [Parameter, Shape] Tensor<float> w) => Mean(Square(x * w)) / 2;""")]
    [InlineData("""public static Tensor<float> Predict([Shape("n")] Tensor<float> x, [Parameter, Shape] Tensor<float> w) => x * w;""")]
    [InlineData("""public static Tensor<float> SquaredLoss([Shape("n")] Tensor<float> x, [Shape("n")] Tensor<float> y) => Square(x - y) / 2;""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
