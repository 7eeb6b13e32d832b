using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Contractions: the engine reads the entry's index strings.</summary>
sealed class ContractionSurface(ContractionOp op)
{
    public void Write(SourceWriter ops, SourceWriter tensor)
    {
        var docs = new Documentation(op)
        {
            Parameters = [("a", $"A tensor of shape {Shapes(0)}."), ("b", $"A tensor of shape {Shapes(1)}, for those shapes of a in order.")],
            Returns = $"A new tensor of shape {Shapes(2)}.",
            Errors = [("ArgumentException", "The ranks fit none of these forms, or sizes that must agree differ.")],
        };

        docs.Write(ops, isGeneric: true);
        ops.Line($"public static Tensor<T> {op.Surface}<T>(Tensor<T> a, Tensor<T> b)");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        ElementDispatch.Write(ops, op, "a", null, (type, recast) =>
            $"Contract.Multiply<{type}, {ElementDispatch.Accumulator(type)}>(\"{op.Surface}\", {op.Surface}Forms, {recast("a")}, {recast("b")})");
        ops.Close();
        ops.Line();
        ops.Line($"static readonly ContractionForm[] {op.Surface}Forms = ContractionForm.Parse({string.Join(", ", op.Forms.Select(form => $"\"{form}\""))});");

        docs.Write(tensor, isGeneric: false, "a");
        tensor.Line($"public Tensor<T> {op.Surface}(Tensor<T> b) => Ops.{op.Surface}(this, b);");
    }

    /// <summary>The shapes of operand 0 or 1, or of the result, over all forms: <c>[k], [m, k] or […, m, k]</c>.</summary>
    string Shapes(int part)
    {
        string[] shapes = [.. op.Forms.Select(form => $"[{string.Join(", ", Parts(form)[part].Split([' '], StringSplitOptions.RemoveEmptyEntries))}]".Replace("...", "…"))];
        return shapes.Length == 1 ? shapes[0] : string.Join(", ", shapes.Take(shapes.Length - 1)) + " or " + shapes[shapes.Length - 1];
    }

    static string[] Parts(string form) => form.Replace("->", ",").Split(',');
}
