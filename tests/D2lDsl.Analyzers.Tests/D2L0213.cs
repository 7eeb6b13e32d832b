using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A condition of several elements.</summary>
public class D2L0213
{
    [Fact]
    public Task Of_an_if() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w)
            {
                if ({|D2L0213:w > 0|})
                    return Sum(w);
                return Sum(Square(w));
            }
        }
        """,
        "'w > 0' is a condition, but it is [d]; reduce it to one element with Sum, Max or Norm");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w)
            {
                if (Max(w) > 0)
                    return Sum(w);
                return Sum(Square(w));
            }
        }
        """);
}
