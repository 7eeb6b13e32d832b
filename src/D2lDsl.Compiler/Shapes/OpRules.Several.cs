using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Shapes;

/// <summary>Ops that give several tensors: orders of an axis with the elements in it, and parts.</summary>
public sealed partial class OpRules
{
    /// <summary>Everything that an op of the table gives.</summary>
    public IReadOnlyList<int> Results(Op op, IReadOnlyList<int> operands, OpArguments arguments) => op switch
    {
        RankingOp ranking => Rank(ranking, operands[0], arguments),
        SplitOp split => Split(split, operands[0], arguments),
        _ => [Call(op, operands, arguments)],
    };

    IReadOnlyList<int> Rank(RankingOp op, int x, OpArguments arguments)
    {
        RequireType(op, x);
        var shape = Graph[x].Shape;
        var axis = Axis(op.Surface, x, arguments.Axes[Argument.Axis.Name]!.Single(), shape.Rank);
        var count = op.IsCut ? arguments.Sizes[RankingOp.K.Name] : shape[axis];
        if (op.IsCut)
            foreach (var rest in new[] { count, shape[axis] - count })
                if (rest.IsNegative)
                    throw new ShapeException(Catalogue.Rank, op.Surface, $"from 0 to {shape[axis]} positions of axis {axis}", $"{Describe(x)} with {count}");
                else
                    Graph.Require(new(rest, $"{op.Surface} takes k from 0 to {shape[axis]}, the size of axis {axis} of {Describe(x)}"));
        // One position needs no sorting.
        var places = shape[axis].IsOne ? Part(Graph.Expand(Graph.Constant(0, ElementType.Int), shape), axis, 0, count)
            : Graph.Add(new SortNode(axis, arguments.Numbers[op.LargestFirst] != 0, EquatableArray.Of(x), shape.With(axis, count), ElementType.Int));
        if (op.IsPlacesOnly)
            return [Hinted(op, places)];
        Graph.Hint(places, "places");
        return [Hinted(op, Graph.Add(new GatherNode(axis, Reverses: false, "", EquatableArray.Of(x, places), Graph[places].Shape, Graph[x].Type))), places];
    }

    /// <summary>The element at a rank of an axis, or between two.</summary>
    int At(RankOp op, int x, OpArguments arguments)
    {
        RequireType(op, x);
        var (shape, type) = (Graph[x].Shape, Graph[x].Type);
        var axis = Axis(op.Surface, x, arguments.Axes[Argument.Axis.Name]!.Single(), shape.Rank);
        var part = op.Interpolates ? arguments.Numbers[RankOp.Q.Name] : 0.5;
        if (!(part >= 0 && part <= 1))
            throw new ShapeException(Catalogue.Number, op.Surface, RankOp.Q.Name, "from 0 to 1", Text(part));
        var size = shape[axis];
        Graph.Require(new(size - 1, $"{op.Surface} of {Describe(x)} needs at least one element"));
        if (size.IsOne)
            return Hinted(op, Without(x, [axis]));
        var places = Graph.Add(new SortNode(axis, IsDescending: false, EquatableArray.Of(x), shape, ElementType.Int));
        // NaN is the last, and the value wherever there is one.
        var last = Part(places, axis, size - 1, 1);
        var isNaN = type.IsFloating() && Element(last) is var largest ? Map(Comparisons.NotEqual, largest, largest) : (int?)null;
        if (!op.Interpolates)
            return Hinted(op, Without(Element(Chosen(Part(places, axis, (size - 1) / 2, 1))), [axis]));
        var rank = Map(Arithmetic.Multiply, Graph.Size(size - 1, type), Graph.Constant(part, type));
        var below = Map(Arithmetic.Floor, rank);
        var value = Composite(Selection.Lerp, [Element(Chosen(Ranked(below))), Element(Chosen(Ranked(Map(Rounding.Ceil, rank)))), Map(Arithmetic.Subtract, rank, below)], OpArguments.None);
        return Hinted(op, Without(value, [axis]));

        int Picked(int from, int at) => Graph.Add(new GatherNode(axis, Reverses: false, "", EquatableArray.Of(from, at), shape.With(axis, 1), Graph[from].Type));

        int Element(int place) => Picked(x, place);

        int Chosen(int place) => isNaN is { } otherwise ? Map(Selection.Where, otherwise, last, place) : place;

        int Ranked(int number) => Picked(places, Graph.Reshape(Graph.Add(new MapNode(Ir.Scalar.Cast(new Scalar.Arg(0)), null, EquatableArray.Of(number), Shape.Scalar, ElementType.Int)),
            Shape.Of(shape.Dims.Select(_ => Dim.One))));
    }

