using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Fuse;

public sealed partial class Lower
{
    /// <summary>A slice is a view: its readers start elsewhere and take longer steps.</summary>
    View Slice(View view, SliceNode slice)
    {
        view = InMemory(view);
        var slices = view.Axes.Select((axis, i) => (view.Slices.Count == 0 ? AxisSlice.Whole : view.Slices[i])
            .Then(axis < 0 ? AxisSlice.Whole : new(slice.Starts[axis], slice.Steps[axis]))).ToEquatable();
        return new(view.Source, [.. view.Axes.Select(axis => axis >= 0 && slice.Shape[axis].IsOne ? -1 : axis)], slice.Shape) { Slices = slices };
    }

    /// <summary>Positions are no memory: who wants one of them alone reads it from a tensor of all. So does who wants part of windows.</summary>
    View InMemory(View view) => nodes[view.Source] is LoopIndex || view.Windows.Count > 0
        ? Add(new LoopMap(new Scalar.Arg(0), [Read(view, view.Shape)], view.Shape, nodes[view.Source].Type)) : view;

    View Place(PlaceNode place, int id)
    {
        var views = place.Inputs.Select(i => this.views[i]).ToArray();
        // In a tensor of one element a part is all of it, or nothing.
        if (place.Shape.Dims.All(d => d.IsOne))
        {
            var parts = views.Where(v => v.Shape.Count.Value != 0).Select(v => Read(Total(v, place.Shape, null), place.Shape)).ToArray();
            var sum = parts.Select((_, i) => (Scalar)new Scalar.Arg(i)).DefaultIfEmpty(0).Aggregate((a, b) => a + b);
            return Add(new LoopMap(sum, parts, place.Shape, place.Type), id);
        }
        var previous = -1;
        for (var i = 0; i < views.Length; i++)
            previous = Add(new LoopPlace(Read(views[i], views[i].Shape), previous, place.Parts[i].Starts.Zip(place.Parts[i].Steps, (start, step) => new AxisSlice(start, step)).ToEquatable(),
                null, Adds: !place.IsApart, Clears: !place.Tiles && i == 0, views[i].Shape, place.Shape, place.Type), id).Source;
        return Placed(previous);
    }

    View Gather(GatherNode gather, int id)
    {
        var (view, at) = (InMemory(views[gather.Inputs[0]]), views[gather.Inputs[1]]);
        var operand = Read(view with { Axes = [.. view.Axes.Select(axis => axis == gather.Axis ? -1 : axis)] }, gather.Shape);
        // A tensor that only repeats along the axis is the same at every index.
        if (Array.IndexOf(view.Axes, gather.Axis) is >= 0 and var axis)
            operand = operand with { Index = new(axis, Read(at, gather.Shape), view.Shape[gather.Axis], NameOf(gather.Inputs[1], gather.Written), at.Shape) };
        return Add(new LoopMap(new Scalar.Arg(0), [operand], gather.Shape, gather.Type), id);
    }

    /// <summary>Running sums and products go over a tensor in row-major order; along an axis of one position there is nothing to join.</summary>
    View Scan(View view, ScanNode scan, int id) => scan.Shape[scan.Axis].IsOne ? view
        : Add(new LoopScan(new(RowMajor(view), scan.Shape.Dims.Select((d, i) => d.IsOne ? -1 : i).ToEquatable()), scan.Axis, scan.Monoid, scan.IsReversed, scan.Shape, scan.Type), id);

    /// <summary>Sorting goes over a tensor in row-major order, as a scan does.</summary>
    View Sort(View view, SortNode sort, int id) =>
        Add(new LoopSort(new(RowMajor(view), view.Shape.Dims.Select((d, i) => d.IsOne ? -1 : i).ToEquatable()), sort.Axis, view.Shape[sort.Axis], sort.IsDescending, sort.Shape), id);

    View Scatter(ScatterNode scatter, int id, int previous = -1)
    {
        var (view, at) = (views[scatter.Inputs[0]], views[scatter.Inputs[1]]);
        if (scatter.Shape.Dims.All(d => d.IsOne))
            return Total(view, scatter.Shape, id);
        var index = scatter.Shape[scatter.Axis].IsOne ? null : new AxisIndex(scatter.Axis, Read(at, view.Shape), scatter.Shape[scatter.Axis], NameOf(scatter.Inputs[1], scatter.Written), at.Shape);
        return Placed(Add(new LoopPlace(Read(view, view.Shape), previous, scatter.Shape.Dims.Select(_ => AxisSlice.Whole).ToEquatable(), index,
            Adds: true, Clears: previous < 0, view.Shape, scatter.Shape, scatter.Type), id).Source);
    }

    /// <summary>The sum of a view's elements, as a tensor of one element.</summary>
    View Total(View view, Shape shape, int? id) => view.Shape.Dims.All(d => d.IsOne) ? view with { Shape = shape }
        : Add(new LoopReduce(Ops.Monoid.Sum, new Scalar.Arg(0), [Read(view, view.Shape)], Enumerable.Range(0, view.Shape.Rank).ToEquatable(), view.Shape,
            nodes[view.Source].Type), id) with { Shape = shape };

    View Placed(int last) => new(last, [.. nodes[last].Result.Dims.Select((d, i) => d.IsOne ? -1 : i)], nodes[last].Result);

    string NameOf(int node, string written) => written != "" ? written : graph.NameOf(node) ?? "the index";
}
