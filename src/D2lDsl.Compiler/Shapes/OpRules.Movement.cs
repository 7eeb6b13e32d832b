using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Shapes;

public sealed partial class OpRules
{
    /// <summary>A movement op with the arguments it declares: axes as numbers, sizes as dims (−1: inferred).</summary>
    public int Move(MovementOp op, int x, IReadOnlyList<Dim> arguments)
    {
        var shape = Graph[x].Shape;
        var numbers = arguments.Select(d => (int)(d.Value ?? 0)).ToArray();
        if (shape.HasLeading && op.Movement is not (Movement.Swap or Movement.Unsqueeze or Movement.Squeeze or Movement.Slice or Movement.Flip or Movement.Roll or Movement.Unfold or Movement.RepeatInterleave))
            throw new ShapeException(Catalogue.LeadingAxes, op.Surface, Describe(x), "or declare every axis");
        switch (op.Movement)
        {
            case Movement.Reshape:
                return Graph.Reshape(x, Infer(x, arguments));
            case Movement.Permute:
                var axes = numbers.Select(a => Axis(op.Surface, x, a, shape.Rank)).ToArray();
                return axes.Length == shape.Rank && axes.Distinct().Count() == axes.Length ? Graph.Permute(x, axes)
                    : throw new ShapeException(Catalogue.Permutation, Describe(x), string.Join(", ", numbers));
            case Movement.Reverse:
                return Graph.Permute(x, [.. Enumerable.Range(0, shape.Rank).Reverse()]);
            case Movement.Swap:
                var (a, b) = (Axis(op.Surface, x, numbers[0], shape.Rank), Axis(op.Surface, x, numbers[1], shape.Rank));
                return Graph.Permute(x, [.. Enumerable.Range(0, shape.Rank).Select(i => i == a ? b : i == b ? a : i)]);
            case Movement.Unsqueeze:
                return Unsqueeze(x, numbers[0]);
            case Movement.Squeeze:
                var axis = Axis(op.Surface, x, numbers[0], shape.Rank);
                return !relation.Differ(shape[axis], Dim.One) ? Graph.Reshape(x, Shape.Of(shape.Dims.Where((_, i) => i != axis)))
                    : throw new ShapeException(Catalogue.Squeeze, axis.ToString(), Describe(x), shape[axis].ToString());
            case Movement.SqueezeAll:
                return Graph.Reshape(x, Shape.Of(shape.Dims.Where(d => !d.IsOne)));
            case Movement.Flatten:
                return Flatten(op, x, numbers[0], numbers[1]);
            case Movement.Repeat:
                return Repeat(op, x, arguments);
            case Movement.RepeatInterleave:
                return RepeatInterleave(op, x, arguments[0], numbers[1]);
            case Movement.Flip:
                return Flip(x, Axis(op.Surface, x, numbers[0], shape.Rank));
            case Movement.Roll:
                return Roll(op, x, arguments[0], Axis(op.Surface, x, numbers[1], shape.Rank));
            case Movement.Pad:
                return Pad(op, x, arguments);
            case Movement.Unfold:
                return Unfold(op, x, Axis(op.Surface, x, numbers[0], shape.Rank), arguments[1], arguments[2], arguments[3]);
            case Movement.Diag:
                return Diag(op, x, arguments[0]);
            case Movement.Expand or Movement.BroadcastTo:
                var target = Shape.Of(op.Movement == Movement.Expand ? Kept(shape, arguments) : arguments);
                var (joined, left, right) = Broadcast.Join(shape, target, relation);
                return joined?.Rank == target.Rank && !Enumerable.Range(0, target.Rank).Any(i => relation.Differ(joined[i], target[i])) ? Graph.Expand(x, target)
                    : throw new ShapeException(Catalogue.BroadcastTo, op.Surface, Describe(x), target.ToString(), (left ?? shape.Count).ToString(), (right ?? target.Count).ToString());
            case Movement.Slice:
                return SliceOf(op, x, arguments);
            default:
                throw new InvalidOperationException($"Movement {op.Movement} has no shape rule.");
        }
    }

    int Unsqueeze(int x, int position)
    {
        var shape = Graph[x].Shape;
        var axis = Axis("Unsqueeze", x, position, shape.Rank + 1);
        return Graph.Reshape(x, Shape.Of(shape.Dims.Take(axis).Append(Dim.One).Concat(shape.Dims.Skip(axis))));
    }

    /// <summary>The shape a reshape asks for, its −1 worked out and its count checked.</summary>
    Shape Infer(int x, IReadOnlyList<Dim> sizes)
    {
        var count = Graph[x].Shape.Count;
        var wanted = string.Join(", ", sizes.Select(s => s.Quotient is { } quotient ? $"{quotient.Numerator}/{quotient.Denominator}" : s.ToString()));
        var holes = sizes.Count(d => d.Value == -1);
        if (holes > 1)
            throw new ShapeException(Catalogue.Reshape, Describe(x), wanted, "only one size can be −1");
        if (sizes.Any(d => d.Value < -1))
            throw new ShapeException(Catalogue.Reshape, Describe(x), wanted, "a size cannot be negative");
        var known = sizes.Where(d => d.Value != -1).Aggregate(Dim.One, (product, d) => product * d);
        if (holes == 0)
            return !relation.Differ(Exact(known), Exact(count)) ? Shape.Of(sizes)
                : throw new ShapeException(Catalogue.Reshape, Describe(x), wanted, $"{count} elements do not fill {known}");
        // [b, t, d] as [b, t, 4, -1]: what is left of an axis may turn out to divide, but the samples stay as they are.
        var rest = relation.Quotient(count, known)
            ?? (sizes[0].Name is not null && sizes[0].Equals(Graph[x].Shape[0]) && known.Value != 0 && count.IfExact() / known is var quotient
                && (quotient * known).IfExact().Equals(count.IfExact()) ? quotient : null);
        if (rest is null)
            throw new ShapeException(Catalogue.Reshape, Describe(x), wanted, $"{count} elements {(count.Value is not null && known.Value is not null ? "do not" : "cannot be known to")} divide by {known}");
        Exact(rest * known);
        return Shape.Of(sizes.Select(d => d.Value == -1 ? Exact(rest) : d));

        Dim Exact(Dim size)
        {
            var clash = string.Join(" or ", size.Assumed().Select(q => $"{q.Denominator} does not divide {q.Numerator}, which must be a multiple of it"));
            Graph.Require(new(size - size.IfExact(), $"Reshape({wanted}) does not fit {Describe(x)}: {clash}"));
            return size.IfExact();
        }
    }
}
