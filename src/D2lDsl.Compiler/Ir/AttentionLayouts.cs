namespace D2lDsl.Compiler.Ir;

/// <summary>How the tensors lie that attention reads and writes; null for those that are dense.</summary>
public sealed record AttentionLayouts
{
    /// <summary>The queries.</summary>
    public RowsLayout? Query { get; init; }

    /// <summary>The keys.</summary>
    public RowsLayout? Key { get; init; }

    /// <summary>The values.</summary>
    public RowsLayout? Value { get; init; }

    /// <summary>The gradient of the result.</summary>
    public RowsLayout? Seed { get; init; }

    /// <summary>The result.</summary>
    public RowsLayout? Result { get; init; }

    /// <summary>The gradient of the queries.</summary>
    public RowsLayout? QueryGradient { get; init; }

    /// <summary>The gradient of the keys.</summary>
    public RowsLayout? KeyGradient { get; init; }

    /// <summary>The gradient of the values.</summary>
    public RowsLayout? ValueGradient { get; init; }

    /// <summary>All of them, as the runtime calls them.</summary>
    public IEnumerable<(string Name, RowsLayout? Layout)> Named =>
    [
        (nameof(Query), Query), (nameof(Key), Key), (nameof(Value), Value), (nameof(Seed), Seed),
        (nameof(Result), Result), (nameof(QueryGradient), QueryGradient), (nameof(KeyGradient), KeyGradient), (nameof(ValueGradient), ValueGradient),
    ];
}
