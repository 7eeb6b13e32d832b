using System.ComponentModel;

namespace D2lDsl.Runtime;

/// <summary>Work in independent chunks. A struct on the caller's stack, references included. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IChunks
{
    /// <summary>Does one chunk. Several threads call it at once, each with another chunk.</summary>
    /// <param name="chunk">Which chunk.</param>
    /// <param name="worker">Which worker asks, from 0: it may use the scratch memory of that number.</param>
    void Run(int chunk, int worker);
}
