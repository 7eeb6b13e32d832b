using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Rows and labels in different orders.</summary>
public class D2L0231
{
    static string Model(string body) => $$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("t", "b", "v")] Tensor<float> z, [Shape("b", "t")] Tensor<int> y) => {{body}};
        }
        """;

    [Theory]
    [InlineData("CrossEntropy(z.Flatten(0, 1), y.Flatten())", "CrossEntropy")]
    [InlineData("NllLoss(LogSoftmax(z.Reshape(-1, z.Shape[2]), axis: 1), y.Reshape(-1))", "NllLoss")]
    public Task Reported(string call, string name) => Diagnose<ModelAnalyzer>.With(Model($"{{|D2L0231:{call}|}}"),
        $"{name} compares row i with label i, but the rows were flattened from [t, b, v] and the labels from [b, t]: they are in different orders; transpose one of them before it is flattened");

    [Theory]
    [InlineData("CrossEntropy(z.Flatten(0, 1), y.T.Flatten())")]
    [InlineData("CrossEntropy(z.Transpose(0, 1).Flatten(0, 1), y.Flatten())")]
    public Task Quiet(string call) => Diagnose<ModelAnalyzer>.Quiet(Model(call));
}
