using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>An axis of size 1 has no choice.</summary>
public class D2L0219
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Accuracy([Shape("n", 1)] Tensor<float> scores, [Shape("n")] Tensor<int> labels)
                => Mean(({|D2L0219:Argmax(scores, axis: 1)|} == labels).Cast<float>());
        }
        """,
        "Argmax goes along axis 1 of scores [n, 1], which has size 1: the result is 0 whatever the values are; choose the axis that holds the classes");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", 1)] Tensor<float> x) => {|D2L0219:Softmax(x, axis: -1)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 1)] Tensor<float> x, [Shape("n")] Tensor<int> labels) => {|D2L0219:CrossEntropy(x, labels)|};""")]
    [InlineData("""public static Tensor<int> F([Shape("n", "d")] Tensor<float> x) => {|D2L0219:Argmin(Sum(x, axis: 1, keepDims: true), axis: 1)|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Accuracy([Shape("n", 1)] Tensor<float> scores, [Shape("n")] Tensor<int> labels) => Mean(((Squeeze(scores, 1) > 0).Cast<int>() == labels).Cast<float>());""")]
    [InlineData("""public static Tensor<int> F([Shape("n", "c")] Tensor<float> x) => Argmax(x, axis: 1);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 1, "t")] Tensor<float> x) => Softmax(x, axis: 2);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
