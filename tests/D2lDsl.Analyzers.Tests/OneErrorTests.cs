using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A mistake in a model or a module is one error: what is generated stands in for it, so that the compiler finds no others.</summary>
public class OneErrorTests
{
    [Theory]
    [InlineData("[Parameter] public partial Tensor<float> B { get; }")]
    [InlineData("[Parameter, Shape(\"h+\")] public partial Tensor<float> B { get; }")]
    [InlineData("[Parameter, Shape(\"h\")] public partial Tensor<int> B { get; }")]
    [InlineData("[Parameter, Shape(\"h\")] public partial Tensor<double> B { get; }")]
    public async Task In_a_module(string mistake) => await IsTheOnlyError($$"""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d", "h")] public partial Tensor<float> W { get; }

            {{mistake}}

            [Model] [return: Shape("n", "h")]
            public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x) => MatMul(x, W);

            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x) => Sum(Predict(x));
        }

        public static class Program
        {
            public static float Run(Tensor<float> x)
            {
                var net = new Net(d: 2, h: 3, seed: 1);
                var kernel = new Net.LossKernel(net);
                new Sgd(0.1f).Step(net.Parameters, kernel.Gradients);
                return kernel.ForwardBackward(x);
            }
        }
        """);

    [Fact]
    public async Task In_a_constructor() => await IsTheOnlyError("""
        [Model]
        public sealed partial class Net
        {
            public Net(float scale) => Scale = scale;

            public float Scale { get; }

            [Parameter, Shape("d")] public partial Tensor<float> W { get; }

            [Model]
            public Tensor<float> Loss() => Sum(W);
        }
        """);

    [Theory]
    [InlineData("Mean(Missing(x))")]
    [InlineData("Sum(IndexSelect(x, 0))")]
    [InlineData("Sum(Concat(x, x, axis: 0))")]
    [InlineData("Sum(x) * new Tensor<bool>()")]
    [InlineData("Sum(x * (x > 0))")]
    [InlineData("Sum(Argmax(x, 1) / 2f)")]
    [InlineData("Sum(x - x.Cast<double>())")]
    public async Task What_the_compiler_refuses_is_not_refused_again(string body) => Assert.Empty(await Diagnose<ModelAnalyzer>.In($$"""
        public static partial class M
        {
            [Model] public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> x) => {{body}};
        }
        """));

    /// <summary>That an end is reached without a value is the compiler's to say, once.</summary>
    [Theory]
    [InlineData("if (Sum(x) > 0) return Sum(x);")]
    [InlineData("if (Sum(x) > 0) return Sum(x); else if (Sum(x) < -1) return Sum(-x);")]
    [InlineData("while (Sum(x) > 0) { if (Sum(x) > 1) return Sum(x); x = x / 2; }")]
    [InlineData("if (Sum(x) > 0) { var y = 2 * x; if (Sum(y) > 3) return Sum(y); } else return Sum(x);")]
    [InlineData("var y = Sum(x);")]
    [InlineData("")]
    [InlineData("return;")]
    [InlineData("return G(x); static Tensor<float> G(Tensor<float> x) { if (Sum(x) > 0) return Sum(x); }")]
    [InlineData("return G(x); static Tensor<float> G(Tensor<float> x) { var y = x; }")]
    public async Task An_end_without_a_value_is_the_compiler_s_to_report(string body)
    {
        var model = $$"""public static partial class P { [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) { {{body}} } }""";
        Assert.Empty(await Diagnose<ModelAnalyzer>.In(model));
        using var generated = Generated.WithErrors(model);
        Assert.Single(generated.Compilation.GetDiagnostics().Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(d => d.Id), id => id is "CS0161" or "CS0126");
    }

    [Fact]
    public async Task In_a_body() => await IsTheOnlyError("""
        public static partial class Model
        {
            [Model]
            public static Tensor<float> Loss([Shape("n")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w) => Sum(x * w);

            public static float Run(Tensor<float> x, Tensor<float> w)
            {
                var kernel = new LossKernel();
                var loss = kernel.ForwardBackward(x, w, accumulate: true) + kernel.Forward(x, w);
                return loss + kernel.Gradients.W.Sum().Item() + LossKernel.Plan.Length;
            }
        }
        """);

    [Fact]
    public async Task In_a_module_that_holds_others() => await IsTheOnlyError("""
        [Model]
        public sealed partial class Net
        {
            [Shape("d", "h")] readonly Dense first;
            [Parameter, Shape("h", "c")] public partial Tensor<float> W { get; }
            [Parameter] public partial Tensor<float> B { get; }
            [Shape("k", "k", Count = 3)] readonly Dense[] rest;

            public float Rate => first.W.Item() + rest[0].W.Item();

            public static Net Made() => new(d: 2, h: 3, c: 4, k: 5, seed: 1);
        }

        [Model]
        public sealed partial class Dense
        {
            [Parameter, Shape("i", "o")] public partial Tensor<float> W { get; }
        }
        """);

    [Fact]
    public async Task A_parameter_with_a_setter() => await IsTheOnlyError("""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d")] public partial Tensor<float> W { get; set; }
            [Parameter, Shape("d")] public partial Tensor<float> V { get; init; }
        }
        """);

    [Fact]
    public async Task A_record_as_a_module() => await IsTheOnlyError("""
        [Model]
        public sealed partial record Net
        {
            [Parameter, Shape("d")] public partial Tensor<float> W { get; }

            [Model] public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x) => Mean(MatMul(x, W));
        }
        """);

    [Fact]
    public async Task A_module_that_derives_from_another() => await IsTheOnlyError("""
        [Model]
        public partial class Base
        {
            [Parameter, Shape("d", "h")] public partial Tensor<float> W { get; }
        }

        [Model]
        public sealed partial class Net : Base
        {
            [Parameter, Shape("d")] public partial Tensor<float> V { get; }
        }
        """);

    [Fact]
    public async Task A_parameter_of_a_class_that_is_no_module() => await IsTheOnlyError("""
        public sealed partial class Net
        {
            [Parameter, Shape("d")] public Tensor<float> W { get; } = Tensor.Zeros(3);

            [Model] public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x) => Mean(MatMul(x, W));
        }
        """);

    [Theory]
    [InlineData("public static Tensor<float> F([Shape(\"n\")] Tensor<float> x, ) => Sum(x);")]
    [InlineData("public static Tensor<float> F([Shape(\"n\")] Tensor<floa> x) => Sum(x);")]
    [InlineData("public static F([Shape(\"n\")] Tensor<float> x) => Sum(x);")]
    public async Task A_declaration_that_is_being_typed_is_the_compiler_s_to_report(string model)
    {
        Assert.Empty(await Diagnose<ModelAnalyzer>.In($"public static partial class P {{ [Model] {model} }}"));
        using var generated = Generated.WithErrors($"public static partial class P {{ [Model] {model} }}");
        Assert.All(generated.Compilation.GetDiagnostics().Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error), d => Assert.StartsWith("Source", d.Location.SourceTree!.FilePath));
    }

    static async Task IsTheOnlyError(string code)
    {
        Assert.Single((await Diagnose<ModelAnalyzer>.In(code)).Select(diagnostic => diagnostic.ToString()));
        using var generated = Generated.WithErrors(code);
        Assert.Empty(generated.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()));
    }
}
