using D2lDsl.Analyzers;
using D2lDsl.Testing;

namespace D2lDsl.SeedsTests;

/// <summary>The mistakes of the numbered examples, made inside of models: each is reported where it is made.</summary>
public class MistakesInsideModelsTests
{
    [Theory]
    [InlineData("F([Shape(13)] Tensor<float> x) => {|D2L0205:x.Reshape(3, 4)|}")]
    [InlineData("F([Shape(\"n\", 12)] Tensor<float> x) => {|D2L0205:x.Reshape(3, 4)|}")]
    public Task S0_03_S1_03_S3_02_S2_13_a_reshape_to_another_number_of_elements(string model) => Reported(model);

    [Fact]
    public Task S0_06_a_loop_over_elements() => Reported("""
        F([Shape("n", "m")] Tensor<float> x, [Shape] Tensor<float> start)
        {
            var total = start;
            for (int i = 0; i < x.Shape[0]; i++)
                for (int j = 0; {|D2L0510:j < x.Shape[1]|}; j++)
                    total = total + x[i, j];
            return total;
        }
        """);

    [Fact]
    public Task S0_08_S0_18_an_element_wise_product_for_a_matrix_product() =>
        Reported("F([Shape(\"n\", \"k\")] Tensor<float> a, [Shape(\"k\", \"m\")] Tensor<float> b) => {|D2L0306:a * b|}");

    [Fact]
    public Task S0_12_S3_18_writing_in_place() => Reported("F([Parameter, Shape(4)] Tensor<float> x4, [Shape(4)] Tensor<float> x5) { {|D2L0104:x4 += x5|}; return Sum(x4); }");

    [Fact]
    public Task S0_16_S1_07_division_of_whole_numbers() => Reported("F([Shape(4)] Tensor<int> a, [Shape(4)] Tensor<int> b) => ({|D2L0601:a / b|}).Cast<float>()");

    [Fact]
    public Task S0_19_a_cross_product_of_four_elements() => Reported("F([Shape(4)] Tensor<float> a, [Shape(4)] Tensor<float> b) => {|D2L0202:Cross(a, b)|}");

    [Fact]
    public Task S0_20_S1_14_S4_14_S4_15_an_axis_that_is_not_there() => Reported(
        "F([Shape(5, 4)] Tensor<float> a) => {|D2L0203:a.Sum(axis: 2)|}", "Sum: axis 2 does not exist in a [5, 4]; axes run from -2 to 1");

    [Fact]
    public Task S0_21_the_mean_of_whole_numbers() => Reported("F([Shape(2, 3)] Tensor<int> t) => ({|D2L0601:t.Mean(axis: 0)|}).Cast<float>()");

