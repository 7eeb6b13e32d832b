using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>
/// The step from a tensor of any T to code for one element type. The JIT knows typeof(T), so of all branches one is left.
/// </summary>
static class ElementDispatch
{
    static IEnumerable<string> Types(Elements accepts) =>
        from ElementType type in Enum.GetValues(typeof(ElementType))
        where (accepts & type.Kind()) != 0
        select type.Keyword();

    /// <summary>For docs: <c>float or double</c>.</summary>
    public static string Names(Elements accepts)
    {
        if (accepts == Elements.All)
            return "any element type";
        string[] types = [.. Types(accepts)];
        return types.Length == 1 ? types[0] : string.Join(", ", types.Take(types.Length - 1)) + " or " + types[types.Length - 1];
    }

    /// <summary>What accumulates elements of a type: sums of floats in double, of small integers in long.</summary>
    public static string Accumulator(string type) => type switch
    {
        "float" or "double" => "double",
        "bool" => "bool",
        _ => "long",
    };

    /// <summary>
    /// Statements that return the call for the element type at hand, or throw. The call gets the element type and a way to
    /// see a <c>Tensor&lt;T&gt;</c> as one of that type.
    /// </summary>
    /// <param name="result">Null where the result has the operands' element type.</param>
    public static void Write(
        SourceWriter writer, Op op, string firstOperand, string? result, Func<string, Func<string, string>, string> call)
    {
        if (op.Accepts == Elements.All && op is not BinaryOp { OnBool: not null })
        {
            writer.Line($"return {call("T", operand => operand)};");
            return;
        }

        foreach (var type in Types(op.Accepts))
        {
            var value = call(type, operand => $"Recast.To<{type}>({operand})");
            writer.Line($"if (typeof(T) == typeof({type}))");
            writer.Line($"    return {(result is null ? $"Recast.To<T>({value})" : value)};");
        }

        writer.Line(Refuse(op, firstOperand));
    }

    /// <summary>A statement that refuses the element types an op does not take; nothing where it takes all.</summary>
    public static void WriteCheck(SourceWriter writer, Op op, string firstOperand)
    {
        if (op.Accepts == Elements.All)
            return;
        writer.Line($"if ({string.Join(" && ", Types(op.Accepts).Select(type => $"typeof(T) != typeof({type})"))})");
        writer.Line("    " + Refuse(op, firstOperand));
    }

    static string Refuse(Op op, string operand) =>
        $"throw Refusal.Element<T>(\"{op.Surface}\", \"{operand}\", \"{Wanted(op.Accepts)}\", \"{Types(op.Accepts).First()}\");";

    static string Wanted(Elements accepts) => accepts switch
    {
        Elements.Floating => "a floating-point tensor",
        Elements.Integer => "an integer tensor",
        Elements.Int => "an int tensor",
        Elements.Bool => "a bool tensor",
        _ => "a numeric tensor",
    };
}
