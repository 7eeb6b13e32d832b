using D2lDsl.Compiler.Ops;
using static D2lDsl.Ops;

namespace D2lDsl.EagerTests;

/// <summary>Movements, against where each element must come from.</summary>
public class MovementTests
{
    static readonly Grid X = Grid.Of([2, 3, 4], index => index[0] * 100 + index[1] * 10 + index[2]);

    [Fact]
    public void The_static_and_the_instance_method_agree()
    {
        foreach (var (layout, x) in Layouts.Of<float>(X))
        {
            Both(Grid.Of([4, 6], i => X.Values[i[0] * 6 + i[1]]), Reshape(x, 4, 6), x.Reshape(4, 6), layout);
            Both(Grid.Of([4, 6], i => X.Values[i[0] * 6 + i[1]]), Reshape(x, [-1, 6]), x.Reshape([4, -1]), layout);
            Both(Grid.Of([4, 2, 3], i => X[[i[1], i[2], i[0]]]), Permute(x, 2, 0, 1), x.Permute(-1, 0, 1), layout);
            Both(Grid.Of([4, 3, 2], i => X[[i[2], i[1], i[0]]]), Transpose(x), x.Transpose(), layout);
            Both(Grid.Of([2, 4, 3], i => X[[i[0], i[2], i[1]]]), Transpose(x, 1, 2), x.Transpose(axis0: -1, axis1: -2), layout);
            Both(Grid.Of([2, 3, 1, 4], i => X[[i[0], i[1], i[3]]]), Unsqueeze(x, 2), x.Unsqueeze(axis: -2), layout);
            Both(Grid.Of([2, 3, 4], i => X[[i[0], i[1], (i[2] + 3) % 4]]), Roll(x, 1, 2), x.Roll(shift: -11, axis: -1), layout);
            Both(Grid.Of([2, 3, 4], i => X[[i[0], (i[1] + 2) % 3, i[2]]]), Roll(x, 4, 1), x.Roll(-2, 1), layout);
            Both(Grid.Of([2, 6, 5], i => i[1] is >= 2 and < 5 && i[2] < 4 ? X[[i[0], i[1] - 2, i[2]]] : 0), Pad(x, 0, 1, 2, 1), x.Pad([0, 1, 2, 1]), layout);
            Both(X, Roll(x, 2, 0), x.Roll(0, 1), layout);
            Both(X, Squeeze(Unsqueeze(x, 0), 0), x.Unsqueeze(1).Squeeze(-3), layout);
            Both(X, Squeeze(x.Reshape(1, 2, 1, 3, 4)), x.Unsqueeze(3).Squeeze(), layout);
            Both(Grid.Of([5, 2, 3, 4], i => X[i[1..]]), BroadcastTo(x, 5, 2, 3, 4), x.BroadcastTo([5, 2, 3, 4]), layout);
        }
    }

    [Fact]
    public void Movements_take_every_element_type()
    {
        foreach (var op in OpTable.All.OfType<MovementOp>())
            Assert.Equal(7, Surface.Types(op).Count());
        Expect.Is(Transpose(Tensor.Of([[true, false]])), [2, 1], 1, 0);
        Expect.Is(Reshape(Tensor.Arange(4), 2, 2), [2, 2], 0, 1, 2, 3);
    }

    [Fact]
    public void Widths_that_do_not_fit_are_named()
    {
        var x = Tensor.Zeros(2, 3);
        Assert.Equal("Pad takes two widths for each of the last axes; [1, 2, 3] has 3 for shape [2, 3]", Expect.Error<ArgumentException>(() => Pad(x, 1, 2, 3)));
        Assert.Equal("Pad takes two widths for each of the last axes; [1, 1, 1, 1, 1, 1] has 6 for shape [2, 3]", Expect.Error<ArgumentException>(() => Pad(x, 1, 1, 1, 1, 1, 1)));
        Assert.Equal("Pad takes widths of 0 or more; widths[1] is -1", Expect.Error<ArgumentException>(() => x.Pad(1, -1)));
    }

    [Fact]
    public void Movements_are_views()
    {
        var x = Tensor.Zeros(2, 3);
        Reshape(x, 6)[1] = 5f;
        Transpose(x)[2, 0] = 7f;
        Unsqueeze(x, 0)[0, 1, 1] = 9f;
        Expect.Is(x, [2, 3], 0, 5, 7, 0, 9, 0);
    }

    static void Both(Grid expected, Tensor<float> statically, Tensor<float> byInstance, string layout)
    {
        Expect.Same(expected, statically, layout);
        Expect.Same(expected, byInstance, layout);
    }
}