    [Fact]
    public async Task S0_30_S2_29_a_gradient_of_nothing()
    {
        using var generated = Generated.WithErrors(Model("F([Shape(8)] Tensor<float> x) => Mean(x * 2)") + "public static class Use { public static float Run(Tensor<float> x) => new P.FKernel().ForwardBackward(x); }");
        Assert.Equal("CS1061", Assert.Single(generated.Compilation.GetDiagnostics(), d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Id);
        await Task.CompletedTask;
    }

    [Fact]
    public Task S1_01_S4_03_messages_show_every_axis() => Reported(
        "F([Shape(2, 3, 4)] Tensor<float> x) => {|D2L0203:Sum(x, axis: 3)|}", "Sum: axis 3 does not exist in x [2, 3, 4]; axes run from -3 to 2");

    [Fact]
    public Task S1_11_the_exclusive_or_for_a_power() => Reported("F([Shape(4)] Tensor<float> x, [Shape(4)] Tensor<float> y) => {|D2L0718:x ^ y|}");

    [Fact]
    public Task S1_15_an_axis_listed_twice() => Reported("F([Shape(5, 4)] Tensor<float> a) => {|D2L0204:a.Sum([0, 0])|}");

    [Fact]
    public Task S1_17_S3_38_S4_16_rows_divided_by_sums_without_their_axis() => Reported("F([Shape(5, 4)] Tensor<float> a) => {|D2L0304:a / a.Sum(axis: 1)|}");

    [Fact]
    public async Task S1_19_S3_41_a_dot_product_of_two_element_types()
    {
        using var generated = Generated.WithErrors(Model("F([Shape(4)] Tensor<int> x, [Shape(4)] Tensor<float> y) => Dot(x, y)"));
        Assert.Contains(generated.Compilation.GetDiagnostics(), d => d.Id == "CS0411");
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData("F([Shape(5, 4)] Tensor<float> a, [Shape(3)] Tensor<float> x) => {|D2L0201:Mv(a, x)|}")]
    [InlineData("F([Shape(\"n\", \"d\")] Tensor<float> a, [Shape(\"n\")] Tensor<float> x) => {|D2L0201:Mv(a, x)|}")]
    public Task S1_20_S3_42_S4_17_a_matrix_and_a_vector_of_another_length(string model) => Reported(model);

    [Fact]
    public Task S1_21_S3_43_two_matrices_that_do_not_fit() => Reported("F([Shape(5, 4)] Tensor<float> a, [Shape(3, 4)] Tensor<float> b) => {|D2L0201:Mm(a, b)|}");

    [Theory]
    [InlineData("F([Shape(3, 4)] Tensor<float> x, [Shape(3, 5)] Tensor<float> y) => {|D2L0214:Concat([x, y], axis: 0)|}")]
    [InlineData("F([Shape(3, 4)] Tensor<float> x, [Shape(2, 4)] Tensor<float> y) => {|D2L0214:Concat([x, y], axis: 1)|}")]
    public Task S1_22_S3_10_S3_11_joined_tensors_that_do_not_fit(string model) => Reported(model);

    [Theory]
    [InlineData("F([Shape(3, 1)] Tensor<float> a, [Shape(1, 2)] Tensor<float> b) => {|D2L0302:a + b|}")]
    [InlineData("F([Shape(2)] Tensor<float> a, [Shape(3)] Tensor<float> b) => {|D2L0302:a.Reshape(1, 2) + b.Reshape(3, 1)|}")]
    public Task S1_23_S2_15_S4_09_both_sides_are_repeated(string model) => Reported(model);

    [Fact]
    public Task S2_02_a_number_that_the_elements_cannot_hold() => Reported("F([Shape(4)] Tensor<sbyte> x) => ({|D2L0603:x + 128|}).Cast<float>()");

    [Theory]
    [InlineData("F([Shape(2, 3)] Tensor<float> o) => {|D2L0205:o.Reshape(-1, -1)|}")]
    [InlineData("F([Shape(2, 3)] Tensor<float> o) => {|D2L0205:o.Reshape(-1, 4)|}")]
    public Task S2_14_a_size_that_cannot_be_inferred(string model) => Reported(model);

    [Fact]
    public Task S2_16_a_new_axis_far_out() => Reported("F([Shape(2, 3)] Tensor<float> o) => {|D2L0203:o.Unsqueeze(4)|}");

    [Theory]
    [InlineData("F([Shape(2, 1, 3)] Tensor<float> r) => {|D2L0206:r.Squeeze(0)|}")]
    [InlineData("F([Shape(\"n\", 1, 3)] Tensor<float> r) => {|D2L0221:r.Squeeze()|}")]
    public Task S2_17_S2_18_a_squeeze_that_does_nothing_or_too_much(string model) => Reported(model);

    [Fact]
    public Task S3_12_equality_of_numbers_that_are_trained() =>
        Reported("F([Shape(\"n\")] Tensor<float> y, [Parameter, Shape(\"n\")] Tensor<float> x) => Sum(Where({|D2L0409:x * 2 == y|}, x, 0f))");

    [Fact]
    public Task S3_27_S3_28_double_data_in_a_float_model() =>
        Reported("F([Shape(\"n\", 3)] Tensor<double> x, [Parameter, Shape(3)] Tensor<float> w) => Mean(MatMul({|D2L0602:x.Cast<float>()|}, w))");

    [Fact]
    public Task S3_49_a_loss_of_several_numbers() => Reported("{|D2L0410:SquaredLoss|}([Parameter, Shape(4)] Tensor<float> x) => x * x");

    [Fact]
    public Task S3_50_everything_is_detached() => Reported("F([Parameter, Shape(4)] Tensor<float> x) { var y = x * x; var u = {|D2L0405:y.Detach()|}; return Sum(u); }");

    [Fact]
    public Task S3_53_a_loop_that_never_ends_for_0() => Reported("""
        F([Parameter, Shape] Tensor<float> a)
        {
            var b = a * 2;
            while ({|D2L0509:Norm(b) < 1000|})
                b = b * 2;
            return Sum(b);
        }
        """);

    [Theory]
    [InlineData("F([Shape(4, 4)] Tensor<float> x) => {|D2L0217:x.Slice(0, 0, 4, 0)|}")]
    [InlineData("F([Shape(4, 4)] Tensor<float> x) => {|D2L0217:x.Slice(0, 0, 4, -1)|}")]
    public Task S4_01_a_step_that_is_not_positive(string model) => Reported(model);

    [Fact]
    public Task S4_06_a_batch_of_one_as_a_habit() => Reported("F([Shape(\"n\", 3, 4)] Tensor<float> x) => {|D2L0205:x.Reshape(3, 4)|}");

    [Fact]
    public Task S4_20_a_gradient_of_another_shape() => Reported("""
        F([Parameter, Shape("n")] Tensor<float> x) => Sum(Cube(x));

        [Model]
        public static Tensor<float> Cube([Parameter, Shape("n")] Tensor<float> x) => x * x * x;

        [Derivative(nameof(Cube))]
        static Tensor<float> {|D2L0403:CubeGradient|}(Tensor<float> x, Tensor<float> y, Tensor<float> dy) => Sum(3 * x * x * dy)
        """);

    [Theory]
    [InlineData("Loss([Shape(\"n\", 2)] Tensor<float> x, [Shape(\"n\", 1)] Tensor<float> y, [Parameter, Shape(2)] Tensor<float> w, [Parameter, Shape] Tensor<float> b) => Mean(Square({|D2L0302:MatMul(x, w) + b - y|}))")]
    [InlineData("Loss([Shape(\"n\", 2)] Tensor<float> x, [Shape(\"n\")] Tensor<float> y, [Parameter, Shape(2, 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b) => Mean(Square({|D2L0302:MatMul(x, w) + b - y|}))")]
    public Task S4_23_S4_24_labels_and_predictions_of_different_ranks(string model) => Reported(model);

    [Theory]
    [InlineData("Loss([Shape(10, 2)] Tensor<float> {|D2L0224:x|}, [Shape(10)] Tensor<float> y, [Parameter, Shape(2)] Tensor<float> w) => Mean(Square(MatMul(x, w) - y))")]
    [InlineData("Loss([Shape(\"n\", 2)] Tensor<float> x, [Shape(\"n\")] Tensor<float> y, [Parameter, Shape(2)] Tensor<float> w) => {|D2L0507:Sum(Square(MatMul(x, w) - y)) / 10|}")]
    public Task S4_27_a_fixed_batch_size(string model) => Reported(model);

    [Fact]
    public Task S4_29_a_column_of_predictions_less_a_vector_of_labels_is_reported() => Reported(
        "SquaredLoss([Shape(\"n\")] Tensor<float> y, [Parameter, Shape(\"n\", 1)] Tensor<float> yHat) => Mean(Square({|D2L0302:yHat - y|})) / 2",
        "'-' meets yHat [n, 1] and y [n]: each is repeated along the other, to [n, n]; give both one shape with Reshape or Squeeze, or Unsqueeze both where every pair is meant");

    static Task Reported(string model, params string[] messages) => Diagnose<ModelAnalyzer>.With(Model(model), messages);

    static string Model(string model) => $"public static partial class P {{ [Model] public static Tensor<float> {model}{(model.EndsWith('}') ? "" : ";")} }}";
}
