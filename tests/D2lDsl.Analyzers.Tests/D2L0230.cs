using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A loop over another axis.</summary>
public class D2L0230
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Last([Shape("n", "t", "d")] Tensor<float> xs, [Shape("n", "d")] Tensor<float> s)
            {
                for (int t = 0; {|D2L0230:t < xs.Shape[0]|}; t++) s = Tanh(xs[.., t] + s);
                return s;
            }

            [Model]
            public static Tensor<float> Beyond([Shape("t", "d")] Tensor<float> xs, [Shape("d")] Tensor<float> s)
            {
                for (int t = 0; {|D2L0230:t <= xs.Shape[0]|}; t++) s = Tanh(xs[t] + s);
                return s;
            }
        }
        """,
        "'t < xs.Shape[0]' lets t reach n - 1, but t picks from axis 1 of xs [n, t, d], whose last index is t - 1; end the loop at t, or pick along another axis",
        "'t <= xs.Shape[0]' lets t reach t, but t picks from axis 0 of xs [t, d], whose last index is t - 1; end the loop at t, or pick along another axis");

    [Fact]
    public Task In_inner_loops_and_branches() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Last([Shape("n", "t", "d")] Tensor<float> xs, [Shape("n", "d")] Tensor<float> s)
            {
                for (int t = 0; {|D2L0230:t < xs.Shape[0]|}; t++)
                    for (int k = 0; k < s.Shape[1]; k++)
                        s = Sum(s[.., k]) > 0 ? Tanh(xs[.., t] + s) : s;
                return s;
            }
        }
        """,
        "'t < xs.Shape[0]' lets t reach n - 1, but t picks from axis 1 of xs [n, t, d], whose last index is t - 1; end the loop at t, or pick along another axis");

    [Fact]
    public Task In_ordinary_code() => Diagnose<ModelAnalyzer>.With("""
        public static class P
        {
            public static Tensor<float> Last([Shape("n", "t", "d")] Tensor<float> xs, [Shape("n", "d")] Tensor<float> s)
            {
                for (int t = 0; {|D2L0230:t < xs.Shape[0]|}; t++) s = Tanh(xs[.., t] + s);
                for (int t = 0; t < xs.Shape[1]; t++) s = Tanh(xs[.., t] + s);
                for (int i = 0; i < xs.Shape[0]; i++) s = Tanh(xs[i, i..] + s[i]);
                for (int t = 0; t < xs.Shape[0]; t++) { if (t < xs.Shape[1]) s = Tanh(xs[.., t] + s); }
                for (int t = 0; t < s.Length; t++) s = Tanh(xs[.., t] + s);
                return s;
            }
        }
        """,
        "'t < xs.Shape[0]' lets t reach n - 1, but t picks from axis 1 of xs [n, t, d], whose last index is t - 1; end the loop at t, or pick along another axis");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "t", "d")] Tensor<float> xs, [Shape("n", "d")] Tensor<float> s) { for (int t = 0; t < xs.Shape[1]; t++) s = Tanh(xs[.., t] + s); return s; }""")]
    [InlineData("""public static Tensor<float> F([Shape("t", "d")] Tensor<float> xs, [Shape("d")] Tensor<float> s) { for (int t = 1; t < xs.Shape[0]; t++) s = Tanh(xs[t] - xs[t - 1] + s); return s; }""")]
    [InlineData("""public static Tensor<float> F([Shape("t", "d")] Tensor<float> xs, [Shape("d")] Tensor<float> s) { for (int t = 1; t <= xs.Shape[0]; t++) s = Tanh(xs[t - 1] + s); return s; }""")]
    [InlineData("""public static Tensor<float> F([Shape("t", "d")] Tensor<float> xs, [Shape("k", "d")] Tensor<float> s) { var a = s[0]; for (int t = 0; t < xs.Shape[0]; t++) for (int k = 0; k < s.Shape[0]; k++) a = Tanh(xs[t] * s[k] + a); return a; }""")]
    [InlineData("""public static Tensor<float> F([Shape("t", "d")] Tensor<float> xs, [Shape("d")] Tensor<float> s) { for (int t = xs.Shape[0] - 1; t >= 0; t--) s = Tanh(xs[t] + s); return s; }""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "t", "d")] Tensor<float> xs, [Shape("n", "d")] Tensor<float> s) { for (int t = 0; t < xs.Shape[0]; t++) if (t < xs.Shape[1]) s = Tanh(xs[.., t] + s); return s; }""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
