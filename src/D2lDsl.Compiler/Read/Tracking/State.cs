using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read.Tracking;

/// <summary>What is known of the variables at a place, or that the place is not reached.</summary>
sealed class State
{
    readonly Dictionary<ISymbol, Fact> facts;

    public State() => facts = new(SymbolEqualityComparer.Default);

    State(State other)
    {
        facts = new(other.facts, SymbolEqualityComparer.Default);
        IsReached = other.IsReached;
    }

    public bool IsReached { get; set; } = true;

    public State Copy() => new(this);

    public IEnumerable<ISymbol> Variables => facts.Keys;

    /// <summary>What is known of a variable; null where it is not tracked.</summary>
    public Fact? this[ISymbol variable]
    {
        get => facts.TryGetValue(variable, out var fact) ? fact : null;
        set
        {
            if (value is null)
                facts.Remove(variable);
            else
                facts[variable] = value;
        }
    }

    /// <summary>Changes what is known of the variables that are tensors.</summary>
    public void Tensors(Func<Fact.Tensor, Fact.Tensor> change)
    {
        foreach (var variable in facts.Keys.ToArray())
            if (facts[variable] is Fact.Tensor tensor)
                facts[variable] = change(tensor);
    }

    /// <summary>What holds whichever of two ways led here.</summary>
    public static State Join(State a, State b, Func<Dim, Dim, Dim> free)
    {
        if (!a.IsReached || !b.IsReached)
            return (a.IsReached ? a : b).Copy();
        var joined = new State();
        foreach (var one in a.facts)
            if (b.facts.TryGetValue(one.Key, out var other))
                joined.facts.Add(one.Key, Fact.Join(one.Value, other, free));
        return joined;
    }

    /// <summary>True where both say the same of the variables of this one.</summary>
    public bool Says(State other) => IsReached == other.IsReached && facts.Count == other.facts.Count
        && facts.All(f => other.facts.TryGetValue(f.Key, out var fact) && f.Value.Equals(fact));
}
