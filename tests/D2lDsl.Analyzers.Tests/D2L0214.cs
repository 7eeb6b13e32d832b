using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Operands of an op differ in size.</summary>
public class D2L0214
{
    [Fact]
    public Task One_label_for_all_rows() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "c")] Tensor<float> w, [Shape(1)] Tensor<int> labels) => {|D2L0214:CrossEntropy(w, labels)|};
        }
        """,
        "CrossEntropy takes logits [n, c] and labels [n]; here it meets w [n, c] and labels [1]: n ≠ 1");

    [Fact]
    public Task A_scale_of_other_rows() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("h")] Tensor<float> scale, [Parameter, Shape("d")] Tensor<float> shift)
                => Sum({|D2L0214:LayerNorm(x, scale, shift)|});
        }
        """,
        "LayerNorm takes x [..., d] and scale [d] and shift [d]; here it meets x [n, d] and scale [h]: d ≠ h");

    [Fact]
    public Task A_target_that_would_broadcast() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", 1)] Tensor<float> w, [Shape("n", "d")] Tensor<float> y)
                => {|D2L0214:MseLoss(MatMul(x, w), y)|};
        }
        """,
        "MseLoss takes prediction [...] and target [...]; here it meets [n, 1] and y [n, d]: 1 ≠ d");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "c")] Tensor<float> w, [Shape("n")] Tensor<int> labels) => CrossEntropy(w, labels);
        }
        """);

    [Fact]
    public Task Tensors_that_fit_along_another_axis() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P { [Model] public static Tensor<float> F([Shape("n", "p")] Tensor<float> a, [Shape("n", "q")] Tensor<float> b) => {|D2L0214:Concat([a, b], axis: 0)|}; }
        """,
        "Concat takes tensors that differ in size only along axis 0; here it meets a [n, p] and b [n, q]: p ≠ q; they fit along axis 1");
}
