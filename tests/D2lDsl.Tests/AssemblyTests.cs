namespace D2lDsl.EagerTests;

/// <summary>Joins and picks, at once: what the golden cases leave out.</summary>
public class AssemblyTests
{
    static readonly Tensor<int> X = Tensor.Of(new[,] { { 1, 2, 3 }, { 4, 5, 6 } });

    [Fact]
    public void Joins_take_views_and_any_element_type()
    {
        Assert.Equal([1, 4, 2, 5, 3, 6, 3, 6], Ops.Concat([X.T, X.T[2..]]).ToArray());
        Assert.Equal([true, false], Ops.Stack([Tensor.Of(true), Tensor.Of(false)]).ToArray());
        Assert.Equal([2, 3, 2], (int[])[.. Ops.Stack([Tensor.Zeros<long>(2, 3), Tensor.Zeros<long>(2, 3)], -1).Shape]);
    }

    [Fact]
    public void Joins_refuse_what_does_not_fit()
    {
        Assert.Contains("none", Assert.Throws<ArgumentException>(() => Ops.Concat<int>([])).Message);
        Assert.Equal("Concat joins [2, 3] with [3, 2]; they must have equal sizes except along axis 0", Assert.Throws<ArgumentException>(() => Ops.Concat([X, X.T])).Message);
        Assert.Equal("Stack joins [2, 3] with [3, 2]; they must have equal sizes", Assert.Throws<ArgumentException>(() => Ops.Stack([X, X.T])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Concat([X, X], 2));
    }

    [Fact]
    public void Picks_refuse_indices_outside_of_the_axis()
    {
        Assert.Equal("IndexSelect: index[1] is 2, which is not in [0, 2)", Assert.Throws<ArgumentOutOfRangeException>(() => X.IndexSelect(0, Tensor.Of([0, 2]))).Message);
        Assert.Equal("Gather: index[1, 0] is -1, which is not in [0, 3)",
            Assert.Throws<ArgumentOutOfRangeException>(() => X.Gather(1, Tensor.Of(new[,] { { 0 }, { -1 } }))).Message);
        Assert.Throws<ArgumentException>(() => X.Gather(1, Tensor.Of([0, 1])));
        Assert.Throws<ArgumentException>(() => X.IndexSelect(0, X));
    }
}
