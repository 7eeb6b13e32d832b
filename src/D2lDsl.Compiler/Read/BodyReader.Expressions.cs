using System.Globalization;
using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

sealed partial class BodyReader
{
    /// <summary>The value of an expression; what it adds to the graph is written where it is.</summary>
    Value Read(IOperation operation)
    {
        if (!keepsLines)
            return ReadValue(operation);
        var (graph, outer) = (rules.Graph, rules.Graph.At);
        graph.At = SourceLines.Of(operation.Syntax);
        try
        {
            return ReadValue(operation);
        }
        finally
        {
            graph.At = outer;
        }
    }

    Value ReadValue(IOperation operation)
    {
        cancel.ThrowIfCancellationRequested();
        if (operation.ConstantValue is { HasValue: true } constant && Constant(constant.Value) is { } known)
            return known;
        return operation switch
        {
            IParenthesizedOperation parenthesised => Read(parenthesised.Operand),
            IConversionOperation { OperatorMethod: null } conversion => Convert(conversion),
            IConversionOperation conversion when TensorType(conversion.Type) is { } type && TensorType(conversion.Operand.Type) is null => Of(Number(Read(conversion.Operand), type, conversion)),
            IConversionOperation { Type.Name: "ReadOnlySpan" or "Span" } or IConversionOperation { OperatorMethod.ContainingType.Name: "RowsAndColumns" } => Read(((IConversionOperation)operation).Operand),
            ILocalReferenceOperation local when ListOf(local) is not null => throw Unsupported(local, $"The list '{local.Local.Name}' here", OfLists),
            ILocalReferenceOperation local => Variable(local.Local, local),
            IParameterReferenceOperation parameter => Variable(parameter.Parameter, parameter),
            IPropertyReferenceOperation property => Property(property),
            IImplicitIndexerReferenceOperation end when ListOf(end.Instance) is { } list => Element(list, end, end.Argument),
            IFieldReferenceOperation { Instance: { Type.IsTupleType: true } tuple } field when Read(tuple) is Value.Tuple items => items.Items[Place(field.Field)],
            IFieldReferenceOperation field => Member(field.Instance, field.Field) ?? Variable(field.Field, field),
            IArrayElementReferenceOperation element => Element(element),
            IInvocationOperation invocation => Call(invocation),
            IBinaryOperation binary => Binary(binary),
            IUnaryOperation unary => Unary(unary),
            IConditionalOperation { WhenFalse: { } otherwise } condition => Condition(condition.Condition) is Value.Tensor test
                ? Branch(test, () => Read(condition.WhenTrue), () => Read(otherwise), condition)
                : Read(((Value.Bool)Condition(condition.Condition)).Constant ? condition.WhenTrue : otherwise),
            ISwitchExpressionOperation choice => Switch(choice),
            IIncrementOrDecrementOperation step => Increment(step),
            ITupleOperation tuple => new Value.Tuple([.. tuple.Elements.Select(Read)]),
            ISimpleAssignmentOperation assignment => Assignment(assignment),
            IDeconstructionAssignmentOperation deconstruction => Deconstruct(deconstruction.Target, Read(deconstruction.Value)),
            ICompoundAssignmentOperation compound => Compound(compound),
            IArrayCreationOperation { Initializer: { } items } => new Value.List([.. items.ElementValues.Select(Read)]),
            ICollectionExpressionOperation list when IsList(list.Type) => NewList(list),
            IObjectCreationOperation creation when IsList(creation.Type) => NewList(creation),
            ICollectionExpressionOperation list => new Value.List([.. list.Elements.Select(Read)]),
            IDeclarationExpressionOperation declaration => Read(declaration.Expression),
            IDefaultValueOperation or ILiteralOperation { ConstantValue: { HasValue: true, Value: null } } => new Value.None(),
            _ => throw Unsupported(operation, $"'{Text(operation)}'", "use ops on tensors, ints made of sizes, locals and calls of other models"),
        };
    }

