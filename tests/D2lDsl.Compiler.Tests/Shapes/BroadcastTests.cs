using D2lDsl.Compiler.Shapes;

namespace D2lDsl.CompilerTests.Shapes;

using Shape = D2lDsl.Compiler.Shapes.Shape;

/// <summary>NumPy's rule over symbols: aligned at the last axis, a size meets an equal one or the constant 1.</summary>
public class BroadcastTests
{
    [Theory]
    [InlineData("n d", "d", "n d")]
    [InlineData("n 1", "1 d", "n d")]
    [InlineData("", "n d", "n d")]
    [InlineData("n d", "", "n d")]
    [InlineData("b 1 d", "n 1", "b n d")]
    [InlineData("2*d", "d+d", "2*d")]
    [InlineData("3", "1", "3")]
    [InlineData("1 1", "1", "1 1")]
    public void Joins(string left, string right, string joined)
    {
        Assert.Equal(Parse(joined), Broadcast.Join(Parse(left), Parse(right)).Shape);
        Assert.Equal(Parse(joined), Broadcast.Join(Parse(right), Parse(left)).Shape);
    }

    [Theory]
    [InlineData("n d", "n", "d", "n")]
    [InlineData("n", "m", "n", "m")]
    [InlineData("3", "4", "3", "4")]
    [InlineData("n d", "n d+1", "d", "d + 1")]
    public void Names_the_clashing_pair(string left, string right, string first, string second)
    {
        var (shape, a, b) = Broadcast.Join(Parse(left), Parse(right));
        Assert.Null(shape);
        Assert.Equal((first, second), (a!.ToString(), b!.ToString()));
    }

    [Fact]
    public void Shapes_count_their_elements_and_strides()
    {
        var shape = Parse("n 1 2*d");
        Assert.Equal("[n, 1, 2*d]", shape.ToString());
        Assert.Equal("2*d*n", shape.Count.ToString());
        Assert.Equal(["2*d", "2*d", "1"], shape.Strides().Select(s => s.ToString()));
        Assert.Equal([0, 2], shape.NonUnitAxes());
        Assert.Equal(Parse("n 7 2*d"), shape.With(1, 7));
        Assert.Equal(Parse("4 1 8"), shape.Substitute(_ => 4));
        Assert.Equal(Dim.One, Shape.Scalar.Count);
        Assert.Equal("[]", Shape.Scalar.ToString());
    }

    static Shape Parse(string text) => Shape.Of(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(size => DimParser.Parse(size).Dim!));
}
