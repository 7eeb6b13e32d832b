using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>An op whose body is other ops; shape rule, code and derivative follow from the body.</summary>
public sealed record CompositeOp : Op
{
    /// <summary>Names and element types of the operands; null means one that the op <see cref="Op.Accepts"/>, the same for all.</summary>
    public required IReadOnlyList<(string Name, ElementType? Type)> Operands { get; init; }

    /// <summary>As in every op; a body names them through <see cref="Axis.From"/> and <see cref="TensorExpr.Parameter"/>.</summary>
    public override IReadOnlyList<Argument> Arguments { get; init; } = [];

    /// <summary>The value. Where axes are <see cref="ArgumentKind.Reduced"/> it keeps them at size 1; they are dropped after it.</summary>
    public required Func<IReadOnlyList<TensorExpr>, TensorExpr> Body { get; init; }

    /// <summary>Bodies for particular values of a number argument, for which there is a shorter way or another formula.</summary>
    public IReadOnlyList<Variant> Variants { get; init; } = [];

    /// <summary>The size that an axis of all operands must have.</summary>
    public (Axis Axis, int Size)? Width { get; init; }

    /// <summary>
    /// The operands' shapes as an index string: <c>n c, n</c>. Equal labels are equal sizes, <c>...</c> is any number of equal leading
    /// axes; null: any shapes that the body takes.
    /// </summary>
    public string? Form { get; init; }

    /// <summary>An axis that has the size of another in each of the op's groups, an argument of that name.</summary>
    public GroupedAxis? Groups { get; init; }

    /// <summary>A pair of sizes that are at most half of another.</summary>
    public (string Size, string Of)? AtMostHalf { get; init; }

    /// <summary>The operand that is the seed of random numbers, an int; in a call it comes last. Null where there is none.</summary>
    public int? Seed { get; init; }

    /// <summary>What a loss's second operand, its target, stands for, as <see cref="Op.Takes"/> says it of the first.</summary>
    public Meaning TakesAsTarget { get; init; }

    /// <summary>An operand that holds indices, to be checked before use.</summary>
    public IndexRange? IndexCheck { get; init; }

    /// <summary>Where tests may sample floating-point operands.</summary>
    public required Domain Domain { get; init; }

    /// <summary>The argument that names the axes to reduce; null where the op is no reduction.</summary>
    public Argument? Reduced => Arguments.FirstOrDefault(a => a.Kind == ArgumentKind.Reduced);

    public override IReadOnlyList<string> Inputs => [.. Operands.Select(o => o.Name)];
}
