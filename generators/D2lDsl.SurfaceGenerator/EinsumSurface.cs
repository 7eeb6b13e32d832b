using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Products by an index string.</summary>
sealed class EinsumSurface(EinsumOp op)
{
    static string Pattern => EinsumOp.Pattern.Name;

    public void Write(SourceWriter ops)
    {
        new Documentation(op)
        {
            Parameters = [(Pattern, op.Arguments[0].Doc), (op.Inputs[0], "A tensor for each list of labels.")],
            Returns = "A new tensor with an axis for each label of the result.",
            Errors = [("ArgumentException", "The string labels other axes than there are, or a label stands for different sizes.")],
        }.Write(ops, isGeneric: true);
        ops.Line($"public static Tensor<T> {op.Surface}<T>(string {Pattern}, params ReadOnlySpan<Tensor<T>> {op.Inputs[0]})");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        ops.Line($"ArgumentNullException.ThrowIfNull({Pattern});");
        ops.Line($"var tensors = {op.Inputs[0]}.ToArray();");
        ElementDispatch.Write(ops, op, op.Inputs[0], null, (type, _) => $"LabelledProduct.Of({Pattern}, (Tensor<{type}>[])(object)tensors)");
        ops.Close();
    }
}
