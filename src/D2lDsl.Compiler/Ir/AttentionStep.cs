using D2lDsl.Compiler.Fuse;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>
/// Attention a block of queries and keys at a time. Without <paramref name="Backward"/> it leaves the result and, where wanted,
/// <paramref name="RowSums"/>; with it the gradients too, and what the forward pass left is read where <see cref="IsKnown"/>.
/// </summary>
/// <param name="Scale">What scores are multiplied by.</param>
/// <param name="RowSums">Of each row the largest score and Σ exp(score − largest); null where forward and backward are one step. On a GPU the first half has the logarithms of Σ exp.</param>
public sealed record AttentionStep(
    ScalarOperand Scale, TensorBuffer Query, TensorBuffer Key, TensorBuffer Value, TensorBuffer Result, TensorBuffer? RowSums, AttentionGradients? Backward) : Step
{
    /// <summary>What becomes of scores before the softmax, a row of a block at a time; null for nothing but the scale.</summary>
    public RowProgram? Scores { get; init; }

    /// <summary>The same for weights behind it.</summary>
    public RowProgram? Weights { get; init; }

    /// <summary>How far the keys of a query go, where a mask is causal.</summary>
    public KeyReach? Reach { get; init; }

    /// <summary>How tensors lie that are not dense.</summary>
    public AttentionLayouts Layouts { get; init; } = new();

    /// <summary>What is read where it lies, though it is not dense.</summary>
    public IEnumerable<TensorBuffer> InPlace => Laid((Query, Layouts.Query), (Key, Layouts.Key), (Value, Layouts.Value), (Backward?.Seed, Layouts.Seed), (IsKnown ? Result : null, Layouts.Result));

    /// <summary>What is written where it belongs in something larger, or in another order of axes.</summary>
    public IEnumerable<TensorBuffer> Placed => Laid((IsKnown ? null : Result, Layouts.Result), (Backward?.Query, Layouts.QueryGradient), (Backward?.Key, Layouts.KeyGradient), (Backward?.Value, Layouts.ValueGradient));

    static IEnumerable<TensorBuffer> Laid(params (TensorBuffer? Buffer, RowsLayout? Layout)[] tensors) => tensors.Where(t => t.Layout is not null).Select(t => t.Buffer).OfType<TensorBuffer>();

    /// <summary>True where the result comes from an earlier step.</summary>
    public bool IsKnown => Backward is not null && RowSums is not null;

    public Dim Batches => Query.Shape.Dims.Take(Query.Shape.Rank - 2).Aggregate(Dim.One, (product, size) => product * size);

    public Dim Queries => Query.Shape[Query.Shape.Rank - 2];

    public Dim Keys => Key.Shape[Key.Shape.Rank - 2];

    public Dim Depth => Query.Shape[Query.Shape.Rank - 1];

    public Dim Width => Value.Shape[Value.Shape.Rank - 1];

    /// <summary>Multiplications and additions: two products forward, four backward and one to have the scores again.</summary>
    public Dim Flops => Batches * Queries * Keys * ((Backward is null ? (Depth + Width) * 2 + 12 : IsKnown ? Depth * 6 + Width * 4 + 14 : Depth * 6 + Width * 6 + 14) + Changes.Sum(Weight));

    /// <summary>What is done to rows of a block, by what it is called.</summary>
    public IEnumerable<RowProgram> Changes => new[] { Scores, Weights, Backward?.Scores, Backward?.Weights }.OfType<RowProgram>();

    public IEnumerable<TensorBuffer> Buffers => new[] { Query, Key, Value, Result, RowSums, Backward?.Seed, Backward?.Query, Backward?.Key, Backward?.Value }.OfType<TensorBuffer>()
        .Concat(Changes.SelectMany(change => change.Accesses).Select(access => access.Buffer).Where(buffer => buffer.Kind != BufferKind.Row));

    /// <summary>Numbers that the changes of rows read.</summary>
    public IEnumerable<ScalarOperand> Numbers => Changes.SelectMany(change => change.Values).OfType<OutsideValue>().Select(value => value.Source);

    static int Weight(RowProgram change) => change.Values.OfType<MapValue>().Where(value => value.Level == Level.Element).Sum(value => value.Expression.Weight());
}

/// <summary>The gradient of attention's result, and where the gradients of its operands go.</summary>
public sealed record AttentionGradients(TensorBuffer Seed, TensorBuffer Query, TensorBuffer Key, TensorBuffer Value)
{
    /// <summary>What becomes of the gradients of changed scores.</summary>
    public RowProgram? Scores { get; init; }

    /// <summary>What becomes of the gradients of changed weights.</summary>
    public RowProgram? Weights { get; init; }
}
