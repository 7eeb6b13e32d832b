using System.Globalization;
using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>
/// Writes a scalar expression as C#, for single elements or for vectors. Both call the same functions by the same names, so the
/// two versions of a loop read alike.
/// </summary>
/// <param name="functions">The class that has the functions, in place of the CPU runtime's.</param>
public sealed class ScalarCode(ElementType type, Form form, Func<int, Code> operand, Func<double, ElementType, string> constant, string? functions = null)
{
    /// <summary>Writes the quotient of a dividend and a divisor that is the same for many elements; null for another divisor.</summary>
    public Func<Scalar, Func<string, string>?>? Quotient { get; init; }

    /// <summary>The name under which an expression has been computed already; null for another expression.</summary>
    public Func<Scalar, string?>? Known { get; init; }

    /// <summary>True where 1 + erf(x) may be one function: cheaper, and no less exact.</summary>
    public bool JoinsErrors { get; init; }

    public Code Write(Scalar expression) => expression switch
    {
        Scalar.Apply known when Known?.Invoke(known) is { } name => new(name, form, type),
        Scalar.Arg arg => operand(arg.Index),
        Scalar.Const number => Number(number.Value, type),
        Scalar.Apply apply => Apply(apply),
        _ => throw new InvalidOperationException(),
    };

    Code Number(double value, ElementType of) => form == Form.Single ? new(Literal(value, of), Form.Single, of) : new(constant(value, of), Form.Vector, of);

    /// <summary>The literal of a number in an element type.</summary>
    public static string Literal(double value, ElementType type) => type switch
    {
        ElementType.Bool => value != 0 ? "true" : "false",
        ElementType.Float or ElementType.Double when double.IsNaN(value) => $"{type.Keyword()}.NaN",
        ElementType.Float or ElementType.Double when double.IsInfinity(value) => $"{type.Keyword()}.{(value > 0 ? "Positive" : "Negative")}Infinity",
        ElementType.Float => ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f",
        ElementType.Double => value.ToString("R", CultureInfo.InvariantCulture) + "d",
        ElementType.Long => value.ToString("F0", CultureInfo.InvariantCulture) + "L",
        _ => value.ToString("F0", CultureInfo.InvariantCulture),
    };

    Code Apply(Scalar.Apply apply)
    {
        if (apply.Primitive == Primitive.Select)
            return Select(Write(apply.Operands[0]), apply.Operands[1], apply.Operands[2]);
        if (apply.Primitive == Primitive.Cast)
            return Cast(Write(apply.Operands[0]));
        if (apply.Primitive == Primitive.Divide && Quotient?.Invoke(apply.Operands[1]) is { } quotient)
            return Write(apply.Operands[0]) is var dividend ? dividend with { Text = quotient(dividend.Text) } : default;
        if (JoinsErrors && apply.AddedToOne is Scalar.Apply { Primitive: Primitive.Erf } erf)
            return Call("OnePlusErf", Write(erf.Operands[0]));
        var (a, b) = Pair(apply.Operands);
        return apply.Primitive switch
        {
            Primitive.Add => Operator("+", a, b),
            Primitive.Subtract => Operator("-", a, b),
            Primitive.Multiply => Operator("*", a, b),
            Primitive.Divide => Operator("/", a, b),
            Primitive.Negate => Narrow(a with { Text = a.Text[0] == '-' ? $"-({a.Text})" : $"-{a.Text}" }),
            Primitive.Less => Compare("<", "LessThan", a, b),
            Primitive.LessOrEqual => Compare("<=", "LessThanOrEqual", a, b),
            Primitive.Equal => Compare("==", "Equals", a, b),
            Primitive.And => a with { Text = $"({a.Text} & {b.Text})" },
            Primitive.Or => a with { Text = $"({a.Text} | {b.Text})" },
            Primitive.Not => a with { Text = form == Form.Single ? $"!{a.Text}" : $"~{a.Text}" },
            Primitive.Minimum => Call("Min", a, b),
            Primitive.Maximum => Call("Max", a, b),
            Primitive.Power => Call("Pow", a, b),
            Primitive.Hash => Call("Hash", a, b),
            _ => Call(apply.Primitive.ToString(), a),
        };
    }

