using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Simplify;

/// <summary>Sums over the elements of a window, and to the elements of windows.</summary>
public sealed partial class Windows
{
    // A product's elements are read and used once each.
    const long MostProducts = 25;

    /// <summary>
    /// A product of windows with numbers of their own, as of each channel with its filter, that is summed over the windows' elements: no matrix, but
    /// a few slices times a number each. Null where it is another.
    /// </summary>
    int? Unrolled(ContractNode product)
    {
        foreach (var (windows, labels, other, others) in new[] { (product.Inputs[0], product.Left, product.Inputs[1], product.Right), (product.Inputs[1], product.Right, product.Inputs[0], product.Left) })
        {
            if (!product.Type.IsFloating() || source[windows] is not UnfoldNode { Windows.Count: var last })
                continue;
            var (shape, otherShape, outer) = (source[windows].Shape, source[other].Shape, labels.Substring(0, labels.Length - last));
            // What is summed beside the elements, and what the numbers have for themselves, has one position.
            if (labels.Substring(outer.Length).Any(l => product.Result.Contains(l) || !others.Contains(l)) || outer.Where((l, i) => !product.Result.Contains(l) && !shape[i].IsOne).Any()
                || others.Where((l, i) => !labels.Contains(l) && !otherShape[i].IsOne).Any())
                continue;
            var (total, factors, parts) = ((Scalar?)null, new List<int>(), Shape.Of(shape.Dims.Take(outer.Length)));
            foreach (var place in Places(shape, last, MostProducts))
            {
                if (At(windows, place, []) is not { } element)
                    return null;
                var term = new Scalar.Arg(factors.Count) * new Scalar.Arg(factors.Count + 1);
                total = total is null ? term : total + term;
                factors.Add(element);
                factors.Add(Number(moved[other], others, l => labels.IndexOf(l) is var at && at >= outer.Length ? place[at - outer.Length] : null, outer, parts));
            }
            if (total is null)
                continue;
            var sum = target.Add(new MapNode(total, null, factors.ToEquatable(), parts, product.Type));
            // In the result's order, axes of one position left out.
            var order = product.Result.Where(l => outer.Contains(l)).Select(l => outer.IndexOf(l)).ToArray();
            sum = target.Reshape(sum, Shape.Of(Enumerable.Range(0, outer.Length).Where(order.Contains).Select(i => shape[i])));
            return target.Reshape(target.Permute(sum, [.. order.Select(axis => order.Count(o => o < axis))]), product.Shape);
        }
        return null;
    }

    /// <summary>The numbers for one element of the windows, as they go with the windows' other axes.</summary>
    int Number(int numbers, string labels, Func<char, int?> at, string outer, Shape parts)
    {
        var shape = target[numbers].Shape;
        var starts = labels.Select(l => (Dim)(at(l) ?? 0)).ToArray();
        var one = target.Slice(numbers, starts, [.. labels.Select(_ => 1)], Shape.Of(labels.Select((l, i) => at(l) is null ? shape[i] : Dim.One)));
        var own = outer.Where(l => labels.Contains(l)).ToArray();
        var axes = own.Select(l => labels.IndexOf(l)).ToArray();
        var kept = target.Reshape(one, Shape.Of(Enumerable.Range(0, labels.Length).Where(axes.Contains).Select(i => shape[i])));
        kept = target.Permute(kept, [.. axes.Select(axis => axes.Count(a => a < axis))]);
        return target.Expand(target.Reshape(kept, Shape.Of(outer.Select((l, i) => own.Contains(l) ? shape[labels.IndexOf(l)] : Dim.One))), parts);
    }

    /// <summary>Windows of few elements that do not meet, put where they were taken from element by element; null where they are others.</summary>
    int? Unrolled(FoldNode fold)
    {
        var windows = source[fold.Inputs[0]].Shape;
        if (fold.Meets(windows))
            return null;
        var (parts, values) = (new List<Placement>(), new List<int>());
        foreach (var place in Places(windows, fold.Windows.Count))
        {
            if (At(fold.Inputs[0], place, []) is not { } value)
                return null;
            var (starts, steps) = (new Dim[fold.Shape.Rank], new int[fold.Shape.Rank]);
            for (var axis = 0; axis < starts.Length; axis++)
                (starts[axis], steps[axis]) = (0, 1);
            foreach (var (window, i) in fold.Windows.Select((w, i) => (w, i)))
                (starts[window.Axis], steps[window.Axis]) = (place[i] * window.Dilation, window.Step);
            parts.Add(new(starts.ToEquatable(), steps.ToEquatable()));
            values.Add(value);
        }
        return values.Count == 0 ? null : target.Add(new PlaceNode(parts.ToEquatable(), Tiles: false, values.ToEquatable(), fold.Shape, fold.Type) { IsApart = true });
    }
}
