namespace D2lDsl.Runtime.Tests;

public class ShapeTests
{
    static readonly Shape Matrix = Shape.Create(3, 4);

    [Fact]
    public void Describes_sizes()
    {
        Assert.Equal(2, Matrix.Rank);
        Assert.Equal(12, Matrix.ElementCount);
        Assert.Equal("[3, 4]", Matrix.ToString());
        Assert.Equal([3, 4], Matrix);
        Assert.Equal("[]", default(Shape).ToString());
        Assert.Equal(1, default(Shape).ElementCount);
        Assert.Equal(0, Shape.Create(2, 0).ElementCount);
    }

    [Fact]
    public void Counts_axes_from_both_ends()
    {
        Assert.Equal((3, 4, 4, 4, 3), (Matrix[0], Matrix[1], Matrix[-1], Matrix[^1], Matrix[^2]));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Matrix[2]);
        Assert.Equal("Axis 2 does not exist in shape [3, 4]: axes run from 0 to 1 or from -2 to -1", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Matrix[^0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Matrix[^3]);
        error = Assert.Throws<ArgumentOutOfRangeException>(() => default(Shape)[0]);
        Assert.Equal("Axis 0 does not exist: a scalar, shape [], has no axes", error.Message);
    }

    [Fact]
    public void Comes_apart()
    {
        var (rows, columns) = Matrix;
        var (a, b, c, d, e) = Shape.Create(1, 2, 3, 4, 5);
        Assert.Equal((3, 4), (rows, columns));
        Assert.Equal((1, 2, 3, 4, 5), (a, b, c, d, e));
        var error = Assert.Throws<InvalidOperationException>(() =>
        {
            var (_, _, _) = Matrix;
        });
        Assert.Equal("Shape [3, 4] has 2 axes and cannot be taken apart into 3", error.Message);
    }

    [Fact]
    public void Spreads_and_matches_as_the_list_of_its_sizes()
    {
        int[] spread = [.. Matrix, 5];
        Assert.Equal([3, 4, 5], spread);
        Assert.True(Matrix is [3, var columns] && columns == 4);
        Assert.False(Matrix is [3, 4, _]);
        Assert.True(Matrix is [.., 4]);
    }

    [Fact]
    public void Compares_by_sizes()
    {
        Shape same = [3, 4];
        Assert.True(Matrix == same && Matrix.Equals((object)same) && Matrix.GetHashCode() == same.GetHashCode());
        Assert.True(Matrix != Shape.Create(4, 3) && Matrix != Shape.Create(3, 4, 1));
    }

    [Fact]
    public void Refuses_sizes_no_array_can_have()
    {
        Assert.Equal("Shape [2, -1] has the negative size -1", Assert.Throws<ArgumentException>(() => Shape.Create(2, -1)).Message);
        var error = Assert.Throws<ArgumentException>(() => Shape.Create(100_000, 100_000, 100_000));
        Assert.StartsWith("Shape [100000, 100000, 100000] has more elements than one array can hold", error.Message);
        Assert.Equal(0, Shape.Create(100_000, 100_000, 0).ElementCount);
    }
}
