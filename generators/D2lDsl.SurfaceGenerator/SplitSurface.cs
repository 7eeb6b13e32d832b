using System.Globalization;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Parts of a tensor, as an array of views.</summary>
sealed class SplitSurface(SplitOp op)
{
    public void Write(SourceWriter ops, SourceWriter tensor)
    {
        var docs = new Documentation(op)
        {
            Parameters = [("x", "A tensor with at least one axis."), .. op.Arguments.Select(a => (a.Name, a.Doc))],
            Returns = "Views of x's elements, in their order.",
            Errors = [("ArgumentException", "The arguments do not fit x's shape.")],
        };
        var parameters = string.Join(", ", op.Arguments.Select(Declare));
        var arguments = op.Arguments.Select(a => a.Name).ToArray();
        docs.Write(ops, isGeneric: true);
        ops.Line($"public static Tensor<T>[] {op.Surface}<T>(Tensor<T> x, {parameters})");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        ops.Line("ArgumentNullException.ThrowIfNull(x);");
        ops.Line($"return Splitting.{op.Surface}({string.Join(", ", arguments.Prepend("x"))});");
        ops.Close();

        docs.Write(tensor, isGeneric: false, "x");
        tensor.Line($"public Tensor<T>[] {op.Surface}({parameters}) => Ops.{op.Surface}({string.Join(", ", arguments.Prepend("this"))});");
    }

    static string Declare(Argument argument) =>
        $"{(argument.Kind == ArgumentKind.Sizes ? "ReadOnlySpan<int>" : "int")} {argument.Name}{(argument.Default is { } value ? $" = {value.ToString("R", CultureInfo.InvariantCulture)}" : "")}";
}
