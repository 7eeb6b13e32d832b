using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Shapes;

/// <summary>Movements that merge, repeat, turn round or pick along axes.</summary>
public sealed partial class OpRules
{
    /// <summary>The axes from the first to the last as one.</summary>
    int Flatten(MovementOp op, int x, int first, int last)
    {
        var shape = Graph[x].Shape;
        if (shape.Rank == 0)
            return Graph.Reshape(x, Shape.Of([Dim.One]));
        var (start, stop) = (Axis(op.Surface, x, first, shape.Rank), Axis(op.Surface, x, last, shape.Rank));
        if (start > stop)
            throw new ShapeException(Catalogue.Rank, op.Surface, "a first axis that is not behind the last", $"{Describe(x)} with axes {first} and {last}");
        var merged = shape.Dims.Skip(start).Take(stop - start + 1).Aggregate(Dim.One, (product, d) => product * d);
        return Graph.Reshape(x, Shape.Of(shape.Dims.Take(start).Append(Exactly(merged)).Concat(shape.Dims.Skip(stop + 1))));
    }

    /// <summary>4·(d/4) as d, where a reshape or a split has made sure that 4 divides d.</summary>
    Dim Exactly(Dim size) => size.Assumed().All(q => Graph.Divides(q.Denominator, q.Numerator)) ? size.IfExact() : size;

    /// <summary>Each axis after a new one of the times it is repeated, then both as one.</summary>
    int Repeat(MovementOp op, int x, IReadOnlyList<Dim> times)
    {
        var shape = Graph[x].Shape;
        if (times.Count < shape.Rank)
            throw new ShapeException(Catalogue.Rank, op.Surface, "a number for each axis", $"{Describe(x)} with {times.Count}");
        foreach (var count in times)
            RequireCount(op, x, count);
        Dim[] sizes = [.. Enumerable.Repeat(Dim.One, times.Count - shape.Rank), .. shape.Dims];
        var apart = Graph.Reshape(x, Shape.Of(sizes.SelectMany(d => new[] { Dim.One, d })));
        var wide = Graph.Expand(apart, Shape.Of(sizes.Zip(times, (d, t) => (d, t)).SelectMany(p => new[] { p.t, p.d })));
        return Graph.Reshape(wide, Shape.Of(sizes.Zip(times, (d, t) => d * t)));
    }

    int RepeatInterleave(MovementOp op, int x, Dim times, int position)
    {
        var shape = Graph[x].Shape;
        var axis = Axis(op.Surface, x, position, shape.Rank);
        RequireCount(op, x, times);
        var apart = Graph.Reshape(x, Shape.Of(shape.Dims.Take(axis + 1).Append(Dim.One).Concat(shape.Dims.Skip(axis + 1))));
        var wide = Graph.Expand(apart, Shape.Of(shape.Dims.Take(axis + 1).Append(times).Concat(shape.Dims.Skip(axis + 1))));
        return Graph.Reshape(wide, shape.With(axis, shape[axis] * times));
    }

    void RequireCount(MovementOp op, int x, Dim times)
    {
        if (times.IsNegative)
            throw new ShapeException(Catalogue.Rank, op.Surface, "0 times or more", $"{Describe(x)} with {times}");
        Graph.Require(new(times, $"{op.Surface} of {Describe(x)} takes 0 times or more"));
    }

    /// <summary>An axis in reverse order.</summary>
    public int Flip(int x, int axis)
    {
        var last = Graph.Size(Graph[x].Shape[axis] - 1, ElementType.Int);
        var places = Graph.Add(new IndexNode(axis, Shape.Of(Graph[x].Shape.Dims.Select((d, i) => i == axis ? d : Dim.One)), ElementType.Int));
        return Graph.Add(new GatherNode(axis, Reverses: true, "", EquatableArray.Of(x, Map(Arithmetic.Subtract, last, places)), Graph[x].Shape, Graph[x].Type));
    }

    /// <summary>An axis whose positions are moved on, round its end: what leaves it there is placed before the others.</summary>
    int Roll(MovementOp op, int x, Dim shift, int axis)
    {
        var (shape, none, steps) = (Graph[x].Shape, Dim.Constant(0), Graph[x].Shape.Dims.Select(_ => 1).ToEquatable());
        var leaving = Dim.Rest(shift, shape[axis]);
        if (leaving.Value == 0)
            return x;
        var staying = shape[axis] - leaving;
        int Part(Dim from, Dim count) => Graph.Slice(x, At(from), steps, shape.With(axis, count));
        EquatableArray<Dim> At(Dim place) => shape.Dims.Select((_, i) => i == axis ? place : none).ToEquatable();
        return Hinted(op, Graph.Add(new PlaceNode(EquatableArray.Of(new Placement(At(none), steps), new Placement(At(leaving), steps)), Tiles: true,
            EquatableArray.Of(Part(staying, leaving), Part(none, staying)), shape, Graph[x].Type)));
    }

