namespace D2lDsl.Runtime.Tests;

/// <summary>Bool tensors as indices, and ranges with steps.</summary>
public class MaskTests
{
    static Tensor<float> Matrix() => Views.Reshape(Tensor.Arange<float>(12), 3, 4);

    [Fact]
    public void Takes_elements_where_the_mask_is_true()
    {
        var x = Matrix();
        Assert.Equal([1f, 3, 5, 7, 9, 11], x[Odd(x)].ToArray());
        Assert.Equal([4f, 1, 5, 9, 2, 6, 3, 7, 11], x.T[Ops.NotEqual(x.T, 10f) & Ops.NotEqual(x.T, 0f) & Ops.NotEqual(x.T, 8f)].ToArray());
        Assert.Equal([0], x[x > 100f].Shape);
        // A mask of rows picks rows.
        Assert.Equal([0f, 1, 2, 3, 8, 9, 10, 11], x[Tensor.Of([true, false, true])].ToArray());
        Assert.Equal([2, 4], x[Tensor.Of([true, false, true])].Shape);

        static Tensor<bool> Odd(Tensor<float> x) => Ops.NotEqual(x, 2 * Ops.Floor(x / 2));
    }

    [Fact]
    public void What_is_taken_is_a_copy()
    {
        var x = Matrix();
        x[x > 5f][0] = 100;
        Assert.Equal(6f, x[1, 2].Item());
    }

    [Fact]
    public void Writes_one_value_or_one_for_each()
    {
        var x = Matrix();
        x[x > 8f] = 0;
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0], x.ToArray());
        x[x == 0f] = Tensor.Of([-1f, -2, -3, -4]);
        Assert.Equal([-1f, 1, 2, 3, 4, 5, 6, 7, 8, -2, -3, -4], x.ToArray());
        x[Tensor.Of([false, true, false])] = Tensor.Of([10f, 20, 30, 40]);
        Assert.Equal([10f, 20, 30, 40], x[1].ToArray());
    }

    [Fact]
    public void Writes_through_views()
    {
        var x = Matrix();
        var view = x.T;
        view[view < 3f] = -1;
        Assert.Equal([-1f, -1, -1, 3, 4, 5, 6, 7, 8, 9, 10, 11], x.ToArray());
        // What is written may be part of what is written to.
        var row = Tensor.Arange<float>(4);
        row[Tensor.Of([false, true, true, true])] = row[..3];
        Assert.Equal([0f, 0, 1, 2], row.ToArray());
    }

    [Fact]
    public void Refuses_masks_and_values_that_do_not_fit()
    {
        var x = Matrix();
        Assert.Equal("Mask: shape [4] does not fit the first axes of [3, 4]; compare x with a number or a tensor of its shape",
            Assert.Throws<ArgumentException>(() => x[Tensor.Zeros<bool>(4)]).Message);
        Assert.Equal("Mask: [2] does not broadcast to the [4] that the mask picks", Assert.Throws<ArgumentException>(() => x[x > 7f] = Tensor.Zeros(2)).Message);
    }

    [Fact]
    public void Ranges_take_steps()
    {
        var x = Matrix();
        Assert.Equal([0f, 2, 8, 10], x[(.., 2), (.., 2)].ToArray());
        Assert.Equal([5f], x[1, (1..3, 2)].ToArray());
        Assert.Equal([3f, 7, 11], x[.., (3.., 5)].ToArray());
        x[(.., 2), (1.., 2)] = -1;
        Assert.Equal([0f, -1, 2, -1, 4, 5, 6, 7, 8, -1, 10, -1], x.ToArray());
        Assert.Equal("(0..^0, 0): step 0 is not positive; steps run forward", Assert.Throws<ArgumentOutOfRangeException>(() => x[(.., 0)]).Message);
    }
}
