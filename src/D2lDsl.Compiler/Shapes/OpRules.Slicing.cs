using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Shapes;

/// <summary>What is taken of one axis: the positions from a start to below a stop.</summary>
/// <param name="Text">As the user wrote it.</param>
/// <param name="Keeps">False for a single position, whose axis goes away.</param>
public sealed record AxisRange(string Text, Dim Start, Dim Stop, int Step = 1, bool Keeps = true);

public sealed partial class OpRules
{
    /// <summary>Part of a tensor, one range an axis from the first on; axes without one stay whole.</summary>
    public int Slice(int x, IReadOnlyList<AxisRange> ranges)
    {
        var shape = Graph[x].Shape;
        for (var axis = 0; axis < ranges.Count; axis++)
            Require(x, axis, ranges[axis]);
        var sizes = shape.Dims.Select((d, axis) => axis < ranges.Count ? Length(ranges[axis]) : d).ToArray();
        var slice = Graph.Slice(x, [.. shape.Dims.Select((_, axis) => axis < ranges.Count ? ranges[axis].Start : 0)],
            [.. shape.Dims.Select((_, axis) => axis < ranges.Count ? ranges[axis].Step : 1)], Shape.Of(sizes));
        return Graph.Reshape(slice, Shape.Of(sizes.Where((_, axis) => axis >= ranges.Count || ranges[axis].Keeps)));
    }

    /// <summary>The positions of a range; a step that does not divide its stretch takes one more.</summary>
    static Dim Length(AxisRange range)
    {
        var stretch = range.Stop - range.Start;
        return stretch.DividedBy(range.Step) ?? (stretch + (range.Step - 1)) / range.Step;
    }

    /// <summary>0 ≤ start ≤ stop ≤ size: certain, certainly not, or to be checked when the sizes are known.</summary>
    void Require(int x, int axis, AxisRange range)
    {
        var size = Graph[x].Shape[axis];
        if (range.Step < 1)
            throw new ShapeException(Catalogue.Step, range.Text, range.Step.ToString());
        foreach (var rest in new[] { range.Start, range.Stop - range.Start, size - range.Stop })
            if (rest.IsNegative)
                throw new ShapeException(Catalogue.Slice, range.Text, axis.ToString(), Describe(x), size.ToString());
            else if (!rest.IsNeverNegative)
                Graph.Require(new(rest, $"{range.Text} does not fit axis {axis} of {Describe(x)}"));
    }

    /// <summary>x.Slice(axis, start, stop, step): positions that are certainly negative count from the end.</summary>
    int SliceOf(MovementOp op, int x, IReadOnlyList<Dim> arguments)
    {
        var shape = Graph[x].Shape;
        var axis = Axis(op.Surface, x, (int)(arguments[0].Value ?? 0), shape.Rank);
        var step = arguments.Count < 4 ? 1 : arguments[3].Value ?? 0;
        var text = $"Slice({string.Join(", ", arguments)})";
        if (step < 1)
            throw new ShapeException(Catalogue.Step, text, arguments[3].ToString());
        return Slice(x, [.. Enumerable.Range(0, axis).Select(i => new AxisRange("..", 0, shape[i])),
            new AxisRange(text, FromEnd(arguments[1], shape[axis]), FromEnd(arguments[2], shape[axis]), (int)step)]);
    }

    /// <summary>A position that is certainly negative, counted from the end.</summary>
    public static Dim FromEnd(Dim position, Dim size) => position.Value == 0 || !(position * -1).IsNeverNegative ? position : position + size;
}
