using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Parameters of different element types.</summary>
public class D2L0108
{
    [Fact]
    public Task Parameters_of_a_method() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static (Tensor<float>, Tensor<double>) F([Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape("d")] Tensor<double> {|D2L0108:v|}) => (Sum(w), Sum(v));
        }
        """,
        "Parameter v is double where the others of F are float; they share one buffer, so give them one element type");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static (Tensor<float>, Tensor<double>) F([Parameter, Shape("d")] Tensor<float> w, [Shape("d")] Tensor<double> v) => (Sum(w), Sum(v));
        }
        """);
}
