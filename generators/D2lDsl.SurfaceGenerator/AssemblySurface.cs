using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Joins of several tensors, and picks by indices: the engine has one method for each.</summary>
sealed class AssemblySurface(Op op)
{
    public void Write(JoinOp join, SourceWriter ops)
    {
        Docs("tensors", "One tensor or more.", join.Arguments[0].Doc, "The tensors' shapes do not fit each other, or there are none.").Write(ops, isGeneric: true);
        ops.Line("[OverloadResolutionPriority(1)]");
        ops.Line($"public static Tensor<T> {op.Surface}<T>(ReadOnlySpan<Tensor<T>> tensors, int axis = 0)");
        ops.Line("    where T : unmanaged");
        ops.Line($"    => Assembly.{(join.IsNewAxis ? "Stack" : "Concat")}(\"{op.Surface}\", tensors, axis);");
        ops.Gap();
        (Docs("tensors", "One tensor or more.", join.Arguments[0].Doc, "The tensors' shapes do not fit each other, or there are none.") with { Also = "The same of a list, such as a loop has filled." }).Write(ops, isGeneric: true);
        ops.Line($"public static Tensor<T> {op.Surface}<T>(List<Tensor<T>> tensors, int axis = 0)");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        ops.Line("ArgumentNullException.ThrowIfNull(tensors);");
        ops.Line($"return {op.Surface}<T>(CollectionsMarshal.AsSpan(tensors), axis);");
        ops.Close();
        ops.Gap();
        var two = Docs("a", "A tensor.", join.Arguments[0].Doc, "The tensors' shapes do not fit each other.");
        (two with { Also = "The same of two tensors.", Parameters = [two.Parameters[0], ("b", "Another."), two.Parameters[1]] }).Write(ops, isGeneric: true);
        ops.Line($"public static Tensor<T> {op.Surface}<T>(Tensor<T> a, Tensor<T> b, int axis = 0)");
        ops.Line("    where T : unmanaged");
        ops.Line($"    => {op.Surface}<T>([a, b], axis);");
    }

    public void Write(GatherOp gather, SourceWriter ops, SourceWriter tensor)
    {
        var docs = Docs("x", "A tensor with at least one axis.", gather.Arguments[0].Doc, "The index does not fit x.") with
        {
            Parameters =
            [
                ("x", "A tensor with at least one axis."), ("axis", gather.Arguments[0].Doc),
                ("index", gather.IsList ? "Positions along the axis, of shape [k]." : "Positions along the axis, of x's sizes except along the axis."),
            ],
        };
        docs = docs with { Errors = [.. docs.Errors, ("ArgumentOutOfRangeException", "An index is negative or not below the size of the axis.")] };
        docs.Write(ops, isGeneric: true);
        ops.Line($"public static Tensor<T> {op.Surface}<T>(Tensor<T> x, int axis, Tensor<int> index)");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        ops.Line("ArgumentNullException.ThrowIfNull(x);");
        ops.Line("ArgumentNullException.ThrowIfNull(index);");
        ops.Line($"return Assembly.{op.Surface}(x, axis, index);");
        ops.Close();

        docs.Write(tensor, isGeneric: false, "x");
        tensor.Line($"public Tensor<T> {op.Surface}(int axis, Tensor<int> index) => Ops.{op.Surface}(this, axis, index);");
    }

    public void Write(ScatterOp scatter, SourceWriter ops, SourceWriter tensor)
    {
        var docs = Docs("x", "A tensor with at least one axis.", scatter.Arguments[0].Doc, "The shapes do not fit.");
        docs = docs with
        {
            Parameters =
            [
                .. docs.Parameters,
                ("index", scatter.IsList ? "Positions along the axis, of shape [k]." : "Positions along the axis, of the source's shape."),
                ("source", $"What is added, of x's sizes except along the axis{(scatter.IsList ? ", where it has k positions" : "")}."),
            ],
            Errors = [.. docs.Errors, ("ArgumentOutOfRangeException", "An index is negative or not below the size of the axis.")],
        };
        docs.Write(ops, isGeneric: true);
        ops.Line($"public static Tensor<T> {op.Surface}<T>(Tensor<T> x, int axis, Tensor<int> index, Tensor<T> source)");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        foreach (var operand in op.Inputs)
            ops.Line($"ArgumentNullException.ThrowIfNull({operand});");
        ElementDispatch.Write(ops, op, "x", null, (type, recast) => $"Assembly.{op.Surface}<{type}>({recast("x")}, axis, index, {recast("source")})");
        ops.Close();

        docs.Write(tensor, isGeneric: false, "x");
        tensor.Line($"public Tensor<T> {op.Surface}(int axis, Tensor<int> index, Tensor<T> source) => Ops.{op.Surface}(this, axis, index, source);");
    }

    Documentation Docs(string operand, string text, string axis, string error) => new(op)
    {
        Parameters = [(operand, text), ("axis", axis)],
        Returns = "A new tensor.",
        Errors = [("ArgumentException", error)],
    };
}
