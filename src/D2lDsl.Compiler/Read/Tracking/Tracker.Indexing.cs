using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Parts of tensors, of shapes, of arrays.</summary>
public sealed partial class Tracker
{
    /// <summary>x[i, a..b]</summary>
    Fact Index(IPropertyReferenceOperation indexer)
    {
        var x = Read(indexer.Instance);
        var places = indexer.Arguments.SelectMany(a => BodyReader.Elements(a.Value)).ToArray();
        if (x is not Fact.Tensor { Shape: { } shape } tensor || Declarations.TensorType(indexer.Instance!.Type) is not { } type)
        {
            foreach (var place in places)
                Read(place);
            return Fact.Unknown;
        }
        if (tensor.IsEmpty && !IsTarget(indexer))
            Report(Catalogue.Uninitialised, indexer.Instance!, Text(indexer.Instance!));
        if (places.Length > shape.Rank)
        {
            Report(Catalogue.Rank, indexer, $"'{Text(indexer)}'", $"at most {(shape.Rank == 1 ? "1 index" : $"{shape.Rank} indices")}", $"{Describe(indexer.Instance!, shape)} with {places.Length}");
            return Fact.Unknown;
        }
        var ranges = places.Select((place, axis) => Range(place, shape[axis])).ToArray();
        for (var axis = 0; axis < places.Length; axis++)
            if (counting.Count > 0 && ranges[axis] is { } range && GoesBeyond(indexer, places[axis], range.Keeps ? range.Stop : range.Start, axis, shape, isEnd: range.Keeps))
                return Fact.Unknown;
        if (ranges.Any(r => r is null))
            return Fact.Unknown;
        try
        {
            var rules = new OpRules(new GraphBuilder(), sizes);
            var node = Node(rules, indexer.Instance!, x, type, 0);
            var part = rules.Graph[rules.Slice(node, [.. ranges.Select(r => r!)])].Shape;
            return new Fact.Tensor(part)
            {
                Seen = Moved(Ops.Movements.Slice, tensor, part),
                ViewOf = tensor.ViewOf ?? VariableOf(indexer.Instance),
                Owner = tensor.Owner,
            };
        }
        catch (ShapeException error)
        {
            Report(error.Entry, indexer, [.. error.Arguments]);
            return Fact.Unknown;
        }
        catch (OverflowException)
        {
            return Fact.Unknown;
        }
    }

    static bool IsTarget(IOperation operation) => operation.Parent is IAssignmentOperation assignment && assignment.Target == operation;

    /// <summary>What one place of an index takes; null where that is not known.</summary>
    AxisRange? Range(IOperation place, Dim size)
    {
        var bare = Bare(place);
        if (bare is IRangeOperation range)
            return (range.LeftOperand is { } left ? Bound(left, size) : 0, range.RightOperand is { } right ? Bound(right, size) : size) is ({ } from, { } to)
                ? new(Text(bare), from, to) : null;
        if (bare.Type?.Name is "Range" or "Index" && bare is not IUnaryOperation)
        {
            Read(bare);
            return null;
        }
        if (bare is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat })
            return Bound(bare, size) is { } back ? new(Text(bare), back, back + 1, Keeps: false) : null;
        return Bound(bare, size) is { } at ? new(Text(bare), OpRules.FromEnd(at, size), OpRules.FromEnd(at, size) + 1, Keeps: false) : null;
    }

    /// <summary>One end of a range, or a position counted from the end: <c>2</c>, <c>^1</c>.</summary>
    Dim? Bound(IOperation bound, Dim size) => Bare(bound) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat => Read(hat.Operand) is Fact.Int fromEnd ? size - fromEnd.Dim : null,
        var position => Read(position) is Fact.Int number ? number.Dim : null,
    };

    /// <summary>A size of a shape: <c>x.Shape[0]</c>, <c>x.Shape[^1]</c>.</summary>
    Fact SizeAt(Shape shape, IOperation index, IOperation place)
    {
        var bare = Bare(index);
        var fromEnd = bare is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };
        if (Read(bare is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat ? hat.Operand : bare) is not Fact.Int { Dim.Value: { } number })
            return Fact.Unknown;
        var axis = fromEnd || number < 0 ? shape.Rank - Math.Abs(number) : number;
        if (axis >= 0 && axis < shape.Rank)
            return new Fact.Int(shape[(int)axis]);
        Report(Catalogue.Axis, place, "Shape", (fromEnd ? -number : number).ToString(), shape.ToString(), shape.Rank == 0 ? "none: it is a scalar" : $"0 to {shape.Rank - 1}");
        return Fact.Unknown;
    }

    Fact Element(IArrayElementReferenceOperation element)
    {
        var array = Read(element.ArrayReference);
        var indices = element.Indices.Select(Read).ToArray();
        return array is Fact.List { Items: var items } && indices.Length == 1 && indices[0] is Fact.Int { Dim.Value: { } at } && at >= 0 && at < items.Count && IsFixed(element.ArrayReference)
            ? items[(int)at] : Fact.Unknown;
    }

    /// <summary>An array whose elements nothing in the body replaces.</summary>
    bool IsFixed(IOperation array) => VariableOf(array) is not { } variable || (following.Count == 0 && variable is ILocalSymbol && root is not null && !root.Descendants().Any(o => o switch
    {
        IAssignmentOperation { Target: IArrayElementReferenceOperation target } => SymbolEqualityComparer.Default.Equals(VariableOf(target.ArrayReference), variable),
        IArgumentOperation argument => SymbolEqualityComparer.Default.Equals(VariableOf(argument.Value), variable),
        _ => false,
    }));
}
