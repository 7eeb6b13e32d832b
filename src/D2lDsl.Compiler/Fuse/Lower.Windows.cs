using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

/// <summary>Windows: views that move through their source with two axes of the reader at once.</summary>
public sealed partial class Lower
{
    /// <summary>Windows laid out as matrices, by the node they are.</summary>
    readonly Dictionary<int, View> packed = [];

    View Unfold(View view, UnfoldNode unfold)
    {
        if (nodes[view.Source] is LoopIndex)
            view = InMemory(view);
        var (axes, shape, rank) = (view.Axes.ToArray(), unfold.Shape, view.Shape.Rank);
        var slices = axes.Select((_, i) => view.Slices.Count == 0 ? AxisSlice.Whole : view.Slices[i]).ToArray();
        var moving = view.Windows.ToList();
        for (var i = 0; i < unfold.Windows.Count; i++)
        {
            var (window, element) = (unfold.Windows[i], rank + i);
            // Along an axis that only repeats, all windows are alike.
            foreach (var known in moving.Where(w => w.Axis == window.Axis).ToArray())
            {
                moving.Remove(known);
                moving.Add(known with { Step = known.Step * window.Step });
                moving.Add(new(known.Of, element, known.Step * window.Dilation));
            }
            if (Array.IndexOf(axes, window.Axis) is >= 0 and var of)
            {
                moving.Add(new(of, element, slices[of].Step * window.Dilation));
                slices[of] = slices[of].Then(new(0, window.Step));
            }
        }
        return new(view.Source, [.. axes.Select(a => a >= 0 && shape[a].IsOne ? -1 : a)], shape)
        {
            Slices = slices.ToEquatable(), Windows = moving.Where(w => !shape[w.Axis].IsOne).ToEquatable(),
        };
    }

    /// <summary>Every element of every window, added where it was taken from; windows that do not meet are only put there.</summary>
    View Fold(View view, FoldNode fold, int id)
    {
        if (fold.Shape.Dims.All(d => d.IsOne))
            return Total(view, fold.Shape, id);
        // The elements of a window outside of the windows: neighbouring windows are neighbours in memory more often than not.
        var rank = fold.Shape.Rank;
        var before = fold.Windows.Min(w => w.Axis);
        int[] order = [.. Enumerable.Range(0, before), .. Enumerable.Range(rank, fold.Windows.Count), .. Enumerable.Range(before, rank - before)];
        var part = view.Renamed(a => Array.IndexOf(order, a), Shape.Of(order.Select(a => view.Shape[a])));
        var steps = Enumerable.Range(0, rank).Select(axis => fold.Windows.Where(w => w.Axis == axis).Select(w => w.Step).DefaultIfEmpty(1).Single());
        return Placed(Add(new LoopPlace(Read(part, part.Shape), -1, steps.Select(step => new AxisSlice(0, step)).ToEquatable(), null,
            Adds: fold.Meets(view.Shape), Clears: true, part.Shape, fold.Shape, fold.Type)
        {
            Axes = Enumerable.Range(0, rank).Select(axis => view.Shape[axis].IsOne ? -1 : Array.IndexOf(order, axis)).ToEquatable(),
            Windows = fold.Windows.Select((w, i) => new WindowAxis(w.Axis, Array.IndexOf(order, rank + i), w.Dilation)).Where(w => !part.Shape[w.Axis].IsOne).ToEquatable(),
        }, id).Source);
    }

    /// <summary>
    /// An operand of a matrix product. Windows are copied: what is summed in the order of the other operand, before the axes with which
    /// the result ends, so that a matrix runs along them. The product and its derivative share one copy.
    /// </summary>
    View Packed(int id, View view, string labels, string result, string other)
    {
        if (view.Windows.Count == 0)
            return view;
        if (packed.TryGetValue(id, out var known))
            return known;
        var end = result.Length;
        while (end > 0 && labels.Contains(result[end - 1]) && !other.Contains(result[end - 1]))
            end--;
        var (head, tail) = (result.Substring(0, end), result.Substring(end));
        var order = string.Concat(head.Where(labels.Contains)) + string.Concat(other.Where(l => labels.Contains(l) && !result.Contains(l))) + tail;
        order += string.Concat(labels.Where(l => !order.Contains(l)));
        var shape = Shape.Of(order.Select(l => view.Shape[labels.IndexOf(l)]));
        var copy = Add(new LoopMap(new Scalar.Arg(0), [Read(view.Renamed(a => order.IndexOf(labels[a]), shape), shape)], shape, nodes[view.Source].Type));
        nodes[copy.Source].Name = "windows";
        return packed[id] = copy.Renamed(a => labels.IndexOf(order[a]), view.Shape);
    }

    /// <summary>The labels of a result so that one matrix runs through them: rows and columns that take turns are gathered, all but the first columns behind the rows.</summary>
    static string Gathered(string result, string left, string right)
    {
        bool IsBoth(char label) => left.Contains(label) && right.Contains(label);
        var single = string.Concat(result.Where(l => !IsBoth(l)));
        var turns = Enumerable.Range(1, Math.Max(0, single.Length - 1)).Count(i => left.Contains(single[i]) != left.Contains(single[i - 1]));
        if (turns < 3)
            return result;
        var isLeft = left.Contains(single[0]);
        var head = string.Concat(single.TakeWhile(l => left.Contains(l) == isLeft));
        return string.Concat(result.Where(IsBoth)) + head + string.Concat(single.Where(l => left.Contains(l) != isLeft))
            + string.Concat(single.Skip(head.Length).Where(l => left.Contains(l) == isLeft));
    }
}
