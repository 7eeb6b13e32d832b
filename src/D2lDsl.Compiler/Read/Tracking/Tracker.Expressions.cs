using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>Expressions: what is known of their values.</summary>
public sealed partial class Tracker
{
    Fact Read(IOperation? operation)
    {
        if (operation is null)
            return Fact.Unknown;
        cancel.ThrowIfCancellationRequested();
        if (operation.ConstantValue is { HasValue: true } constant && Constant(constant.Value) is { } known)
            return known;
        var fact = Evaluate(operation);
        if (!ReferenceEquals(fact, Fact.Unknown))
            return fact;
        // At least what kind of value it is.
        return Declarations.TensorArgument(operation.Type) is not null ? new Fact.Tensor(null)
            : operation.Type?.SpecialType == SpecialType.System_Int32 ? new Fact.Int(sizes.Free()) : fact;
    }

    static Fact? Constant(object? value) => value switch
    {
        bool b => new Fact.Bool(b),
        int or long or short or byte or sbyte => new Fact.Int(Convert.ToInt64(value)),
        float or double => new Fact.Number(Convert.ToDouble(value)),
        string text => new Fact.Text(text),
        null => new Fact.Null(),
        _ => null,
    };

    Fact Evaluate(IOperation operation)
    {
        switch (operation)
        {
            case IParenthesizedOperation parenthesised:
                return Read(parenthesised.Operand);
            case IConversionOperation conversion:
                return Converted(conversion);
            case ILocalReferenceOperation local:
                return Variable(local.Local, local);
            case IParameterReferenceOperation parameter:
                return Variable(parameter.Parameter, parameter);
            case IFieldReferenceOperation field:
                return Field(field);
            case IPropertyReferenceOperation property:
                return Property(property);
            case IInvocationOperation call:
                return Call(call);
            case IObjectCreationOperation creation:
                return Created(creation);
            case IBinaryOperation binary:
                return Binary(binary);
            case IUnaryOperation unary:
                return Unary(unary);
            case IConditionalOperation { WhenFalse: { } otherwise } condition:
                return Either(Condition(condition.Condition), () => Read(condition.WhenTrue), () => Read(otherwise));
            case ICoalesceOperation coalesce:
                var value = Read(coalesce.Value);
                return Either(Fact.Unknown, () => value, () => Read(coalesce.WhenNull));
            case ISwitchExpressionOperation choice:
                return Chosen(choice);
            case ISimpleAssignmentOperation assignment:
                return Assigned(assignment);
            case ICompoundAssignmentOperation compound:
                return Compound(compound);
            case IIncrementOrDecrementOperation step:
                if (VariableOf(step.Target) is { } counted)
                    Assign(counted, new Fact.Int(sizes.Free(counted.Name)));
                return Fact.Unknown;
            case IDeconstructionAssignmentOperation deconstruction:
                var whole = Read(deconstruction.Value);
                Deconstruct(deconstruction.Target, whole);
                return whole;
            case ITupleOperation tuple:
                return new Fact.Tuple(tuple.Elements.Select(Read).ToEquatable());
            case IIsPatternOperation test:
                // To ask whether there is one is not to read it.
                Quietly(() => Read(test.Value));
                return Fact.Unknown;
            case IArrayCreationOperation array:
                return Listed(array);
            case ICollectionExpressionOperation list:
                return Listed(list);
            case IArrayElementReferenceOperation element:
                return Element(element);
            case IAnonymousFunctionOperation lambda:
                Function(lambda.Symbol, lambda.Body);
                return new Fact.Function(lambda);
            case IDelegateCreationOperation creation:
                return Read(creation.Target);
            case IConditionalAccessOperation access:
                Read(access.Operation);
                return Either(Fact.Unknown, () => Read(access.WhenNotNull), () => Fact.Unknown) is Fact.Tensor ? new Fact.Tensor(null) : Fact.Unknown;
            case ILocalFunctionOperation or IBlockOperation or IVariableDeclarationGroupOperation or ILoopOperation or ISwitchOperation or ITryOperation or IReturnOperation:
                Run(operation);
                return Fact.Unknown;
            case IThrowOperation thrown:
                Read(thrown.Exception);
                return Fact.Unknown;
            default:
                foreach (var child in operation.ChildOperations)
                    Read(child);
                return Fact.Unknown;
        }
    }

