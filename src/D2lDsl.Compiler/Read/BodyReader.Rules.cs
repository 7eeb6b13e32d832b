using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Rules;
using D2lDsl.Compiler.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.Compiler.Read;

/// <summary>Tells the rules of every call, and keeps what they find.</summary>
sealed partial class BodyReader
{
    readonly List<Finding> suspicions = [];
    readonly Dictionary<int, (string Title, Location Place)> places = [];

    /// <summary>What is suspicious about the method, and does not stop its compilation.</summary>
    public IReadOnlyList<Finding> Suspicions => suspicions;

    /// <summary>Where the nodes of the method's own graph are called for, as far as it calls for them itself.</summary>
    public IReadOnlyDictionary<int, (string Title, Location Place)> Places => places;

    /// <summary>A model that is called is written out here, with the sizes it has here; what is wrong with it is said where it is declared.</summary>
    bool IsOwn => calls.Count(c => c.MethodKind != MethodKind.LocalFunction) <= 1;

    /// <summary>A call of an op: its node, by the shape rules; a mistake or a suspicion is one of this place.</summary>
    int Call(IOperation place, Op op, IReadOnlyList<int> operands, OpArguments arguments) => Results(place, op, operands, arguments).Single();

    /// <summary>A call of an op that may give several tensors.</summary>
    IReadOnlyList<int> Results(IOperation place, Op op, IReadOnlyList<int> operands, OpArguments arguments)
    {
        OpCall call = new(op, [.. operands.Select(region.Seen)], arguments, null);
        IReadOnlyList<int> nodes;
        try
        {
            nodes = rules.Results(op, operands, arguments);
        }
        catch (ShapeException error)
        {
            var (entry, details) = RuleBook.Explain(call, error) ?? new(error.Entry, error.Arguments);
            throw new ReadException(new(entry, details, place.Syntax.GetLocation()));
        }
        foreach (var node in nodes)
        {
            Made(node, call);
            Placed(node, op.Surface, place);
        }
        if (nodes.Count > 0)
            Report(RuleBook.Of(call with { Result = rules.Graph[nodes[0]].Shape }, setting), place);
        if (op is CompositeOp { Seed: { } seed } drawing)
            Draw(drawing, operands[seed], place);
        return nodes;
    }

    /// <summary>Draws so far, by their seed: what draws, and the call of the method's own that it belongs to.</summary>
    readonly Dictionary<(Region, int), (string Title, IOperation Place)> draws = [];

    /// <summary>The call of another model, written in the method itself, that is being written out.</summary>
    (string Title, IOperation Place)? outermost;

    /// <summary>Two draws under one seed give one mask. Inside of one called model they are that model's matter.</summary>
    void Draw(CompositeOp op, int seed, IOperation place)
    {
        var draw = outermost ?? (op.Surface, place);
        if (!draws.TryGetValue((region, seed), out var before))
            draws.Add((region, seed), (op.Surface, draw.Place));
        else if ((outermost is null || !ReferenceEquals(before.Place, draw.Place)) && draw.Place.Syntax.GetLocation() is var location && !suspicions.Any(s => s.Entry == Catalogue.OneSeed && s.Location == location))
            suspicions.Add(new(Catalogue.OneSeed, [draw.Title, region.Seen(seed).Name ?? "the seed", before.Title], location));
    }

    /// <summary>A movement that is not written as a call.</summary>
    int Moved(int x, MovementOp op, int node)
    {
        Made(node, new(op, [region.Seen(x)], OpArguments.None, null));
        return node;
    }

    void Made(int node, OpCall call) => region.Made(node, () => Making.Result(call with { Result = rules.Graph[node].Shape }, rules.Graph[node].Type));

    void Placed(int node, string title, IOperation place)
    {
        if (IsOwn && region.Outer is null && !places.ContainsKey(node))
            places.Add(node, (title, place.Syntax.GetLocation()));
    }

    /// <summary>What to write in place of the code, where it can be put together from it.</summary>
    internal static string? Instead(Entry entry, SyntaxNode code)
    {
        // Log(Softmax(x, 1)) or x.Softmax(1).Log()
        if (entry == Catalogue.LogOfSoftmax && code is InvocationExpressionSyntax log
            && log.ArgumentList.Arguments.Select(a => a.Expression).Append((log.Expression as MemberAccessExpressionSyntax)?.Expression).OfType<InvocationExpressionSyntax>().FirstOrDefault() is { } softmax
            && softmax.Expression.ToString() is var name && name.EndsWith("Softmax", StringComparison.Ordinal))
            return $"{name.Substring(0, name.Length - "Softmax".Length)}LogSoftmax{softmax.ArgumentList}";
        if (code is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call
            || arguments[0].Expression is not InvocationExpressionSyntax { Expression: IdentifierNameSyntax, ArgumentList.Arguments: { Count: > 0 } inner } squashed)
            return null;
        return entry == Catalogue.SquashedTwice ? $"{call.Expression}({string.Join(", ", arguments.Skip(1).Select(a => a.ToString()).Prepend(inner[0].ToString()))})" : null;
    }

    void Report(IEnumerable<Suspicion> found, IOperation place)
    {
        if (!IsOwn)
            return;
        foreach (var (entry, arguments) in found)
            if (place.Syntax.GetLocation() is var location && !suspicions.Any(s => s.Entry == entry && s.Location == location))
                suspicions.Add(new(entry, arguments, location) { Replacement = Instead(entry, place.Syntax) });
    }
}
