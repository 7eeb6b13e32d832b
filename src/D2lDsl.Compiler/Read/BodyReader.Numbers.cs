using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Compiler.Read;

/// <summary>
/// Numbers that are no tensors. What constants give is known now, what sizes give as int is a size again, and everything else
/// is a rank-0 value that the kernel works out once.
/// </summary>
sealed partial class BodyReader
{
    Value Convert(IConversionOperation conversion)
    {
        var value = Read(conversion.Operand);
        var isFloating = conversion.Type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
        return (value, conversion.Type) switch
        {
            (Value.Int { Dim.Value: { } integer }, _) when isFloating => new Value.Number(integer),
            (Value.Number number, { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 }) => new Value.Int((long)number.Constant),
            (Value.Tensor tensor, { } type) when TensorType(conversion.Operand.Type) is null && Declarations.Element(type) is { } element => Cast(Use(tensor), element),
            _ => value,
        };
    }

    Value Numbers(IBinaryOperation binary, string symbol)
    {
        var (left, right) = (Read(binary.LeftOperand), Read(binary.RightOperand));
        return binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr
            ? Combine(binary, left, right) : Numbers(binary, left, right, symbol, binary.LeftOperand.Type);
    }

    Value Numbers(IOperation place, Value left, Value right, string symbol, ITypeSymbol? type = null)
    {
        var element = Declarations.Element(type ?? place.Type!) ?? ElementType.Int;
        if (!element.IsFloating() && left is Value.Int { Dim: var a } && right is Value.Int { Dim: var b })
            switch (symbol)
            {
                case "+": return new Value.Int(a + b);
                case "-": return new Value.Int(a - b);
                case "*": return new Value.Int(a * b);
                case "/" when b.Value != 0: return new Value.Int(a / b);
                case "%" when a.Value is { } x && b.Value is { } y and not 0: return new Value.Int(x % y);
                case "%" when b.Value != 0: return new Value.Int(a - a / b * b);
                case "==" when a.Equals(b): return new Value.Bool(true);
                case "!=" when a.Equals(b): return new Value.Bool(false);
            }
        if (Scalar(left) is { } p && Scalar(right) is { } q && Constant(symbol, p, q) is { } known)
            return known;
        // A number of sizes, or one that a loop changes: worked out when the kernel runs.
        if (OpTable.All.OfType<BinaryOp>().FirstOrDefault(o => o.Symbol == symbol) is { } op && left is not Value.Bool && right is not Value.Bool)
            return Of(NumberOf(place, op, Number(left, element, place), Number(right, element, place)));
        throw Unsupported(place, $"'{Text(place)}'", "its value must be known from constants and sizes");
    }

    static Value? Constant(string symbol, double x, double y) => symbol switch
    {
        "+" => new Value.Number(x + y),
        "-" => new Value.Number(x - y),
        "*" => new Value.Number(x * y),
        "/" => new Value.Number(x / y),
        "%" => new Value.Number(x % y),
        "==" => new Value.Bool(x == y),
        "!=" => new Value.Bool(x != y),
        "<" => new Value.Bool(x < y),
        "<=" => new Value.Bool(x <= y),
        ">" => new Value.Bool(x > y),
        ">=" => new Value.Bool(x >= y),
        _ => null,
    };

    /// <summary>A number as a node of an element type.</summary>
    int Number(Value value, ElementType type, IOperation place) => value switch
    {
        Value.Int integer => rules.Graph.Size(integer.Dim, type),
        Value.Number number => rules.Graph.Constant(number.Constant, type),
        Value.Bool truth when type is ElementType.Bool => rules.Graph.Constant(truth.Constant ? 1 : 0, type),
        Value.Tensor tensor => Use(Cast(Use(tensor), type)),
        _ => throw Unsupported(place, $"'{Text(place)}'", "a number is needed here"),
    };

    /// <summary><c>Math.Sqrt(x.Shape[^1])</c>: the op of that name, or its value where the arguments are constants.</summary>
    Value? MathCall(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name switch { "Max" => "Maximum", "Min" => "Minimum", var other => other };
        if (OpTable.Named(name).OfType<ElementwiseOp>().FirstOrDefault(o => o.Inputs.Count == call.Arguments.Length) is not { } op)
            return null;
        var element = Declarations.Element(call.Type!) ?? ElementType.Double;
        var nodes = call.Arguments.Select(a => Number(Read(a.Value), element, a)).ToArray();
        return Of(NumberOf(call, op, nodes));
    }

    /// <summary>A number made of others: what is known of them, such as that a size is positive, is known of it.</summary>
    int NumberOf(IOperation place, ElementwiseOp op, params int[] nodes)
    {
        var node = At(place, () => rules.Map(op, nodes));
        Made(node, new(op, [.. nodes.Select(region.Seen)], OpArguments.None, null));
        return node;
    }
}
