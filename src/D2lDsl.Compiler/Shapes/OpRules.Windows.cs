using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Shapes;

/// <summary>Windows that slide over tensors, and the images that convolutions and pooling take.</summary>
public sealed partial class OpRules
{
    /// <summary>The composite being written out, which errors name instead of the ops in its body.</summary>
    string? composite;

    /// <summary>Windows of so many elements along an axis; their elements become the last axis.</summary>
    int Unfold(MovementOp op, int x, int axis, Dim size, Dim stepSize, Dim dilationSize)
    {
        var name = composite ?? op.Surface;
        var shape = Graph[x].Shape;
        if ((stepSize.Value is null || dilationSize.Value is null) && relation.Some() is { } some)
            return Graph.Expand(Graph.Constant(0, Graph[x].Type), Shape.Of(shape.With(axis, some).Dims.Append(size)));
        var (step, dilation) = (Positive(name, "a step", stepSize), Positive(name, "a dilation", dilationSize));
        if ((size - 1).IsNegative)
            throw new ShapeException(Catalogue.Windows, name, $"a window takes {size} elements", "that is none", "give it 1 or more");
        Graph.Require(new(size - 1, $"{name} takes windows of 1 element or more"));
        var span = (size - 1) * dilation + 1;
        // Of windows along another axis the tensor that they slide over is what users know.
        var over = Describe(Graph[x] is UnfoldNode inner && axis < Graph[inner.Inputs[0]].Shape.Rank ? inner.Inputs[0] : x);
        if ((shape[axis] - span).IsNegative)
            throw new ShapeException(Catalogue.Windows, name, $"a window takes {span} positions", $"axis {axis} of {over} has {shape[axis]}", "make the window smaller or pad the axis");
        Graph.Require(new(shape[axis] - span, $"{name}: a window of {span} positions does not fit axis {axis} of {over}"));
        var count = Sliding(shape[axis] - span, step);
        if (!size.IsOne)
            return Hinted(op, Graph.Unfold(x, new(axis, step, dilation), count, size));
        var parts = Graph.Slice(x, [.. shape.Dims.Select(_ => Dim.Constant(0))], [.. shape.Dims.Select((_, i) => i == axis ? step : 1)], shape.With(axis, count));
        return Unsqueeze(parts, -1);
    }

    /// <summary>rest / step + 1, rounded down, written so that as little as can be is under the fraction: (h − 2) / 2 + 1 is h/2.</summary>
    static Dim Sliding(Dim rest, int step) => (rest + step) / step;

    static int Positive(string name, string what, Dim size) => size.Value is >= 1 and <= int.MaxValue ? (int)size.Value
        : throw new ShapeException(Catalogue.Windows, name, $"{what} is 1 or more and a constant", $"here it is {size}", "write a number");

    void RequireHalf(CompositeOp op, string small, Dim size, string large, Dim of)
    {
        if ((of - size * 2).IsNegative)
            throw new ShapeException(Catalogue.Windows, op.Surface, $"{small} is at most half of {large}", $"here it is {size} where {large} is {of}", $"make {small} smaller");
        Graph.Require(new(of - size * 2, $"{op.Surface}: {small} is at most half of {large}"));
    }

