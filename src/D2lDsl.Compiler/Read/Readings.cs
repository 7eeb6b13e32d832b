using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>
/// What was read of methods, kept while their bodies, the bodies they call and the <see cref="World"/> stay: then the next
/// keystroke elsewhere costs a lookup a model. It goes with the syntax tree it was read from.
/// </summary>
static class Readings
{
    /// <summary>A compilation is read by the generator without, and by the analyzers with, what is generated; an editor keeps a fork or two.</summary>
    const int Kept = 4;

    static readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<int, Entry[]>> readings = new();

    /// <summary>One reading and what it holds for.</summary>
    sealed record Entry(string World, IReadOnlyList<SyntaxTree> Bodies, ReadResult Result);

    /// <summary>What <paramref name="read"/> gives, or gave; it adds the files whose bodies it reads to the set it is handed.</summary>
    public static ReadResult Of(IMethodSymbol method, Compilation compilation, CancellationToken cancel, Func<HashSet<SyntaxTree>, ReadResult> read)
    {
        if (method.DeclaringSyntaxReferences is not { Length: 1 } references)
            return read([]);
        var reference = references[0];
        var world = World.Of(compilation);
        var ofFile = readings.GetValue(reference.SyntaxTree, static _ => new());
        var before = ofFile.TryGetValue(reference.Span.Start, out var found) ? found : [];
        if (before.FirstOrDefault(e => e.World == world && e.Bodies.All(tree => BodyReader.Home(compilation, tree).ContainsSyntaxTree(tree))) is { } hit)
            return hit.Result;
        cancel.ThrowIfCancellationRequested();
        var bodies = new HashSet<SyntaxTree>();
        var result = read(bodies);
        bodies.Remove(reference.SyntaxTree);
        ofFile[reference.Span.Start] = [new(world, [.. bodies], result), .. before.Take(Kept - 1)];
        return result;
    }
}
