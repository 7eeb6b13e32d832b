using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime.Tests;

/// <summary>What generated kernels stand on: arena, arguments, errors.</summary>
public class KernelSupportTests
{
    [Fact]
    public unsafe void A_workspace_is_aligned_and_only_grows()
    {
        var workspace = new Workspace<float>();
        workspace.Reserve(100);
        Assert.Equal(0, (nint)Unsafe.AsPointer(ref workspace.At(0)) % 64);
        Assert.Equal(0, (nint)Unsafe.AsPointer(ref workspace.At(16)) % 64);
        workspace.At(99) = 7;
        workspace.Reserve(50);
        Assert.Equal(100, workspace.Capacity);
        Assert.Equal(7, workspace.At(99));
        Assert.Equal(0, Allocation.Of(() => workspace.Reserve(100)));
        workspace.Reserve(1000);
        workspace.At(999) = 8;
        var doubles = new Workspace<double>();
        doubles.Reserve(3);
        Assert.Equal(0, (nint)Unsafe.AsPointer(ref doubles.At(0)) % 64);
    }

    [Fact]
    public void What_chunks_found_is_put_together_place_by_place_without_allocating()
    {
        // Three chunks of two numbers, 64 bytes apart.
        var chunks = new float[48];
        ((float[])[1, 5]).CopyTo(chunks, 0);
        ((float[])[4, 2]).CopyTo(chunks, 16);
        ((float[])[3, 3]).CopyTo(chunks, 32);
        var results = new float[4, 2];
        Join();
        Assert.Equal(new float[,] { { 8, 10 }, { 12, 30 }, { 4, 5 }, { 1, 2 } }, results);
        Assert.Equal(0, Allocation.Of(Join));

        void Join()
        {
            ref var first = ref Unsafe.As<float, byte>(ref chunks[0]);
            Partials.Sum(ref results[0, 0], 2, ref first, 64, 3);
            Partials.Prod(ref results[1, 0], 2, ref first, 64, 3);
            Partials.Max(ref results[2, 0], 2, ref first, 64, 3);
            Partials.Min(ref results[3, 0], 2, ref first, 64, 3);
        }
    }

    [Fact]
    public void A_training_step_reaches_the_rule_of_whatever_optimizer_it_gets()
    {
        var (sgd, adam) = (new Sgd(0.1), new Adam(0.1));
        var (call, sweep) = (new RuleCall<float, RuleName>(), new RuleName());
        foreach (var optimizer in new Optimizer[] { sgd, sgd, adam, adam, sgd, adam, sgd, sgd })
        {
            call.Run(optimizer, ref sweep);
            Assert.StartsWith(optimizer.GetType().Name + "Rule", sweep.Name);
        }
        Assert.Equal(0, Allocation.Of(() => call.Run(sgd, ref sweep)));
        Assert.Equal(0, Allocation.Of(() =>
        {
            call.Run(sgd, ref sweep);
            call.Run(adam, ref sweep);
        }));
    }

    struct RuleName : IUpdateSweep<float>
    {
        public string Name;

        public void Run<TRule>(TRule rule)
            where TRule : struct, IUpdateRule<float, TRule> => Name = typeof(TRule).Name;
    }

    [Fact]
    public void A_large_tensor_is_zeros_up_to_its_end()
    {
        var x = Tensor.Zeros((8 << 20) + 3);
        Assert.Equal(-1, x.AsSpan().IndexOfAnyExcept(0f));
        x.AsSpan()[^1] = 1;
        Assert.Equal(1, Ops.Sum(x).Item());
    }

    [Fact]
    public void A_view_lies_in_the_workspace()
    {
        var workspace = new Workspace<float>();
        workspace.Reserve(64);
        var view = workspace.View(16, 2, 3);
        workspace.At(16 + 5) = 42;
        Assert.Equal(42, view[1, 2].Item());
        Assert.True(view.IsContiguous);
        Assert.Equal("A view of [2, 3] at 60 leaves the 64 elements reserved",
            Assert.Throws<ArgumentOutOfRangeException>(() => workspace.View(60, 2, 3)).Message);
        Assert.StartsWith("This model needs 4000000000 elements of working memory at these sizes",
            Assert.Throws<ArgumentOutOfRangeException>(() => workspace.Reserve(4_000_000_000)).Message);
    }