    /// <summary>A tensor inside of one of zeros.</summary>
    int Pad(MovementOp op, int x, IReadOnlyList<Dim> widths)
    {
        var shape = Graph[x].Shape;
        if (widths.Count == 0 || widths.Count % 2 != 0 || widths.Count > 2 * shape.Rank)
            throw new ShapeException(Catalogue.Rank, op.Surface, "two widths for each of its last axes", $"{Describe(x)} with {widths.Count}");
        foreach (var width in widths)
            if (width.IsNegative)
                throw new ShapeException(Catalogue.Rank, op.Surface, "widths of 0 or more", $"{Describe(x)} with {width}");
            else
                Graph.Require(new(width, $"{op.Surface} of {Describe(x)} takes widths of 0 or more"));
        if (widths.All(w => w.Value == 0))
            return x;
        Dim Before(int axis) => shape.Rank - 1 - axis is var fromEnd && 2 * fromEnd < widths.Count ? widths[2 * fromEnd] : 0;
        Dim Behind(int axis) => shape.Rank - 1 - axis is var fromEnd && 2 * fromEnd < widths.Count ? widths[2 * fromEnd + 1] : 0;
        var place = new Placement(shape.Dims.Select((_, i) => Before(i)).ToEquatable(), shape.Dims.Select(_ => 1).ToEquatable());
        return Hinted(op, Graph.Add(new PlaceNode(EquatableArray.Of(place), Tiles: false, EquatableArray.Of(x), Shape.Of(shape.Dims.Select((d, i) => d + Before(i) + Behind(i))), Graph[x].Type)));
    }

    /// <summary>
    /// A diagonal picks one element of each row, from a column that moves along; a vector as a matrix is the transpose of that.
    /// </summary>
    int Diag(MovementOp op, int x, Dim offset)
    {
        var shape = Graph[x].Shape;
        if (shape.Rank is not (1 or 2))
            throw new ShapeException(Catalogue.Rank, op.Surface, "[n] or [n, m]", Describe(x));
        if (offset.Value is not { } shift)
            throw new ShapeException(Catalogue.Rank, op.Surface, "a constant offset", offset.ToString());
        var (row, column) = ((int)Math.Max(-shift, 0), (int)Math.Max(shift, 0));
        var count = shape.Rank == 1 ? shape[0] : DiagonalOf(op, x, shape[0] - row, shape[1] - column);
        if (shape.Rank == 2)
            return Hinted(op, Diagonal(Slice(x, [new($"{op.Surface} at {shift}", row, count + row)]), 0, 1, count, column));
        var size = count + row + column;
        var places = Places(Shape.Of([count, Dim.One]), 0, column);
        var filled = Graph.Add(new ScatterNode(1, "", EquatableArray.Of(Graph.Reshape(x, Shape.Of([count, Dim.One])), places), Shape.Of([count, size]), Graph[x].Type));
        var place = new Placement(EquatableArray.Of<Dim>(row, 0), EquatableArray.Of(1, 1));
        return row + column == 0 ? filled
            : Graph.Add(new PlaceNode(EquatableArray.Of(place), Tiles: false, EquatableArray.Of(filled), Shape.Of([size, size]), Graph[x].Type));
    }

    /// <summary>One element for each position of an axis, at the same position of another axis but for the offset; that axis goes away.</summary>
    int Diagonal(int x, int along, int across, Dim count, int offset)
    {
        var shape = Graph[x].Shape;
        var places = Places(Shape.Of(shape.Dims.Select((_, i) => i == along ? count : Dim.One)), along, offset);
        var picked = Graph.Add(new GatherNode(across, Reverses: false, "", EquatableArray.Of(x, places), shape.With(across, 1), Graph[x].Type));
        return Graph.Reshape(picked, Shape.Of(shape.Dims.Where((_, i) => i != across)));
    }

    int Places(Shape shape, int axis, int offset) => Map(Arithmetic.Add, Graph.Add(new IndexNode(axis, shape, ElementType.Int)), Graph.Constant(offset, ElementType.Int));

    /// <summary>How many elements a diagonal has that may go on for so many rows and columns.</summary>
    Dim DiagonalOf(MovementOp op, int x, Dim rows, Dim columns)
    {
        var difference = rows - columns;
        var count = difference.IsNeverNegative ? columns : (columns - rows).IsNeverNegative ? rows
            : throw new ShapeException(Catalogue.Rank, op.Surface, "a matrix of which is known whether it is wider or higher, such as a square one", Describe(x));
        Graph.Require(new(count, $"{op.Surface} of {Describe(x)}: the diagonal begins outside of it"));
        return count.IsNegative ? throw new ShapeException(Catalogue.Rank, op.Surface, "a diagonal inside of the matrix", Describe(x)) : count;
    }

    /// <summary>The sizes asked for, −1 standing for the size there is.</summary>
    static IEnumerable<Dim> Kept(Shape shape, IReadOnlyList<Dim> sizes) =>
        sizes.Select((d, i) => d.Value == -1 && i >= sizes.Count - shape.Rank ? shape[i - (sizes.Count - shape.Rank)] : d);
}
