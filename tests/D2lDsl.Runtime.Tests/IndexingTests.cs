namespace D2lDsl.Runtime.Tests;

public class IndexingTests
{
    static Tensor<float> Matrix() => Views.Reshape(Tensor.Arange<float>(12), 3, 4);

    [Fact]
    public void Picks_elements_rows_columns_and_blocks()
    {
        var x = Matrix();
        Assert.Equal(6, x[1, 2].Item());
        Assert.Equal(0, x[1, 2].Rank);
        Assert.Equal([8f, 9f, 10f, 11f], x[^1].ToArray());
        Assert.Equal([8f, 9f, 10f, 11f], x[-1].ToArray());
        Assert.Equal([1f, 5f], x[..2, 1].ToArray());
        Assert.Equal([4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f], x[1..3].ToArray());
        Assert.Equal([7f], x[1..2, ^1..].ToArray());
        Assert.Equal([1, 1], x[1..2, ^1..].Shape);
        Assert.Equal([0, 4], x[3..].Shape);
    }

    [Fact]
    public void Views_write_through()
    {
        var x = Matrix();
        var column = x[.., 1];
        column[0] = 100;
        Assert.Equal(100, x[0, 1].Item());
    }

    [Fact]
    public void Assigns_numbers_and_broadcasts_tensors()
    {
        var x = Matrix();
        x[0..2, ..] = 12;
        Assert.Equal([12f, 12f, 12f, 12f, 12f, 12f, 12f, 12f, 8f, 9f, 10f, 11f], x.ToArray());
        x[1, 2] = 9;
        Assert.Equal(9, x[1, 2].Item());
        x[..] = Tensor.Of([1f, 2f, 3f, 4f]);
        Assert.Equal([1f, 2f, 3f, 4f], x[2].ToArray());
        x[..2, ..2] = Tensor.Of([[5f], [6f]]);
        Assert.Equal([5f, 5f, 6f, 6f], x[..2, ..2].ToArray());
    }

    [Fact]
    public void Assigning_an_overlapping_part_reads_before_it_writes()
    {
        var x = Tensor.Arange<float>(6);
        x[1..] = x[..^1];
        Assert.Equal([0f, 0f, 1f, 2f, 3f, 4f], x.ToArray());
        var square = Views.Reshape(Tensor.Arange(4), 2, 2);
        square[..] = square.T;
        Assert.Equal([0, 2, 1, 3], square.ToArray());
    }

    [Fact]
    public void Says_what_does_not_fit()
    {
        var x = Matrix();
        Assert.Equal("Index 3 lies outside axis 0 of shape [3, 4], which has size 3",
            Assert.Throws<ArgumentOutOfRangeException>(() => x[3]).Message);
        Assert.Equal("Index ^5 lies outside axis 1 of shape [3, 4], which has size 4",
            Assert.Throws<ArgumentOutOfRangeException>(() => x[0, ^5]).Message);
        Assert.Equal("Range 2..4 does not fit axis 0 of shape [3, 4], which has size 3",
            Assert.Throws<ArgumentOutOfRangeException>(() => x[2..4]).Message);
        Assert.Equal("Shape [3, 4] has 2 axes and cannot take 3 indices", Assert.Throws<ArgumentException>(() => x[0, 0, 0]).Message);
        Assert.Equal("Assignment: [4] cannot hold the broadcast result [2, 4]",
            Assert.Throws<ArgumentException>(() => x[0] = Tensor.Zeros(2, 4)).Message);
        Assert.Equal("Assignment: [3] does not broadcast to [4]", Assert.Throws<ArgumentException>(() => x[0] = Tensor.Zeros(3)).Message);
    }
}
