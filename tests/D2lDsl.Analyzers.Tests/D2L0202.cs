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

    [Theory]
    [InlineData("Cross(w, w)", "Cross takes 3 components along axis 1; here it meets w [n, 4] with 4")]
    [InlineData("Trace(x)", "Trace takes x [n, m]; here it meets x [n]")]
    [InlineData("Tril(x)", "Tril takes x [..., n, m]; here it meets x [n]")]
    [InlineData("Diag(w)", "Diag takes a matrix of which is known whether it is wider or higher, such as a square one; here it meets w [n, 4]")]
    [InlineData("Diag(w.Unsqueeze(0))", "Diag takes [n] or [n, m]; here it meets [1, n, 4]")]
    [InlineData("w.Repeat(2)", "Repeat takes a number for each axis; here it meets w [n, 4] with 1")]
    [InlineData("w.RepeatInterleave(-1, 0)", "RepeatInterleave takes 0 times or more; here it meets w [n, 4] with -1")]
    [InlineData("w.Flatten(1, 0)", "Flatten takes a first axis that is not behind the last; here it meets w [n, 4] with axes 1 and 0")]
    public Task Axes_that_an_op_cannot_take(string call, string message) => Diagnose<ModelAnalyzer>.With($$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", 4)] Tensor<float> w, [Parameter, Shape("n")] Tensor<float> x) => Sum(w) + Sum(x) + Sum({|D2L0202:{{call}}|});
        }
        """,
        message);

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "c")] Tensor<float> w, [Shape("n", 1)] Tensor<int> labels) => CrossEntropy(w, labels.Squeeze(1));
        }
        """);
}
