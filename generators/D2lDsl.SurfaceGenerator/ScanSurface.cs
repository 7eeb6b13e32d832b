using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Running sums and products.</summary>
sealed class ScanSurface(ScanOp op)
{
    public void Write(SourceWriter ops, SourceWriter tensor)
    {
        var docs = new Documentation(op)
        {
            Parameters = [("x", "A tensor with at least one axis."), .. op.Arguments.Select(a => (a.Name, a.Doc))],
            Returns = "A new tensor of x's shape.",
            Errors = [("ArgumentOutOfRangeException", "x has no such axis.")],
        };
        docs.Write(ops, isGeneric: true);
        ops.Line($"public static Tensor<T> {op.Surface}<T>(Tensor<T> x, int axis)");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        ElementDispatch.Write(ops, op, "x", null, (type, recast) => $"Scan.{op.Monoid}<{type}>({recast("x")}, axis)");
        ops.Close();

        docs.Write(tensor, isGeneric: false, "x");
        tensor.Line($"public Tensor<T> {op.Surface}(int axis) => Ops.{op.Surface}(this, axis);");
    }
}