    /// <summary>So many equal numbers before and behind each of the last two axes.</summary>
    int Border(int x, Dim high, Dim wide, double fill)
    {
        NotNegative("padding", high);
        NotNegative("padding", wide);
        if (high.Value == 0 && wide.Value == 0)
            return x;
        var shape = Graph[x].Shape;
        var (rows, columns) = (shape.Rank - 2, shape.Rank - 1);
        var whole = shape.With(rows, shape[rows] + high * 2).With(columns, shape[columns] + wide * 2);
        var ones = shape.Dims.Select(_ => 1).ToEquatable();
        var inside = new Placement(shape.Dims.Select((_, i) => i == rows ? high : i == columns ? wide : 0).ToEquatable(), ones);
        if (fill == 0)
            return Graph.Add(new PlaceNode(EquatableArray.Of(inside), Tiles: false, EquatableArray.Of(x), whole, Graph[x].Type));
        // Above and below over the whole width, left and right beside x.
        var (above, beside) = (whole.With(rows, high), shape.With(columns, wide));
        var number = Graph.Constant(fill, Graph[x].Type);
        Placement At(Dim row, Dim column) => new(shape.Dims.Select((_, i) => i == rows ? row : i == columns ? column : 0).ToEquatable(), ones);
        List<(Placement Place, int Part)> parts = [(inside, x)];
        if (high.Value != 0)
            parts.AddRange([(At(0, 0), Graph.Expand(number, above)), (At(shape[rows] + high, 0), Graph.Expand(number, above))]);
        if (wide.Value != 0)
            parts.AddRange([(At(high, 0), Graph.Expand(number, beside)), (At(high, shape[columns] + wide), Graph.Expand(number, beside))]);
        return Graph.Add(new PlaceNode(parts.Select(p => p.Place).ToEquatable(), Tiles: true, parts.Select(p => p.Part).ToEquatable(), whole, Graph[x].Type));
    }

    /// <summary>An axis as groups and what is in each.</summary>
    int Split(int x, int axis, Dim groups)
    {
        var (shape, name) = (Graph[x].Shape, composite ?? "Split");
        var each = shape[axis] / groups;
        if (shape[axis].Value is { } size && groups.Value is { } count && size % count != 0)
            throw new ShapeException(Catalogue.Windows, name, $"{count} groups share the channels", $"axis {axis} of {Describe(x)} has {size}", $"give it a multiple of {count}");
        Graph.Require(new(each * groups - shape[axis], $"{name}: axis {axis} of {Describe(x)} is no multiple of the {groups} groups"));
        return Graph.Reshape(x, Shape.Of(shape.Dims.Take(axis).Append(groups).Append(each).Concat(shape.Dims.Skip(axis + 1))));
    }

    /// <summary>Windows added up where they lie: rows and columns of their step, of their dilation, of what is cut off at each side and of what is added at the end.</summary>
    int Fold(int x, IReadOnlyList<Dim> arguments)
    {
        var (shape, name) = (Graph[x].Shape, composite ?? "Fold");
        var rank = shape.Rank - 2;
        if (arguments.Take(4).Any(a => a.Value is null) && relation.Some() is { } some)
            return Graph.Expand(Graph.Constant(0, Graph[x].Type), Shape.Of(shape.Dims.Take(rank - 2).Append(some).Append(relation.Some()!)));
        var windows = new List<Sliding>();
        var (whole, starts, inside) = (Shape.Of(shape.Dims.Take(rank)), new Dim[rank], Shape.Of(shape.Dims.Take(rank)));
        for (var i = 0; i < rank; i++)
            starts[i] = 0;
        for (var side = 0; side < 2; side++)
        {
            var (axis, padding, extra) = (rank - 2 + side, arguments[4 + side], arguments[6 + side]);
            var window = new Sliding(axis, Positive(name, "a stride", arguments[side]), Positive(name, "a dilation", arguments[2 + side]));
            NotNegative("padding", padding);
            NotNegative("outputPadding", extra);
            foreach (var size in new[] { shape[axis], shape[rank + side] })
            {
                if ((size - 1).IsNegative)
                    throw new ShapeException(Catalogue.Windows, name, "images and windows have rows and columns", $"here there are {size}", "give them 1 or more");
                Graph.Require(new(size - 1, $"{name} takes images and windows of 1 element or more"));
            }
            var most = Math.Max(window.Step, window.Dilation);
            if ((most - 1 - extra).IsNegative)
                throw new ShapeException(Catalogue.Windows, name, $"outputPadding is less than the stride or the dilation, here {most}", $"it is {extra}", "make it smaller");
            Graph.Require(new(most - 1 - extra, $"{name}: outputPadding is less than the stride or the dilation, here {most}"));
            whole = whole.With(axis, (shape[axis] - 1) * window.Step + (shape[rank + side] - 1) * window.Dilation + extra + 1);
            inside = inside.With(axis, whole[axis] - padding * 2);
            if ((inside[axis] - 1).IsNegative)
                throw new ShapeException(Catalogue.Windows, name, $"{padding} positions are cut off at each side of axis {axis}", $"it has {whole[axis]}", "make padding smaller");
            Graph.Require(new(inside[axis] - 1, $"{name}: {padding} positions cut off at each side leave nothing of the {whole[axis]} of axis {axis}"));
            starts[axis] = padding;
            windows.Add(window);
        }
        var sum = Graph.Add(new FoldNode(windows.ToEquatable(), EquatableArray.Of(x), whole, Graph[x].Type));
        Graph.Hint(sum, char.ToLowerInvariant(name[0]) + name.Substring(1));
        return Graph.Slice(sum, starts, [.. starts.Select(_ => 1)], inside);
    }

