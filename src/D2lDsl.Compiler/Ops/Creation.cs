namespace D2lDsl.Compiler.Ops;

/// <summary>
/// One factory of the class <c>Tensor</c>: a tensor made of sizes and numbers alone. From its entry follow the shape that ordinary code is
/// checked with, and what a model computes where it calls it.
/// </summary>
public sealed record Creation
{
    /// <summary>The size along the first axis of what is made, for <see cref="TensorExpr.Range"/>.</summary>
    public const string First = "first";

    /// <summary>The name users type: <c>Tensor.Zeros(2, 3)</c>.</summary>
    public required string Surface { get; init; }

    /// <summary>The same in PyTorch.</summary>
    public required string Torch { get; init; }

    /// <summary>The parameters of the overload that has most.</summary>
    public required IReadOnlyList<CreationParameter> Parameters { get; init; }

    /// <summary>The numbers that are the sizes of its axes; null where a shape or a tensor gives them, or steps do.</summary>
    public IReadOnlyList<string>? Axes { get; init; }

    /// <summary>True where it has one axis, with an element for each step from a start to before a stop.</summary>
    public bool Steps { get; init; }

    /// <summary>The elements, from the numbers among its parameters, in order; what is smaller than its shape is repeated.</summary>
    public required Func<IReadOnlyList<TensorExpr>, TensorExpr>? Body { get; init; }

    /// <summary>What to do in a model, which cannot have it where there is no body.</summary>
    public string Instead { get; init; } = "";

    /// <summary>True where its memory is handed out as it is.</summary>
    public bool IsUnwritten { get; init; }
}
