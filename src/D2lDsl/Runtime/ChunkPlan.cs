using System.ComponentModel;
using System.Numerics;
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

    /// <summary>Fewer rows of a product are not worth a chunk; up to so many are cut into chunks of one size.</summary>
    const int FewestRows = 48, MostRows = 16 * FewestRows;

    /// <summary>Rows that a product does at once, besides those it does twelve by twelve.</summary>
    const int TileRows = 4;

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

    /// <summary>The chunks of a loop over the rows of a matrix product, which is done chunk by chunk before it.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="operations">About how many operations a row of product and loop is.</param>
    /// <param name="hasColumns">True where every chunk adds up tensors of its own.</param>
    public static ChunkPlan OfProduct(nint rows, nint operations, bool hasColumns)
    {
        if (rows < 2 * FewestRows || rows * operations <= Operations)
            return new(rows, 1);
        // A few large chunks of one size that two, four or eight threads share evenly, or many that stay in the cache.
        var size = rows <= MostRows ? rows / (nint)BitOperations.RoundUpToPowerOf2((nuint)(rows / FewestRows) / 2 + 1) : 2 * FewestRows;
        size = Math.Max(size, hasColumns ? rows / MostWithColumns + 1 : rows / Workers.MostChunks + 1);
        size = (size + TileRows - 1) / TileRows * TileRows;
        return new(size, (int)((rows + size - 1) / size));
    }

    static ChunkPlan Cut(nint turns, nint operations, bool hasColumns)
    {
        var size = Operations / operations;
        size = Math.Max(size, turns / (hasColumns ? MostWithColumns : Workers.MostChunks) + 1);
        size = (size + Step - 1) / Step * Step;
        return new((nint)size, (int)((turns + size - 1) / size));
    }
}
