using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>Has what products need compiled on another thread: of floats when the library is first used, of others when they come up.</summary>
static unsafe class GemmStart<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, INumberBase<T>
{
    static bool isDone;

    /// <summary>To be called where products are to be expected.</summary>
    public static void Prepare()
    {
        if (isDone)
            return;
        isDone = true;
        // Tiles first: a caller that is already on its way to them compiles the rest itself meanwhile.
        Preparation.BeginTiles(Tiles);
        foreach (var part in Around)
            Preparation.BeginProduct(part);
    }

    internal static Action[] Parts => [Tiles, .. Around];

    /// <summary>Products of every way through the blocks.</summary>
    static Action[] Around => [Whole, LeftTurned, RightTurned, Few];

    // Just large enough to be shared.
    const int Rows = 100, Columns = 112, Depth = 100, FewRows = 28, Narrow = 48;

    // Products of one turn: what counts is that they are called.
    [SkipLocalsInit]
    static void Tiles()
    {
        const int High = 12, Wide = 32;
        T* a = stackalloc T[High], b = stackalloc T[Wide], c = stackalloc T[High * Wide];
        new Span<T>(a, High).Clear();
        new Span<T>(b, Wide).Clear();
        TLanes.HighWide(1, a, 1, b, Wide, c, Wide, add: false);
        TLanes.LowWide(1, 1, a, 1, b, Wide, c, Wide, add: false);
        GemmPacking<T>.Panel(1, High, High, a, 1, 1, c, High);
        GemmPacking<T>.Panels(1, Wide, Wide, b, Wide, c);
        TLanes.TurnedHighWide(1, a, High, b, Wide, c, Wide, add: false);
        TLanes.TurnedLowWide(1, 1, a, High, b, Wide, c, Wide, add: false);
        TLanes.HighNarrow(1, a, 1, b, Wide, c, Wide, add: false);
        TLanes.LowNarrow(1, 1, a, 1, b, Wide, c, Wide, add: false);
    }

    /// <summary>A product as it lies, shared by threads.</summary>
    static void Whole()
    {
        T[] a = new T[FewRows * 8], b = new T[8 * Narrow], c = new T[FewRows * Narrow];
        var idle = default(Workers.Idle);
        new Product<T>(FewRows, Narrow, 8, in a[0], 8, 1, in b[0], Narrow, 1, ref c[0], Narrow).Then(ref idle, ChunkPlan.OfProduct(FewRows, 1, false), 2, 1);
    }

    static void LeftTurned()
    {
        T[] a = new T[Rows * Depth], b = new T[Depth * Columns], c = new T[Rows * Columns];
        new Product<T>(Rows, Columns, Depth, in a[0], 1, Rows, in b[0], Columns, 1, ref c[0], Columns).Run();
    }

    static void RightTurned()
    {
        T[] a = new T[FewRows * 8], b = new T[8 * Narrow], c = new T[FewRows * Narrow];
        new Product<T>(FewRows, Narrow, 8, in a[0], 8, 1, in b[0], 1, 8, ref c[0], Narrow).Run();
    }

    /// <summary>Few columns, of a transposed left matrix.</summary>
    static void Few()
    {
        T[] a = new T[Rows * 8], b = new T[8 * 10], c = new T[Rows * 10];
        new Product<T>(Rows, 10, 8, in a[0], 1, Rows, in b[0], 10, 1, ref c[0], 10).Run();
    }
}
