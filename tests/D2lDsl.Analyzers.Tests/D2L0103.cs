using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Shape is missing.</summary>
public class D2L0103
{
    [Fact]
    public Task A_parameter_of_a_method() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n")] Tensor<float> x, [Parameter] Tensor<float> {|D2L0103:w|}) => Sum(x * w);
        }
        """,
        "w of F has no [Shape]; declare its sizes, for example [Shape(\"n\", \"d\")]");

    [Fact]
    public Task A_parameter_of_a_module() => Diagnose<ModelAnalyzer>.With("""
        [Model]
        public sealed partial class Net
        {
            [Parameter] public partial Tensor<float> {|D2L0103:W|} { get; }

            [Model]
            public Tensor<float> F() => Sum(W);

            [Model]
            public Tensor<float> G() => Max(W);
        }
        """,
        "W of Net has no [Shape]; declare its sizes, for example [Shape(\"n\", \"d\")]");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n")] Tensor<float> x, [Parameter, Shape] Tensor<float> w) => Sum(x * w);
        }
        """);
}
