using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Windows do not fit.</summary>
public class D2L0228
{
    static string Model(string parameters, string body) => $$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F({{parameters}}) => {{body}};
        }
        """;

    static string Convolved(string x, string weight) => Model($"[Shape({x})] Tensor<float> x, [Parameter, Shape({weight})] Tensor<float> weight", "{|D2L0228:Conv2d(x, weight)|}");

    [Fact]
    public Task Channels_behind_rows_and_columns() => Diagnose<ModelAnalyzer>.With(Convolved("\"b\", 32, 32, 3", "6, 3, 5, 5"),
        "Conv2d: x is [b, 32, 32, 3] and weight takes 3 channels, but axis 1 of x has 32; move channels first: Permute(x, 0, 3, 1, 2)");

    [Fact]
    public Task Symbols_behind_rows_and_columns() => Diagnose<ModelAnalyzer>.With(Convolved("\"b\", \"h\", \"w\", \"c\"", "\"o\", \"c\", 5, 5"),
        "Conv2d: x is [b, h, w, c] and weight takes c channels, but axis 1 of x has h; move channels first: Permute(x, 0, 3, 1, 2)");

    [Fact]
    public Task Greyscale_into_three_channels() => Diagnose<ModelAnalyzer>.With(Convolved("\"b\", 1, 28, 28", "6, 3, 5, 5"),
        "Conv2d: x is [b, 1, 28, 28] and weight takes 3 channels, but axis 1 of x has 1; declare axis 1 of weight as 1, or bring x to 3");

    [Fact]
    public Task Channels_of_groups() => Diagnose<ModelAnalyzer>.With(
        Model("[Shape(\"b\", 8, 9, 9)] Tensor<float> x, [Parameter, Shape(6, 8, 3, 3)] Tensor<float> w, [Parameter, Shape(6)] Tensor<float> bias", "{|D2L0228:Conv2d(x, w, bias, (2, 1), groups: 2)|}"),
        "Conv2d: x is [b, 8, 9, 9] and w takes 8 times 2, 16 channels, but axis 1 of x has 8; declare axis 1 of w as 4, or bring x to 16");

    [Fact]
    public Task Groups_share_all_channels() => Diagnose<ModelAnalyzer>.With(
        Model("[Shape(\"b\", 6, 9, 9)] Tensor<float> x, [Parameter, Shape(5, 2, 3, 3)] Tensor<float> w", "{|D2L0228:Conv2d(x, w, groups: 3)|}"),
        "Conv2d: 3 groups share the channels, but axis 0 of w [5, 2, 3, 3] has 5; give it a multiple of 3");

    [Fact]
    public Task A_bias_of_another_number_of_channels() => Diagnose<ModelAnalyzer>.With(
        Model("[Shape(\"b\", 6, 9, 9)] Tensor<float> x, [Parameter, Shape(6, 2, 3, 3)] Tensor<float> w, [Parameter, Shape(2)] Tensor<float> bias", "{|D2L0228:ConvTranspose2d(x, w, bias, groups: 3)|}"),
        "ConvTranspose2d: bias is [2] and w gives 2 times 3, 6 channels, but axis 0 of bias has 2; declare bias as [6]");

    [Fact]
    public Task More_is_added_than_a_stride() => Diagnose<ModelAnalyzer>.With(
        Model("[Shape(\"b\", 6, 9, 9)] Tensor<float> x, [Parameter, Shape(6, 2, 3, 3)] Tensor<float> w", "{|D2L0228:ConvTranspose2d(x, w, stride: (1, 2), outputPadding: 1)|}"),
        "ConvTranspose2d: outputPadding is less than the stride or the dilation, here 1, but it is 1; make it smaller");

    [Fact]
    public Task A_window_larger_than_the_padded_image() => Diagnose<ModelAnalyzer>.With(
        Model("[Shape(\"b\", 1, 2, 9)] Tensor<float> x, [Parameter, Shape(6, 1, 5, 5)] Tensor<float> w", "{|D2L0228:Conv2d(x, w, padding: 1)|}"),
        "Conv2d: a window takes 5 positions, but axis 2 of [b, 1, 4, 11] has 4; make the window smaller or pad the axis");

    [Fact]
    public Task A_pooling_window_that_is_too_large() => Diagnose<ModelAnalyzer>.With(
        Model("[Parameter, Shape(\"b\", 1, 4, 1)] Tensor<float> x", "{|D2L0228:MaxPool2d(x, 2)|}"),
        "MaxPool2d: a window takes 2 positions, but axis 3 of x [b, 1, 4, 1] has 1; make the window smaller or pad the axis");

    [Fact]
    public Task A_step_that_is_not_known() => Diagnose<ModelAnalyzer>.With(
        Model("[Parameter, Shape(\"n\", \"s\")] Tensor<float> x", "{|D2L0228:Unfold(x, 0, 3, x.Shape[1])|}"),
        "Unfold: a step is 1 or more and a constant, but here it is s; write a number");

    [Fact]
    public Task No_padding_is_negative() => Diagnose<ModelAnalyzer>.With(
        Model("[Parameter, Shape(\"b\", 1, 4, 4)] Tensor<float> x", "{|D2L0228:AvgPool2d(x, 2, padding: -1)|}"),
        "AvgPool2d: a padding is 0 or more, but here it is -1; write a number");

    [Fact]
    public Task No_window_lies_in_the_padding_alone() => Diagnose<ModelAnalyzer>.With(
        Model("[Parameter, Shape(\"b\", 1, 4, 4)] Tensor<float> x", "{|D2L0228:MaxPool2d(x, 3, padding: 2)|}"),
        "MaxPool2d: padding is at most half of kernelSize, but here it is 2 where kernelSize is 3; make padding smaller");

    [Fact]
    public Task In_ordinary_code() => Diagnose<ModelAnalyzer>.With("""
        public static class P
        {
            public static Tensor<float> Run()
            {
                var x = Tensor.Zeros(8, 32, 32, 3);
                var w = Tensor.Zeros(6, 3, 5, 5);
                return {|D2L0228:Conv2d(x, w)|};
            }
        }
        """,
        "Conv2d: x is [8, 32, 32, 3] and w takes 3 channels, but axis 1 of x has 32; move channels first: Permute(x, 0, 3, 1, 2)");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            [return: Shape("b", 6, "h/2", "w/2")]
            public static Tensor<float> Symbols([Shape("b", 1, "h", "w")] Tensor<float> x, [Parameter, Shape(6, 1, 5, 5)] Tensor<float> w)
                => MaxPool2d(Relu(Conv2d(x, w, padding: 2)), 2);

            [Model]
            [return: Shape("b", 16, 6, 6)]
            public static Tensor<float> Numbers([Shape("b", 1, 28, 28)] Tensor<float> x, [Parameter, Shape(16, 1, 5, 5)] Tensor<float> w, [Parameter, Shape(16)] Tensor<float> b)
                => AvgPool2d(Conv2d(x, w, stride: 2) + b.Reshape(-1, 1, 1), 2);

            [Model]
            [return: Shape("b", "c", "2*h", "2*w")]
            public static Tensor<float> Depthwise([Shape("b", "c", "h", "w")] Tensor<float> x, [Parameter, Shape("c", 1, 3, 3)] Tensor<float> k, [Parameter, Shape("c", "c", 4, 4)] Tensor<float> up)
                => ConvTranspose2d(Conv2d(x, k, padding: (1, 1), groups: x.Shape[1]), up, stride: 2, padding: 1);

            [Model]
            [return: Shape("h - kh + 1", "w - kw + 1")]
            public static Tensor<float> Corr2d([Shape("h", "w")] Tensor<float> x, [Parameter, Shape("kh", "kw")] Tensor<float> k)
                => Sum(Unfold(Unfold(x, 0, k.Shape[0]), 1, k.Shape[1]) * k, [-2, -1]);
        }
        """);

    [Fact]
    public Task Quiet_where_sizes_are_not_known() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class P
        {
            public static Tensor<float> Run(int rows, int step) => MaxPool2d(Conv2d(Tensor.Zeros(8, 3, rows, rows), Tensor.Zeros(6, 3, 5, 5), stride: step), 2);

            public static Tensor<float> Groups(int groups, RowsAndColumns stride) => Conv2d(Tensor.Zeros(8, 6, 9, 9), Tensor.Zeros(6, 2, 5, 5), Tensor.Zeros(6), stride, groups: groups) + Tensor.Zeros(8, 6, 1, 1);

            public static Tensor<float> Across(int rows) => Conv2d(ConvTranspose2d(Tensor.Zeros(8, 6, 9, 9), Tensor.Zeros(6, 2, 5, 5), stride: (rows, 2)), Tensor.Zeros(1, 2, 5, 5), padding: (0, rows));
        }
        """);

    [Theory]
    [InlineData("""[Shape("n", 3, "h", "w")] Tensor<float> x, [Parameter, Shape(3, 16, 5, 5)] Tensor<float> k""", "Conv2d(x, k)", "Conv2d: x is [n, 3, h, w] and k takes 16 channels, but axis 1 of x has 3; weights are [out, in, …]: write k.Transpose(0, 1)")]
    [InlineData("""[Shape("n", 3, 8, 8)] Tensor<float> x, [Parameter, Shape(16, 1, 5, 5)] Tensor<float> k""", "Conv2d(x, k, groups: 2)", "Conv2d: x is [n, 3, 8, 8] and k takes 1 times 2, 2 channels, but axis 1 of x has 3; choose groups that divide 3")]
    public Task Weights_of_other_channels(string parameters, string call, string message) =>
        Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] public static Tensor<float> F({parameters}) => {{|D2L0228:{call}|}}; }}", message);
}
