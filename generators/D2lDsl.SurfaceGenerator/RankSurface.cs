using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Elements by their rank, which the engine finds.</summary>
sealed class RankSurface(RankOp op)
{
    public void Write(SourceWriter ops, SourceWriter tensor)
    {
        var docs = new Documentation(op)
        {
            Parameters = [("x", "A tensor with at least one axis."), .. op.Arguments.Select(a => (a.Name, a.Doc))],
            Returns = "A new tensor of x's shape without the axis.",
            Errors = [("ArgumentOutOfRangeException", $"x has no such axis, or no elements along it{(op.Interpolates ? ", or q is not from 0 to 1" : "")}.")],
        };
        var parameters = op.Interpolates ? "double q, int axis" : "int axis";
        var names = op.Interpolates ? "q, axis" : "axis";
        docs.Write(ops, isGeneric: true);
        ops.Line($"public static Tensor<T> {op.Surface}<T>(Tensor<T> x, {parameters})");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        ops.Line("ArgumentNullException.ThrowIfNull(x);");
        ElementDispatch.Write(ops, op, "x", null, (type, recast) => $"Ranking.{op.Surface}<{type}>({recast("x")}, {names})");
        ops.Close();

        docs.Write(tensor, isGeneric: false, "x");
        tensor.Line($"public Tensor<T> {op.Surface}({parameters}) => Ops.{op.Surface}(this, {names});");
    }
}
