using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>The places in kernels where an index may be wrong: a kernel cannot throw, so it notes the first one for the host.</summary>
sealed class CheckSites
{
    readonly List<(Dim Limit, string Of)> sites = [];

    public IReadOnlyList<(Dim Limit, string Of)> All => sites;

    /// <summary>The number of a place.</summary>
    public int Of(Dim limit, string of)
    {
        var known = sites.FindIndex(s => s.Of == of && s.Limit.Equals(limit));
        if (known >= 0)
            return known;
        sites.Add((limit, of));
        return sites.Count - 1;
    }
}
