using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Derivatives that users write and that do not fit their models.</summary>
public class D2L0403
{
    static string With(string derivative) => $$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> y, [Shape("d")] Tensor<int> k) => x * y;

            {{derivative}}
        }
        """;

    [Fact]
    public Task Wrong_parameters() => Diagnose<ModelAnalyzer>.With(
        With("[Derivative(nameof(F))] static (Tensor<float>, Tensor<float>) {|D2L0403:G|}(Tensor<float> x, Tensor<float> y, Tensor<float> dy) => (dy * y, dy * x);"),
        "G cannot be the derivative of F: its signature does not fit; declare it as (Tensor<float>, Tensor<float>) G(Tensor<float> x, Tensor<float> y, Tensor<int> k, Tensor<float> result, Tensor<float> dy)");

    [Fact]
    public Task Too_few_gradients() => Diagnose<ModelAnalyzer>.With(
        With("[Derivative(nameof(F))] static Tensor<float> {|D2L0403:G|}(Tensor<float> x, Tensor<float> y, Tensor<int> k, Tensor<float> result, Tensor<float> dy) => dy * y;"),
        "G cannot be the derivative of F: its signature does not fit; declare it as (Tensor<float>, Tensor<float>) G(Tensor<float> x, Tensor<float> y, Tensor<int> k, Tensor<float> result, Tensor<float> dy)");

    [Fact]
    public Task Wrong_shape() => Diagnose<ModelAnalyzer>.With(
        With("[Derivative(nameof(F))] static (Tensor<float>, Tensor<float>) {|D2L0403:G|}(Tensor<float> x, Tensor<float> y, Tensor<int> k, Tensor<float> result, Tensor<float> dy) => (Sum(dy), dy * x);"),
        "G cannot be the derivative of F: the gradient of x [d] is []; return gradients of the shapes of the arguments");

    [Fact]
    public Task No_such_model() => Diagnose<ModelAnalyzer>.With(
        With("[Derivative(\"H\")] static Tensor<float> {|D2L0403:G|}(Tensor<float> x) => x;"),
        "G cannot be the derivative of H: P has no [Model] of that name; name one with nameof");

    [Fact]
    public Task Two_derivatives() => Diagnose<ModelAnalyzer>.With(
        With("""
            [Derivative(nameof(F))] static (Tensor<float>, Tensor<float>) G(Tensor<float> x, Tensor<float> y, Tensor<int> k, Tensor<float> result, Tensor<float> dy) => (dy * y, dy * x);
            [Derivative(nameof(F))] static (Tensor<float>, Tensor<float>) {|D2L0403:H|}(Tensor<float> x, Tensor<float> y, Tensor<int> k, Tensor<float> result, Tensor<float> dy) => (dy * y, dy * x);
            """),
        "H cannot be the derivative of F: G is already; keep one of them");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet(
        With("[Derivative(nameof(F))] static (Tensor<float>, Tensor<float>) G(Tensor<float> x, Tensor<float> y, Tensor<int> k, Tensor<float> result, Tensor<float> dy) => (dy * y, dy * x);"));
}
