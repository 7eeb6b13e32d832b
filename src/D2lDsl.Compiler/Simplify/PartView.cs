using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Simplify;

/// <summary>
/// Part of a tensor, regrouped: what slices, reshapes and permutations make of it, said as one reshape of the whole tensor, one slice and one
/// permutation. A reshape of a slice is a copy, a slice of a reshape is none, and neither is its gradient: heads cut out of one projection
/// are read, and written, in its memory.
/// </summary>
sealed class PartView
{
    readonly List<Axis> axes;

    /// <summary>Which axis each axis of the view is; −1 for one of size 1.</summary>
    readonly List<int> seen;

    PartView(int source, List<Axis> axes, List<int> seen) => (Source, this.axes, this.seen) = (source, axes, seen);

    /// <summary>An axis of the reshaped tensor, and the part of it that is seen.</summary>
    readonly record struct Axis(Dim Size, Dim Start, int Step, Dim Taken)
    {
        public Axis(Dim size) : this(size, 0, 1, size)
        {
        }

        public bool IsWhole => Step == 1 && Taken.Equals(Size);
    }

    /// <summary>The tensor.</summary>
    public int Source { get; }

    /// <summary>The nodes between the tensor and the view, the view's own first.</summary>
    public IReadOnlyList<int> Path { get; private set; } = [];

    /// <summary>The axes that the tensor is taken apart to.</summary>
    public Shape Whole => Shape.Of(axes.Select(axis => axis.Size));

    /// <summary>True where some of the tensor is left out.</summary>
    public bool IsPart => axes.Any(axis => !axis.IsWhole);

    /// <summary>A node of a graph as a view of the first node below it that is none.</summary>
    public static PartView Of(Graph graph, int id)
    {
        var below = graph[id] is PermuteNode or SliceNode or ReshapeNode ? Of(graph, graph[id].Inputs[0]) : null;
        var view = graph[id] switch
        {
            PermuteNode permute => new(below!.Source, below.axes, [.. permute.Axes.Select(axis => below.seen[axis])]),
            SliceNode slice => below!.Cut(slice),
            ReshapeNode reshape => below!.Regrouped(reshape.Shape),
            _ => null,
        };
        if (view is null)
            return new(id, [.. graph[id].Shape.Dims.Select(size => new Axis(size))], [.. graph[id].Shape.Dims.Select((size, axis) => size.IsOne ? -1 : axis)]);
        view.Path = [id, .. below!.Path];
        return view;
    }

    PartView Cut(SliceNode slice)
    {
        var cut = axes.ToList();
        for (var i = 0; i < seen.Count; i++)
            if (seen[i] >= 0)
                cut[seen[i]] = cut[seen[i]] is var axis ? axis with { Start = axis.Start + slice.Starts[i] * axis.Step, Step = axis.Step * slice.Steps[i], Taken = slice.Shape[i] } : default;
        return new(Source, cut, [.. seen.Select((axis, i) => slice.Shape[i].IsOne ? -1 : axis)]);
    }

    /// <summary>The same under another shape, whose axes are parts of those there are; null where they are not.</summary>
    PartView? Regrouped(Shape shape)
    {
        var (from, wide) = (seen.Where(axis => axis >= 0).ToArray(), shape.NonUnitAxes());
        var (parts, at) = (new Dictionary<int, Dim[]>(), 0);
        foreach (var axis in from)
        {
            var (part, product) = (new List<Dim>(), Dim.One);
            while (at < wide.Length && !product.Equals(axes[axis].Taken) && !product.IfExact().Equals(axes[axis].Taken))
            {
                part.Add(shape[wide[at]]);
                product *= shape[wide[at++]];
            }
            if (part.Count == 0 || !product.IfExact().Equals(axes[axis].Taken.IfExact()))
                return null;
            parts.Add(axis, [.. part]);
        }
        if (at < wide.Length)
            return null;
        var (split, first) = (new List<Axis>(), new int[axes.Count]);
        for (var axis = 0; axis < axes.Count; axis++)
        {
            first[axis] = split.Count;
            if (!parts.TryGetValue(axis, out var part) || part.Length == 1)
                split.Add(axes[axis]);
            else if (Split(axes[axis], part) is { } several)
                split.AddRange(several);
            else
                return null;
        }
        var now = new Queue<int>(from.SelectMany(axis => Enumerable.Range(first[axis], parts[axis].Length)));
        return new(Source, split, [.. shape.Dims.Select(size => size.IsOne ? -1 : now.Dequeue())]);
    }

    /// <summary>An axis as several: a part of it becomes a part of the first, if the part begins and ends with whole ones of the others; null where it does not.</summary>
    static Axis[]? Split(Axis axis, Dim[] sizes)
    {
        var rest = sizes.Skip(1).Select(size => new Axis(size));
        if (axis.IsWhole)
            return [new(sizes[0]), .. rest];
        var inner = sizes.Skip(1).Aggregate(Dim.One, (product, size) => product * size);
        if (axis.Step != 1)
            return null;
        if (axis.Size.DividedBy(inner) is { } all && axis.Start.DividedBy(inner) is { } before)
            return [new(all, before, 1, sizes[0]), .. rest];
        // A third of 3·d is a third of the heads, whatever they divide d by.
        return axis.Size.DividedBy(axis.Taken) is { } times && axis.Start.DividedBy(axis.Taken) is { } skipped
            ? [new(times * sizes[0], skipped * sizes[0], 1, sizes[0]), .. rest] : null;
    }

    /// <summary>The view in another graph, given the tensor there.</summary>
    public int In(GraphBuilder graph, int source, Shape shape)
    {
        var whole = graph.Reshape(source, Whole);
        // So its gradient is called after it.
        if (graph.NameOf(source) is { } name)
            graph.Hint(whole, name);
        var part = graph.Slice(whole, [.. axes.Select(axis => axis.Start)], [.. axes.Select(axis => axis.Step)], Shape.Of(axes.Select(axis => axis.Taken)));
        var kept = seen.Where(axis => axis >= 0).ToArray();
        return graph.Reshape(graph.Permute(part, [.. Enumerable.Range(0, axes.Count).Except(kept), .. kept]), shape);
    }
}
