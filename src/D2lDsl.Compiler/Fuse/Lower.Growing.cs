using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// Values that a loop adds to, as gradients of what all its turns read: where a turn adds at few places of a large tensor, such as the row
/// of its time step, only these are touched.
/// </summary>
public sealed partial class Lower
{
    /// <summary>Sums of a value so far and of what is scattered, by the sum that is its next value.</summary>
    readonly Dictionary<int, (int Value, List<int> Scattered)> growing = [];

    /// <summary>Nodes that are written where they are added, and by nobody else.</summary>
    readonly HashSet<int> addedLater = [];

    void FindGrowing(int states)
    {
        if (states == 0)
            return;
        var readers = new int[graph.Nodes.Count];
        foreach (var read in graph.Nodes.SelectMany(n => n.Inputs).Concat(graph.Outputs))
            readers[read]++;
        for (var state = 0; state < states; state++)
        {
            var (next, terms, sums) = (graph.Outputs[state], new List<int>(), new List<int>());
            Collect(next, terms, sums);
            var value = terms.FindIndex(t => graph[t] is InputNode input && input.Index == state);
            if (sums.Count == 0 || value < 0 || terms.Where((t, i) => i != value && graph[t] is not ScatterNode).Any() || sums.Concat(terms).Any(t => readers[t] != 1)
                || graph[next].Shape.Dims.All(d => d.IsOne))
                continue;
            growing.Add(next, (terms[value], [.. terms.Where((_, i) => i != value)]));
            addedLater.UnionWith(sums.Concat(terms).Where(t => t != next && t != terms[value]));
        }

        void Collect(int node, List<int> terms, List<int> sums)
        {
            if (graph[node] is MapNode { Inputs.Count: 2, Expression: Scalar.Apply { Primitive: Primitive.Add } add } map && add.Operands.All(o => o is Scalar.Arg)
                && map.Inputs.All(i => graph[i].Shape.Equals(map.Shape)))
            {
                sums.Add(node);
                foreach (var input in map.Inputs)
                    Collect(input, terms, sums);
            }
            else
                terms.Add(node);
        }
    }

    /// <summary>What is scattered is added to the value so far, in its memory.</summary>
    View Grow(int value, IEnumerable<int> scattered, int id)
    {
        var whole = views[value];
        foreach (var scatter in scattered)
            whole = Scatter((ScatterNode)graph[scatter], id, whole.Source);
        return whole;
    }
}
