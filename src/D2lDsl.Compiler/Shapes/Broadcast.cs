namespace D2lDsl.Compiler.Shapes;

/// <summary>NumPy's broadcasting over symbolic sizes: aligned at the last axis, sizes are equal or one of them is the constant 1.</summary>
public static class Broadcast
{
    /// <summary>The joint shape, or null with the clashing pair of sizes.</summary>
    public static (Shape? Shape, Dim? Left, Dim? Right) Join(Shape a, Shape b, SizeRelation? sizes = null)
    {
        sizes ??= SizeRelation.Closed;
        var rank = Math.Max(a.Rank, b.Rank);
        var dims = new Dim[rank];
        for (var i = 1; i <= rank; i++)
        {
            var (x, y) = (i <= a.Rank ? a[a.Rank - i] : Dim.One, i <= b.Rank ? b[b.Rank - i] : Dim.One);
            if (sizes.Broadcast(x, y) is not { } size)
                return (null, x, y);
            dims[rank - i] = size;
        }
        return (Shape.Of(dims), null, null);
    }
}
