using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Shapes;

public sealed partial class OpRules
{
    /// <summary>Tensors joined along an axis.</summary>
    public int Join(JoinOp op, IReadOnlyList<int> tensors, int axis)
    {
        if (tensors.Count == 0)
            throw new ShapeException(Catalogue.Rank, op.Surface, "one tensor or more", "none");
        var first = tensors[0];
        axis = Axis(op.Surface, first, axis, Graph[first].Shape.Rank + (op.IsNewAxis ? 1 : 0));
        foreach (var other in tensors.Skip(1))
            Require(op, first, other, op.IsNewAxis ? -1 : axis, op.IsNewAxis ? "tensors of one shape" : $"tensors that differ in size only along axis {axis}");
        var parts = tensors.Select(t => op.IsNewAxis ? Unsqueeze(t, axis) : t).ToArray();
        var shape = Graph[parts[0]].Shape;
        var (places, end) = (new List<Placement>(), Dim.Constant(0));
        foreach (var part in parts)
        {
            places.Add(new(shape.Dims.Select((_, i) => i == axis ? end : 0).ToEquatable(), shape.Dims.Select(_ => 1).ToEquatable()));
            end += Graph[part].Shape[axis];
        }
        end = Exactly(end);
        return parts.Length == 1 ? parts[0]
            : Hinted(op, Graph.Add(new PlaceNode(places.ToEquatable(), Tiles: true, parts.ToEquatable(), shape.With(axis, end), Graph[first].Type)));
    }

    /// <summary>Elements picked along an axis.</summary>
    public int Gather(GatherOp op, int x, int index, int axis)
    {
        var (shape, at) = (Graph[x].Shape, Graph[index].Shape);
        axis = Axis(op.Surface, x, axis, shape.Rank);
        if (op.IsList)
        {
            if (at.Rank != 1)
                throw new ShapeException(Catalogue.Rank, op.Surface, "a list of indices, of rank 1", Describe(index));
            var list = Graph.Reshape(index, Shape.Of(shape.Dims.Select((_, i) => i == axis ? at[0] : Dim.One)));
            if (Graph.NameOf(index) is { } name)
                Graph.Name(list, name);
            return Hinted(op, Graph.Add(new GatherNode(axis, Reverses: false, Written(index), EquatableArray.Of(x, list), shape.With(axis, at[0]), Graph[x].Type)));
        }
        Require(op, x, index, axis, $"an index whose sizes are those of x except along axis {axis}");
        return Hinted(op, Graph.Add(new GatherNode(axis, Reverses: false, Written(index), EquatableArray.Of(x, index), at, Graph[x].Type)));
    }

    /// <summary>Elements of a source added along an axis.</summary>
    public int Scatter(ScatterOp op, int x, int index, int source, int axis)
    {
        RequireType(op, x);
        var (shape, at, from) = (Graph[x].Shape, Graph[index].Shape, Graph[source].Shape);
        axis = Axis(op.Surface, x, axis, shape.Rank);
        Require(op, x, source, axis, $"a source whose sizes are those of x except along axis {axis}");
        var places = index;
        if (op.IsList)
        {
            if (at.Rank != 1)
                throw new ShapeException(Catalogue.Rank, op.Surface, "a list of indices, of rank 1", Describe(index));
            if (relation.Differ(at[0], from[axis]))
                throw new ShapeException(Catalogue.Operands, op.Surface, $"an index for each position of the source along axis {axis}", Describe(index), Describe(source), at[0].ToString(), from[axis].ToString());
            places = Graph.Reshape(index, Shape.Of(shape.Dims.Select((_, i) => i == axis ? at[0] : Dim.One)));
            if (Graph.NameOf(index) is { } name)
                Graph.Name(places, name);
        }
        else
            Require(op, source, index, -1, "an index for each element of the source");
        var added = Graph.Add(new ScatterNode(axis, Written(index), EquatableArray.Of(source, places), shape, Graph[x].Type));
        Graph.Hint(added, "scattered");
        return Hinted(op, Graph.Add(new MapNode(new Scalar.Arg(0) + new Scalar.Arg(1), Arithmetic.Add, EquatableArray.Of(x, added), shape, Graph[x].Type)));
    }

    /// <summary>Rows of a matrix by indices of any shape, which are a list in between.</summary>
    int Rows(int table, int index)
    {
        var (at, width) = (Graph[index].Shape, Graph[table].Shape[1]);
        var list = Graph.Reshape(index, Shape.Of([at.Count, Dim.One]));
        if (Graph.NameOf(index) is { } name)
            Graph.Name(list, name);
        var rows = Graph.Add(new GatherNode(0, Reverses: false, Written(index), EquatableArray.Of(table, list), Shape.Of([at.Count, width]), Graph[table].Type));
        return Graph.Reshape(rows, Shape.Of(at.Dims.Append(width)));
    }

    /// <summary>Running sums or products along an axis.</summary>
    public int Scan(ScanOp op, int x, int axis)
    {
        RequireType(op, x);
        var shape = Graph[x].Shape;
        return Hinted(op, Graph.Add(new ScanNode(Axis(op.Surface, x, axis, shape.Rank), op.Monoid, IsReversed: false, EquatableArray.Of(x), shape, Graph[x].Type)));
    }

    /// <summary>Requires equal shapes, but for one axis.</summary>
    void Require(Op op, int a, int b, int except, string takes)
    {
        var (left, right) = (Graph[a].Shape, Graph[b].Shape);
        if (left.Rank != right.Rank)
            throw new ShapeException(Catalogue.Rank, op.Surface, takes, $"{Describe(a)} and {Describe(b)}");
        for (var i = 0; i < left.Rank; i++)
            if (i != except && relation.Differ(left[i], right[i]))
                throw new ShapeException(Catalogue.Operands, op.Surface, takes, Describe(a), Describe(b), left[i].ToString(), right[i].ToString());
    }
}
