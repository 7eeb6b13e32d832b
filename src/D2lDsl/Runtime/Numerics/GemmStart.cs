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
        Preparation.Begin(All);
    }

    /// <summary>Tiles first: a caller that is already on its way to them compiles the rest itself meanwhile.</summary>
    internal static void All()
    {
        Tiles();
        Products();
    }

    // Products of one turn: what counts is that they are called.
    [SkipLocalsInit]
    static void Tiles()
    {
        const int Rows = 12, Columns = 32;
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

    /// <summary>Products of every way through the blocks.</summary>
    static void Products()
    {
        // Just large enough to be shared.
        const int Rows = 100, Columns = 112, Depth = 100, Few = 28, Narrow = 48;
        T[] a = new T[Rows * Depth], b = new T[Depth * Columns], c = new T[Rows * Columns];
        var idle = default(Workers.Idle);
        new Product<T>(Few, Narrow, 8, in a[0], 8, 1, in b[0], Narrow, 1, ref c[0], Narrow).Then(ref idle, ChunkPlan.OfProduct(Few, 1, false), 2, 1);
        // a transposed; b transposed; a transposed and few columns.
        new Product<T>(Rows, Columns, Depth, in a[0], 1, Rows, in b[0], Columns, 1, ref c[0], Columns).Run();
        new Product<T>(Few, Narrow, 8, in a[0], 8, 1, in b[0], 1, 8, ref c[0], Narrow).Run();
        new Product<T>(Rows, 10, 8, in a[0], 1, Rows, in b[0], 10, 1, ref c[0], 10).Run();
    }
}
