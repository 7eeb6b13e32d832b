using D2lDsl.Compiler.Ir;

namespace D2lDsl.Compiler.Fuse;

/// <summary>What a step of a kernel computes.</summary>
public abstract record Work;

/// <summary>A fused loop nest.</summary>
public sealed record LoopWork(Group Group, string? Apart) : Work;

/// <summary>A matrix product.</summary>
public sealed record GemmWork(int Node) : Work;

/// <summary>Running sums.</summary>
public sealed record ScanWork(int Node) : Work;

/// <summary>A number written to its place in a tensor.</summary>
public sealed record PlaceWork(int Node) : Work;

/// <summary>A number computed once.</summary>
public sealed record ScalarWork(int Node) : Work;

/// <summary>A loop or condition.</summary>
public sealed record RegionWork(int Node) : Work;

/// <summary>
/// Decides which values share a loop nest: greedily, in evaluation order, a value joins the earliest nest that can take it
/// and runs no earlier than what it reads. Cheap expressions of leaves belong to no nest: every reader computes them itself.
/// </summary>
public sealed class Partition
{
    readonly IReadOnlyList<LoopNode> nodes;
    readonly HashSet<int> stored;
    readonly AxisClasses classes;
    readonly List<Work> work = [];
    readonly List<Work> prologue = [];
    readonly int[] place;
    readonly int[] weight;
    readonly bool[] isUnread;

    Partition(IReadOnlyList<LoopNode> nodes, IReadOnlyList<int> outputs)
    {
        this.nodes = nodes;
        stored = Stored(nodes, outputs);
        place = new int[nodes.Count];
        (weight, isUnread) = (new int[nodes.Count], new bool[nodes.Count]);
        for (var i = 0; i < nodes.Count; i++)
            (weight[i], isUnread[i]) = (Weigh(i), IsUnread(i));
        classes = new(nodes, IsFusible);
        for (var i = 0; i < nodes.Count; i++)
            place[i] = Place(i);
    }

    public static Partition Of(IReadOnlyList<LoopNode> nodes, IReadOnlyList<int> outputs) => new(nodes, outputs);

    public IReadOnlyList<Work> Steps => [.. prologue, .. work];

    public AxisClasses Classes => classes;

    /// <summary>The step that computes a node; −1 for leaves and expressions computed by their readers.</summary>
    public int StepOf(int node) => place[node];

    /// <summary>Above this many operations an expression is worth keeping instead of computing it again.</summary>
    const int CheapWeight = 6;

    /// <summary>The same for what is made of indices, sizes and numbers alone, such as random numbers: computing it again reads nothing.</summary>
    const int UnreadWeight = 24;

    /// <summary>True for a cheap expression of leaves: its readers compute it themselves, nothing is stored for them.</summary>
    public bool IsInline(int node) => nodes[node] is LoopMap && weight[node] <= (isUnread[node] ? UnreadWeight : CheapWeight);

    bool IsFusible(int node) => nodes[node] is LoopMap or LoopPlace or LoopReduce { IsGemm: false } && !nodes[node].IsScalar && !IsInline(node);

    int Weigh(int id)
    {
        if (nodes[id].IsLeaf)
            return 0;
        if (nodes[id] is not LoopMap map)
            return int.MaxValue / 2;
        // What reads a computed value is not inline: the value would have to be stored for it.
        return map.Operands.Aggregate(map.Expression.Weight(), (sum, o) =>
            Math.Min(int.MaxValue / 2, sum + (nodes[o.Source] is LoopAlias or LoopPlace || !nodes[o.Source].IsScalar || nodes[o.Source].IsLeaf ? weight[o.Source] : 0)));
    }

    /// <summary>True where no element of a tensor in memory is read: only numbers, and functions that are cheap.</summary>
    bool IsUnread(int id) => nodes[id] switch
    {
        LoopIndex or LoopConstant or LoopSize => true,
        LoopMap map => map.Expression.Functions() == 0 && map.Operands.All(o => nodes[o.Source].IsScalar || isUnread[o.Source]),
        _ => false,
    };

