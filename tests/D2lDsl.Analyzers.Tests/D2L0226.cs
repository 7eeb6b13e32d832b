using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Class indices are wanted.</summary>
public class D2L0226
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "c")] Tensor<float> logits, [Shape("n", "c")] Tensor<int> oneHot)
                => {|D2L0226:CrossEntropy(logits, oneHot)|};
        }
        """,
        "CrossEntropy takes the index of each row's class, for logits [n, c] a vector, and meets oneHot [n, c]; give Argmax of it along axis 1");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n", "c")] Tensor<float> logits, [Shape("n", "c")] Tensor<int> oneHot) => CrossEntropy(logits, Argmax(oneHot, axis: 1));""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> logits, [Shape("n")] Tensor<int> labels) => CrossEntropy(logits, labels);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");

    [Fact]
    public Task Of_log_probabilities() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P { [Model] public static Tensor<float> F([Shape("n", "c")] Tensor<float> z, [Shape("n", "c")] Tensor<int> oneHot) => {|D2L0226:NllLoss(LogSoftmax(z, axis: 1), oneHot)|}; }
        """,
        "NllLoss takes the index of each row's class, for [n, c] a vector, and meets oneHot [n, c]; give Argmax of it along axis 1");
}
