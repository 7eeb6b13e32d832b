namespace D2lDsl.Compiler.Ops;

/// <summary>What a parameter of a factory says about the tensor that is made.</summary>
public enum CreationKind
{
    /// <summary>Its shape, size by size.</summary>
    Shape,

    /// <summary>A tensor whose shape it has.</summary>
    Like,

    /// <summary>A number: what its elements are made of, or the size of an axis.</summary>
    Number,

    /// <summary>Nothing that is known before it is made, such as a source of random numbers.</summary>
    Other,
}

/// <summary>A parameter of a factory.</summary>
public sealed record CreationParameter(string Name, CreationKind Kind)
{
    /// <summary>What a number is where an overload leaves it out; null where it must be given.</summary>
    public double? Default { get; init; }
}
