using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Wrong number of axes.</summary>
public class D2L0202
{
    [Fact]
    public Task A_matrix_where_vectors_meet() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> w) => {|D2L0202:Dot(w, w)|};
        }
        """,
        "Dot takes (k, k ->); here it meets w [n, d] and w [n, d]");

    [Fact]
    public Task Labels_of_rank_2() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "c")] Tensor<float> w, [Shape("n", 1)] Tensor<int> labels) => {|D2L0202:CrossEntropy(w, labels)|};
        }
        """,
        "CrossEntropy takes logits [n, c] and labels [n]; here it meets w [n, c] and labels [n, 1]");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "c")] Tensor<float> w, [Shape("n", 1)] Tensor<int> labels) => CrossEntropy(w, labels.Squeeze(1));
        }
        """);
}
