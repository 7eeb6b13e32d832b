using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

/// <summary>
/// Lists that grow: what the turns of a loop add lies in one tensor, a part for each turn, and a list is only how the model says so. It is
/// a value like any other here: adding to it makes another.
/// </summary>
sealed partial class BodyReader
{
    const string OfLists = "add tensors to a list where it is declared or in for loops, and give it to Stack or Concat behind them";

    bool IsList(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "List", TypeArguments.Length: 1 } list
        && list.ContainingNamespace.ToDisplayString() == "System.Collections.Generic" && TensorType(list.TypeArguments[0]) is not null;

    /// <summary>new List&lt;Tensor&lt;float&gt;&gt;(), with or without elements.</summary>
    Value NewList(IObjectCreationOperation creation)
    {
        var items = new List<Value.Part>();
        foreach (var element in creation.Initializer?.Initializers ?? [])
            items.Add(element is IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 1 } added } ? Part(added[0].Value)
                : throw Unsupported(element, $"'{Text(element)}'", "list tensors"));
        return new Value.Growing(items);
    }

    /// <summary>[], [a, b] as a list.</summary>
    Value NewList(ICollectionExpressionOperation listed) => new Value.Growing([.. listed.Elements.Select(Part)]);

    Value.Part Part(IOperation item) => new(Of(Tensor(item)), null);

    /// <summary>The list that an expression names; null where it is none.</summary>
    Value.Growing? ListOf(IOperation operation) => Bare(operation) is ILocalReferenceOperation { Local: var local } && variables.TryGetValue(local, out var value) ? value as Value.Growing : null;

    /// <summary>outputs.Add(h), outputs.Count.</summary>
    Value ListCall(IInvocationOperation call)
    {
        if (ListOf(call.Instance!) is not { } list || call is not { TargetMethod.Name: "Add", Arguments: { Length: 1 } added })
            throw Unsupported(call, $"'{Text(call)}'", OfLists);
        variables[((ILocalReferenceOperation)Bare(call.Instance!)).Local] = list with { Parts = [.. list.Parts, Part(added[0].Value)] };
        return new Value.None();
    }

    /// <summary>How many elements a list has; each part of a loop's has one a turn.</summary>
    Value Count(Value.Growing list, IOperation place) =>
        new Value.Int(Known(list, place).Aggregate(Dim.Constant(0), (sum, part) => sum + (part.Count ?? 1)));

    IReadOnlyList<Value.Part> Known(Value.Growing list, IOperation place) => !list.Goes ? list.Parts
        : throw Unsupported(place, $"Reading the list in '{Text(place)}' inside of the loop that adds to it", "read it behind the loop, and carry what the next turn needs in a variable");

    /// <summary>outputs[0], outputs[^1], outputs[t].</summary>
    Value Element(Value.Growing list, IOperation place, IOperation at)
    {
        var parts = Known(list, place);
        var index = Bare(at);
        if (parts.All(p => p.Count is null) && Read(index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat ? hat.Operand : index) is Value.Int { Dim.Value: { } number })
        {
            var known = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } ? parts.Count - number : number;
            return known >= 0 && known < parts.Count ? Of(Use(parts[(int)known].Tensor))
                : throw Unsupported(place, $"'{Text(place)}'", $"the list has {parts.Count} elements, so indices run from 0 to {parts.Count - 1}");
        }
        var whole = Whole(list, place);
        var size = rules.Graph[whole].Shape[0];
        if (index is not IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } && Read(index) is Value.Tensor position)
            return Of(Pick(whole, 0, Use(position), Written(index, Shape.Scalar)));
        var start = Bound(index, size);
        return Of(Moved(whole, Movements.Slice, At(place, () => rules.Slice(whole, [new(Text(index), start, start + 1, Keeps: false)]))));
    }

    /// <summary>All elements of a list along a new first axis.</summary>
    int Whole(Value.Growing list, IOperation place) => Use((Value.Tensor)Join(list, Assembly.Stack, OpArguments.None with { Axes = new Dictionary<string, IReadOnlyList<int>?> { [Argument.Axis.Name] = [0] } }, place));

    /// <summary>Stack(outputs, axis), Concat(outputs, axis): what loops have added lies along a first axis already.</summary>
    Value Join(Value.Growing list, JoinOp op, OpArguments arguments, IOperation place)
    {
        var parts = Known(list, place);
        if (parts.All(p => p.Count is null))
            return Of(Call(place, op, [.. parts.Select(p => Use(p.Tensor))], arguments));
        var given = arguments.Axes[Argument.Axis.Name]![0];
        var rank = rules.Graph[Use(parts[0].Tensor)].Shape.Rank - (parts[0].Count is null ? 0 : 1) + (op.IsNewAxis ? 1 : 0);
        var axis = given < 0 ? given + rank : given;
        // A mistake in the axis, or in shapes that do not fit, is one of the parts as they would be alone.
        if (axis < 0 || axis >= rank)
            return Of(Call(place, op, [.. parts.Select(p => p.Count is null ? Use(p.Tensor) : Pick(Use(p.Tensor), 0, rules.Graph.Constant(0, ElementType.Int), ""))], arguments));
        var along = OpArguments.None with { Axes = new Dictionary<string, IReadOnlyList<int>?> { [Argument.Axis.Name] = [axis] } };
        return Of(parts.Count == 1 ? Laid(parts[0]) : Call(place, op.IsNewAxis ? Assembly.Concat : op, [.. parts.Select(Laid)], along));

        // The axis of the turns goes to where the elements are joined.
        int Laid(Value.Part part)
        {
            var x = Use(part.Tensor);
            if (part.Count is null)
                return op.IsNewAxis ? rules.Graph.Reshape(x, Shape.Of([.. rules.Graph[x].Shape.Dims.Take(axis), 1, .. rules.Graph[x].Shape.Dims.Skip(axis)])) : x;
            var shape = rules.Graph[x].Shape;
            var moved = rules.Graph.Permute(x, [.. Enumerable.Range(1, axis), 0, .. Enumerable.Range(axis + 1, shape.Rank - axis - 1)]);
            return op.IsNewAxis ? moved
                : rules.Graph.Reshape(moved, Shape.Of([.. shape.Dims.Skip(1).Take(axis), shape[0] * shape[axis + 1], .. shape.Dims.Skip(axis + 2)]));
        }
    }

    /// <summary>What a turn adds to a list as one tensor, and how many elements these are; null where it adds nothing.</summary>
    (int Node, Dim Count, bool IsOne)? Added(Value list, ISymbol variable, IOperation place)
    {
        if (list is not Value.Growing { Goes: true } grown)
            throw Unsupported(place, $"The list {Named(variable)}, which a turn of the loop replaces", OfLists);
        if (grown.Parts.Count == 0)
            return null;
        var added = grown with { Goes = false };
        if (grown.Parts.Count == 1 && grown.Parts[0].Count is null)
            return (Use(grown.Parts[0].Tensor), Dim.One, true);
        var whole = Whole(added, place);
        return (whole, rules.Graph[whole].Shape[0], false);
    }

    /// <summary>How often a for loop turns, where sizes say so; null where they do not.</summary>
    Dim? Turns(ILoopOperation statement, IReadOnlyList<ISymbol> changed)
    {
        if (statement is not IForLoopOperation { Condition: { } condition, AtLoopBottom: { Length: 1 } bottoms } || bottoms[0] is not IExpressionStatementOperation { Operation: var bottom }
            || Bare(condition) is not IBinaryOperation { OperatorKind: var kind, LeftOperand: var left, RightOperand: var right })
            return null;
        if (Bare(left) is not ILocalReferenceOperation)
            (left, right, kind) = (right, left, kind switch
            {
                BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
                BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
                BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
                BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
                _ => kind,
            });
        if (Bare(left) is not ILocalReferenceOperation { Local: var counter } || !variables.TryGetValue(counter, out var from) || from is not Value.Int { Dim: var start }
            || right.DescendantsAndSelf().Any(o => o is ILocalReferenceOperation { Local: var local } && changed.Contains(local, SymbolEqualityComparer.Default))
            || Assigned([statement.Body]).Contains(counter, SymbolEqualityComparer.Default)
            || Step(bottom, counter) is not { } step || Read(right) is not Value.Int { Dim: var limit })
            return null;
        var distance = (kind, step > 0) switch
        {
            (BinaryOperatorKind.LessThan, true) => limit - start,
            (BinaryOperatorKind.LessThanOrEqual, true) => limit - start + 1,
            (BinaryOperatorKind.GreaterThan, false) => start - limit,
            (BinaryOperatorKind.GreaterThanOrEqual, false) => start - limit + 1,
            _ => null,
        };
        return distance is null ? null : (distance + (Math.Abs(step) - 1)) / Math.Abs(step);
    }

    /// <summary>t++, t--, t += 2, t = t + 2: by how much a counter moves.</summary>
    static long? Step(IOperation bottom, ILocalSymbol counter)
    {
        bool Is(IOperation target) => Bare(target) is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, counter);
        static long? Number(IOperation value) => value.ConstantValue is { HasValue: true, Value: int number } && number != 0 ? number : null;
        return bottom switch
        {
            IIncrementOrDecrementOperation step when Is(step.Target) => step.Kind == OperationKind.Increment ? 1 : -1,
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } add when Is(add.Target) => Number(add.Value),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } minus when Is(minus.Target) => -Number(minus.Value),
            ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum } set when Is(set.Target) && Is(sum.LeftOperand) => Number(sum.RightOperand),
            ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } less } set when Is(set.Target) && Is(less.LeftOperand) => -Number(less.RightOperand),
            _ => null,
        };
    }
}