    Fact Variable(ISymbol variable, IOperation place)
    {
        var fact = state[variable];
        if (fact is Fact.Tensor { IsStale: true, Owner: { } owner })
            Offer(Catalogue.Overwritten, place, null, variable.Name, owner.Name);
        return fact ?? Fact.Unknown;
    }

    Fact Converted(IConversionOperation conversion)
    {
        var value = Read(conversion.Operand);
        if (conversion.OperatorMethod is null)
            return value is Fact.Int number && conversion.Type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double
                ? number.Dim.Value is { } integer ? new Fact.Number(integer) : Fact.Unknown : value;
        if (Declarations.TensorArgument(conversion.Operand.Type) is not null && Declarations.Element(conversion.Type!) is not null)
        {
            One(value, conversion.Operand, conversion, Text(conversion));
            return Fact.Unknown;
        }
        if (Declarations.TensorArgument(conversion.Type) is not null)
            return Declarations.TensorArgument(conversion.Operand.Type) is not null ? value
                : conversion.Operand.Type is { } type && Declarations.Element(type) is not null ? new Fact.Tensor(Shape.Scalar) : Fact.Unknown;
        return conversion.Type?.Name is "ReadOnlySpan" or "Span" || conversion.OperatorMethod.ContainingType.Name == "RowsAndColumns" ? value : Fact.Unknown;
    }

    /// <summary>A value that must have one element.</summary>
    void One(Fact value, IOperation tensor, IOperation place, string text)
    {
        if (value is Fact.Tensor { Shape: { } shape } && Count(shape) is { } count && sizes.Differ(count, Dim.One))
            Report(Catalogue.Item, place, text, Describe(tensor, shape), count.ToString());
    }

