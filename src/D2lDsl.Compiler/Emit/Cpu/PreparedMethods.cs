namespace D2lDsl.Compiler.Emit.Cpu;

/// <summary>
/// The methods of a kernel that are compiled on another thread as soon as the kernel is made, before sizes are known: loops over long
/// rows, which take the JIT longest, then those over rows side by side. Others are for sizes so small that they are rarely worth it.
/// </summary>
sealed class PreparedMethods
{
    readonly List<string> sure = [];
    readonly List<string> likely = [];

    /// <summary>A method that any call needs.</summary>
    public void Add(string name) => Add(name, RowWalk.Long);

    /// <summary>A method for rows of some length.</summary>
    public void Add(string name, RowWalk walk)
    {
        var methods = walk is RowWalk.Long ? sure : likely;
        if (walk is RowWalk.Long or RowWalk.Across && !methods.Contains(name))
            methods.Add(name);
    }

    /// <summary>The attribute that names them.</summary>
    /// <param name="first">What the first call most likely computes.</param>
    /// <param name="second">What another may.</param>
    public static string Attribute(PreparedMethods first, PreparedMethods second)
    {
        string[] later = [.. second.sure.Concat(first.likely).Concat(second.likely).Except(first.sure)];
        return $"[global::D2lDsl.Runtime.Prepared({Listed(first.sure)}{(later.Length > 0 ? $", Later = [{Listed(later)}]" : "")})]";

        static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(SignatureEmitter.Literal));
    }
}
