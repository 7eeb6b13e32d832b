using D2lDsl.Analyzers;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.SeedsTests;

/// <summary>Traps that the course notes walk into, and what happens here instead: an error, a warning, or a result that is documented.</summary>
public class TrapTests
{
    /// <summary>The errors of C# itself in a method body.</summary>
    static string[] Errors(string body) => [.. Compile.Source($$"""public static class P { public static void M() { {{body}} } }""")
        .GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id)];

    [Fact]
    public void Trap_01_a_dot_product_of_two_element_types_does_not_compile()
    {
        Assert.NotEmpty(Errors("Dot(Tensor.Arange(4), Tensor.Ones(4));"));
        Assert.NotEmpty(Errors("var z = Tensor.Arange(4) + Tensor.Ones(4);"));
        Assert.Empty(Errors("Dot(Tensor.Arange(4).Cast<float>(), Tensor.Ones(4));"));
    }

    [Fact]
    public async Task Trap_02_squeezing_an_axis_that_is_not_1_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 1, 3).Squeeze(0));
        await Diagnose<ModelAnalyzer>.With("""
            public static partial class P
            {
                [Model]
                public static Tensor<float> F([Parameter, Shape(2, 1, 3)] Tensor<float> r) => Sum({|D2L0206:r.Squeeze(0)|});
            }
            """);
    }

    [Fact]
    public void Trap_03_sizes_and_data_are_given_to_methods_of_different_names()
    {
        Assert.Equal([2], Tensor.Empty<int>(2).Shape);
        Assert.Equal([2], Tensor.Of([2]).ToArray());
        // A single number is a scalar, never a size.
        Assert.Equal((0, 2), (Tensor.Of(2).Rank, Tensor.Of(2).Item()));
    }

    [Fact]
    public void Trap_04_adding_floats_into_integers_does_not_compile()
    {
        Assert.NotEmpty(Errors("var x = Tensor.Arange(4); x += Tensor.Ones(4);"));
        Assert.Empty(Errors("var x = Tensor.Arange(4).Cast<float>(); x += Tensor.Ones(4);"));
    }

    [Fact]
    public async Task Trap_05_a_reshape_shares_elements_eagerly_and_models_write_nothing()
    {
        var a = Tensor.Arange(12);
        a.Reshape(3, 4)[..] = 2;
        Assert.All(a.ToArray(), v => Assert.Equal(2, v));
        var b = Tensor.Arange(12);
        b.Reshape(3, 4).Clone()[..] = 2;
        Assert.Equal(11, b[^1].Item());
        await Diagnose<ModelAnalyzer>.With("""
            public static partial class P
            {
                [Model]
                public static Tensor<float> F([Parameter, Shape(12)] Tensor<float> a)
                {
                    var b = a.Reshape(3, 4);
                    {|D2L0104:b[0] = 2|};
                    return Sum(a);
                }
            }
            """);
    }

    [Fact]
    public async Task Trap_06_a_loop_that_never_ends_is_pointed_out_and_stopped()
    {
        Assert.Contains("took 1000000 turns", Assert.Throws<InvalidOperationException>(() => new Notes.FKernel().Forward(Tensor.Of(0f))).Message);
        await Diagnose<ModelAnalyzer>.With("""
            public static partial class P
            {
                [Model]
                public static Tensor<float> F([Parameter, Shape("n")] Tensor<float> a)
                {
                    var b = a * 2;
                    while ({|D2L0509:Norm(b) < 1000|})
                        b = b * 2;
                    return Sum(b);
                }
            }
            """);
    }

    [Fact]
    public void Trap_07_three_sizes_are_three_axes()
    {
        Assert.Equal(3, Tensor.Zeros(2, 3, 4).Rank);
        // Errors write shapes out, so that axes can be counted.
        Assert.Contains("[2, 3, 4]", Assert.Throws<ArgumentException>(() => MatMul(Tensor.Zeros(2, 3, 4), Tensor.Zeros(3, 4))).Message);
    }

    [Fact]
    public void Trap_08_a_step_goes_against_the_gradient()
    {
        var kernel = new Notes.SquaredTotalKernel();
        var x = Tensor.Of([1f, -2, 3]);
        var before = kernel.ForwardBackward(x);
        new Sgd(learningRate: 0.1).Step(x, kernel.Gradients.X);
        Assert.Equal([0.8f, -1.6f, 2.4f], x.ToArray());
        Assert.True(kernel.Forward(x) < before);
    }

    [Fact]
    public void Trap_09_a_mean_divides_by_the_samples_there_are()
    {
        // 5 samples in batches of 2: the last has one, and its gradient is that of its one sample.
        var (x, y) = (Tensor.Arange<float>(5).Reshape(5, 1), Tensor.Ones(5, 1));
        var kernel = new Algebra.BatchLossKernel();
        var (w, gradients) = (Tensor.Of(new[,] { { 2f } }), new List<float>());
        foreach (var (batchX, batchY) in new DataLoader<float, float>(x, y, batchSize: 2))
        {
            kernel.ForwardBackward(batchX, batchY, w);
            gradients.Add(kernel.Gradients.W.Item());
        }
        // (2x − 1)·x, averaged over {0, 1}, {2, 3} and {4}.
        Assert.Equal([0.5f, 10.5f, 28f], gradients);
    }

    [Fact]
    public async Task Trap_10_a_column_less_a_vector_is_a_warning()
    {
        await Diagnose<ModelAnalyzer>.With("""
            public static partial class P
            {
                [Model]
                public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y, [Parameter, Shape("d", 1)] Tensor<float> w)
                {
                    var prediction = MatMul(x, w);
                    return Mean(Square({|D2L0302:prediction - y|}));
                }
            }
            """);
        // The loss refuses it outright.
        Assert.Throws<ArgumentException>(() => MseLoss(Tensor.Zeros(3, 1), Tensor.Zeros(3)));
    }

    [Fact]
    public async Task Trap_11_products_have_different_names()
    {
        var a = Tensor.Arange<float>(4).Reshape(2, 2);
        Assert.Equal([0f, 1, 4, 9], (a * a).ToArray());
        Assert.Equal([2f, 3, 6, 11], MatMul(a, a).ToArray());
        Assert.Equal("Dot takes [k] with [k]; a has shape [2, 2] and b [2, 2]", Assert.Throws<ArgumentException>(() => Dot(a, a)).Message);
        await Diagnose<ModelAnalyzer>.With("""
            public static partial class P
            {
                [Model]
                public static Tensor<float> F([Parameter, Shape("n", "n")] Tensor<float> a) => {|D2L0202:Dot(a, a)|};
            }
            """);
    }

    [Theory]
    [InlineData(0.3f)]
    [InlineData(-0.3f)]
    [InlineData(1e-3f)]
    public void Trap_12_doubling_is_exact_and_a_hundredfold_is_not(float a)
    {
        var kernel = new Notes.FKernel();
        var d = kernel.ForwardBackward(Tensor.Of(a));
        var gradient = kernel.Gradients.A.Item();
        // Without the factor of 100 the quotient is the gradient to the bit; with it only to float's precision.
        if (a > 0)
            Assert.Equal(gradient, d / a);
        else
            Assert.Equal(gradient, d / a, MathF.Abs(gradient) * 1e-6f);
    }

    [Fact]
    public async Task Trap_13_the_shape_of_the_weights_decides_that_of_the_result()
    {
        Assert.Equal([3], MatMul(Tensor.Zeros(3, 2), Tensor.Zeros(2)).Shape);
        Assert.Equal([3, 1], MatMul(Tensor.Zeros(3, 2), Tensor.Zeros(2, 1)).Shape);
        await Diagnose<ModelAnalyzer>.With("""
            public static partial class P
            {
                [Model]
                [return: Shape("n", 1)]
                public static Tensor<float> {|D2L0207:F|}([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w) => MatMul(x, w);
            }
            """);
    }
}
