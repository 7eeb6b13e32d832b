using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>How a loop is cut into chunks: by its sizes alone, so that sums come out the same whoever computes them. For generated code.</summary>
/// <param name="Size">Turns of the loop in a chunk; the last may have fewer.</param>
/// <param name="Count">How many chunks.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ChunkPlan(nint Size, int Count)
{
    /// <summary>Operations in a chunk: some 8 µs, long enough to hand out and short enough to share evenly.</summary>
    const long Operations = 1 << 19;

    /// <summary>Chunks begin at multiples of this, so that blocks of rows and vectors are not cut.</summary>
    const int Step = 16;

    /// <summary>Where every chunk adds up columns of its own, more chunks than these cost more than they help.</summary>
    const int MostWithColumns = 64;

    /// <summary>The chunks of a loop of so many turns.</summary>
    /// <param name="turns">How many turns.</param>
    /// <param name="operations">About how many arithmetic operations a turn is.</param>
    /// <param name="hasColumns">True where every chunk adds up tensors of its own.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ChunkPlan Of(nint turns, nint operations, bool hasColumns) =>
        turns <= Step || turns * operations <= Operations ? new(turns, 1) : Cut(turns, operations, hasColumns);

    static ChunkPlan Cut(nint turns, nint operations, bool hasColumns)
    {
        var size = Operations / operations;
        size = Math.Max(size, turns / (hasColumns ? MostWithColumns : Workers.MostChunks) + 1);
        size = (size + Step - 1) / Step * Step;
        return new((nint)size, (int)((turns + size - 1) / size));
    }
}
