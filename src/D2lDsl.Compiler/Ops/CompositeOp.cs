using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>An op whose body is other ops; shape rule, code and derivative follow from the body.</summary>
public sealed record CompositeOp : Op
{
    /// <summary>Names and element types of the operands; null means the type of the op's result.</summary>
    public required IReadOnlyList<(string Name, ElementType? Type)> Operands { get; init; }

    /// <summary>Parameters that are no tensors; a body names them through <see cref="Axis.From"/>.</summary>
    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    public required Func<IReadOnlyList<TensorExpr>, TensorExpr> Body { get; init; }

    /// <summary>Ranks each operand may have; null: any.</summary>
    public IReadOnlyList<int>? Ranks { get; init; }

    /// <summary>An operand that holds indices into an axis of another, to be checked before use.</summary>
    public (int Operand, int Into, Axis Axis)? IndexCheck { get; init; }

    /// <summary>Where tests may sample floating-point operands.</summary>
    public required Domain Domain { get; init; }

    public override IReadOnlyList<string> Inputs => [.. Operands.Select(o => o.Name)];
}
