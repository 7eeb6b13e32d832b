using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A loop changes a shape.</summary>
public class D2L0211
{
    [Fact]
    public Task A_variable_that_loses_an_axis() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d", "d")] Tensor<float> w)
            {
                var y = w;
                while (Sum(y) < 10)
                    {|D2L0211:y = Sum(y * 2, axis: 0)|};
                return Sum(y);
            }
        }
        """,
        "y enters the loop as float [d, d] and leaves a turn as float [d]; a variable keeps its shape and element type from turn to turn");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w)
            {
                var y = w;
                while (Norm(y) < 10)
                    y = y + 2;
                return Sum(y);
            }
        }
        """);
}
