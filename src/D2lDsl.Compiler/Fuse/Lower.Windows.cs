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
        if (AddedUp(view, fold, id) is { } sum)
            return sum;
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

    /// <summary>True where products of these numbers take windows from where they lie, and add them up there.</summary>
    bool ReadsWindows(ElementType type) => joining == Joining.Rows && type.IsFloating();

    /// <summary>The sum of windows that a matrix product makes for nobody else: the product adds them up itself; null where it cannot.</summary>
    View? AddedUp(View view, FoldNode fold, int id)
    {
        if (!ReadsWindows(fold.Type) || view.Slices.Count > 0 || nodes[view.Source] is not LoopReduce { IsGemm: true, Into: null } product
            || graph[fold.Inputs[0]] is not ContractNode || !IsReadOnce(fold.Inputs[0]))
            return null;
        var rank = fold.Shape.Rank;
        // An axis of the product: of a window, or of windows or anything else.
        (int Axis, int Of, int Step) Move(int axis)
        {
            var at = view.Axes[axis];
            return at >= rank ? (axis, fold.Windows[at - rank].Axis, fold.Windows[at - rank].Dilation)
                : (axis, at, fold.Windows.Where(w => w.Axis == at).Select(w => w.Step).DefaultIfEmpty(1).Single());
        }
        var into = new Overlap(fold.Shape, fold.Windows.Min(w => w.Axis),
            Enumerable.Range(0, product.Domain.Rank).Where(axis => view.Axes[axis] >= 0 && !product.Reduced.Contains(axis)).Select(Move).ToEquatable());
        if (!IsOneMatrix(product, into))
            return null;
        nodes[view.Source] = product with { Into = into, Name = graph.NameOf(id) ?? "windows", GraphNode = current };
        return Placed(view.Source);
    }

    bool IsReadOnce(int id) => !graph.Outputs.Contains(id) && graph.Nodes.Sum(n => n.Inputs.Count(i => i == id)) == 1;

    /// <summary>The part of a sum of windows that is all anybody reads of it, as of images that were padded: the rest is not kept; null where it is something else.</summary>
    View? Wanted(View view, SliceNode slice, int id)
    {
        if (graph[slice.Inputs[0]] is not FoldNode || !IsReadOnce(slice.Inputs[0]) || nodes[view.Source] is not LoopReduce { Into: { Wanted: null } into } product
            || slice.Steps.Any(step => step != 1) || Enumerable.Range(0, into.First).Any(axis => slice.Starts[axis].Value != 0 || !slice.Shape[axis].Equals(into.Whole[axis])))
            return null;
        nodes[view.Source] = product with { Into = into with { Wanted = (slice.Starts, slice.Shape) }, Name = graph.NameOf(id) ?? product.Name, GraphNode = current };
        return Placed(view.Source);
    }

    /// <summary>True where, beside axes that keep windows apart, either operand and the sum are one matrix.</summary>
    bool IsOneMatrix(LoopReduce product, Overlap into)
    {
        var (apart, last) = (into.Planes.Apart, into.Planes.Next);
        var (left, right) = (product.Inputs[0], product.Inputs[1]);
        if (left.Windows.Count + right.Windows.Count > 0)
            return false;
        var axes = Enumerable.Range(0, product.Domain.Rank).Where(a => !product.Domain[a].IsOne).ToArray();
        int[] own = [.. axes.Where(a => left.Axes.Contains(a) && !right.Axes.Contains(a))], other = [.. axes.Where(a => right.Axes.Contains(a) && !left.Axes.Contains(a))];
        return axes.All(a => apart.Contains(a) || own.Contains(a) || other.Contains(a) || product.Reduced.Contains(a))
            && IsOne(own.Where(a => !apart.Contains(a) || a == last), left) && IsOne(other.Where(a => !apart.Contains(a) || a == last), right)
            && IsOne(axes.Where(product.Reduced.Contains), left) && IsOne(axes.Where(product.Reduced.Contains), right);

        bool IsOne(IEnumerable<int> part, Operand operand)
        {
            int[] inOrder = [.. part];
            return inOrder.Length > 0 && Array.IndexOf(inOrder, last) <= 0 && Enumerable.Range(1, inOrder.Length - 1).All(i => Stride(operand, inOrder[i - 1]).Equals(Stride(operand, inOrder[i]) * product.Domain[inOrder[i]]));
        }
    }

    /// <summary>How far a step along an axis of the reader moves in the operand's memory.</summary>
    Dim Stride(Operand operand, int axis)
    {
        var of = operand.Axes.ToList().IndexOf(axis);
        return nodes[operand.Source].Result.Strides()[of] * (operand.Slices.Count == 0 ? 1 : operand.Slices[of].Step);
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
