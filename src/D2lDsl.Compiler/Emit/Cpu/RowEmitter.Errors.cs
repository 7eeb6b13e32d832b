using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>The error function, which computes e^(-u²) on its way and is cheaper, and no less exact, together with a 1 that is added to it.</summary>
sealed partial class RowEmitter
{
    readonly Dictionary<(int Id, Strand Strand), string> bells = [];
    readonly Dictionary<int, bool> raised = [];

    /// <summary>The statement for a value that is erf(u) and no more, if it is one: who needs e^(-u²) too takes it from there.</summary>
    string? Errors(int id, Strand strand)
    {
        if (Values[id] is not MapValue { Expression: Scalar.Apply { Primitive: Primitive.Erf } erf } of || erf.Operands[0] is not Scalar.Arg u || Values[of.Inputs[u.Index]].Level != Level.Element)
            return null;
        var at = of.Inputs[u.Index];
        var bell = Values.OfType<MapValue>().Any(m => HasBell(m.Expression, m, at)) ? bells[(at, strand)] = scope.Unique(Name(at, strand) + "Bell") : null;
        return bell is null && !IsRaised(id) ? null
            : $"var {Name(id, strand)} = VectorMath.{(IsRaised(id) ? "OnePlusErf" : "Erf")}({Vector(at, strand)}{(bell is null ? "" : $", out var {bell}")});";
    }

    /// <summary>The name of a value that is there already.</summary>
    string? Known(Scalar expression, MapValue map, Strand strand) =>
        Bell(expression) is { } u && bells.TryGetValue((map.Inputs[u], strand), out var bell) ? bell
        : expression.AddedToOne is Scalar.Arg { Index: var i } && IsRaised(map.Inputs[i]) ? Name(map.Inputs[i], strand)
        : null;

    /// <summary>True for a value erf(u) that nobody reads but to add 1: its variable holds 1 + erf(u).</summary>
    bool IsRaised(int id)
    {
        if (!raised.TryGetValue(id, out var is1))
            raised[id] = is1 = Values[id] is MapValue { Level: Level.Element, Expression: Scalar.Apply { Primitive: Primitive.Erf } } map && map.Type.IsFloating() && !exact.Contains(map)
                && (IsLong || walk == RowWalk.Short) && Enumerable.Range(0, program.Passes).All(FitsVectors)
                && program.Kept.All(k => k.Value != id) && program.Sinks.All(s => s.Value != id)
                && Values.All(v => !v.Operands.Contains(id) || (v is MapValue reader && reader.Inputs.Select((input, i) => (input, i)).All(o => o.input != id || IsOnlyRaised(reader.Expression, o.i))));
        return is1;
    }

    /// <summary>True where an operand stands nowhere but in a sum with 1.</summary>
    static bool IsOnlyRaised(Scalar expression, int operand) => expression.AddedToOne is Scalar.Arg { Index: var i } && i == operand
        || expression switch
        {
            Scalar.Arg arg => arg.Index != operand,
            Scalar.Apply apply => apply.Operands.All(o => IsOnlyRaised(o, operand)),
            _ => true,
        };

    /// <summary>The operand u of an expression e^(-u²).</summary>
    static int? Bell(Scalar expression) => expression is Scalar.Apply { Primitive: Primitive.Exp } exp && exp.Operands[0] is Scalar.Apply { Primitive: Primitive.Negate } minus
        && minus.Operands[0] is Scalar.Apply { Primitive: Primitive.Multiply } square && square.Operands[0] is Scalar.Arg a && square.Operands[1] is Scalar.Arg b && a.Index == b.Index ? a.Index : null;

    static bool HasBell(Scalar expression, MapValue map, int operand) => Bell(expression) is { } arg ? map.Inputs[arg] == operand
        : expression is Scalar.Apply apply && apply.Operands.Any(o => HasBell(o, map, operand));
}
