using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A parameter that no result depends on.</summary>
public class D2L0404
{
    /// <summary>A module that holds this one reads the parameter.</summary>
    [Fact]
    public Task Quiet_where_another_module_reads_it() => Diagnose<ModelAnalyzer>.Quiet("""
        [Model]
        public sealed partial class Head
        {
            [Parameter, Shape("d", "c")] public partial Tensor<float> W { get; }
            [Parameter, Shape("c")] public partial Tensor<float> B { get; }

            [Model]
            public Tensor<float> Raw([Shape("n", "d")] Tensor<float> x) => MatMul(x, W);
        }

        [Model]
        public sealed partial class Net
        {
            [Shape("d", "c")] readonly Head head;

            [Model]
            public Tensor<float> Apply([Shape("n", "d")] Tensor<float> x) => head.Raw(x) + head.B;
        }
        """);

    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape] Tensor<float> {|D2L0404:b|})
                => Mean(MatMul(x, w));
        }
        """,
        "No result depends on b, so its gradient is 0 and it never learns; use it, or remove it");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape("d")] Tensor<float> {|D2L0404:v|}) { var unused = x * v; return Mean(MatMul(x, w)); }""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape] Tensor<float> b) => Mean(MatMul(x, w) + b);""")]
    [InlineData("""public static (Tensor<float>, Tensor<float>) F([Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape] Tensor<float> b) => (Sum(w), b * 2);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");

    [Fact]
    public Task In_a_module_it_is_one_that_no_method_reads() => Diagnose<ModelAnalyzer>.With("""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d", "h")] public partial Tensor<float> W { get; }
            [Parameter, Shape("h")]      public partial Tensor<float> {|D2L0404:B|} { get; }
            [Parameter, Shape("h", 1)]   public partial Tensor<float> V { get; }
            [Shape("h")] readonly Bias {|D2L0404:bias|};

            [Model]
            public Tensor<float> Encode([Shape("n", "d")] Tensor<float> x) => Tanh(MatMul(x, W));

            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x) => Mean(MatMul(Encode(x), V));
        }

        [Model]
        public sealed partial class Bias
        {
            [Parameter, Shape("h")] public partial Tensor<float> B { get; }

            [Model]
            public Tensor<float> Apply([Shape("n", "h")] Tensor<float> x) => x + B;
        }
        """,
        "No result depends on B, so its gradient is 0 and it never learns; use it, or remove it",
        "No result depends on bias, so its gradient is 0 and it never learns; use it, or remove it");
}