    [Fact]
    public void Dense_copies_only_what_is_not_and_reuses_the_copy()
    {
        ResultBuffer<float>? copy = null;
        var x = Views.Reshape(Tensor.Arange<float>(6), 2, 3);
        Assert.Same(x, Argument.Dense(x, ref copy));
        Assert.Null(copy);
        var view = x.T;
        var dense = Argument.Dense(view, ref copy);
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], dense.AsSpan().ToArray());
        x[0, 0] = 10;
        Assert.Same(dense, Argument.Dense(view, ref copy));
        Assert.Equal(10, Argument.Origin(dense));
        Assert.Equal(0, Allocation.Of(() => Argument.Dense(view, ref copy)));
        Assert.NotSame(dense, Argument.Dense(x[.., ..2].T, ref copy));
    }

    [Fact]
    public void Origin_is_the_first_element_of_the_view()
    {
        var x = Tensor.Arange<float>(6);
        Argument.Origin(x[2..]) = 20;
        Assert.Equal(20, x[2].Item());
        Assert.False(Unsafe.IsNullRef(ref Argument.Origin(Tensor.Zeros(0))));
    }

    [Fact]
    public void Shape_errors_name_model_parameter_and_bindings()
    {
        var error = Assert.ThrowsAny<ArgumentException>(
            () => Guard.Shape("LinearRegression.Loss", "y", [8, 1], "[n, 1]", "n = 10 from x"));
        Assert.Equal("LinearRegression.Loss: y has shape [8, 1] where [n, 1] was declared; n = 10 from x", error.Message);
        Assert.Equal("y", error.ParamName);
        error = Assert.ThrowsAny<ArgumentException>(() => Guard.Shape("M", "x", default, "[n]", ""));
        Assert.Equal("M: x has shape [] where [n] was declared", error.Message);
    }

    [Fact]
    public void Null_arguments_are_named()
    {
        Guard.NotNull(new object(), "M", "x");
        var error = Assert.Throws<ArgumentNullException>(() => Guard.NotNull(null, "Mlp.Loss", "x"));
        Assert.StartsWith("Mlp.Loss: x is null", error.Message);
        Assert.Equal("x", error.ParamName);
    }

    [Fact]
    public void Labels_outside_their_axis_are_named()
    {
        Guard.Indices<int>([0, 9, 3], 10, "Mlp.Loss", "labels");
        Guard.Indices<byte>([255], 256, "Mlp.Loss", "labels");
        var error = Assert.ThrowsAny<ArgumentOutOfRangeException>(() => Guard.Indices<int>([0, 10], 10, "Mlp.Loss", "labels"));
        Assert.Equal("Mlp.Loss: labels[1] is 10; labels run from 0 to 9", error.Message);
        Assert.Equal("labels", error.ParamName);
        error = Assert.ThrowsAny<ArgumentOutOfRangeException>(() => Guard.Indices<long>([-1], 10, "Mlp.Loss", "labels"));
        Assert.Equal("Mlp.Loss: labels[0] is -1; labels run from 0 to 9", error.Message);
        error = Assert.ThrowsAny<ArgumentOutOfRangeException>(() => Guard.Indices<sbyte>([-1], 0, "M", "k"));
        Assert.Equal("M: k[0] is -1; there is nothing to select from", error.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void The_first_wrong_label_is_found_wherever_it_stands(int wrong)
    {
        var labels = new int[150];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = i % 10;
        Guard.Indices<int>(labels, 10, "M", "k");
        for (int i = labels.Length - 1; i >= 0; i--)
        {
            labels[i] = wrong;
            var error = Assert.ThrowsAny<ArgumentOutOfRangeException>(() => Guard.Indices<int>(labels, 10, "M", "k"));
            Assert.Equal($"M: k[{i}] is {wrong}; labels run from 0 to 9", error.Message);
        }
    }

    [Fact]
    public void Labels_of_every_type_may_be_as_large_as_it_allows()
    {
        var bytes = new byte[200];
        bytes[130] = 255;
        Guard.Indices<byte>(bytes, 256, "M", "k");
        Guard.Indices<byte>(bytes, 100_000, "M", "k");
        Assert.ThrowsAny<ArgumentOutOfRangeException>(() => Guard.Indices<byte>(bytes, 255, "M", "k"));
        var signed = new sbyte[200];
        signed[70] = sbyte.MaxValue;
        Guard.Indices<sbyte>(signed, 1000, "M", "k");
        signed[71] = -1;
        Assert.ThrowsAny<ArgumentOutOfRangeException>(() => Guard.Indices<sbyte>(signed, 1000, "M", "k"));
        var longs = new long[40];
        Guard.Indices<long>(longs, int.MaxValue, "M", "k");
        longs[3] = (long)int.MaxValue + 1;
        Assert.ThrowsAny<ArgumentOutOfRangeException>(() => Guard.Indices<long>(longs, int.MaxValue, "M", "k"));
        Assert.ThrowsAny<ArgumentOutOfRangeException>(() => Guard.Indices<int>(new int[40], 0, "M", "k"));
    }
}