    /// <summary>Which member of a tuple a field is, by name or as Item1.</summary>
    internal static int Place(IFieldSymbol field) =>
        int.Parse((field.CorrespondingTupleField ?? field).Name.Substring("Item".Length), CultureInfo.InvariantCulture) - 1;

    static Value? Constant(object? value) => value switch
    {
        bool b => new Value.Bool(b),
        int or long or short or byte or sbyte => new Value.Int(System.Convert.ToInt64(value)),
        float or double => new Value.Number(System.Convert.ToDouble(value)),
        _ => null,
    };

    static double? Scalar(Value value) => value switch
    {
        Value.Number number => number.Constant,
        Value.Int { Dim.Value: { } integer } => integer,
        Value.Bool truth => truth.Constant ? 1 : 0,
        _ => null,
    };

    Value Variable(ISymbol symbol, IOperation operation) => variables.TryGetValue(symbol, out var value) ? value
        : symbol is IFieldSymbol { IsConst: true } ? throw Unsupported(operation, $"The constant {symbol.Name}", "use a number, an int or a bool")
        : throw Unsupported(operation, $"'{Text(operation)}'", symbol is ILocalSymbol ? "give it a value where it is declared"
            : "a model sees its parameters, its locals and the [Parameter] properties of its module");

    Value Property(IPropertyReferenceOperation property)
    {
        if (property.Property.IsIndexer && Declarations.TensorType(property.Instance?.Type) is not null)
            return Index(property);
        var symbol = property.Property.PartialDefinitionPart ?? property.Property;
        if (property.Instance is { } list && ListOf(list) is { } grown)
            return property.Property.IsIndexer ? Element(grown, property, property.Arguments[0].Value) : property.Property.Name == "Count" ? Count(grown, property) : throw Unsupported(property, $"'{Text(property)}'", OfLists);
        if (Member(property.Instance, symbol) is { } member)
            return member;
        if (property is { Property.Name: "Length", Instance: { Type: IArrayTypeSymbol } array } && Read(array) is Value.List items)
            return new Value.Int(items.Items.Count);
        if (property.Instance is { } instance && TensorType(instance.Type) is not null && property.Arguments.Length == 0)
        {
            var tensor = Tensor(instance);
            var shape = rules.Graph[tensor].Shape;
            switch (symbol.Name)
            {
                case "Shape": return new Value.Sizes(shape);
                case "Rank" when !shape.HasLeading: return new Value.Int(shape.Rank);
                case "Length": return new Value.Int(shape.Count);
                case "T": return Of(Moved(tensor, Movements.Transpose, rules.Graph.Permute(tensor, [.. Enumerable.Range(0, shape.Rank).Reverse()])));
            }
        }
        if (property.Instance is { } owner && property.Arguments.Length == 0 && owner.Type?.Name == "Shape" && Read(owner) is Value.Sizes whole)
            switch (symbol.Name)
            {
                case "Rank": return new Value.Int(whole.Shape.Rank);
                case "ElementCount": return new Value.Int(whole.Shape.Count);
            }
        if (property.Instance is { } sizes && property.Arguments.Length == 1 && Read(sizes) is Value.Sizes { Shape: var of })
            return new Value.Int(of[AxisOf(property.Arguments[0].Value, of, property)]);
        throw Unsupported(property, $"'{Text(property)}'", "use the properties Shape, Rank, Length and T of tensors, and the [Parameter] properties of the module");
    }

