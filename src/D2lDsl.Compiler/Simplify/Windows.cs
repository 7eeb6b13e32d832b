using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Simplify;

/// <summary>
/// What is reduced over small windows is written out element by element: the largest of 2×2 windows is that of four slices, which a loop over
/// the windows takes many at a time.
/// </summary>
public sealed partial class Windows
{
    // Larger windows are loops of their own.
    const long MostElements = 16;

    readonly Graph source;
    readonly GraphBuilder target = new();
    readonly int[] moved;

    Windows(Graph source) => (this.source, moved) = (source, new int[source.Nodes.Count]);

    /// <summary>The same values; the graph itself where there are no such windows.</summary>
    public static Graph Of(Graph source)
    {
        if (!source.Nodes.OfType<UnfoldNode>().Any())
            return source;
        var windows = new Windows(source);
        var target = windows.target;
        foreach (var input in source.Inputs)
            target.Input(input);
        foreach (var check in source.Checks)
            target.Check(check);
        foreach (var requirement in source.Requirements)
            target.Require(requirement);
        var isChanged = false;
        for (var id = 0; id < source.Nodes.Count; id++)
        {
            target.At = source.LineOf(id);
            var unrolled = source[id] switch
            {
                ReduceNode reduce when !windows.IsMet(id, source[reduce.Input].Shape) => windows.Unrolled(reduce),
                ContractNode product => windows.Unrolled(product),
                FoldNode fold => windows.Unrolled(fold),
                _ => null,
            };
            isChanged |= unrolled is not null;
            windows.moved[id] = unrolled ?? target.Add(source[id] with { Inputs = source[id].Inputs.Select(i => windows.moved[i]).ToEquatable() });
            if (source.NameOf(id) is { } name)
                target.Name(windows.moved[id], name);
        }
        return isChanged ? Simplifier.Of(target.Build(source.Outputs.Select(o => windows.moved[o]))) : source;
    }

    /// <summary>True where the windows are gone through again with the value in hand, by a loop that is not written out itself: that loop has it at once.</summary>
    bool IsMet(int id, Shape elements) => Users(id).Any(user => source[user] is ReshapeNode or ExpandNode ? IsMet(user, elements)
        : source[user] is MapNode map && map.Shape.Equals(elements) && !IsWrittenOut(user, elements));

    IEnumerable<int> Users(int id) => Enumerable.Range(id + 1, source.Nodes.Count - id - 1).Where(user => source[user].Inputs.Contains(id));

    /// <summary>True where everybody who reads elements of windows takes them one by one: reduces them, or adds them up where they were taken from.</summary>
    bool IsWrittenOut(int id, Shape elements) => !source.Outputs.Contains(id) && Users(id).All(user => source[user] switch
    {
        MapNode map => map.Shape.Equals(elements) && IsWrittenOut(user, elements),
        ReduceNode reduce => reduce.Axes.All(a => a >= elements.Rank - reduce.Axes.Count) && Places(elements, reduce.Axes.Count).Any() && !IsMet(user, elements),
        FoldNode fold => Places(elements, fold.Windows.Count).Any() && !fold.Meets(elements),
        _ => false,
    });

    /// <summary>A reduction over the elements of windows as one expression; null where it is another, or the windows are large.</summary>
    int? Unrolled(ReduceNode reduce)
    {
        var shape = source[reduce.Input].Shape;
        var outer = shape.Rank - reduce.Axes.Count;
        if (reduce.Axes.Any(a => a < outer) || !Reads(reduce.Input, reduce.Axes.Count))
            return null;
        var elements = new List<int>();
        foreach (var place in Places(shape, reduce.Axes.Count))
        {
            if (At(reduce.Input, place, []) is not { } element)
                return null;
            elements.Add(element);
        }
        if (elements.Count == 0)
            return null;
        var total = Enumerable.Range(0, elements.Count).Select(i => reduce.Op.Map(new Scalar.Arg(i))).Aggregate((a, b) => Combined(reduce.Op.Monoid, a, b));
        var value = reduce.Op.Finish(total, elements.Count);
        var result = target.Add(new MapNode(value, null, elements.ToEquatable(), Shape.Of(shape.Dims.Take(outer)), reduce.Type));
        return target.Reshape(result, reduce.Shape);
    }

