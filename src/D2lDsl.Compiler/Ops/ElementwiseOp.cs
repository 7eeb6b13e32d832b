using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Ops;

/// <summary>An op that computes each element from the elements at the same place; operands broadcast.</summary>
public abstract record ElementwiseOp : Op
{
    /// <summary>Where tests may sample each operand.</summary>
    public required Domain Domain { get; init; }

    /// <summary>True where the result is a bool tensor.</summary>
    public bool IsComparison { get; init; }

    /// <summary>The value, given the operands.</summary>
    public abstract Scalar Value(IReadOnlyList<Scalar> inputs);

    /// <summary>What operand <paramref name="input"/> receives of <paramref name="dy"/>; null where the derivative is zero everywhere.</summary>
    public abstract Scalar? Gradient(int input, Scalar dy, IReadOnlyList<Scalar> inputs, Scalar y);
}

public delegate Scalar? UnaryVjp(Scalar dy, Scalar x, Scalar y);

public delegate Scalar? BinaryVjp(Scalar dy, Scalar a, Scalar b, Scalar y);

public delegate Scalar? TernaryVjp(Scalar dy, Scalar a, Scalar b, Scalar c, Scalar y);

/// <summary>y = f(x), element by element.</summary>
public sealed record UnaryOp : ElementwiseOp
{
    public required Func<Scalar, Scalar> Forward { get; init; }

    public required UnaryVjp Vjp { get; init; }

    public override IReadOnlyList<string> Inputs { get; } = ["x"];

    public override Scalar Value(IReadOnlyList<Scalar> inputs) => Forward(inputs[0]);

    public override Scalar? Gradient(int input, Scalar dy, IReadOnlyList<Scalar> inputs, Scalar y) => Vjp(dy, inputs[0], y);
}

/// <summary>y = f(a, b), element by element.</summary>
public sealed record BinaryOp : ElementwiseOp
{
    public required Func<Scalar, Scalar, Scalar> Forward { get; init; }

    public required BinaryVjp VjpA { get; init; }

    public required BinaryVjp VjpB { get; init; }

    /// <summary>The value of bool operands, which do not compute; null where the op takes none beside numbers.</summary>
    public Func<Scalar, Scalar, Scalar>? OnBool { get; init; }

    /// <summary>Where tests may sample <c>b</c>, if not in <see cref="ElementwiseOp.Domain"/>.</summary>
    public Domain? DomainB { get; init; }

    /// <summary>What the operands are called.</summary>
    public IReadOnlyList<string> Names { get; init; } = ["a", "b"];

    public override IReadOnlyList<string> Inputs => Names;

    public override Scalar Value(IReadOnlyList<Scalar> inputs) => Forward(inputs[0], inputs[1]);

    public override Scalar? Gradient(int input, Scalar dy, IReadOnlyList<Scalar> inputs, Scalar y) =>
        (input == 0 ? VjpA : VjpB)(dy, inputs[0], inputs[1], y);
}

/// <summary>y = condition ? a : b, element by element; the condition is a bool tensor.</summary>
public sealed record SelectOp : ElementwiseOp
{
    public required Func<Scalar, Scalar, Scalar, Scalar> Forward { get; init; }

    public required TernaryVjp VjpA { get; init; }

    public required TernaryVjp VjpB { get; init; }

    public override IReadOnlyList<string> Inputs { get; } = ["condition", "a", "b"];

    public override Scalar Value(IReadOnlyList<Scalar> inputs) => Forward(inputs[0], inputs[1], inputs[2]);

    public override Scalar? Gradient(int input, Scalar dy, IReadOnlyList<Scalar> inputs, Scalar y) =>
        input == 0 ? null : (input == 1 ? VjpA : VjpB)(dy, inputs[0], inputs[1], inputs[2], y);
}

/// <summary>Derivatives that are not written as a formula.</summary>
public static class Zero
{
    /// <summary>No gradient passes; <paramref name="why"/> is for the reader of the table.</summary>
    public static UnaryVjp Unary(string why) => (_, _, _) => null;

    /// <inheritdoc cref="Unary"/>
    public static BinaryVjp Binary(string why) => (_, _, _, _) => null;
}
