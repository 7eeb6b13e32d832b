using D2lDsl.CompilerTests.Models;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.CompilerTests.Running;

namespace D2lDsl.CompilerTests.Fusing;

/// <summary>What shares a loop, and what needs memory in between.</summary>
public class FusionTests
{
    [Fact]
    public void Numbers_are_printed_as_they_are_written()
    {
        Assert.Matches(@"\b0\.001\b", Numbered.FKernel.Plan);
        Assert.Contains("0.1", Numbered.GKernel.Plan);
        Assert.DoesNotMatch("[0-9]{9}", Numbered.FKernel.Plan + Numbered.GKernel.Plan);
    }

    [Fact]
    public void A_regression_forward_and_backward_is_one_loop_nest()
    {
        var program = Backward("""
            [Model] public static Tensor<float> F(
                [Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape("d", 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b)
                => Mean(Square(MatMul(x, w) + b - y)) / 2;
            """);
        var loop = OnlyLoop(program);
        Assert.Equal(["n"], loop.Outer.Select(a => a.Size.ToString()));
        Assert.Equal(["d"], loop.Row.Select(a => a.Size.ToString()));
        Assert.Equal(2, loop.Passes);
    }

    [Fact]
    public void Softmax_cross_entropy_of_a_leaf_is_one_row_program()
    {
        var program = Backward("""
            [Model] public static Tensor<float> F([Parameter, Shape("n", "c")] Tensor<float> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(x, labels);
            """);
        var loop = OnlyLoop(program);
        Assert.Equal(3, loop.Passes);
        // Maximum, sum of exponentials; then one store of the gradient. The label's score is read where it lies.
        Assert.Equal(2, loop.Values.OfType<RowTotal>().Count());
        Assert.Equal("x", Assert.Single(loop.Values.OfType<LoadValue>(), v => v.Access.Indirect.Count > 0).Access.Buffer.Name);
        Assert.Equal("dx", Assert.Single(loop.Sinks.OfType<StoreSink>()).Access.Buffer.Name);
    }

    [Fact]
    public void A_pointwise_chain_forward_and_backward_is_one_loop_that_reads_each_input_once()
    {
        var program = Backward("""
            [Model] public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> x, [Parameter, Shape("n", "d")] Tensor<float> y)
                => Tanh(x * y + 1) * Sigmoid(x) - Exp(-y);
            """);
        var loop = OnlyLoop(program);
        Assert.Equal(1, loop.Passes);
        Assert.Empty(loop.Outer);
        Assert.Equal(["seed", "x", "y"], loop.Values.OfType<LoadValue>().Select(v => v.Access.Buffer.Name).Order());
        Assert.Equal(3, loop.Sinks.OfType<StoreSink>().Count());
    }

    [Fact]
    public void Mean_variance_and_normalisation_are_one_row_program()
    {
        var program = Compiled.Program(Class("""
            [Model] public static Tensor<float> F([Shape("n", "d")] Tensor<float> x)
            {
                var centred = x - Mean(x, axis: 1, keepDims: true);
                return centred / Sqrt(Mean(Square(centred), axis: 1, keepDims: true) + 1e-5f);
            }
            """), isBackward: false);
        Assert.Equal(3, OnlyLoop(program).Passes);
    }

    [Fact]
    public void Row_sums_column_sums_and_a_maximum_of_everything_are_one_sweep()
    {
        var program = Compiled.Program(Class("""
            [Model] public static (Tensor<float>, Tensor<float>, Tensor<float>) F([Shape("n", "d")] Tensor<float> x) => (Sum(x, axis: 0), Sum(x, axis: 1), Max(x));
            """), isBackward: false);
        OnlyLoop(program);
    }

