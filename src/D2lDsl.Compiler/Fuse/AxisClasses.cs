namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// Which axes of which values run together: every axis of every computed value belongs to a class, and a class is one loop
/// variable. A reader and what it reads share classes; where that would make two axes of one value the same (x + xᵀ), the
/// reader goes through memory instead.
/// </summary>
public sealed class AxisClasses
{
    readonly IReadOnlyList<LoopNode> nodes;
    readonly int[] offset;
    readonly int[] parent;
    readonly Dictionary<int, Dictionary<int, int>> members = [];
    readonly HashSet<(int Reader, int Source)> cut = [];

    public AxisClasses(IReadOnlyList<LoopNode> nodes, Func<int, bool> fusible)
    {
        this.nodes = nodes;
        offset = new int[nodes.Count + 1];
        for (var i = 0; i < nodes.Count; i++)
            offset[i + 1] = offset[i] + nodes[i].Domain.Rank;
        parent = [.. Enumerable.Range(0, offset[nodes.Count])];
        for (var node = 0; node < nodes.Count; node++)
            for (var axis = 0; axis < nodes[node].Domain.Rank; axis++)
                members[offset[node] + axis] = new() { [node] = axis };
        for (var reader = 0; reader < nodes.Count; reader++)
            if (fusible(reader))
                foreach (var operand in nodes[reader].Operands.Where(o => fusible(o.Source)))
                    if (!Join(reader, operand))
                        cut.Add((reader, operand.Source));
        JoinReaders(fusible);
    }

    /// <summary>Two readers of one tensor in memory run together where they can: the sweep that makes x·w also makes xᵀ·dy.</summary>
    void JoinReaders(Func<int, bool> fusible)
    {
        var first = new Dictionary<(int Source, int Axis, Shapes.Dim Size), int>();
        for (var reader = 0; reader < nodes.Count; reader++)
            if (fusible(reader))
                foreach (var operand in nodes[reader].Operands.Where(o => !fusible(o.Source) || nodes[o.Source] is LoopPlace))
                    for (var axis = 0; axis < operand.Axes.Count; axis++)
                        if (operand.Axes[axis] >= 0 && !nodes[operand.Source].Result[axis].IsOne)
                        {
                            var own = offset[reader] + operand.Axes[axis];
                            var size = nodes[reader].Domain[operand.Axes[axis]];
                            if (!first.TryGetValue((operand.Source, axis, size), out var other))
                                first.Add((operand.Source, axis, size), own);
                            else if (CanUnite(own, other))
                                Unite(own, other);
                        }
    }

    /// <summary>True where the reader cannot take the value inside one loop.</summary>
    public bool IsCut(int reader, int source) => cut.Contains((reader, source));

    /// <summary>The loop variable of an axis; −1 for an axis of size 1.</summary>
    public int Of(int node, int axis) => nodes[node].Domain[axis].IsOne ? -1 : Find(offset[node] + axis);

    /// <summary>The loop variables of a node's domain, in the node's order.</summary>
    public int[] Domain(int node) => [.. Enumerable.Range(0, nodes[node].Domain.Rank).Select(a => Of(node, a)).Where(c => c >= 0)];

    bool Join(int reader, Operand operand)
    {
        // A slice does not meet what it reads element by element, and a placed part is no element of what is read.
        if (!operand.IsWhole || nodes[operand.Source] is LoopPlace)
            return false;
        var pairs = new List<(int A, int B)>();
        for (var axis = 0; axis < operand.Axes.Count; axis++)
            if (operand.Axes[axis] >= 0 && !nodes[operand.Source].Domain[axis].IsOne)
                pairs.Add((offset[operand.Source] + axis, offset[reader] + operand.Axes[axis]));
        if (pairs.Any(p => !CanUnite(p.A, p.B)))
            return false;
        // Pairs were checked one by one; together they could still clash, so undo is avoided by checking again while uniting.
        foreach (var (a, b) in pairs)
            if (CanUnite(a, b))
                Unite(a, b);
            else
                return false;
        return true;
    }

    bool CanUnite(int a, int b)
    {
        var (x, y) = (Find(a), Find(b));
        if (x == y)
            return true;
        var (small, large) = members[x].Count < members[y].Count ? (members[x], members[y]) : (members[y], members[x]);
        return !small.Keys.Any(large.ContainsKey);
    }

    void Unite(int a, int b)
    {
        var (x, y) = (Find(a), Find(b));
        if (x == y)
            return;
        if (members[x].Count < members[y].Count)
            (x, y) = (y, x);
        parent[y] = x;
        foreach (var member in members[y])
            members[x][member.Key] = member.Value;
        members.Remove(y);
    }

    int Find(int x)
    {
        while (parent[x] != x)
            x = parent[x] = parent[parent[x]];
        return x;
    }
}
