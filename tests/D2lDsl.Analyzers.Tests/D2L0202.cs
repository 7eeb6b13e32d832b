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
        "CrossEntropy takes logits [n, c] and labels [n]; here it meets w [n, c] and labels [n, 1]; write Squeeze(1) behind the labels");

    [Theory]
    [InlineData("CrossEntropy(z, y)", "CrossEntropy takes logits [n, c] and labels [n]; here it meets z [n, t, v] and y [n, t]; make one row for each label, with Flatten(0, 1) and Flatten()")]
    [InlineData("Gather(z, 2, y)", "Gather takes an index with an axis for each of x; here it meets z [n, t, v] and y [n, t]; Unsqueeze the index")]
    [InlineData("IndexSelect(z, 0, y)", "IndexSelect takes a list of indices, of rank 1; here it meets y [n, t]; Flatten it and Reshape the result")]
    public Task Indices_of_another_rank(string call, string message) => Diagnose<ModelAnalyzer>.With($$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "t", "v")] Tensor<float> z, [Shape("n", "t")] Tensor<int> y) => {|D2L0202:{{call}}|};
        }
        """,
        message);

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
