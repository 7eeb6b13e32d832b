using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Rules;

/// <summary>What an operand's making tells: where its values come from, and what its author meant by its axes.</summary>
public static class Making
{
    /// <summary>The value before its elements were moved or converted, as far back as that is known.</summary>
    public static Operand Source(this Operand x)
    {
        while (x.Converted is { } before || (x.Maker is { Op: MovementOp } move && (before = move.X) is not null))
            x = before;
        return x;
    }

    /// <summary>A number.</summary>
    public static Operand Constant(double value, ElementType type) =>
        new(Shape.Scalar, type) { Origin = Origin.Number, Number = value, Sign = Signs.Of(value) };

    /// <summary>A number made of sizes, of which none is 0.</summary>
    public static Operand Size(ElementType type) => new(Shape.Scalar, type) { Origin = Origin.Number, Sign = Sign.Positive };

    /// <summary>An argument of a model.</summary>
    public static Operand Argument(string name, Shape shape, ElementType type, bool isParameter) => new(shape, type)
    {
        Name = name,
        Origin = isParameter ? Origin.Parameter : Origin.Data,
        Meaning = Meanings.Of(name),
        IsDifferentiated = isParameter,
    };

    /// <summary>A value in another element type.</summary>
    public static Operand Conversion(Operand x, ElementType type) => new(x.Shape, type)
    {
        Origin = x.Origin == Origin.Unknown ? Origin.Unknown : Origin.Computed,
        Converted = x,
        Sign = x.Sign,
        Meaning = x.Meaning,
        HasDeliberateUnits = x.HasDeliberateUnits,
        IsDifferentiated = x.IsDifferentiated && type.IsFloating(),
    };

    /// <summary>What a call gives.</summary>
    public static Operand Result(OpCall call, ElementType type) => new(call.Result!, type)
    {
        Origin = call.Operands.All(o => o.Origin == Origin.Number) ? Origin.Number : Origin.Computed,
        Maker = call,
        Sign = Signs.Of(call),
        Meaning = Meanings.Of(call),
        HasDeliberateUnits = call.Arguments.KeepDims || call.Op switch
        {
            MovementOp { Movement: Movement.Unsqueeze or Movement.BroadcastTo } => true,
            MovementOp { Movement: Movement.Reverse or Movement.Swap or Movement.Permute } => call.X.Origin == Origin.Computed || call.X.HasDeliberateUnits,
            MovementOp { Movement: Movement.Slice } => call.X.HasDeliberateUnits,
            ElementwiseOp => call.Operands.Any(o => o.Shape.Equals(call.Result) && o.HasDeliberateUnits),
            _ => false,
        },
        IsDifferentiated = type.IsFloating() && call.Operands.Where((o, i) => o.IsDifferentiated && Passes(call.Op, i)).Any(),
    };

    /// <summary>True where the gradient of an op's result goes on to an operand.</summary>
    static bool Passes(Op op, int operand) => op is not ElementwiseOp map
        || map.Gradient(operand, 1, [.. map.Inputs.Select((_, i) => new Scalar.Arg(i))], new Scalar.Arg(map.Inputs.Count)) is not null;

    /// <summary>True where both hold the same values, perhaps in other shapes; the same reduction of one value with and without keepDims counts.</summary>
    public static bool IsSameSource(Operand a, Operand b)
    {
        var (x, y) = (a.Source(), b.Source());
        return ReferenceEquals(x, y) || (x.Maker is { Op: ReductionOp op } first && y.Maker is { } second && ReferenceEquals(op, second.Op)
            && ReferenceEquals(first.X, second.X));
    }
}
