using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Squashed twice.</summary>
public class D2L0501
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels, [Parameter, Shape("d", "c")] Tensor<float> w)
                => {|D2L0501:CrossEntropy(Softmax(MatMul(x, w), axis: 1), labels)|};
        }
        """,
        "CrossEntropy takes raw scores and meets the result of Softmax; give it the scores themselves");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x, [Shape("n")] Tensor<int> labels) { var p = LogSoftmax(x, 1); return {|D2L0501:CrossEntropy(p, labels)|}; }""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x, [Shape("n")] Tensor<int> labels) => {|D2L0501:CrossEntropy(Sigmoid(x), labels)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x, [Shape("n")] Tensor<int> labels) => {|D2L0501:CrossEntropy(Relu(x), labels)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x, [Shape("n")] Tensor<float> t) => {|D2L0501:BinaryCrossEntropyWithLogits(Sigmoid(x), t)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x) => {|D2L0501:Softmax(Softmax(x, 1), 1)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x) => {|D2L0501:LogSoftmax(Softmax(x, 1), 1)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x, [Shape("n")] Tensor<int> labels) { var e = Exp(x - Max(x, 1, keepDims: true)); return {|D2L0501:CrossEntropy(e / Sum(e, 1, keepDims: true), labels)|}; }""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> z) => {|D2L0501:Sigmoid(Softmax(z, axis: 1))|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels, [Parameter, Shape("d", "c")] Tensor<float> w) => CrossEntropy(MatMul(x, w), labels);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "t", "t")] Tensor<float> x, [Shape("n", "t", "d")] Tensor<float> v) => Softmax(MatMul(Softmax(x, 2), v), 2);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(x / 2, labels);""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> x, [Shape("n")] Tensor<float> t) => BinaryCrossEntropyWithLogits(x, t);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