    /// <summary>The number of elements; null where it is beyond all counting.</summary>
    static Dim? Count(Shape shape)
    {
        try
        {
            return shape.Count;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Arithmetic over sizes; null where numbers are too large.</summary>
    static Dim? Safe(Func<Dim> arithmetic)
    {
        try
        {
            return arithmetic();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    Fact Either(Fact test, Func<Fact> whenTrue, Func<Fact> whenFalse)
    {
        if (test is Fact.Bool { Value: var chosen })
            return chosen ? whenTrue() : whenFalse();
        var before = state;
        state = before.Copy();
        forks++;
        var a = whenTrue();
        var then = state;
        state = before;
        var b = whenFalse();
        forks--;
        state = Join(then, state);
        return Fact.Join(a, b, (_, _) => sizes.Free());
    }

    Fact Chosen(ISwitchExpressionOperation choice)
    {
        Read(choice.Value);
        var (before, after, result) = (state, (State?)null, (Fact?)null);
        foreach (var arm in choice.Arms)
        {
            state = before.Copy();
            forks++;
            var value = Read(arm.Value);
            forks--;
            if (arm.Value is IThrowOperation or IConversionOperation { Operand: IThrowOperation })
                continue;
            after = after is null ? state : Join(after, state);
            result = result is null ? value : Fact.Join(result, value, (_, _) => sizes.Free());
        }
        state = after ?? before;
        return result ?? Fact.Unknown;
    }

    /// <summary>A condition; a tensor that is one must have one element.</summary>
    Fact Condition(IOperation? condition)
    {
        if (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.True } truth)
        {
            var value = Read(truth.Operand);
            if (value is Fact.Tensor { Shape: { } shape } && Count(shape) is { } count && sizes.Differ(count, Dim.One))
                Report(Catalogue.Condition, truth.Operand, Text(truth.Operand), shape.ToString());
            return Fact.Unknown;
        }
        return Read(condition);
    }

    Fact Binary(IBinaryOperation binary)
    {
        if (Declarations.TensorArgument(binary.LeftOperand.Type) is not null || Declarations.TensorArgument(binary.RightOperand.Type) is not null)
            return TensorOperator(binary);
        var left = Read(binary.LeftOperand);
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            var isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
            if (left is Fact.Bool { Value: var decided } && decided != isAnd)
                return left;
            var right = Either(Fact.Unknown, () => Read(binary.RightOperand), () => Fact.Unknown);
            return left is Fact.Bool ? right : Fact.Unknown;
        }
        var by = Read(binary.RightOperand);
        if (binary.OperatorKind == BinaryOperatorKind.Divide && binary.Type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double)
            Divided(binary, binary.RightOperand, by);
        return (left, by) switch
        {
            (Fact.Int x, Fact.Int y) => Arithmetic(binary.OperatorKind, x.Dim, y.Dim),
            (Fact.Sizes x, Fact.Sizes y) when binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && Same(x.Shape, y.Shape) is { } same =>
                new Fact.Bool(same == (binary.OperatorKind == BinaryOperatorKind.Equals)),
            (Fact.Number x, Fact.Number y) when Calculated(binary.OperatorKind, x.Value, y.Value) is { } number => new Fact.Number(number),
            _ => Fact.Unknown,
        };
    }

    static double? Calculated(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => a + b,
        BinaryOperatorKind.Subtract => a - b,
        BinaryOperatorKind.Multiply => a * b,
        BinaryOperatorKind.Divide => a / b,
        _ => null,
    };

    /// <summary>Whether two shapes are equal; null where that depends.</summary>
    static bool? Same(Shape a, Shape b) => a.Equals(b) ? true
        : a.Rank != b.Rank || Enumerable.Range(0, a.Rank).Any(i => (a[i] - b[i]).Value is not null and not 0) ? false : null;

    static Fact Arithmetic(BinaryOperatorKind kind, Dim a, Dim b)
    {
        var value = kind switch
        {
            BinaryOperatorKind.Add => Safe(() => a + b),
            BinaryOperatorKind.Subtract => Safe(() => a - b),
            BinaryOperatorKind.Multiply => Safe(() => a * b),
            BinaryOperatorKind.Divide when b.Value is not 0 => a.Value is { } x && b.Value is { } y ? x / y : Safe(() => a / b),
            BinaryOperatorKind.Remainder when a.Value is { } x && b.Value is { } y and not 0 => x % y,
            _ => null,
        };
        if (value is not null)
            return new Fact.Int(value);
        return Safe(() => a - b)?.Value is not { } difference ? Fact.Unknown : kind switch
        {
            BinaryOperatorKind.Equals => new Fact.Bool(difference == 0),
            BinaryOperatorKind.NotEquals => new Fact.Bool(difference != 0),
            BinaryOperatorKind.LessThan => new Fact.Bool(difference < 0),
            BinaryOperatorKind.LessThanOrEqual => new Fact.Bool(difference <= 0),
            BinaryOperatorKind.GreaterThan => new Fact.Bool(difference > 0),
            BinaryOperatorKind.GreaterThanOrEqual => new Fact.Bool(difference >= 0),
            _ => Fact.Unknown,
        };
    }

    Fact Unary(IUnaryOperation unary)
    {
        if (Declarations.TensorArgument(unary.Operand.Type) is not null)
            return TensorOperator(unary);
        return (Read(unary.Operand), unary.OperatorKind) switch
        {
            (Fact.Int number, UnaryOperatorKind.Minus) => new Fact.Int(number.Dim * -1),
            (Fact.Number number, UnaryOperatorKind.Minus) => new Fact.Number(-number.Value),
            (Fact.Bool truth, UnaryOperatorKind.Not) => new Fact.Bool(!truth.Value),
            _ => Fact.Unknown,
        };
    }
}
