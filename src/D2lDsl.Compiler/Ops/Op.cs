using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>
/// One entry of the op table. From it come the public eager method with its docs, the shape rule, the fused code,
/// the derivative and the enumerated tests. Every part is required: an op without a derivative does not compile.
/// </summary>
public abstract record Op
{
    /// <summary>The name users type: <c>Ops.Tanh(x)</c> and <c>x.Tanh()</c>.</summary>
    public required string Surface { get; init; }

    /// <summary>One sentence for the docs.</summary>
    public required string Summary { get; init; }

    /// <summary>The same in PyTorch; operands are named as <see cref="Inputs"/>. Docs quote it, golden values are made with it.</summary>
    public required string Torch { get; init; }

    /// <summary>Element types the op takes.</summary>
    public Elements Accepts { get; init; } = Elements.Floating;

    /// <summary>The C# operator that means this op, if there is one: <c>+</c>.</summary>
    public string? Symbol { get; init; }

    /// <summary>What the elements of the result mean, where some op would misread them.</summary>
    public Meaning Gives { get; init; }

    /// <summary>What the elements of the first operand must mean.</summary>
    public Meaning Takes { get; init; }

    /// <summary>Names of the tensor operands, in order.</summary>
    public abstract IReadOnlyList<string> Inputs { get; }

    /// <summary>Parameters that are no tensors, in order.</summary>
    public virtual IReadOnlyList<Argument> Arguments { get; init; } = [];

    /// <summary>True where the operands are a list of any length: none of them is the receiver of a method.</summary>
    public virtual bool TakesList => false;

    /// <summary>Names of the results, where a call gives a tuple of several; empty where it gives one.</summary>
    public virtual IReadOnlyList<string> Several => [];

    /// <summary>True where a call gives an array of tensors.</summary>
    public virtual bool GivesList => false;
}
