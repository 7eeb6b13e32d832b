using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using D2lDsl.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>
/// What was read of methods, kept while their bodies, the bodies they call and the <see cref="World"/> stay: then the next
/// keystroke elsewhere costs a lookup a model. It goes with the syntax tree it was read from.
/// </summary>
static class Readings
{
    /// <summary>An editor keeps a fork or two of a compilation, and each with mistakes is read with and without what is generated.</summary>
    const int Kept = 4;

    static readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<int, Entry[]>> readings = new();

    /// <summary>One reading and what it holds for.</summary>
    /// <param name="World">The world as users wrote it.</param>
    /// <param name="Generated">The world with what is generated, where a mistake may be about that; null where there is none.</param>
    sealed record Entry(string World, string? Generated, IReadOnlyList<SyntaxTree> Bodies, ReadResult Result)
    {
        public bool Holds(Compilation compilation) => World == Read.World.Written(compilation) && (Generated is null || Generated == Read.World.Of(compilation))
            && Bodies.All(tree => BodyReader.Home(compilation, tree).ContainsSyntaxTree(tree));
    }

    /// <summary>What <paramref name="read"/> gives, or gave; it adds the files whose bodies it reads to the set it is handed.</summary>
    public static ReadResult Of(IMethodSymbol method, Compilation compilation, CancellationToken cancel, Func<HashSet<SyntaxTree>, ReadResult> read)
    {
        if (method.DeclaringSyntaxReferences is not { Length: 1 } references)
            return read([]);
        var reference = references[0];
        var ofFile = readings.GetValue(reference.SyntaxTree, static _ => new());
        var before = ofFile.TryGetValue(reference.Span.Start, out var found) ? found : [];
        if (before.FirstOrDefault(e => e.Holds(compilation)) is { } hit)
            return hit.Result;
        cancel.ThrowIfCancellationRequested();
        var bodies = new HashSet<SyntaxTree>();
        var result = read(bodies);
        bodies.Remove(reference.SyntaxTree);
        ofFile[reference.Span.Start] = [new(World.Written(compilation), IsWrong(result) ? World.Of(compilation) : null, [.. bodies], result), .. before.Take(Kept - 1)];
        return result;
    }

    static bool IsWrong(ReadResult result) => result.Findings.Any(f => f.Entry.Severity == Severity.Error);
}
