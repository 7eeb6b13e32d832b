using D2lDsl.CodeFixes;
using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>What the light bulb offers.</summary>
public class FixTests
{
    [Theory]
    [InlineData("y += w", "y = y + w")]
    [InlineData("y -= w * 2", "y = y - (w * 2)")]
    [InlineData("y *= Tanh(w)", "y = y * Tanh(w)")]
    [InlineData("y /= Sum(w)", "y = y / Sum(w)")]
    public Task A_write_becomes_a_new_value(string inPlace, string outOfPlace) => Fix<ModelAnalyzer, OutOfPlaceFix>
        .From(Model($"{{|D2L0104:{inPlace}|}}")).To(Model(outOfPlace));

    [Theory]
    [InlineData("public static class", "public static partial class")]
    [InlineData("class", "partial class")]
    public Task A_type_becomes_partial(string before, string after) => Fix<ModelAnalyzer, PartialFix>
        .From(Type(before, "{|D2L0102:P|}")).To(Type(after, "P"));

    [Theory]
    [InlineData("Need({|D2L0703:Tensor.Ones(3)|})", "Need(Tensor.Ones(3).Unsqueeze(0))")]
    [InlineData("Need({|D2L0703:Tensor.Ones(3) * 2|})", "Need((Tensor.Ones(3) * 2).Unsqueeze(0))")]
    [InlineData("Need({|D2L0704:Tensor.Ones(3, 8)|})", "Need(Tensor.Ones(3, 8).T)")]
    [InlineData("Need({|D2L0702:Tensor.Ones(1, 8, 3)|})", "Need(Tensor.Ones(1, 8, 3).Squeeze(0))")]
    [InlineData("var y = {|D2L0718:x ^ 2|}", "var y = Pow(x, 2)")]
    [InlineData("var y = {|D2L0719:null != x|}", "var y = x is not null")]
    [InlineData("{|D2L0708:v += x * 2|}", "v = v + (x * 2)")]
    [InlineData("for (int i = 0; i < 9; i++) {|D2L0725:x = x * v|}", "for (int i = 0; i < 9; i++) x *= v")]
    public Task What_the_message_says_is_put_in(string wrong, string right) => Fix<ModelAnalyzer, ReplaceFix>.From(Eager(wrong)).To(Eager(right));

    [Theory]
    [InlineData("{|D2L0502:Log(Softmax(x, axis: 1))|}", "LogSoftmax(x, axis: 1)")]
    [InlineData("{|D2L0501:CrossEntropy(Softmax(x, axis: 1), labels)|}", "CrossEntropy(x, labels)")]
    [InlineData("{|D2L0718:x ^ 2|}", "Pow(x, 2)")]
    public Task In_a_model_too(string wrong, string right) => Fix<ModelAnalyzer, ReplaceFix>.From(Scores(wrong)).To(Scores(right));

    [Theory]
    [InlineData("{|D2L0304:x / Sum(x, axis: 1)|}", "x / Sum(x, axis: 1, keepDims: true)")]
    [InlineData("{|D2L0307:x - y|}", "x - y.Unsqueeze(1)")]
    public Task In_a_model_operands_are_aligned(string wrong, string right) => Fix<ModelAnalyzer, BroadcastFix>.From(Scores(wrong)).To(Scores(right));

    [Fact]
    public Task In_a_model_a_product_of_matrices() => Fix<ModelAnalyzer, ProductFix>.From(Scores("{|D2L0306:x * w|}")).To(Scores("MatMul(x, w)"));

