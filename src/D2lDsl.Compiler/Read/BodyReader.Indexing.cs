using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

sealed partial class BodyReader
{
    /// <summary>x[i, a..b]: positions and ranges, known from constants and sizes; a position may also be an int that a loop changes.</summary>
    Value Index(IPropertyReferenceOperation indexer)
    {
        var x = Tensor(indexer.Instance!);
        var places = indexer.Arguments.SelectMany(a => Elements(a.Value)).ToArray();
        var shape = rules.Graph[x].Shape;
        if (shape.HasLeading)
            throw new ReadException(new(Catalogue.LeadingAxes, [$"'{Text(indexer)}'", rules.Describe(x), "with Slice(-1, start, stop)"], indexer.Syntax.GetLocation()));
        if (places.Length > shape.Rank)
            throw new ReadException(new(Catalogue.Rank, [$"'{Text(indexer)}'", $"at most {(shape.Rank == 1 ? "1 index" : $"{shape.Rank} indices")}", $"{rules.Describe(x)} with {places.Length}"], indexer.Syntax.GetLocation()));
        var ranges = places.Select((place, axis) => Range(place, shape[axis])).ToArray();
        // Positions known only when the kernel runs are picked first, last axis first, so that the numbers of the others stay.
        for (var axis = places.Length - 1; axis >= 0; axis--)
            if (ranges[axis].Position is { } position)
                x = Pick(x, axis, Use(position), Written(places[axis], Shape.Scalar));
        return Of(Moved(x, Movements.Slice, At(indexer, () => rules.Slice(x, [.. ranges.Where(r => r.Position is null).Select(r => r.Range!)]))));
    }

    /// <summary>Concat([x, y], axis), Einsum("ik,kj->ij", x, y): tensors listed on the spot, or in a local variable.</summary>
    Value Join(IInvocationOperation call, OpInvocation invocation)
    {
        var listed = invocation.Operands[0];
        if (invocation.Operands.Count == 1 && ListOf(listed) is { } grown && invocation.Op is JoinOp join)
            return Join(grown, join, invocation.Arguments(this)!, call);
        IReadOnlyList<Value>? items = invocation.Operands.Count > 1 ? [.. invocation.Operands.Select(Read)] : Read(listed) is Value.List list ? list.Items : null;
        if (items is null || items.Any(i => i is not Value.Tensor))
            throw Unsupported(listed, $"'{Text(listed)}'", "list the tensors, as in [x, y]");
        var arguments = invocation.Arguments(this) ?? throw Unsupported(call, $"'{Text(call)}'", "its index string must be a constant");
        return Of(Call(call, invocation.Op, [.. items.Select(i => Use((Value.Tensor)i))], arguments));
    }

    /// <summary>The arguments of a params parameter.</summary>
    internal static IEnumerable<IOperation> Elements(IOperation argument) => argument switch
    {
        ICollectionExpressionOperation list => list.Elements,
        IArrayCreationOperation { Initializer: { } items } => items.ElementValues,
        IConversionOperation { Operand: ICollectionExpressionOperation or IArrayCreationOperation } conversion => Elements(conversion.Operand),
        _ => [argument],
    };

    /// <summary>What a message calls indices that have no name: their text, in parentheses where a position follows that would belong to a part of it.</summary>
    static string Written(IOperation index, Shape shape)
    {
        var text = System.Text.RegularExpressions.Regex.Replace(Bare(index).Syntax.ToString(), @"\s+", " ");
        text = text.Length <= 40 ? text : text.Substring(0, 37) + "…";
        return shape.Rank > 0 && Bare(index) is IBinaryOperation or IUnaryOperation or IConditionalOperation ? $"({text})" : text;
    }

    static IOperation Bare(IOperation place)
    {
        while (place is IConversionOperation or IParenthesizedOperation)
            place = place.ChildOperations.First();
        return place;
    }

    (AxisRange? Range, Value.Tensor? Position) Range(IOperation place, Dim size)
    {
        var bare = Bare(place);
        var text = Text(bare);
        if (bare is ITupleOperation { Elements: { Length: 2 } parts } && Bare(parts[0]) is IRangeOperation every)
            return (Stretch(text, every, size) with { Step = (int)(Known(parts[1]).Value ?? 0) }, null);
        if (bare is IRangeOperation range)
            return (Stretch(text, range, size), null);
        if (bare is not IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } && Read(bare) is Value.Tensor { } position && rules.Graph[Use(position)].Type == ElementType.Int)
            return (null, position);
        var at = bare is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } ? Bound(bare, size) : OpRules.FromEnd(Known(bare), size);
        return (new(text, at, at + 1, Keeps: false), null);
    }

    AxisRange Stretch(string text, IRangeOperation range, Dim size) =>
        new(text, range.LeftOperand is { } left ? Bound(left, size) : 0, range.RightOperand is { } right ? Bound(right, size) : size);

    /// <summary>One end of a range, or a position counted from the end: <c>2</c>, <c>^1</c>.</summary>
    Dim Bound(IOperation bound, Dim size) => Bare(bound) is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat ? size - Known(hat.Operand) : Known(Bare(bound));

    Dim Known(IOperation place) => Read(Bare(place)) is Value.Int number ? number.Dim
        : throw Unsupported(place, $"The index '{Text(place)}'", "index by ints made of constants and sizes, ^1 and ranges of them; an int that a loop changes picks one position");

    /// <summary>One position along an axis, an int of rank 0 that the kernel knows when it runs; negative counts from the end.</summary>
    int Pick(int x, int axis, int position, string written)
    {
        var shape = rules.Graph[x].Shape;
        var size = rules.Graph.Size(shape[axis], ElementType.Int);
        var zero = rules.Graph.Constant(0, ElementType.Int);
        var name = rules.Graph.NameOf(position);
        written = rules.Graph.IsNamed(position) ? "" : written;
        position = rules.Map(Selection.Where, rules.Map(Comparisons.Less, position, zero), rules.Map(Arithmetic.Add, position, size), position);
        var index = rules.Graph.Reshape(position, Shape.Of(shape.Dims.Select(_ => Dim.One)));
        if (name is not null)
            rules.Graph.Name(index, name);
        var picked = rules.Graph.Add(new GatherNode(axis, Reverses: false, written, EquatableArray.Of(x, index), shape.With(axis, 1), rules.Graph[x].Type));
        return rules.Graph.Reshape(picked, Shape.Of(shape.Dims.Where((_, i) => i != axis)));
    }
}
