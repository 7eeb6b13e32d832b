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
    int Border(int x, Dim width, double fill)
    {
        if (width.Value == 0)
            return x;
        if (width.IsNegative)
            throw new ShapeException(Catalogue.Windows, composite ?? "Pad", "a padding is 0 or more", $"here it is {width}", "write a number");
        Graph.Require(new(width, $"{composite ?? "Pad"} takes a padding of 0 or more"));
        var shape = Graph[x].Shape;
        var (rows, columns) = (shape.Rank - 2, shape.Rank - 1);
        var whole = Shape.Of(shape.Dims.Select((d, i) => i >= rows ? d + width * 2 : d));
        var ones = shape.Dims.Select(_ => 1).ToEquatable();
        var inside = new Placement(shape.Dims.Select((_, i) => i >= rows ? width : 0).ToEquatable(), ones);
        if (fill == 0)
            return Graph.Add(new PlaceNode(EquatableArray.Of(inside), Tiles: false, EquatableArray.Of(x), whole, Graph[x].Type));
        // Above and below over the whole width, left and right beside x.
        var (flat, high) = (whole.With(rows, width), shape.With(columns, width));
        var number = Graph.Constant(fill, Graph[x].Type);
        Placement At(Dim row, Dim column) => new(shape.Dims.Select((_, i) => i == rows ? row : i == columns ? column : 0).ToEquatable(), ones);
        Placement[] places = [inside, At(0, 0), At(shape[rows] + width, 0), At(width, 0), At(width, shape[columns] + width)];
        int[] parts = [x, Graph.Expand(number, flat), Graph.Expand(number, flat), Graph.Expand(number, high), Graph.Expand(number, high)];
        return Graph.Add(new PlaceNode(places.ToEquatable(), Tiles: true, parts.ToEquatable(), whole, Graph[x].Type));
    }

    /// <summary>Images with another number of channels than the weight takes.</summary>
    ShapeException Channels(CompositeOp op, int x, int weight)
    {
        var (images, taken) = (Graph[x].Shape, Graph[weight].Shape[1]);
        string Name(int node, int operand) => names.TryGetValue(node, out var name) ? name : op.Operands[operand].Name;
        var remedy = !relation.Differ(images[3], taken) ? $"move channels first: Permute({Name(x, 0)}, 0, 3, 1, 2)" : $"declare axis 1 of {Name(weight, 1)} as {images[1]}, or bring {Name(x, 0)} to {taken}";
        return new(Catalogue.Windows, op.Surface, $"{Name(x, 0)} is {images} and {Name(weight, 1)} takes {taken} channel{(taken.IsOne ? "" : "s")}", $"axis 1 of {Name(x, 0)} has {images[1]}", remedy);
    }
}