    static string Scores(string expression) => $$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", "c")] Tensor<float> x, [Shape("n")] Tensor<int> labels, [Shape("n")] Tensor<float> y, [Shape("c", "k")] Tensor<float> w)
                => Sum({{expression}});
        }
        """;

    [Theory]
    [InlineData("var y = {|D2L0601:Mean(n)|}", "var y = Mean(n.Cast<float>())")]
    [InlineData("var y = {|D2L0601:n.Mean()|}", "var y = n.Cast<float>().Mean()")]
    [InlineData("var y = {|D2L0601:n / 2|}", "var y = n.Cast<float>() / 2")]
    [InlineData("var y = {|D2L0601:(n + 1) / n|}", "var y = (n + 1).Cast<float>() / n.Cast<float>()")]
    [InlineData("Need({|CS1503:d|})", "Need(d.Cast<float>())")]
    [InlineData("Need(x: {|CS1503:d * 2|})", "Need(x: (d * 2).Cast<float>())")]
    public Task Element_types_are_converted(string wrong, string right) => Fix<ModelAnalyzer, CastFix>.From(Eager(wrong)).To(Eager(right));

    [Theory]
    [InlineData("var y = {|CS0019:x * 0.5|}", "var y = x * 0.5f")]
    [InlineData("var y = {|CS0019:1.5d - x|}", "var y = 1.5f - x")]
    [InlineData("var y = {|CS0019:x / (-2.0)|}", "var y = x / (-2.0f)")]
    public Task A_literal_becomes_a_float(string wrong, string right) => Fix<ModelAnalyzer, LiteralFix>.From(Eager(wrong)).To(Eager(right));

    [Theory]
    [InlineData("var y = {|D2L0201:MatMul(x, Tensor.Ones(5, 3))|}", "var y = MatMul(x, Tensor.Ones(5, 3).T)", "Transpose 'Tensor.Ones(5, 3)'")]
    [InlineData("var y = {|D2L0201:x.MatMul(Tensor.Ones(2, 5))|}", "var y = x.T.MatMul(Tensor.Ones(2, 5))", "Transpose 'x'")]
    [InlineData("var y = {|D2L0306:x * Tensor.Ones(3, 5)|}", "var y = MatMul(x, Tensor.Ones(3, 5))", "Multiply as matrices with MatMul")]
    public Task A_product_is_mended(string wrong, string right, string title) => Fix<ModelAnalyzer, ProductFix>.From(Eager(wrong)).To(Eager(right), title);

    [Theory]
    [InlineData("var y = {|D2L0304:x / Sum(x, axis: 1)|}", "var y = x / Sum(x, axis: 1, keepDims: true)", "Keep the reduced axis with keepDims: true")]
    [InlineData("var y = {|D2L0304:x - x.Mean(axis: 1)|}", "var y = x - x.Mean(axis: 1, keepDims: true)", "Keep the reduced axis with keepDims: true")]
    [InlineData("var y = {|D2L0302:Tensor.Ones(4, 1) - w|}", "var y = Tensor.Ones(4, 1) - w.Unsqueeze(1)", "Make 'w' a column with Unsqueeze(1)")]
    [InlineData("var y = {|D2L0302:Tensor.Ones(4, 1) - w|}", "var y = Tensor.Ones(4, 1).Squeeze(1) - w", "Make 'Tensor.Ones(4, 1)' a vector with Squeeze(1)")]
    [InlineData("var y = {|D2L0307:Tensor.Ones(8, 3, 5, 5) - v|}", "var y = Tensor.Ones(8, 3, 5, 5) - v.Reshape(-1, 1, 1)", "Give 'v' its axis with Reshape(-1, 1, 1)")]
    public Task Axes_are_aligned(string wrong, string right, string title) => Fix<ModelAnalyzer, BroadcastFix>.From(Eager(wrong)).To(Eager(right), title);

    [Theory]
    [InlineData("var y = {|D2L0502:Log(Softmax(x, 1))|}", "var y = LogSoftmax(x, 1)")]
    [InlineData("var y = {|D2L0502:x.Softmax(axis: 1).Log()|}", "var y = x.LogSoftmax(axis: 1)")]
    public Task The_logarithm_of_a_softmax_is_one_op(string wrong, string right) => Fix<ModelAnalyzer, ReplaceFix>.From(Eager(wrong)).To(Eager(right));

    static string Eager(string statement) => $$"""
        public static class P
        {
            public static void Run()
            {
                var x = Tensor.Ones(2, 3);
                var (v, w, n, d) = (Tensor.Ones(3), Tensor.Ones(4), Tensor.Arange(3), Tensor.Ones<double>(8, 3));
                {{statement}};   // once
            }

            public static void Need([Shape("n", 3)] Tensor<float> x) { }
        }
        """;

    static string Model(string statement) => $$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w)
            {
                var y = w * 2;
                {{statement}};   // once
                return Sum(y);
            }
        }
        """;

    static string Type(string kind, string name) => $$"""
        /// <summary>Kept.</summary>
        {{kind}} {{name}}
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum(w);
        }
        """;
}
