using D2lDsl.Compiler.Diagnostics;

namespace D2lDsl.Compiler.Rules;

/// <summary>What a rule finds: an entry of the catalogue and the arguments of its message. Where it is, the reader knows.</summary>
public sealed record Suspicion(Entry Entry, IReadOnlyList<string> Arguments)
{
    public Suspicion(Entry entry, params object[] arguments) : this(entry, [.. arguments.Select(a => a.ToString())])
    {
    }
}
