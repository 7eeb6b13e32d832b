namespace D2lDsl.Compiler.Shapes;

/// <summary>The values of an op's arguments that are no tensors, by name.</summary>
public sealed record OpArguments
{
    public static OpArguments None { get; } = new();

    /// <summary>Axes as users count them; null: all.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>?> Axes { get; init; } = new Dictionary<string, IReadOnlyList<int>?>();

    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new Dictionary<string, double>();

    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, Dim> Sizes { get; init; } = new Dictionary<string, Dim>();

    /// <summary>Axes and sizes in the order of the parameters, as movements take them.</summary>
    public IReadOnlyList<Dim> Places { get; init; } = [];

    /// <summary>Whether reduced axes stay, at size 1.</summary>
    public bool KeepDims { get; init; }
}
