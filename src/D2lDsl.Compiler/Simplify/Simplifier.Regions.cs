using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Simplify;

/// <summary>Conditions and the ways back through loops, with the results that something reads, and only what those need.</summary>
public sealed partial class Simplifier
{
    /// <summary>Regions with fewer results, and which of their results these are.</summary>
    readonly Dictionary<int, (Node Node, int[] Results)> trimmed = [];

    /// <summary>What a node reads, once all that reads it is known.</summary>
    IEnumerable<int> Needs(int id, bool[] needed)
    {
        if (source[id] is not (IfNode or UnwindNode or WhileNode { Collected: > 0 }))
            return source[id].Inputs;
        var results = new SortedSet<int>();
        for (var reader = id + 1; reader < needed.Length; reader++)
            if (needed[reader] && source[reader] is ProjectNode project && project.Inputs[0] == id)
                results.Add(project.Index);
        var region = source[id] switch
        {
            IfNode choice => Trim(choice, [.. results]),
            UnwindNode unwind => Trim(unwind, results),
            var loop => Trim((WhileNode)loop, results),
        };
        trimmed.Add(id, region);
        return region.Node.Inputs;
    }

    (Node Node, int[] Results) Trim(IfNode choice, int[] results)
    {
        var (then, thenReads) = Trim(choice.Then, results, _ => false);
        var (otherwise, elseReads) = Trim(choice.Else, results, _ => false);
        int[] reads = [choice.Inputs[0], .. thenReads.Select(i => choice.Inputs[1 + i]), .. elseReads.Select(i => choice.Inputs[1 + choice.Then.Inputs.Count + i])];
        return (new IfNode(then, otherwise, reads.ToEquatable()), results);
    }

    /// <summary>A loop goes on as it does, and collects only what is read.</summary>
    static (Node Node, int[] Results) Trim(WhileNode loop, SortedSet<int> results)
    {
        results.UnionWith(Enumerable.Range(0, loop.Carried));
        return (loop with { Body = loop.Body with { Outputs = results.Select(r => loop.Body.Outputs[r]).ToEquatable() } }, [.. results]);
    }

    (Node Node, int[] Results) Trim(UnwindNode unwind, SortedSet<int> results)
    {
        // What a turn reads of what goes round must go round too.
        while (true)
        {
            var (body, reads) = Trim(unwind.Body, [.. results], i => i < unwind.Carried && results.Contains(i));
            var count = results.Count;
            results.UnionWith(reads.Where(i => i < unwind.Carried));
            if (results.Count > count)
                continue;
            var taped = reads.Where(i => i >= unwind.Carried && i < unwind.Carried + unwind.Taped.Count).Select(i => unwind.Taped[i - unwind.Carried]);
            var carried = results.Where(i => i < unwind.Carried).ToArray();
            var inputs = carried.Select(i => unwind.Inputs[1 + i]).Concat(reads.Where(i => i >= unwind.Carried + unwind.Taped.Count).Select(i => unwind.Inputs[1 + i - unwind.Taped.Count]));
            var scanned = reads.Count(i => i >= unwind.Carried + unwind.Taped.Count && i < unwind.Carried + unwind.Taped.Count + unwind.Scanned);
            return (new UnwindNode(body, carried.Length, taped.ToEquatable(), scanned, new[] { unwind.Inputs[0] }.Concat(inputs).ToEquatable()) { Again = unwind.Again }, [.. results]);
        }
    }

    /// <summary>The graph of a region simplified, with these outputs and the inputs they need, or that are kept.</summary>
    (Graph Graph, int[] Inputs) Trim(Graph graph, int[] outputs, Func<int, bool> keeps)
    {
        var simple = Of(graph with { Outputs = outputs.Select(o => graph.Outputs[o]).ToEquatable() }, keepsDerivatives);
        var read = new HashSet<int>(simple.Nodes.SelectMany(n => n.Inputs).Concat(simple.Outputs));
        var inputs = new SortedSet<int>(Enumerable.Range(0, graph.Inputs.Count).Where(keeps));
        inputs.UnionWith(read.Select(id => simple[id]).OfType<InputNode>().Select(input => input.Index));
        return (inputs.Count == graph.Inputs.Count ? simple : simple.Of([.. inputs]), [.. inputs]);
    }
}
