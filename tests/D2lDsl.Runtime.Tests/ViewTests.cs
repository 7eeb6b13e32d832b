namespace D2lDsl.Runtime.Tests;

public class ViewTests
{
    static Tensor<int> Count(params ReadOnlySpan<int> shape)
    {
        var result = Tensor.Empty<int>(shape);
        for (int i = 0; i < result.Length; i++)
            result.AsSpan()[i] = i;
        return result;
    }

    [Fact]
    public void Reshape_shares_elements()
    {
        var a = Tensor.Arange(12);
        var b = Views.Reshape(a, 3, 4);
        b[..] = 2;
        Assert.True(a.ToArray().All(x => x == 2));
        Assert.Equal([6, 2], Views.Reshape(a, -1, 2).Shape);
        Assert.Equal([], Views.Reshape(Tensor.Of([5]), []).Shape);
    }

    [Theory]
    [InlineData(new[] { 4, 3 }, new[] { 2, 2, 3 }, true)]
    [InlineData(new[] { 4, 3 }, new[] { 12 }, false)]
    [InlineData(new[] { 4, 3 }, new[] { 4, 1, 3, 1 }, true)]
    [InlineData(new[] { 4, 3 }, new[] { 2, 6 }, false)]
    public void Reshape_of_a_transposed_matrix_is_a_view_where_strides_allow(int[] shape, int[] target, bool isView)
    {
        var transposed = Count(shape[1], shape[0]).T;
        var reshaped = Views.Reshape(transposed, target);
        Assert.Equal(transposed.ToArray(), reshaped.ToArray());
        Assert.Equal(target, reshaped.Shape);
        Assert.Equal(isView, ReferenceEquals(transposed.Storage, reshaped.Storage));
    }

    [Fact]
    public void Reshape_keeps_the_order_of_any_view()
    {
        var rng = new Random(0);
        var wide = Count(4, 6, 10);
        for (int i = 0; i < 300; i++)
        {
            int[] axes = [0, 1, 2];
            rng.Shuffle(axes);
            var view = Views.Permute(wide[rng.Next(2)..2, ..(3 * (1 + rng.Next(2)))].Slice(2, 1, 9, 1 + rng.Next(3)), axes);
            int[] sizes = Factors(view.Length, rng);
            Assert.Equal(view.ToArray(), Views.Reshape(view, sizes).ToArray());
        }
    }

    static int[] Factors(int length, Random rng)
    {
        var sizes = new List<int>();
        while (length > 1 || sizes.Count == 0)
        {
            int[] divisors = [.. Enumerable.Range(1, length).Where(size => length % size == 0)];
            sizes.Add(divisors[rng.Next(divisors.Length)]);
            length /= sizes[^1];
        }

        return [.. sizes];
    }

    [Theory]
    [InlineData(new[] { 5, 2 }, "Reshape: [3, 4] has 12 elements, [5, 2] has 10")]
    [InlineData(new[] { -1, -1 }, "Reshape: [-1, -1] leaves two sizes open; at most one may be -1")]
    [InlineData(new[] { 5, -1 }, "Reshape: [3, 4] has 12 elements, which [5, -1] cannot divide by 5")]
    [InlineData(new[] { 0, -1 }, "Reshape: the -1 in [0, -1] could be any size beside a size of 0; write it out")]
    [InlineData(new[] { -2, 6 }, "Reshape: [-2, 6] has the negative size -2; only -1 is allowed, and means the rest")]
    public void Reshape_says_what_does_not_fit(int[] sizes, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Views.Reshape(Count(3, 4), sizes)).Message);

    [Fact]
    public void Transpose_and_permute_share_elements()
    {
        var x = Count(2, 3);
        Assert.Equal([0, 3, 1, 4, 2, 5], x.T.ToArray());
        x.T[2, 0] = 9;
        Assert.Equal(9, x[0, 2].Item());
        Assert.False(x.T.IsContiguous);
        Assert.True(x.T.T.IsContiguous);
        var cube = Count(2, 3, 4);
        Assert.Equal([4, 3, 2], cube.T.Shape);
        Assert.Equal([2, 4, 3], Views.Transpose(cube, 1, -1).Shape);
        Assert.Equal([4, 2, 3], Views.Permute(cube, 2, 0, 1).Shape);
        Assert.Equal(cube[1, 2, 3].Item(), Views.Permute(cube, 2, 0, 1)[3, 1, 2].Item());
        Assert.Equal("Permute: [0, 1] names 2 axes, shape [2, 3, 4] has 3",
            Assert.Throws<ArgumentException>(() => Views.Permute(cube, 0, 1)).Message);
        Assert.Equal("Permute: [0, 1, -2] names axis 1 twice", Assert.Throws<ArgumentException>(() => Views.Permute(cube, 0, 1, -2)).Message);
    }

    [Fact]
    public void Unsqueeze_and_squeeze()
    {
        var x = Count(2, 3);
        Assert.Equal([2, 1, 3], Views.Unsqueeze(x, 1).Shape);
        Assert.Equal([2, 3, 1], Views.Unsqueeze(x, -1).Shape);
        Assert.Equal([2, 3], Views.Squeeze(Views.Unsqueeze(x, 1), 1).Shape);
        Assert.Equal([2, 3], Views.Squeeze(Views.Unsqueeze(Views.Unsqueeze(x, 1), 0)).Shape);
        Assert.True(Views.Unsqueeze(x, 1).IsContiguous);
        Assert.Equal("Squeeze: axis 0 of shape [2, 3] has size 2; only an axis of size 1 can be dropped",
            Assert.Throws<ArgumentException>(() => Views.Squeeze(x, 0)).Message);
        Assert.Equal("Unsqueeze: axis 3 does not fit shape [2, 3]: it may be from -3 to 2",
            Assert.Throws<ArgumentOutOfRangeException>(() => Views.Unsqueeze(x, 3)).Message);
    }

    [Fact]
    public void Expand_repeats_without_a_copy()
    {
        var row = Tensor.Of([1, 2]);
        var grid = Views.Expand(row, 3, 2);
        Assert.Equal([1, 2, 1, 2, 1, 2], grid.ToArray());
        Assert.Equal([1, 2, 1, 2], Views.Expand(row, 2, -1).ToArray());
        Assert.Same(row.Storage, grid.Storage);
        Assert.Equal("CopyFrom: this view of shape [3, 2] repeats its elements along axis 0; Clone() it before writing",
            Assert.Throws<InvalidOperationException>(() => grid.CopyFrom(row)).Message);
        Assert.Equal("BroadcastTo: [2] does not broadcast to [2, 3]", Assert.Throws<ArgumentException>(() => Views.Expand(row, 2, 3)).Message);
    }

    [Fact]
    public void Slice_takes_steps()
    {
        var x = Count(10);
        Assert.Equal([0, 3, 6, 9], x.Slice(0, 0, 10, 3).ToArray());
        Assert.Equal([8], x.Slice(0, -2, -1).ToArray());
        Assert.Equal([4, 6], Count(4, 2).Slice(0, 2, 4)[.., 0].ToArray());
        Assert.Equal(0, x.Slice(0, 4, 4).Length);
        Assert.Equal("Slice: 2..11 does not fit axis 0 of shape [10], which has size 10",
            Assert.Throws<ArgumentOutOfRangeException>(() => x.Slice(0, 2, 11)).Message);
        Assert.Equal("Slice: step -1 is not positive; steps run forward",
            Assert.Throws<ArgumentOutOfRangeException>(() => x.Slice(0, 0, 10, -1)).Message);
    }
}
