using D2lDsl.Compiler.Ops;

namespace D2lDsl.SurfaceGenerator;

/// <summary>Movements: the strides are recomputed, the elements stay where they are.</summary>
sealed class MovementSurface(MovementOp op)
{
    public void Write(SourceWriter ops, SourceWriter tensor)
    {
        var parameters = op.Arguments.Select(argument => $"{TypeOf(argument.Kind)} {argument.Name}{(argument.Default is { } value ? $" = {value}" : "")}").ToArray();
        var arguments = op.Arguments.Select(argument => argument.Name).ToArray();
        var docs = new Documentation(op)
        {
            Parameters = [("x", "A tensor of any shape."), .. op.Arguments.Select(argument => (argument.Name, argument.Doc))],
            Returns = "A view of x's elements where strides can express it, otherwise a copy.",
            Errors = op.Arguments.Count == 0 ? [] : [("ArgumentException", "The arguments do not fit x's shape.")],
        };

        docs.Write(ops, isGeneric: true);
        ops.Line($"public static Tensor<T> {op.Surface}<T>({string.Join(", ", parameters.Prepend("Tensor<T> x"))})");
        ops.Line("    where T : unmanaged");
        ops.Brace();
        ops.Line("ArgumentNullException.ThrowIfNull(x);");
        ops.Line($"return Views.{View}({string.Join(", ", arguments.Prepend("x"))});");
        ops.Close();

        docs.Write(tensor, isGeneric: false, "x");
        var passed = string.Join(", ", arguments.Prepend("this"));
        tensor.Line($"public Tensor<T> {op.Surface}({string.Join(", ", parameters)}) => Ops.{op.Surface}({passed});");
    }

    string View => op.Movement switch
    {
        Movement.Reverse or Movement.Swap => "Transpose",
        Movement.SqueezeAll => "Squeeze",
        Movement.BroadcastTo => "Expand",
        var movement => movement.ToString(),
    };

    static string TypeOf(ArgumentKind kind) => kind switch
    {
        ArgumentKind.Axis or ArgumentKind.Size => "int",
        _ => "params ReadOnlySpan<int>",
    };
}
