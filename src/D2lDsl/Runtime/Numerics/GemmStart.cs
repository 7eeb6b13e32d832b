using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>Lets another thread compile the tiles while this one is still on its way to them: the first large product is done sooner.</summary>
static unsafe class GemmStart<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, INumberBase<T>
{
    const int Rows = 12, Columns = 32;

    static bool isDone;

    /// <summary>To be called where other threads are going to help.</summary>
    public static void Prepare()
    {
        if (isDone)
            return;
        isDone = true;
        if (RuntimeFeature.IsDynamicCodeCompiled)
            Workers.StartWith(Tiles);
    }

    // Products of one turn: what counts is that they are called.
    [SkipLocalsInit]
    static void Tiles()
    {
        T* a = stackalloc T[Rows], b = stackalloc T[Columns], c = stackalloc T[Rows * Columns];
        new Span<T>(a, Rows).Clear();
        new Span<T>(b, Columns).Clear();
        TLanes.HighWide(1, a, 1, b, Columns, c, Columns, add: false);
        TLanes.LowWide(1, 1, a, 1, b, Columns, c, Columns, add: false);
        GemmPacking<T>.Panel(1, Rows, Rows, a, 1, 1, c, Rows);
        TLanes.HighNarrow(1, a, 1, b, Columns, c, Columns, add: false);
        TLanes.LowNarrow(1, 1, a, 1, b, Columns, c, Columns, add: false);
        TLanes.TurnedHighWide(1, a, Rows, b, Columns, c, Columns, add: false);
        TLanes.TurnedLowWide(1, 1, a, Rows, b, Columns, c, Columns, add: false);
    }
}
