using System.Globalization;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Sorting: places found by the engine, and the elements picked by them.</summary>
sealed class RankingSurface(RankingOp op)
{
    string Result => op.IsPlacesOnly ? "Tensor<int>" : $"(Tensor<T> {op.Several[0]}, Tensor<int> {op.Several[1]})";

    public void Write(SourceWriter ops, SourceWriter tensor)
    {
        var docs = new Documentation(op)
        {
            Parameters = [("x", "A tensor with at least one axis."), .. op.Arguments.Select(a => (a.Name, a.Doc))],
            Returns = $"{(op.IsPlacesOnly ? "A new tensor" : "Two new tensors")} of x's shape{(op.IsCut ? ", but for the axis, whose size is k" : "")}; indices are ints, where PyTorch's are int64.",
            Errors = [("ArgumentOutOfRangeException", op.IsCut ? "x has no such axis, or not so many elements along it." : "x has no such axis.")],
        };
        var parameters = string.Join(", ", op.Arguments.Select(Declare));
        docs.Write(ops, isGeneric: true);
        ops.Line($"public static {Result} {op.Surface}<T>(Tensor<T> x, {parameters})");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        ops.Line("ArgumentNullException.ThrowIfNull(x);");
        if (op.IsPlacesOnly)
            ElementDispatch.Write(ops, op, "x", "int", (type, recast) => $"Ranking.Places<{type}>({recast("x")}, axis, {op.LargestFirst})");
        else
        {
            ElementDispatch.WriteCheck(ops, op, "x");
            ops.Line($"var places = {(op.IsCut ? $"Ranking.First(\"{op.Surface}\", x, axis, {op.LargestFirst}, {RankingOp.K.Name})" : $"{Rankings.ArgSort.Surface}(x, axis, {op.LargestFirst})")};");
            ops.Line("return (Assembly.Gather(x, axis, places), places);");
        }

        ops.Close();
        docs.Write(tensor, isGeneric: false, "x");
        tensor.Line($"public {Result} {op.Surface}({parameters}) => Ops.{op.Surface}({string.Join(", ", op.Arguments.Select(a => a.Name).Prepend("this"))});");
    }

    static string Declare(Argument argument) => argument.Kind == ArgumentKind.Flag ? $"bool {argument.Name} = {(argument.Default == 1 ? "true" : "false")}"
        : $"int {argument.Name}{(argument.Default is { } value ? $" = {value.ToString("R", CultureInfo.InvariantCulture)}" : "")}";
}