    int Place(int id)
    {
        var node = nodes[id];
        if (node is LoopAlias alias)
            return place[alias.Source];
        if (node is LoopProject project)
            return place[project.Source];
        if (node.IsLeaf)
            return -1;
        var earliest = 0;
        foreach (var operand in node.Operands)
            earliest = Math.Max(earliest, After(id, operand.Source));
        if (node is LoopRegion)
            return Append(new RegionWork(id));
        // The parts of a tensor are written in their order.
        if (node is LoopPlace { Previous: >= 0 and var previous })
            earliest = Math.Max(earliest, place[previous]);
        if (node is LoopPlace { IsScalar: true })
            return Append(new PlaceWork(id));
        if (node.IsScalar)
        {
            // A number made of sizes and arguments is ready before the first loop and keeps no loops apart.
            if (node.Operands.All(o => place[o.Source] < 0))
            {
                prologue.Add(new ScalarWork(id));
                return -1;
            }
            return Append(new ScalarWork(id));
        }
        if (node is LoopReduce { IsGemm: true })
            return Append(new GemmWork(id));
        if (node is LoopScan or LoopSort)
            return Append(new ScanWork(id));
        if (IsInline(id) && !stored.Contains(id))
            return earliest - 1;
        var domain = classes.Domain(id);
        int[] reduced = node is LoopReduce reduce ? [.. reduce.Reduced.Select(a => classes.Of(id, a)).Where(c => c >= 0)] : [];
        for (var step = earliest; step < work.Count; step++)
            if (work[step] is LoopWork { Group: var group } && group.TryAdd(id, domain, reduced, node is LoopPlace))
                return step;
        var fresh = new Group(domain);
        fresh.TryAdd(id, domain, reduced, node is LoopPlace);
        return Append(new LoopWork(fresh, Apart(id, earliest)));
    }

    /// <summary>Why a value joins none of the loop nests before it; null where there is none.</summary>
    string? Apart(int id, int earliest)
    {
        if (!work.OfType<LoopWork>().Any())
            return null;
        var name = nodes[id].Name ?? "a value";
        if (work.FindLastIndex(step => step is LoopWork) is var last && last >= earliest)
            return work.OfType<LoopWork>().Last().Group.IsFull ? "the loop nest before it is full" : $"{name} walks other axes";
        var latest = nodes[id].Operands.Select(o => o.Source).OrderByDescending(o => After(id, o)).First();
        var source = nodes[latest].Name ?? "a value";
        return place[latest] < 0 || work[place[latest]] is not LoopWork { Group: var group } ? $"{name} needs {source}, which is no loop's"
            : group.Deferred.Contains(latest) ? $"{name} needs {source}, which is complete only after the last row"
            : $"{name} reads {source} in another order";
    }

    /// <summary>The first step in which the reader may run, given this operand.</summary>
    int After(int reader, int source)
    {
        if (nodes[source].IsLeaf && nodes[source] is not (LoopAlias or LoopProject))
            return 0;
        var step = place[source];
        if (step < 0)
            return 0;
        var sameLoop = !nodes[source].IsLeaf && work[step] is LoopWork { Group: var group } && group.Contains(source)
            && !group.Deferred.Contains(source) && !classes.IsCut(reader, source);
        return sameLoop ? step : step + 1;
    }

    /// <summary>Values that somebody needs in memory even where other readers compute them themselves.</summary>
    static HashSet<int> Stored(IReadOnlyList<LoopNode> nodes, IReadOnlyList<int> outputs) => [.. outputs, .. nodes.SelectMany(n => n switch
    {
        LoopAlias alias => [alias.Source],
        { RunsAlone: true } => n.Operands.Select(o => o.Source),
        // A number picked out of a tensor is read from memory.
        { IsScalar: true } => n.Operands.Select(o => o.Source).Where(source => !nodes[source].IsScalar),
        _ => Enumerable.Empty<int>(),
    })];

    int Append(Work step)
    {
        work.Add(step);
        return work.Count - 1;
    }
}