    /// <summary>Two operands; a number takes the type of the other one.</summary>
    (Code A, Code B) Pair(EquatableArray<Scalar> operands)
    {
        if (operands.Count == 1)
            return (Write(operands[0]), default);
        if (operands[0] is Scalar.Const first)
        {
            var right = Write(operands[1]);
            return (Number(first.Value, right.Type), right);
        }
        var left = Write(operands[0]);
        if (operands[1] is Scalar.Const second)
            return (left, Number(second.Value, left.Type));
        var other = Write(operands[1]);
        // Truth values of different lane types meet as bits.
        return left.Form == Form.Mask && other.Type != left.Type ? (left, other with { Text = As(other, left.Type), Type = left.Type }) : (left, other);
    }

    Code Operator(string symbol, Code a, Code b) => Narrow(a with { Text = $"({a.Text} {symbol} {b.Text})" });

    /// <summary>C# computes bytes as int.</summary>
    static Code Narrow(Code code) => code is { Form: Form.Single, Type: ElementType.Byte or ElementType.SByte }
        ? code with { Text = $"({code.Type.Keyword()})({code.Text})" } : code;

    Code Compare(string symbol, string method, Code a, Code b) => form == Form.Single
        ? new($"({a.Text} {symbol} {b.Text})", Form.Single, ElementType.Bool)
        : new($"Vector512.{method}({a.Text}, {b.Text})", Form.Mask, a.Type);

    Code Call(string function, params Code[] arguments)
    {
        var owner = functions ?? (arguments[0].Type.IsFloating() || function == "Hash" || (function == "Abs" && form == Form.Single) ? "VectorMath" : form == Form.Single ? "Math" : "Vector512");
        return Narrow(arguments[0] with { Text = $"{owner}.{function}({string.Join(", ", arguments.Select(a => a.Text))})" });
    }

    Code Select(Code condition, Scalar whenTrue, Scalar whenFalse)
    {
        var (a, b) = Pair(EquatableArray.Of(whenTrue, whenFalse));
        return form == Form.Single
            ? Narrow(a with { Text = $"({condition.Text} ? {a.Text} : {b.Text})" })
            : a with { Text = $"Vector512.ConditionalSelect({As(condition, a.Type)}, {a.Text}, {b.Text})" };
    }

    /// <summary>Numbers beyond a byte lose their upper bits, as in a tensor, also those beyond an int.</summary>
    bool IsNarrow => type is ElementType.Byte or ElementType.SByte;

    Code Cast(Code a)
    {
        if (a.Type == type && a.Form != Form.Mask)
            return a;
        if (form != Form.Single)
            return a.Form == Form.Mask
                ? new($"Vector512.ConditionalSelect({As(a, type)}, {constant(1, type)}, {constant(0, type)})", Form.Vector, type)
                : new($"Vector512.ConvertTo{LaneName(type)}({a.Text})", Form.Vector, type);
        var text = a.Type == ElementType.Bool ? $"({a.Text} ? {Literal(1, type)} : {Literal(0, type)})"
            : type == ElementType.Bool ? $"({a.Text} != {Literal(0, a.Type)})" : $"({type.Keyword()})({(IsNarrow && a.Type.IsFloating() ? "(long)" : "")}{a.Text})";
        return new(text, Form.Single, type);
    }

    /// <summary>A mask as the lanes of another type see it; lanes have the same width.</summary>
    static string As(Code mask, ElementType lanes) => mask.Type == lanes ? mask.Text : $"{mask.Text}.As{LaneName(lanes)}()";

    static string LaneName(ElementType lanes) => lanes switch
    {
        ElementType.Float => "Single",
        ElementType.Double => "Double",
        ElementType.Int => "Int32",
        _ => "Int64",
    };
}
