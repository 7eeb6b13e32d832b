namespace D2lDsl.Runtime.Tests;

public class InPlaceTests
{
    [Fact]
    public void Operators_write_into_the_tensor()
    {
        var x = Tensor.Of([1f, 2f, 4f, 8f]);
        var (same, storage) = (x, x.Storage);
        x += Tensor.Of([2f, 2f, 2f, 2f]);
        Assert.Same(same, x);
        Assert.Same(storage, x.Storage);
        Assert.Equal([3f, 4f, 6f, 10f], x.ToArray());
        x -= 1f;
        x *= 3;
        x /= Tensor.Of([2f]);
        Assert.Equal([3f, 4.5f, 7.5f, 13.5f], x.ToArray());
        x /= 2;
        Assert.Equal([1.5f, 2.25f, 3.75f, 6.75f], x.ToArray());
    }

    [Fact]
    public void The_right_side_broadcasts_and_views_write_through()
    {
        var x = Tensor.Zeros<int>(2, 3);
        x += Tensor.Of([1, 2, 3]);
        x += Tensor.Of([[10], [20]]);
        Assert.Equal([11, 12, 13, 21, 22, 23], x.ToArray());
        var column = x[.., 1];
        column *= -1;
        Assert.Equal([11, -12, 13, 21, -22, 23], x.ToArray());
        var transposed = x.T;
        transposed -= Tensor.Of([1, 2]);
        Assert.Equal([10, -13, 12, 19, -24, 21], x.ToArray());
        x += x;
        Assert.Equal([20, -26, 24, 38, -48, 42], x.ToArray());
    }

    [Fact]
    public void An_overlapping_operand_is_read_before_it_is_written()
    {
        var x = Views.Reshape(Tensor.Arange<double>(4), 2, 2);
        x += x.T;
        Assert.Equal([0.0, 3.0, 3.0, 6.0], x.ToArray());
    }

    [Fact]
    public void Every_number_type_computes()
    {
        var bytes = Tensor.Of(new byte[] { 250, 1 });
        bytes += 10;
        Assert.Equal([4, 11], bytes.ToArray());
        var small = Tensor.Of(new sbyte[] { -3, 4 });
        small *= Tensor.Of(new sbyte[] { 2, 5 });
        Assert.Equal([-6, 20], small.ToArray());
        var large = Tensor.Arange(3);
        large -= 5_000_000_000;
        Assert.Equal(-4_999_999_998, large[2].Item());
        var real = Tensor.Of([1.0, 2.0]);
        real /= 4;
        Assert.Equal([0.25, 0.5], real.ToArray());
    }

    [Fact]
    public void Says_what_does_not_fit()
    {
        var x = Tensor.Zeros(3);
        Assert.Equal("+=: [3] cannot hold the broadcast result [2, 3]",
            Assert.Throws<ArgumentException>(() => x += Tensor.Zeros(2, 3)).Message);
        Assert.Equal("*=: [4] does not broadcast to [3]", Assert.Throws<ArgumentException>(() => x *= Tensor.Zeros(4)).Message);
        var whole = Tensor.Arange(3);
        Assert.Equal("/=: dividing gives fractions, which a tensor of long cannot hold; Cast<float>() first",
            Assert.Throws<NotSupportedException>(() => whole /= 2).Message);
        var flags = Tensor.Ones<bool>(3);
        Assert.Equal("+=: bool tensors have no arithmetic; use & and |, or Cast<int>() first",
            Assert.Throws<NotSupportedException>(() => flags += flags).Message);
        var repeated = Views.Expand(Tensor.Of([1f]), 3);
        Assert.Equal("-=: this view of shape [3] repeats its elements along axis 0; Clone() it before writing",
            Assert.Throws<InvalidOperationException>(() => repeated -= 1f).Message);
    }

    [Fact]
    public void Allocates_nothing()
    {
        var (x, y) = (Tensor.Zeros(64, 8), Tensor.Ones(8));
        Assert.Equal(0, Allocation.Of(() =>
        {
            x += y;
            x *= 0.5f;
            x.Fill(1);
            x.CopyFrom(y);
        }));
    }
}
