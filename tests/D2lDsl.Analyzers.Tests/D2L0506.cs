using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Threshold on another scale.</summary>
public class D2L0506
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<bool> Classify([Shape("n", "d")] Tensor<float> x, [Shape("d")] Tensor<float> w)
                => {|D2L0506:MatMul(x, w) > 0.5f|};
        }
        """,
        "[n] is a raw score and is compared with 0.5, which is a probability; compare with 0, or take its Sigmoid first");

    [Theory]
    [InlineData("""[return: Shape("n")] public static Tensor<bool> F([Shape("n")] Tensor<float> logits) => {|D2L0506:logits >= 0.5f|};""")]
    [InlineData("""public static Tensor<bool> F([Shape("n")] Tensor<float> z) => {|D2L0506:Sigmoid(z) > 0|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<bool> Classify([Shape("n", "d")] Tensor<float> x, [Shape("d")] Tensor<float> w) => Sigmoid(MatMul(x, w)) > 0.5f;""")]
    [InlineData("""public static Tensor<bool> F([Shape("n", "d")] Tensor<float> x, [Shape("d")] Tensor<float> w) => MatMul(x, w) > 0;""")]
    [InlineData("""public static Tensor<bool> F([Shape("n")] Tensor<float> price) => price > 0.5f;""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");

    /// <summary>What a model gives is known where it is called.</summary>
    [Fact]
    public Task Outside_of_models() => Diagnose<ModelAnalyzer>.With("""
        public static partial class M
        {
            [Model]
            public static Tensor<float> Predict([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape] Tensor<float> b) => MatMul(x, w) + b;

            [Model]
            public static Tensor<float> Share([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w) => Sigmoid(MatMul(x, w));

            public static void Run(Tensor<float> x, Tensor<float> w, Tensor<float> b)
            {
                var p = Predict(x, w, b);
                Console.WriteLine({|D2L0506:p > 0.5f|});
                Console.WriteLine(new PredictKernel().Forward(x, w, b) > 0);
                Console.WriteLine(Share(x, w) > 0.5f);
            }
        }
        """,
        "p [n] is a raw score and is compared with 0.5, which is a probability; compare with 0, or take its Sigmoid first");
}