    /// <summary>An axis given as <c>1</c> or <c>^1</c>.</summary>
    int AxisOf(IOperation index, Shape shape, IOperation place)
    {
        if (index is IConversionOperation { Operand: IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } wrapped })
            index = wrapped;
        var (operand, fromEnd) = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat ? (hat.Operand, true) : (index, false);
        var axis = Read(operand) is Value.Int { Dim.Value: { } number } ? (int)number : throw Unsupported(place, $"'{Text(place)}'", "index a shape by a constant");
        if (shape.HasLeading && (!fromEnd || axis >= shape.Rank))
            throw new ReadException(new(Catalogue.LeadingAxes, ["Shape", shape.ToString(), "^1"], place.Syntax.GetLocation()));
        axis = fromEnd ? shape.Rank - axis : axis;
        return axis >= 0 && axis < shape.Rank ? axis
            : throw new ReadException(new(Catalogue.Axis, ["Shape", axis.ToString(), shape.ToString(), $"0 to {shape.Rank - 1}"], place.Syntax.GetLocation()));
    }

    int Tensor(IOperation operation) => Read(operation) is Value.Tensor tensor ? region.Use(tensor)
        : throw Unsupported(operation, $"'{Text(operation)}'", "a tensor is needed here");

    /// <summary>A tensor, or a number as a constant of the other operand's element type.</summary>
    int Operand(IOperation operation, ElementType? type) => Operand(operation, Read(operation), type);

    int Operand(IOperation operation, Value value, ElementType? type) => value switch
    {
        Value.Tensor tensor => TensorType(operation.Type) is null && type is { } wanted ? Use(Cast(region.Use(tensor), wanted)) : region.Use(tensor),
        Value.Int { Dim: var dim } when type is { } t => rules.Graph.Size(dim, t),
        _ when type is { } t && Scalar(value) is { } number => rules.Graph.Constant(number, t),
        _ => throw Unsupported(operation, $"'{Text(operation)}'", "a tensor or a number is needed here"),
    };

    Value Binary(IBinaryOperation binary)
    {
        var symbol = Symbol(binary.OperatorKind);
        if (TensorType(binary.LeftOperand.Type) is null && TensorType(binary.RightOperand.Type) is null)
            return Numbers(binary, symbol);
        // Between truth values of one element each; one of more elements is no condition.
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
            return Combine(binary, Condition(binary.LeftOperand), Condition(binary.RightOperand));
        if (IsRefused(binary))
            throw new ReadException(Unsupported(binary, $"'{Text(binary)}'", "give both sides one element type").Finding with { IsSaid = true });
        if (OpTable.All.OfType<BinaryOp>().FirstOrDefault(o => o.Symbol == symbol) is not { } op)
            throw Unsupported(binary, $"The operator in '{Text(binary)}'", "use the ops of D2lDsl.Ops");
        var type = TensorType(binary.LeftOperand.Type) ?? TensorType(binary.RightOperand.Type);
        if (symbol == "^" && type is not ElementType.Bool)
        {
            var power = $"Pow({binary.LeftOperand.Syntax}, {binary.RightOperand.Syntax})";
            throw new ReadException(new(Catalogue.PowerOperator, [Text(binary), power], binary.Syntax.GetLocation()) { Replacement = power });
        }
        var (left, right) = (Operand(binary.LeftOperand, type), Operand(binary.RightOperand, type));
        return Of(Call(binary, op, [left, right], OpArguments.None));
    }

    /// <summary>True where C# has no such operator for these types, which it says itself.</summary>
    internal static bool IsRefused(IBinaryOperation binary) => binary.OperatorMethod is null && (Declarations.TensorType(binary.LeftOperand.Type), Declarations.TensorType(binary.RightOperand.Type)) switch
    {
        ({ } left, { } right) => left != right,
        _ => binary is { OperatorKind: not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.ExclusiveOr) },
    };

    internal static string Symbol(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "+",
        BinaryOperatorKind.Subtract => "-",
        BinaryOperatorKind.Multiply => "*",
        BinaryOperatorKind.Divide => "/",
        BinaryOperatorKind.Remainder => "%",
        BinaryOperatorKind.Equals => "==",
        BinaryOperatorKind.NotEquals => "!=",
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        BinaryOperatorKind.ExclusiveOr => "^",
        _ => "",
    };

    Value Unary(IUnaryOperation unary)
    {
        var value = Read(unary.Operand);
        var symbol = unary.OperatorKind switch { UnaryOperatorKind.Minus => "-", UnaryOperatorKind.Not => "!", _ => "" };
        if (value is Value.Tensor tensor && OpTable.All.OfType<UnaryOp>().FirstOrDefault(o => o.Symbol == symbol) is { } op)
            return Of(Call(unary, op, [region.Use(tensor)], OpArguments.None));
        return (value, symbol) switch
        {
            (Value.Int { Dim: var dim }, "-") => new Value.Int(dim * -1),
            (Value.Bool truth, "!") => new Value.Bool(!truth.Constant),
            _ when unary.OperatorKind == UnaryOperatorKind.Plus => value,
            _ => throw Unsupported(unary, $"'{Text(unary)}'", "use the ops of D2lDsl.Ops"),
        };
    }

    Value Assignment(ISimpleAssignmentOperation assignment)
    {
        var value = Read(assignment.Value);
        if (assignment.Target is IDiscardOperation)
            return value;
        if (assignment.Target is ILocalReferenceOperation local)
            Assign(local.Local, value);
        else if (assignment.Target is IParameterReferenceOperation parameter)
            Assign(parameter.Parameter, value);
        else
            throw new ReadException(new(Catalogue.Immutable, [$"'{Text(assignment)}'",
                assignment.Target is IPropertyReferenceOperation { Instance: { } listed } by && by.Arguments.SelectMany(a => a.DescendantsAndSelf()).Any(o => o is ILocalReferenceOperation { Local: var counter } && variables.TryGetValue(counter, out var at) && at is Value.Tensor)
                    ? $"'{Text(listed)}.Add({Text(assignment.Value)})' with '{Text(listed)}' a List of tensors, and 'Stack({Text(listed)})' behind the loop"
                : assignment.Target is IPropertyReferenceOperation { Instance: { } whole } ? $"'{Text(whole)} = Where(…, {Text(assignment.Value)}, {Text(whole)})' with a condition that holds where the new value goes" : "the new value to a local variable"], assignment.Syntax.GetLocation()));
        return value;
    }

    Value Deconstruct(IOperation target, Value value)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        switch (target)
        {
            case ITupleOperation tuple:
                IReadOnlyList<Value> items = value switch
                {
                    Value.Tuple t => t.Items,
                    Value.List l => l.Items,
                    Value.Sizes { Shape.HasLeading: false } s => [.. s.Shape.Dims.Select(d => new Value.Int(d))],
                    _ => [],
                };
                if (items.Count != tuple.Elements.Length)
                    throw Unsupported(tuple, $"'{Text(tuple)}' for {items.Count} values", "name as many variables as there are");
                for (var i = 0; i < items.Count; i++)
                    Deconstruct(tuple.Elements[i], items[i]);
                break;
            case ILocalReferenceOperation local:
                Assign(local.Local, value);
                break;
            case IParameterReferenceOperation parameter:
                Assign(parameter.Parameter, value);
                break;
            case IDiscardOperation:
                break;
            default:
                throw Unsupported(target, $"'{Text(target)}'", "deconstruct into local variables");
        }
        return value;
    }

    Value Compound(ICompoundAssignmentOperation compound)
    {
        if (TensorType(compound.Target.Type) is not null)
            throw new ReadException(new(Catalogue.Immutable, [$"'{Text(compound)}'",
                $"'{Text(compound.Target)} = {Text(compound.Target)} {Symbol(compound.OperatorKind)} {Text(compound.Value)}'"], compound.Syntax.GetLocation()));
        if (compound.Target is not ILocalReferenceOperation { Local: var variable })
            throw Unsupported(compound, $"'{Text(compound)}'", $"write '{Text(compound.Target)} = …'");
        var value = Numbers(compound, Read(compound.Target), Read(compound.Value), Symbol(compound.OperatorKind));
        Assign(variable, value);
        return value;
    }

    /// <summary>Runs a shape rule; what it finds wrong is wrong here.</summary>
    static T At<T>(IOperation place, Func<T> rule)
    {
        try
        {
            return rule();
        }
        catch (ShapeException error)
        {
            throw new ReadException(new(error.Entry, error.Arguments, place.Syntax.GetLocation()));
        }
    }
}
