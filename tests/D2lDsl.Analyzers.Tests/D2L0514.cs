using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Numbers on another scale.</summary>
public class D2L0514
{
    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> y, [Parameter, Shape("d", "c")] Tensor<float> w) => {|D2L0514:NllLoss(MatMul(x, w), y)|};""", "NllLoss takes logarithms of probabilities as x and meets [n, c], raw scores; write CrossEntropy")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> y, [Parameter, Shape("d", "c")] Tensor<float> w) => {|D2L0514:NllLoss(Softmax(MatMul(x, w), 1), y)|};""", "NllLoss takes logarithms of probabilities as x and meets [n, c], probabilities; write LogSoftmax in place of Softmax")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> z, [Shape("n", "c")] Tensor<float> t) => {|D2L0514:KlDiv(LogSoftmax(z, 1), LogSoftmax(t, 1))|};""", "KlDiv takes probabilities as target and meets [n, c], logarithms of probabilities; take its Exp, or the Softmax itself")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> z, [Shape("n", "c")] Tensor<float> t) => {|D2L0514:KlDiv(Softmax(t, 1), LogSoftmax(z, 1))|};""", "KlDiv takes probabilities as target and meets [n, c], logarithms of probabilities; exchange the two")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape("d")] Tensor<float> w) => {|D2L0514:BinaryCrossEntropyWithLogits(y, MatMul(x, w))|};""", "BinaryCrossEntropyWithLogits takes probabilities as targets and meets [n], raw scores; exchange the two")]
    public Task Reported(string model, string message) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}", message);

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> z, [Shape("n", "c")] Tensor<float> t) => {|D2L0514:KlDiv(Softmax(z, 1), Softmax(t, 1))|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> y, [Parameter, Shape("d", "c")] Tensor<float> w) { var scores = MatMul(x, w); var rows = scores.Reshape(x.Shape[0], w.Shape[1]); return {|D2L0514:rows.NllLoss(y)|}; }""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> y, [Parameter, Shape("d", "c")] Tensor<float> w) => NllLoss(LogSoftmax(MatMul(x, w), axis: 1), y);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> logits, [Shape("n")] Tensor<int> y) => NllLoss(logits - LogSumExp(logits, 1, keepDims: true), y);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> logits, [Shape("n")] Tensor<int> y) { var s = logits - Max(logits, 1, keepDims: true); return NllLoss(s - Log(Sum(Exp(s), 1, keepDims: true)), y); }""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> z, [Shape("n", "c")] Tensor<float> t) => KlDiv(LogSoftmax(z / 4, 1), Softmax(t / 4, 1)) * 16;""")]
    [InlineData("""public static Tensor<float> F([Shape("n")] Tensor<float> logits, [Shape("n")] Tensor<float> teacher) => BinaryCrossEntropyWithLogits(logits, Sigmoid(teacher));""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape("d")] Tensor<float> w) => BinaryCrossEntropyWithLogits(MatMul(x, w), y);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