    IReadOnlyList<int> Split(SplitOp op, int x, OpArguments arguments)
    {
        var shape = Graph[x].Shape;
        var axis = Axis(op.Surface, x, arguments.Axes[Argument.Axis.Name]!.Single(), shape.Rank);
        var (parts, start) = (new List<int>(), Dim.Constant(0));
        foreach (var size in Sizes(op, x, axis, arguments))
        {
            var part = Part(x, axis, start, size);
            parts.Add(Hinted(op, op.Cut == Cut.Positions ? Graph.Reshape(part, Shape.Of(shape.Dims.Where((_, i) => i != axis))) : part));
            start += size;
        }
        return parts;
    }

    /// <summary>The sizes of the parts, as many as there are.</summary>
    IEnumerable<Dim> Sizes(SplitOp op, int x, int axis, OpArguments arguments)
    {
        var size = Graph[x].Shape[axis];
        ShapeException Refused(string takes, string meets) => new(Catalogue.Rank, op.Surface, takes, $"{Describe(x)}{meets}");
        switch (op.Cut)
        {
            case Cut.Count:
                var chunks = arguments.Sizes["chunks"];
                if (chunks.Value is not { } count || count < 1)
                    throw Refused("a constant number of chunks, 1 or more", $" with {chunks}");
                if (size.Value is { } length)
                    return Even(length, length == 0 ? 0 : (length + count - 1) / count, count);
                if (relation.Some() is not null)
                    return Enumerable.Range(0, (int)count).Select(_ => relation.Quotient(size, chunks) ?? relation.Some()!);
                var part = size / chunks;
                Graph.Require(new(part * chunks - size, $"{op.Surface} of {Describe(x)} along axis {axis}: {chunks} does not divide {size}, which must be a multiple of it"));
                return Enumerable.Repeat(part, (int)count);
            case Cut.Size:
                var each = arguments.Sizes["size"];
                if (each.Value < 1)
                    throw Refused("a size of 1 or more", $" with {each}");
                if (size.Value is { } whole && each.Value is { } positions)
                    return Even(whole, positions, Math.Max(1, (whole + positions - 1) / positions));
                return size.DividedBy(each)?.Value is { } times and > 0 ? Enumerable.Repeat(each, (int)times)
                    : throw Refused($"an axis of which is known how many parts of size {each} it has", $", whose axis {axis} is {size}; give all sizes, as in [{each}, {size} - {each}], or use Chunk");
            case Cut.Sizes:
                Dim[] sizes = [.. arguments.Places.Take(arguments.Places.Count - 1)];
                foreach (var given in sizes)
                    if (given.IsNegative)
                        throw Refused("sizes of 0 or more", $" with {given}");
                    else
                        Graph.Require(new(given, $"{op.Surface} of {Describe(x)} takes sizes of 0 or more"));
                var sum = sizes.Aggregate(Dim.Constant(0), (total, d) => total + d);
                return !relation.Differ(sum, size) ? sizes
                    : throw Refused($"sizes that add up to {size}, that of axis {axis}", $" with {string.Join(" + ", sizes.Select(d => d.ToString()))} = {sum}");
            default:
                return size.Value is { } known ? Enumerable.Repeat(Dim.One, (int)known)
                    : throw Refused("an axis of constant size, to know how many parts there are", $", whose axis {axis} is {size}; index it, or use ops over the whole axis");
        }
    }

    /// <summary>So many parts of one size at most; the last is what is left.</summary>
    static IEnumerable<Dim> Even(long length, long part, long count)
    {
        for (long i = 0, start = 0; i < count && (start < length || length == 0); i++, start += part)
            yield return Math.Min(part, length - start);
    }

    /// <summary>Some neighbouring positions of an axis.</summary>
    int Part(int x, int axis, Dim start, Dim count)
    {
        var shape = Graph[x].Shape;
        return Graph.Slice(x, [.. shape.Dims.Select((_, i) => i == axis ? start : 0)], [.. shape.Dims.Select(_ => 1)], shape.With(axis, count));
    }
}
