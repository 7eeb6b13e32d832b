using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A step without a gradient.</summary>
public class D2L0406
{
    [Theory]
    [InlineData("var h = w; while (Sum(h) < 100) h = Floor(h * 2) + 1; return Sum(h);", "The loop 'while (Sum(h) < 100)'")]
    [InlineData("var h = Sum(Sign(w)); if (flag) h = Sum(Round(w)); return h;", "Sign")]
    public async Task Inside_of_loops_and_branches(string body, string step) => Assert.Contains($"{step} passes no gradient on", Assert.Single(await Diagnose<ModelAnalyzer>.In(
        $"public static partial class P {{ [Model] public static Tensor<float> F([Parameter, Shape(\"d\")] Tensor<float> w, [Shape] Tensor<bool> flag) {{ {body} }} }}"), d => d.Id == "D2L0406").GetMessage());

    [Theory]
    [InlineData("var h = w; while (Sum(h) < 100) h = h * 2 + Floor(h) + 1; return Sum(h);")]
    [InlineData("var h = Sum(w * w); if (flag) h = Sum(Round(w)); return h;")]
    [InlineData("var h = w; var k = Sum(w) * 0; while (Sum(k) < 3) { h = h * 2; k = Floor(k) + 1; } return Sum(h);")]
    public Task Quiet_where_one_way_is_open(string body) => Diagnose<ModelAnalyzer>.Quiet(
        $"public static partial class P {{ [Model] public static Tensor<float> F([Parameter, Shape(\"d\")] Tensor<float> w, [Shape] Tensor<bool> flag) {{ {body} }} }}");

    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels, [Parameter, Shape("d", "c")] Tensor<float> w)
                => Mean(({|D2L0406:Argmax(MatMul(x, w), axis: 1)|} != labels).Cast<float>());
        }
        """,
        "Argmax passes no gradient on, and every way from w to a result goes through it; use a differentiable loss for training");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x, [Parameter, Shape] Tensor<float> w) => Mean(Square({|D2L0406:Floor(x * w)|}));""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x, [Parameter, Shape] Tensor<float> w) => Mean(({|D2L0406:x * w > 0|}).Cast<float>());""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x, [Parameter, Shape] Tensor<float> w) => Mean({|D2L0406:(x * w).Cast<int>()|}.Cast<float>());""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x, [Parameter, Shape] Tensor<float> w) => Mean({|D2L0406:Sign(x * w)|});""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels, [Parameter, Shape("d", "c")] Tensor<float> w) => CrossEntropy(MatMul(x, w), labels);""")]
    [InlineData("""public static (Tensor<float> Loss, Tensor<float> Accuracy) F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels, [Parameter, Shape("d", "c")] Tensor<float> w) { var z = MatMul(x, w); return (CrossEntropy(z, labels), Mean((Argmax(z, axis: 1) == labels).Cast<float>())); }""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x, [Parameter, Shape] Tensor<float> w) => Mean(Where(x * w > 0, x * w, 0f));""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");

    [Fact]
    public Task In_a_module_the_accuracy_beside_a_loss_is_none() => Diagnose<ModelAnalyzer>.Quiet("""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d", "c")] public partial Tensor<float> W { get; }

            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> y) => CrossEntropy(MatMul(x, W), y);

            [Model]
            public Tensor<int> Predict([Shape("n", "d")] Tensor<float> x) => Argmax(MatMul(x, W), axis: 1);

            [Model]
            public Tensor<float> Accuracy([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> y) => Mean((Predict(x) == y).Cast<float>());
        }
        """);

    [Fact]
    public Task In_a_module_a_loss_of_predictions_is() => Diagnose<ModelAnalyzer>.With("""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d", "c")] public partial Tensor<float> W { get; }

            [Model]
            public Tensor<int> Predict([Shape("n", "d")] Tensor<float> x) => Argmax(MatMul(x, W), axis: 1);

            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> y) => Mean(({|D2L0406:Predict(x)|} != y).Cast<float>());
        }
        """,
        "Predict passes no gradient on, and every way from W to a result goes through it; use a differentiable loss for training");
}
