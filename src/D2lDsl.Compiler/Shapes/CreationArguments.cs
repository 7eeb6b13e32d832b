using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Shapes;

/// <summary>What is known of the arguments that a factory is called with.</summary>
/// <param name="Shape">The shape that is given, or that of the tensor it is taken from; null where neither is, or it is not known.</param>
/// <param name="Numbers">The numbers that are given: made of sizes, or constants; null where they are not known.</param>
public sealed record CreationArguments(Shape? Shape, IReadOnlyDictionary<string, (Dim? Size, double? Constant)> Numbers)
{
    /// <summary>A number made of sizes.</summary>
    public static (Dim?, double?) Of(Dim size) => (size, size.Value);

    /// <summary>A constant, which may be a size too.</summary>
    public static (Dim?, double?) Of(double number) => (number == Math.Floor(number) && Math.Abs(number) < long.MaxValue ? (long)number : null, number);

    /// <summary>The sizes of what is made; null for one that is not known, and where not even their number is.</summary>
    public IReadOnlyList<Dim?>? Sizes(Creation creation) =>
        creation.Axes is { } axes ? [.. axes.Select(axis => Number(creation, axis).Size)]
        : creation.Steps ? [Steps(Number(creation, "start"), Number(creation, "stop"), Number(creation, "step"))]
        : Shape?.Dims;

    (Dim? Size, double? Constant) Number(Creation creation, string name) =>
        Numbers.TryGetValue(name, out var given) ? given : creation.Parameters.First(p => p.Name == name).Default is { } number ? Of(number) : default;

    /// <summary>How many steps there are from a start to before a stop, rounded up.</summary>
    static Dim? Steps((Dim? Size, double? Constant) start, (Dim? Size, double? Constant) stop, (Dim? Size, double? Constant) step)
    {
        if (start.Constant is { } first && stop.Constant is { } end && step.Constant is { } by)
            return Math.Ceiling((end - first) / by) is >= 0 and < int.MaxValue and var count ? (long)count : null;
        if (start.Size is null || stop.Size is null || step.Size?.Value is not { } length || length == 0)
            return null;
        var (way, stride) = (length > 0 ? stop.Size - start.Size : start.Size - stop.Size, Math.Abs(length));
        return way.DividedBy(stride) ?? (way + (stride - 1)) / stride;
    }
}
