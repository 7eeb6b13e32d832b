using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Simplify;

/// <summary>
/// Attention in turns of loops and in branches. A mask of positions that is made outside of them is made where it is applied: element by
/// element, instead of as a matrix.
/// </summary>
public sealed partial class AttentionRule
{
    /// <summary>A loop or condition whose graphs have a node for each attention; null for other nodes, and where there is none in it.</summary>
    Node? Region(Node node)
    {
        switch (node)
        {
            case WhileNode loop:
                var first = loop.Carried + loop.Conditioned;
                int[] reads = [.. loop.Inputs.Skip(first)];
                var (body, left) = Sunk(loop.Body, loop.Carried, reads);
                return Turn(body, [.. loop.Inputs.Take(loop.Carried).Concat(left).Select(i => trained[i])], loop.Carried) is { } turn
                    ? loop with { Body = turn, Inputs = loop.Inputs.Take(first).Concat(left).ToEquatable() } : null;
            case IfNode choice:
                var (then, thenReads) = Side(choice.Then, choice.Inputs.Skip(1).Take(choice.Then.Inputs.Count));
                var (otherwise, elseReads) = Side(choice.Else, choice.Inputs.Skip(1 + choice.Then.Inputs.Count));
                return then is null && otherwise is null ? null
                    : new IfNode(then ?? choice.Then, otherwise ?? choice.Else, new[] { choice.Inputs[0] }.Concat(thenReads).Concat(elseReads).ToEquatable());
            default:
                return null;
        }
    }

    /// <summary>One turn of a loop: what goes round needs a gradient too where a turn makes it of something that does.</summary>
    Graph? Turn(Graph body, bool[] parameters, int carried)
    {
        while (true)
        {
            var turn = new AttentionRule(body, parameters, isOnDevice);
            var more = Enumerable.Range(0, carried).Where(i => !parameters[i] && turn.trained[body.Outputs[i]]).ToArray();
            if (more.Length == 0)
                return turn.Rewritten();
            foreach (var i in more)
                parameters[i] = true;
        }
    }

    /// <summary>One branch, and what it reads: as before where there is no attention in it.</summary>
    (Graph? Branch, IEnumerable<int> Reads) Side(Graph branch, IEnumerable<int> reads)
    {
        int[] all = [.. reads];
        var (inner, left) = Sunk(branch, 0, all);
        return new AttentionRule(inner, [.. left.Select(i => trained[i])], isOnDevice).Rewritten() is { } rewritten ? (rewritten, left) : (null, all);
    }

    /// <summary>The graph of a region with what it reads of positions alone computed inside of it, and what it still reads.</summary>
    /// <param name="region">The graph.</param>
    /// <param name="first">Its first input that is read from here.</param>
    /// <param name="reads">The nodes that are read.</param>
    (Graph Region, int[] Reads) Sunk(Graph region, int first, int[] reads)
    {
        var sunk = Enumerable.Range(0, reads.Length).Where(i => graph[reads[i]].Shape.Dims.Any(d => !d.IsOne) && isMask[reads[i]] && region.Checks.All(c => c.Input != first + i)).ToArray();
        if (sunk.Length == 0)
            return (region, reads);
        int[] left = [.. Enumerable.Range(0, region.Inputs.Count).Where(i => !sunk.Contains(i - first))];
        var copies = new Dictionary<int, int>();
        return (region.Of(left, (target, input) => Copy(target, reads[input - first])), [.. left.Where(i => i >= first).Select(i => reads[i - first])]);

        int Copy(GraphBuilder target, int id)
        {
            if (copies.TryGetValue(id, out var copy))
                return copy;
            var node = graph[id] with { Inputs = graph[id].Inputs.Select(i => Copy(target, i)).ToEquatable() };
            target.At = graph.LineOf(id);
            copies.Add(id, copy = target.Add(node));
            if (graph.NameOf(id) is { } name)
                target.Hint(copy, name);
            return copy;
        }
    }
}
