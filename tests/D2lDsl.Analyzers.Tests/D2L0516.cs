using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A mask that takes nothing out.</summary>
public class D2L0516
{
    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("b", "q", "k")] Tensor<float> s, [Shape("b", "q", "k")] Tensor<bool> m) => {|D2L0516:Softmax(Where(m, s, 0f), axis: -1)|};""", "Softmax of [b, q, k], whose masked scores are 0: each still has the weight e⁰; fill them with float.NegativeInfinity or -1e9f")]
    public Task Reported(string model, string message) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}", message);

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("b", "q", "k")] Tensor<float> s, [Shape("b", "q", "k")] Tensor<bool> m) { var masked = s.MaskedFill(m, 0); return {|D2L0516:masked.LogSoftmax(2)|}; }""")]
    [InlineData("""public static Tensor<float> F([Shape("b", "q", "k")] Tensor<float> s, [Shape("b")] Tensor<int> lengths) => {|D2L0516:Softmax(s * (Tensor.Arange<int>(s.Shape[2]) < lengths.Reshape(-1, 1, 1)).Cast<float>(), axis: -1)|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("b", "q", "k")] Tensor<float> s, [Shape("b", "q", "k")] Tensor<bool> m) => Softmax(Where(m, s, -1e9f), axis: -1);""")]
    [InlineData("""public static Tensor<float> F([Shape("b", "q", "k")] Tensor<float> s, [Shape("b", "q", "k")] Tensor<bool> m) => Softmax(MaskedFill(s, m, double.NegativeInfinity), axis: -1);""")]
    [InlineData("""public static Tensor<float> F([Shape("b", "q", "k")] Tensor<float> s, [Shape("b", "q", "k")] Tensor<bool> m) => Softmax(s, axis: -1) * m.Cast<float>();""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c")] Tensor<float> s) => Softmax(Where(s > 0, s, 0f), axis: 1);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
