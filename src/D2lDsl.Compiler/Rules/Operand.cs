using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>
/// A tensor as the rules see it: its shape, and what is known of its making. Two operands are the same value where they are the same object.
/// </summary>
/// <param name="Shape">Sizes by symbols: only symbols say which axis is meant, equal numbers are chance (see <see cref="Axes"/>).</param>
public sealed record Operand(Shape Shape, ElementType Type)
{
    /// <summary>As the user calls it; null where it has no name.</summary>
    public string? Name { get; set; }

    public Origin Origin { get; init; }

    /// <summary>The call that made it; null where that is not known or there is none.</summary>
    public OpCall? Maker { get; init; }

    /// <summary>What it was before its element type was changed; null where it is no conversion.</summary>
    public Operand? Converted { get; init; }

    /// <summary>Its value where it is a known number.</summary>
    public double? Number { get; init; }

    /// <summary>The sign of its elements.</summary>
    public Sign Sign { get; init; }

    /// <summary>What its elements stand for.</summary>
    public Meaning Meaning { get; init; }

    /// <summary>
    /// True where someone asked for its axes of size 1: by Unsqueeze, by keepDims, by BroadcastTo, or by transposing something computed,
    /// which a transposed argument is not.
    /// </summary>
    public bool HasDeliberateUnits { get; init; }

    /// <summary>True where the gradient of a parameter goes through it for certain.</summary>
    public bool IsDifferentiated { get; init; }

    public bool Equals(Operand? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>As messages call it: <c>y [n, 1]</c>.</summary>
    public override string ToString() => Name is null ? Shape.ToString() : $"{Name} {Shape}";
}
