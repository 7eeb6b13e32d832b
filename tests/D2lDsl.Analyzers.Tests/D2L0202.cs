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
        "Dot takes [k] and [k]; here it meets w [n, d] and w [n, d]; write Sum(w * w, axis: -1) row by row, or MatMul for a product of matrices");

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
    [InlineData("IndexSelect(z[0], 0, y)", "IndexSelect takes a list of indices, of rank 1; here it meets y [n, t]; write Embedding(y, table) for rows by indices of any shape")]
    [InlineData("MatMul(z, z.T)", "MatMul takes matrices that meet in one size, with the same axes before them; here it meets z [n, t, v] and [v, t, n]; .T and Transpose() reverse all 3 axes: write Transpose(-1, -2) for the last two")]
    [InlineData("Embedding(y, z)", "Embedding takes tokens [...] and table [v, d]; here it meets y [n, t] and z [n, t, v]")]
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
    [InlineData("Split(z, 2, axis: 1)", "[0]", "Split takes an axis of which is known how many parts of size 2 it has; here it meets z [n, t, v], whose axis 1 is t; give all sizes, as in [2, t - 2], or use Chunk")]
    [InlineData("z.Unbind(1)", "[0]", "Unbind takes an axis of constant size, to know how many parts there are; here it meets z [n, t, v], whose axis 1 is t; index it, or use ops over the whole axis")]
    [InlineData("z.Chunk(0)", "[0]", "Chunk takes a constant number of chunks, 1 or more; here it meets z [n, t, v] with 0")]
    [InlineData("z[.., .., ..3].TopK(4)", ".Values", "TopK takes from 0 to 3 positions of axis 2; here it meets [n, t, 3] with 4")]
    public Task Several_results_that_do_not_fit(string call, string part, string message) => Diagnose<ModelAnalyzer>.With($$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "t", "v")] Tensor<float> z) => {|D2L0202:{{call}}|}{{part}};
        }
        """,
        message);

    [Theory]
    [InlineData("(a, b, c)", "Chunk(z, 2)", "'(a, b, c)' for 2 values cannot be compiled inside a [Model]; name as many variables as there are")]
    public Task Parts_and_their_variables(string names, string call, string message) => Diagnose<ModelAnalyzer>.With($$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape(4, "t")] Tensor<float> z)
            {
                var {|D2L0101:{{names}}|} = {{call}};
                return a + b + c;
            }

            public static Tensor<float> Outside(Tensor<float> z)
            {
                {|D2L0202:var (a, b, c)|} = Tensor.Zeros(4, 2).Chunk(2);
                return a + b + c;
            }
        }
        """,
        message, "The deconstruction takes an array of 3 tensors; here it meets one of 2");

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

    [Theory]
    [InlineData("Mm(w, v)", "Mm takes [m, k] and [k, n]; here it meets w [n, n] and v [n]; write Mv(w, v)")]
    [InlineData("Mv(v, w)", "Mv takes [m, k] and [k]; here it meets v [n] and w [n, n]; write MatMul(v, w)")]
    [InlineData("Mv(s, x)", "Mv takes [m, k] and [k]; here it meets s [d] and x [n, d]; write Mv(x, s)")]
    [InlineData("Bmm(w, x)", "Bmm takes [b, m, k] and [b, k, n]; here it meets w [n, n] and x [n, d]; write Mm(w, x)")]
    [InlineData("Dot(x, x)", "Dot takes [k] and [k]; here it meets x [n, d] and x [n, d]; write Sum(x * x, axis: -1) row by row, or MatMul for a product of matrices")]
    [InlineData("Outer(x, v)", "Outer takes [m] and [n]; here it meets x [n, d] and v [n]; write x.Unsqueeze(-1) * v for every element with every row")]
    [InlineData("MatMul(x, Sum(v))", "MatMul takes tensors of one axis or more; here it meets x [n, d] and []; write '*' for a number")]
    public Task Products_of_other_ranks(string product, string message) => Diagnose<ModelAnalyzer>.With($$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> v, [Shape("d")] Tensor<float> s, [Shape("n", "n")] Tensor<float> w) => {|D2L0202:{{product}}|};
        }
        """, message);

    [Theory]
    [InlineData("""[Shape("n", "v", "t")] Tensor<float> z, [Shape("n", "t")] Tensor<int> y""", "CrossEntropy", "CrossEntropy takes logits [n, c] and labels [n]; here it meets z [n, v, t] and y [n, t]; move the classes to the end, Permute(0, 2, 1), and make one row for each label, with Flatten(0, 1) and Flatten()")]
    [InlineData("""[Shape("n", "t", "v")] Tensor<float> z, [Shape("n", "t")] Tensor<int> y""", "NllLoss", "NllLoss takes x [n, c] and labels [n]; here it meets z [n, t, v] and y [n, t]; make one row for each label, with Flatten(0, 1) and Flatten()")]
    [InlineData("""[Shape("n", 6, 6, 10)] Tensor<float> z, [Shape("n")] Tensor<int> y""", "CrossEntropy", "CrossEntropy takes logits [n, c] and labels [n]; here it meets z [n, 6, 6, 10] and y [n]; make one row of each sample, with Flatten(1) before the last product or Mean over the axes between")]
    public Task Scores_of_other_ranks(string parameters, string loss, string message) =>
        Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] public static Tensor<float> F({parameters}) => {{|D2L0202:{loss}(z, y)|}}; }}", message);
}
