using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Element type does not fit.</summary>
public class D2L0601
{
    [Fact]
    public Task A_root_of_ints() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<int> F([Shape("d")] Tensor<int> x) => {|D2L0601:Sqrt(x)|};
        }
        """,
        "Sqrt takes floating-point tensors, here it meets x [d] of int; convert it with Cast<float>()");

    [Fact]
    public Task A_parameter_of_ints() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<int> F([Parameter, Shape("d")] Tensor<int> {|D2L0601:w|}) => Sum(w);
        }
        """,
        "[Parameter] takes floating-point tensors, here it meets w [d] of int; only those have gradients");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("d")] Tensor<int> x) => Sqrt(x.Cast<float>());
        }
        """);

    [Theory]
    [InlineData("1 - mask", "'-' takes numeric tensors, here it meets mask [n] of bool; convert it with Cast<float>()")]
    [InlineData("Softmax(x, 0)", "Softmax takes floating-point tensors, here it meets x [n] of int; it is the operand x: convert it with Cast<float>()")]
    public Task What_to_convert(string body, string message) => Diagnose<ModelAnalyzer>.With(
        $$"""public static partial class P { [Model] public static Tensor<float> F([Shape("n")] Tensor<bool> mask, [Shape("n")] Tensor<int> x) => ({|D2L0601:{{body}}|}).Cast<float>(); }""", message);
}
