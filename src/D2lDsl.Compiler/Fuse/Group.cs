namespace D2lDsl.Compiler.Fuse;

/// <summary>
/// Values that share one loop nest. The outer loops run over rows; a row is walked in passes. Until a reduction decides it,
/// the split between outer and row axes is open.
/// </summary>
public sealed class Group(IEnumerable<int> axes)
{
    /// <summary>Loop variables, outermost first.</summary>
    public List<int> Axes { get; } = [.. axes];

    /// <summary>How many of them are row axes (the last ones); null while open.</summary>
    public int? RowAxes { get; private set; }

    /// <summary>Above this many values the JIT compiles a loop badly; the next value opens another one.</summary>
    const int MostNodes = 120;

    /// <summary>True where it takes no more values.</summary>
    public bool IsFull => Nodes.Count >= MostNodes;

    readonly HashSet<int> members = [];

    public List<int> Nodes { get; } = [];

    public bool Contains(int node) => members.Contains(node);

    /// <summary>Reductions and placed parts whose result is complete only after the last row.</summary>
    public HashSet<int> Deferred { get; } = [];

    public IReadOnlyList<int> Outer => [.. Axes.Take(Axes.Count - (RowAxes ?? 1))];

    public IReadOnlyList<int> Row => [.. Axes.Skip(Axes.Count - (RowAxes ?? 1))];

    /// <summary>Takes a value into the loop nest if it fits; <paramref name="reduced"/> are its reduced loop variables.
    /// With <paramref name="isScattered"/> it is complete only after the last row, whatever it reduces.</summary>
    public bool TryAdd(int node, IReadOnlyList<int> domain, IReadOnlyCollection<int> reduced, bool isScattered = false)
    {
        if (IsFull || !Fits(domain, reduced, out var rows, out var deferred))
            return false;
        if (rows is { } count)
            RowAxes = count;
        if (domain.Count > Axes.Count)
        {
            Axes.Clear();
            Axes.AddRange(domain);
        }
        if (deferred || isScattered)
            Deferred.Add(node);
        Nodes.Add(node);
        members.Add(node);
        return true;
    }

    bool Fits(IReadOnlyList<int> domain, IReadOnlyCollection<int> reduced, out int? rows, out bool deferred)
    {
        rows = RowAxes;
        deferred = false;
        var isFull = SameSet(domain, Axes);
        if (domain.Count > Axes.Count)
        {
            // What was a loop of its own becomes the row level of a deeper nest.
            if (RowAxes is not null || !domain.Take(Axes.Count).SequenceEqual(Axes))
                return false;
            rows = domain.Count - Axes.Count;
            return FitsReduction(domain, domain, rows.Value, reduced, ref rows, ref deferred, open: false);
        }
        if (!isFull)
        {
            if (domain.Count == 0)
                return false;
            // A value of the row level.
            var outer = RowAxes is { } known ? Axes.Take(Axes.Count - known) : Axes.Take(domain.Count);
            if (!outer.SequenceEqual(domain) && !(RowAxes is not null && SameSet(outer, domain)))
                return false;
            rows = Axes.Count - domain.Count;
            deferred = reduced.Count > 0;
            return true;
        }
        return FitsReduction(domain, Axes, RowAxes ?? 1, reduced, ref rows, ref deferred, open: RowAxes is null);
    }

    static bool FitsReduction(IReadOnlyList<int> domain, IReadOnlyList<int> axes, int rowCount, IReadOnlyCollection<int> reduced, ref int? rows, ref bool deferred, bool open)
    {
        if (reduced.Count == 0)
            return true;
        if (reduced.Count == domain.Count)
        {
            deferred = true;
            return true;
        }
        if (open)
        {
            // A reduction that includes the last axis makes the reduced tail the row; any other adds rows up.
            var tail = 0;
            while (tail < axes.Count && reduced.Contains(axes[axes.Count - 1 - tail]))
                tail++;
            rowCount = Math.Max(tail, 1);
            rows = rowCount;
        }
        var row = axes.Skip(axes.Count - rowCount).ToArray();
        var inRow = row.Count(reduced.Contains);
        if (inRow != 0 && inRow != row.Length)
            return false;
        deferred = !(inRow == row.Length && reduced.Count == row.Length);
        return true;
    }

    static bool SameSet(IEnumerable<int> a, IReadOnlyCollection<int> b) => a.Count() == b.Count && a.All(b.Contains);
}