    [Fact]
    public void A_perceptron_has_its_matrix_products_and_no_loop_beside_them()
    {
        var program = Backward("""
            [Model] public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels,
                [Parameter, Shape("d", "h")] Tensor<float> w1, [Parameter, Shape("h")] Tensor<float> b1, [Parameter, Shape("h", "c")] Tensor<float> w2, [Parameter, Shape("c")] Tensor<float> b2)
                => CrossEntropy(MatMul(Relu(MatMul(x, w1) + b1), w2) + b2, labels);
            """);
        // Forward two products, backward three: x needs no gradient.
        Assert.Equal(5, program.Kernel.Steps.OfType<Contraction>().Count());
        Assert.Empty(program.Kernel.Steps.OfType<RowProgram>());
        Assert.Equal(3, program.Kernel.Steps.OfType<Contraction>().Count(product => product.Then is not null));
        Assert.Equal(["[n, c]", "[n, c]", "[n, h]", "[n, h]", "[n, h]", "[n, h]"],
            program.Kernel.Buffers.Where(b => b.Kind == BufferKind.Temporary).Select(b => b.Shape.ToString()).Order());
        // The product before the activation is dead once the activation is there: never are all alive at once.
        Assert.Equal("4*c*n + 12*h*n, 8*c*n + 4*h*n", string.Join(", ", program.Memory.Alive()));
    }

    [Theory]
    // Column sums over the product are finished only after its last row.
    [InlineData("""
        [Model] public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("d", "h")] Tensor<float> w)
        {
            var y = MatMul(x, w);
            return y / Sum(y, axis: 0, keepDims: true);
        }
        """, 1, 1)]
    // The transposed product is read in another order.
    [InlineData("""
        [Model] public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("d", "n")] Tensor<float> w, [Shape("n", "n")] Tensor<float> z)
            => MatMul(x, w).T + z;
        """, 0, 1)]
    [InlineData("""
        [Model] public static Tensor<float> F([Shape("b", "n", "d")] Tensor<float> x, [Shape("d", "h")] Tensor<float> w) => Tanh(MatMul(x, w));
        """, 1, 0)]
    public void A_loop_goes_with_a_product_where_it_needs_only_its_own_row(string model, int joined, int apart)
    {
        var program = Compiled.Program(Class(model), isBackward: false);
        Assert.Equal(joined, program.Kernel.Steps.OfType<Contraction>().Count(product => product.Then is not null));
        Assert.Equal(apart, program.Kernel.Steps.OfType<RowProgram>().Count());
    }

    [Fact]
    public void A_product_with_a_vector_is_a_loop_and_no_matrix_product()
    {
        var program = Backward("""
            [Model] public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w) => Sum(Tanh(MatMul(x, w)));
            """);
        OnlyLoop(program);
    }

    [Fact]
    public void The_gradient_of_a_sum_of_a_product_needs_no_matrix_product()
    {
        var program = Backward("""
            [Model] public static Tensor<float> F([Parameter, Shape("n", "k")] Tensor<float> x, [Parameter, Shape("k", "m")] Tensor<float> w) => Sum(MatMul(x, w));
            """);
        // Only the value itself is one.
        Assert.Single(program.Kernel.Steps.OfType<Contraction>());
    }

    [Fact]
    public void Transposes_and_broadcasts_are_walked_and_not_copied()
    {
        var program = Compiled.Program(Class("""
            [Model] public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("d", "n")] Tensor<float> y, [Shape("n")] Tensor<float> v)
                => Sum(x.T * y + BroadcastTo(v, y.Shape));
            """), isBackward: false);
        OnlyLoop(program);
    }

    static string Class(string members) => $"public static partial class M {{ {members} }}";

    static KernelProgram Backward(string members) => Compiled.Program(Class(members), isBackward: true);

    static RowProgram OnlyLoop(KernelProgram program)
    {
        Assert.Empty(program.Kernel.Steps.OfType<Contraction>());
        Assert.Empty(program.Kernel.Buffers.Where(b => b.Kind == BufferKind.Temporary).Select(b => b.Name));
        return Assert.Single(program.Kernel.Steps.OfType<RowProgram>());
    }
}
