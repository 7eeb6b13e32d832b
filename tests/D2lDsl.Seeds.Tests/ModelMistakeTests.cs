using D2lDsl.Analyzers;
using D2lDsl.Testing;

namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples of mistakes with models and their kernels, as the editor underlines them.</summary>
public class ModelMistakeTests
{
    [Fact] public Task S0_30_S2_29_nothing_to_differentiate() => In("[Model] public static Tensor<int> {|D2L0401:F|}([Parameter, Shape(\"n\")] Tensor<float> x) => Argmax(x);");

    [Fact] public Task S1_19_a_dot_product_of_two_element_types_does_not_compile() => DoesNotCompile("var y = Dot(Tensor.Arange(4), Tensor.Ones(4));");

    [Fact] public Task S3_27_S3_28_float64_data_for_a_float32_model_does_not_compile() => DoesNotCompile("var w = Tensor.Ones(3); Sum(w + Tensor.Ones<double>(4, 3));");

    [Fact] public Task S2_02_a_fraction_is_no_int8() => DoesNotCompile("Tensor<sbyte> x = Tensor.Of<sbyte>(1.5);");

    [Fact] public Task S2_27_S2_28_S3_54_gradients_that_are_never_cleared() => In("""
        [Model] public static Tensor<float> F([Parameter, Shape("n")] Tensor<float> x) => Sum(x * x);

        public static void Train(Sgd sgd)
        {
            var (x, kernel) = (Tensor.Ones(3), new FKernel());
            for (int i = 0; i < 9; i++)
            {
                {|D2L0720:kernel.ForwardBackward(x, accumulate: true)|};
                sgd.Step(x, kernel.Gradients.X);
            }
        }
        """);

    [Fact] public Task S3_49_S4_20_a_seed_has_the_shape_of_the_result() => In("""
        [Model] public static Tensor<float> F([Parameter, Shape("n")] Tensor<float> x) => x * x;

        public static void Run() => new FKernel().ForwardBackward(Tensor.Ones(4), {|D2L0701:Tensor.Ones(3)|});
        """);

    [Fact] public Task S3_50_detached_from_its_parameter() => In("[Model] public static Tensor<float> F([Parameter, Shape(\"n\")] Tensor<float> x) => Sum({|D2L0405:x.Detach()|} * 2);");

    static Task In(string members) => Diagnose<ModelAnalyzer>.With($$"""
        public static partial class Notes
        {
            {{members}}
        }
        """);

    /// <summary>The type system says so before any analyzer.</summary>
    static Task DoesNotCompile(string body)
    {
        using var generated = Generated.WithErrors($$"""public static class Notes { public static void Run() { {{body}} } }""");
        Assert.Contains(generated.Compilation.GetDiagnostics(), d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        return Task.CompletedTask;
    }
}
