using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A number outside of its range.</summary>
public class D2L0229
{
    static string Model(string body) => $$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> x, [Shape] Tensor<int> seed) => {{body}};
        }
        """;

    [Theory]
    [InlineData("1")]
    [InlineData("-0.1")]
    [InlineData("50")]
    [InlineData("double.NaN")]
    public Task No_probability(string p) => Diagnose<ModelAnalyzer>.With(Model($"{{|D2L0229:Dropout(x, {p}, seed)|}}"),
        $"Dropout takes p from 0 to below 1; here it is {p.Replace("double.", "")}: write a number of that range");

    [Theory]
    [InlineData("HuberLoss(x, x, delta: 0)", "HuberLoss takes delta above 0; here it is 0")]
    [InlineData("SmoothL1Loss(x, x, beta: -1)", "SmoothL1Loss takes beta of 0 or more; here it is -1")]
    public Task No_bound(string call, string message) => Diagnose<ModelAnalyzer>.With(Model($"{{|D2L0229:{call}|}}"), message + ": write a number of that range");

    [Fact]
    public Task In_ordinary_code() => Diagnose<ModelAnalyzer>.With("""
        public static class P
        {
            public static Tensor<float> Run() => {|D2L0229:Tensor.Zeros(8, 32).Dropout(1.5, 3)|};
        }
        """,
        "Dropout takes p from 0 to below 1; here it is 1.5: write a number of that range");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet(Model("Dropout(x, 0, seed) + Dropout(x, 0.999, FoldIn(seed, 1))"));

    [Fact]
    public Task Quiet_where_it_is_not_known() => Diagnose<ModelAnalyzer>.Quiet("""
        public static class P
        {
            public static Tensor<float> Run(double p, int step) => Dropout(Tensor.Zeros(8, 32), p, step);
        }
        """);

    [Fact]
    public void The_method_says_the_same()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Dropout(Tensor.Zeros(2), 1, 3));
        Assert.Equal("Dropout takes p from 0 to below 1; here it is 1", error.Message);
    }
}
