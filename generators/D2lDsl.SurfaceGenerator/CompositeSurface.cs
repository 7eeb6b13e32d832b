using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Composites: checks of the operands, then the body as calls of other ops.</summary>
sealed class CompositeSurface(CompositeOp op)
{
    public void Write(SourceWriter ops, SourceWriter tensor)
    {
        var receiver = op.Operands.First(operand => operand.Type is null).Name;
        var docs = new Documentation(op)
        {
            Parameters = [.. op.Operands.Select((operand, i) => (operand.Name, Describe(i))), .. op.Arguments.Select(a => (a.Name, a.Doc))],
            Returns = "A new tensor; the summary says of which shape.",
            Errors =
            [
                ("ArgumentException", "The shapes do not fit each other or the op."),
                .. op.IndexCheck is null ? [] : new[] { ("ArgumentOutOfRangeException", "An index lies outside its axis.") },
            ],
        };

        docs.Write(ops, isGeneric: true);
        ops.Line($"public static Tensor<T> {op.Surface}<T>({Parameters(null)})");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        WriteChecks(ops, receiver);
        new BodyPrinter(op).Write(ops);
        ops.Close();

        docs.Write(tensor, isGeneric: false, receiver);
        var arguments = op.Operands.Select(o => o.Name == receiver ? "this" : o.Name).Concat(op.Arguments.Select(a => a.Name));
        tensor.Line($"public Tensor<T> {op.Surface}({Parameters(receiver)}) => Ops.{op.Surface}({string.Join(", ", arguments)});");
    }

    string Parameters(string? receiver) => string.Join(", ", op.Operands
        .Where(operand => operand.Name != receiver)
        .Select(operand => $"Tensor<{operand.Type?.Keyword() ?? "T"}> {operand.Name}")
        .Concat(op.Arguments.Select(argument => $"{(argument.Kind == ArgumentKind.Axis ? "int" : "ReadOnlySpan<int>")} {argument.Name}")));

    void WriteChecks(SourceWriter ops, string receiver)
    {
        foreach (var operand in op.Operands)
            ops.Line($"ArgumentNullException.ThrowIfNull({operand.Name});");
        ElementDispatch.WriteCheck(ops, op, receiver);
        for (var i = 0; i < (op.Ranks?.Count ?? 0); i++)
            ops.Line($"Operand.RequireRank(\"{op.Surface}\", \"{op.Operands[i].Name}\", {op.Operands[i].Name}, {op.Ranks![i]});");
        if (op.IndexCheck is { } check)
            ops.Line($"Operand.RequireIndices(\"{op.Surface}\", \"{op.Operands[check.Operand].Name}\", {op.Operands[check.Operand].Name}, "
                + $"{op.Operands[check.Into].Name}.Shape[{BodyPrinter.Print(check.Axis)}]);");
    }

    string Describe(int operand)
    {
        var rank = op.Ranks is { } ranks ? $"rank {ranks[operand]}" : "any shape";
        return op.Operands[operand].Type is { } type ? $"A tensor of {type.Keyword()}, of {rank}." : $"A tensor of {rank}.";
    }
}
