using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>What is known of a value at a place of ordinary code. What is not known is left out, never guessed.</summary>
abstract record Fact
{
    public static Fact Unknown { get; } = new Nothing();

    /// <summary>Nothing is known.</summary>
    public sealed record Nothing : Fact;

    /// <summary>No object.</summary>
    public sealed record Null : Fact;

    /// <summary>A tensor; its element type is that of the C# type.</summary>
    /// <param name="Shape">Null where not even the rank is known.</param>
    public sealed record Tensor(Shape? Shape) : Fact
    {
        /// <summary>The tensor as the rules see it; null where nothing is known of its making.</summary>
        public Operand? Seen { get; init; }

        /// <summary>The kernel or loader that owns the elements and overwrites them.</summary>
        public ISymbol? Owner { get; init; }

        /// <summary>True once the owner has overwritten them.</summary>
        public bool IsStale { get; init; }

        /// <summary>The variable whose elements it shows.</summary>
        public ISymbol? ViewOf { get; init; }

        /// <summary>True for memory that nothing was written to yet.</summary>
        public bool IsEmpty { get; init; }

        public bool Equals(Tensor? other) => other is not null && Equals(Shape, other.Shape) && IsStale == other.IsStale && IsEmpty == other.IsEmpty
            && SymbolEqualityComparer.Default.Equals(Owner, other.Owner) && SymbolEqualityComparer.Default.Equals(ViewOf, other.ViewOf);

        public override int GetHashCode() => Shape?.GetHashCode() ?? 0;
    }

    public sealed record Int(Dim Dim) : Fact;

    public sealed record Number(double Value) : Fact;

    public sealed record Bool(bool Value) : Fact;

    public sealed record Text(string Value) : Fact;

    /// <summary>The elements of an array, a span or a collection expression.</summary>
    public sealed record List(EquatableArray<Fact> Items) : Fact;

    /// <summary>An array of which only the lengths are known.</summary>
    public sealed record Array(Shape Shape) : Fact;

    /// <summary>A shape as a value.</summary>
    public sealed record Sizes(Shape Shape) : Fact;

    public sealed record Tuple(EquatableArray<Fact> Items) : Fact;

    /// <summary>A data loader: one batch of it, and how many samples a full one has.</summary>
    public sealed record Loader(Fact Samples, Fact Targets, Dim Batch) : Fact;

    /// <summary>A table of the Data package.</summary>
    /// <param name="Columns">Their names, where they are known.</param>
    public sealed record Table(EquatableArray<string>? Columns, Dim Rows) : Fact;

    /// <summary>A module: what its size symbols are.</summary>
    public sealed record Module(EquatableArray<(string Symbol, Dim Size)> Symbols) : Fact;

    /// <summary>A kernel, with the module whose parameters it reads.</summary>
    public sealed record Kernel(Fact? Of) : Fact;

    /// <summary>A lambda, which can be read again where it is called.</summary>
    public sealed record Function(Microsoft.CodeAnalysis.Operations.IAnonymousFunctionOperation Lambda) : Fact;

    /// <summary>An object of which single members are known, by name.</summary>
    public sealed record Members(EquatableArray<(string Name, Fact Value)> Items) : Fact;

    /// <summary>The same and no more than both say; where sizes differ, <paramref name="free"/> gives one that may be either.</summary>
    public static Fact Join(Fact a, Fact b, Func<Dim, Dim, Dim> free)
    {
        if (a.Equals(b))
            return a;
        return (a, b) switch
        {
            (Null, _) => b,
            (_, Null) => a,
            (Tensor x, Tensor y) => new Tensor(Join(x.Shape, y.Shape, free)) 
            {
                Seen = ReferenceEquals(x.Seen, y.Seen) ? x.Seen : null,
                IsStale = x.IsStale || y.IsStale,
                Owner = Same(x.Owner, y.Owner) ?? (x.IsStale ? x.Owner : y.IsStale ? y.Owner : null),
                ViewOf = Same(x.ViewOf, y.ViewOf),
                IsEmpty = x.IsEmpty && y.IsEmpty,
            },
            (Int x, Int y) => new Int(free(x.Dim, y.Dim)),
            (Sizes x, Sizes y) when Join(x.Shape, y.Shape, free) is { } shape => new Sizes(shape),
            (Array x, Array y) when Join(x.Shape, y.Shape, free) is { } shape => new Array(shape),
            (Tuple x, Tuple y) when x.Items.Count == y.Items.Count => new Tuple(x.Items.Zip(y.Items, (p, q) => Join(p, q, free)).ToEquatable()),
            (Module x, Module y) when x.Symbols.Count == y.Symbols.Count => new Module(x.Symbols.Zip(y.Symbols, (p, q) => (p.Symbol, p.Size.Equals(q.Size) ? p.Size : free(p.Size, q.Size))).ToEquatable()),
            _ => Unknown,
        };
    }

    static ISymbol? Same(ISymbol? a, ISymbol? b) => SymbolEqualityComparer.Default.Equals(a, b) ? a : null;

    static Shape? Join(Shape? a, Shape? b, Func<Dim, Dim, Dim> free) =>
        a is null || b is null || a.Rank != b.Rank ? null : Shape.Of(a.Dims.Zip(b.Dims, (x, y) => x.Equals(y) ? x : free(x, y)));
}
