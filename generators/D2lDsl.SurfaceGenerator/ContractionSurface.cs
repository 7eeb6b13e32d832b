using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Contractions: the engine reads the entry's index strings.</summary>
sealed class ContractionSurface(ContractionOp op)
{
    public void Write(SourceWriter ops, SourceWriter tensor)
    {
        var docs = new Documentation(op)
        {
            Also = $"{(op.Forms.Count == 1 ? "Shapes" : "Shapes, the first that fits")}: {string.Join(", ", op.Forms.Select(Form))}.",
            Parameters = [("a", "The left operand."), ("b", "The right operand.")],
            Returns = "A new tensor, of the shape that the summary gives.",
            Errors = [("ArgumentException", "The ranks fit none of these forms, or sizes that must agree differ.")],
        };

        docs.Write(ops, isGeneric: true);
        ops.Line($"public static Tensor<T> {op.Surface}<T>(Tensor<T> a, Tensor<T> b)");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        ElementDispatch.Write(ops, op, "a", null, (type, recast) =>
            $"Contract.Multiply<{type}>(\"{op.Surface}\", {op.Surface}Forms, {recast("a")}, {recast("b")})");
        ops.Close();
        ops.Line();
        var forms = string.Join(", ", op.Forms.Select(form => $"\"{form}\""));
        ops.Line($"static readonly ContractionForm[] {op.Surface}Forms = ContractionForm.Parse({forms});");

        docs.Write(tensor, isGeneric: false, "a");
        tensor.Line($"public Tensor<T> {op.Surface}(Tensor<T> b) => Ops.{op.Surface}(this, b);");
    }

    /// <summary>An index string as shapes: <c>[m, k] · [k, n] → [m, n]</c>.</summary>
    static string Form(string form)
    {
        string[] shapes = [.. form.Replace("->", ",").Split(',').Select(Shape)];
        return $"{shapes[0]} · {shapes[1]} → {shapes[2]}".Replace("...", "…");
    }

    static string Shape(string labels) => $"[{string.Join(", ", labels.Split([' '], StringSplitOptions.RemoveEmptyEntries))}]";
}