    void NotNegative(string what, Dim size)
    {
        if (size.IsNegative)
            throw new ShapeException(Catalogue.Windows, composite ?? "Pad", $"a {what} is 0 or more", $"here it is {size}", "write a number");
        Graph.Require(new(size, $"{composite ?? "Pad"} takes a {what} of 0 or more"));
    }

    /// <summary>Checks that an axis has what another has in each group.</summary>
    void RequireGroups(CompositeOp op, IReadOnlyList<int> inputs, GroupedAxis axis, Dim groups)
    {
        if ((groups - 1).IsNegative)
            throw new ShapeException(Catalogue.Windows, op.Surface, "groups are 1 or more", $"here they are {groups}", "write a number");
        Graph.Require(new(groups - 1, $"{op.Surface} takes 1 group or more"));
        var (x, of) = (inputs[axis.Operand], inputs[axis.Of]);
        var (has, each) = (Graph[x].Shape[axis.Axis], Graph[of].Shape[axis.OfAxis]);
        var taken = each * groups;
        if (relation.Differ(has, taken.IfExact()))
            throw Grouped(op, axis, x, of, taken.IfExact(), groups);
        if (!taken.Equals(has))
            foreach (var rest in new[] { has - taken, taken - has })
                Graph.Require(new(rest, $"{op.Surface}: axis {axis.Axis} of {Describe(x)} is not {groups} times axis {axis.OfAxis} of {Describe(of)}"));
    }

    /// <summary>Images with another number of channels than the weight takes, or a bias with another than it gives.</summary>
    ShapeException Grouped(CompositeOp op, GroupedAxis axis, int x, int weight, Dim taken, Dim groups)
    {
        string Name(int node, int operand) => names.TryGetValue(node, out var name) ? name : op.Operands[operand].Name;
        var (a, b) = (Name(x, axis.Operand), Name(weight, axis.Of));
        var (images, each) = (Graph[x].Shape, Graph[weight].Shape[axis.OfAxis]);
        var verb = axis.Operand == 0 ? "takes" : "gives";
        var channels = images[axis.Axis];
        var remedy = axis.Operand == 0 && !relation.Differ(images[images.Rank - 1], taken) ? $"move channels first: Permute({a}, 0, {images.Rank - 1}, {string.Join(", ", Enumerable.Range(1, images.Rank - 2))})"
            : axis.Operand == 0 && groups.Value is > 1 and var count && channels.Value is { } all && all % count != 0 ? $"choose groups that divide {all}"
            : axis.Operand == 0 && groups.IsOne && axis.OfAxis == 1 && Graph[weight].Shape[0].Equals(channels) ? $"weights are [out, in, …]: write {b}.Transpose(0, 1)"
            : axis.Operand == 0 ? $"declare axis {axis.OfAxis} of {b} as {(groups.IsOne ? images[axis.Axis] : images[axis.Axis] / groups)}, or bring {a} to {taken}" : $"declare {a} as [{taken}]";
        return new(Catalogue.Windows, op.Surface, $"{a} is {images} and {b} {verb} {(groups.IsOne ? "" : $"{each} times {groups}, ")}{taken} channel{(taken.IsOne ? "" : "s")}", $"axis {axis.Axis} of {a} has {images[axis.Axis]}", remedy);
    }
}