    /// <summary>All places along the last axes, in order; none where there are many, or one.</summary>
    static IEnumerable<int[]> Places(Shape shape, int last, long most = MostElements)
    {
        var sizes = shape.Dims.Skip(shape.Rank - last).Select(d => d.Value ?? most + 1).ToArray();
        var count = sizes.Aggregate(1L, (product, size) => Math.Min(product * size, most + 1));
        for (var i = 0; i < count && count > 1 && count <= most; i++)
        {
            var (place, rest) = (new int[last], i);
            for (var axis = last - 1; axis >= 0; axis--)
                (place[axis], rest) = (rest % (int)sizes[axis], rest / (int)sizes[axis]);
            yield return place;
        }
    }

    static Scalar Combined(Monoid monoid, Scalar a, Scalar b) => monoid switch
    {
        Monoid.Sum => a + b,
        Monoid.Product => a * b,
        Monoid.Maximum => Scalar.Maximum(a, b),
        Monoid.Minimum => Scalar.Minimum(a, b),
        _ => throw new InvalidOperationException($"{monoid} combines nothing."),
    };

    /// <summary>True where a value is made of windows whose elements are its last axes.</summary>
    bool Reads(int id, int last) => source[id] switch
    {
        UnfoldNode unfold => unfold.Windows.Count == last,
        MapNode map => map.Inputs.Any(i => Reads(i, last)),
        _ => false,
    };

    /// <summary>A value at one place along its last axes, without these; null where it is not read element by element.</summary>
    int? At(int id, int[] place, Dictionary<int, int?> done)
    {
        if (!done.TryGetValue(id, out var known))
            done.Add(id, known = New());
        return known;

        int? New()
        {
            var node = source[id];
            if (node.Shape.Rank == 0)
                return moved[id];
            var outer = node.Shape.Rank - place.Length;
            if (outer < 0)
                return null;
            var shape = Shape.Of(node.Shape.Dims.Take(outer));
            if (node.Shape.Dims.Skip(outer).All(d => d.IsOne))
                return target.Reshape(moved[id], shape);
            switch (node)
            {
                case UnfoldNode unfold when unfold.Windows.Count == place.Length:
                    var (starts, steps) = (new Dim[outer], new int[outer]);
                    for (var axis = 0; axis < outer; axis++)
                        (starts[axis], steps[axis]) = (0, 1);
                    foreach (var (window, i) in unfold.Windows.Select((w, i) => (w, i)))
                        (starts[window.Axis], steps[window.Axis]) = (place[i] * window.Dilation, window.Step);
                    return target.Slice(moved[unfold.Inputs[0]], starts, steps, shape);
                case ExpandNode expand when source[expand.Inputs[0]].Shape is var narrow && narrow.Rank == node.Shape.Rank && narrow.Dims.Skip(outer).All(d => d.IsOne):
                    return target.Expand(target.Reshape(moved[expand.Inputs[0]], Shape.Of(narrow.Dims.Take(outer))), shape);
                case IndexNode index:
                    return index.Axis < outer ? target.Add(index with { Shape = shape }) : target.Constant(place[index.Axis - outer], index.Type);
                case MapNode map:
                    var inputs = map.Inputs.Select(i => source[i].Shape.Rank == 0 || source[i].Shape.Rank == node.Shape.Rank ? At(i, place, done) : null).ToArray();
                    return inputs.All(i => i is not null) ? target.Add(map with { Inputs = inputs.Select(i => i!.Value).ToEquatable(), Shape = shape }) : null;
                default:
                    return null;
            }
        }
    }
}
