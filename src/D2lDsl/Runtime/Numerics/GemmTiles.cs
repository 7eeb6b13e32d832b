using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace D2lDsl.Runtime;

/// <summary>
/// The innermost part of the matrix product: a small tile of c, held in registers, summed over k. A tile is 12 or 4 rows high
/// and two vectors or one wide.
/// </summary>
/// <remarks>
/// A tile reads a at any strides, and b as rows of whole vectors, <c>bStep</c> elements apart. The rows are written out because
/// the JIT keeps separate locals, but not arrays, in registers: 24 sums, two vectors of b and one of a fill 27 of 32.
/// </remarks>
static unsafe class GemmTiles<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    /// <summary>The rows of the high tiles.</summary>
    public const int High = 12;

    /// <summary>The most rows of the low tiles, which take fewer as well.</summary>
    public const int Low = 4;

    /// <summary>12 rows, two vectors wide.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    public static void HighWide(int k, T* a, nint row, nint step, T* b, nint bStep, T* c, nint cRow, bool add)
    {
        Prefetch(c, cRow);
        TVector x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
        TVector x6 = default, x7 = default, x8 = default, x9 = default, x10 = default, x11 = default;
        TVector y0 = default, y1 = default, y2 = default, y3 = default, y4 = default, y5 = default;
        TVector y6 = default, y7 = default, y8 = default, y9 = default, y10 = default, y11 = default;
        T* a3 = a + 3 * row, a6 = a3 + 3 * row, a9 = a6 + 3 * row;
        var row2 = 2 * row;
        for (; k > 0; k--)
        {
            var left = TLanes.Load(b);
            var right = TLanes.Load(b + TLanes.Count);
            TVector t;
            t = TLanes.Fill(a[0]); x0 = TLanes.MultiplyAdd(t, left, x0); y0 = TLanes.MultiplyAdd(t, right, y0);
            t = TLanes.Fill(a[row]); x1 = TLanes.MultiplyAdd(t, left, x1); y1 = TLanes.MultiplyAdd(t, right, y1);
            t = TLanes.Fill(a[row2]); x2 = TLanes.MultiplyAdd(t, left, x2); y2 = TLanes.MultiplyAdd(t, right, y2);
            t = TLanes.Fill(a3[0]); x3 = TLanes.MultiplyAdd(t, left, x3); y3 = TLanes.MultiplyAdd(t, right, y3);
            t = TLanes.Fill(a3[row]); x4 = TLanes.MultiplyAdd(t, left, x4); y4 = TLanes.MultiplyAdd(t, right, y4);
            t = TLanes.Fill(a3[row2]); x5 = TLanes.MultiplyAdd(t, left, x5); y5 = TLanes.MultiplyAdd(t, right, y5);
            t = TLanes.Fill(a6[0]); x6 = TLanes.MultiplyAdd(t, left, x6); y6 = TLanes.MultiplyAdd(t, right, y6);
            t = TLanes.Fill(a6[row]); x7 = TLanes.MultiplyAdd(t, left, x7); y7 = TLanes.MultiplyAdd(t, right, y7);
            t = TLanes.Fill(a6[row2]); x8 = TLanes.MultiplyAdd(t, left, x8); y8 = TLanes.MultiplyAdd(t, right, y8);
            t = TLanes.Fill(a9[0]); x9 = TLanes.MultiplyAdd(t, left, x9); y9 = TLanes.MultiplyAdd(t, right, y9);
            t = TLanes.Fill(a9[row]); x10 = TLanes.MultiplyAdd(t, left, x10); y10 = TLanes.MultiplyAdd(t, right, y10);
            t = TLanes.Fill(a9[row2]); x11 = TLanes.MultiplyAdd(t, left, x11); y11 = TLanes.MultiplyAdd(t, right, y11);
            a += step;
            a3 += step;
            a6 += step;
            a9 += step;
            b += bStep;
        }
        Put(x0, y0, c, add);
        Put(x1, y1, c + cRow, add);
        Put(x2, y2, c + 2 * cRow, add);
        Put(x3, y3, c + 3 * cRow, add);
        Put(x4, y4, c + 4 * cRow, add);
        Put(x5, y5, c + 5 * cRow, add);
        Put(x6, y6, c + 6 * cRow, add);
        Put(x7, y7, c + 7 * cRow, add);
        Put(x8, y8, c + 8 * cRow, add);
        Put(x9, y9, c + 9 * cRow, add);
        Put(x10, y10, c + 10 * cRow, add);
        Put(x11, y11, c + 11 * cRow, add);
    }

    /// <summary>12 rows, one vector wide.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    public static void HighNarrow(int k, T* a, nint row, nint step, T* b, nint bStep, T* c, nint cRow, bool add)
    {
        TVector x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
        TVector x6 = default, x7 = default, x8 = default, x9 = default, x10 = default, x11 = default;
        T* a3 = a + 3 * row, a6 = a3 + 3 * row, a9 = a6 + 3 * row;
        var row2 = 2 * row;
        for (; k > 0; k--)
        {
            var left = TLanes.Load(b);
            x0 = TLanes.MultiplyAdd(TLanes.Fill(a[0]), left, x0);
            x1 = TLanes.MultiplyAdd(TLanes.Fill(a[row]), left, x1);
            x2 = TLanes.MultiplyAdd(TLanes.Fill(a[row2]), left, x2);
            x3 = TLanes.MultiplyAdd(TLanes.Fill(a3[0]), left, x3);
            x4 = TLanes.MultiplyAdd(TLanes.Fill(a3[row]), left, x4);
            x5 = TLanes.MultiplyAdd(TLanes.Fill(a3[row2]), left, x5);
            x6 = TLanes.MultiplyAdd(TLanes.Fill(a6[0]), left, x6);
            x7 = TLanes.MultiplyAdd(TLanes.Fill(a6[row]), left, x7);
            x8 = TLanes.MultiplyAdd(TLanes.Fill(a6[row2]), left, x8);
            x9 = TLanes.MultiplyAdd(TLanes.Fill(a9[0]), left, x9);
            x10 = TLanes.MultiplyAdd(TLanes.Fill(a9[row]), left, x10);
            x11 = TLanes.MultiplyAdd(TLanes.Fill(a9[row2]), left, x11);
            a += step;
            a3 += step;
            a6 += step;
            a9 += step;
            b += bStep;
        }
        Put(x0, c, add);
        Put(x1, c + cRow, add);
        Put(x2, c + 2 * cRow, add);
        Put(x3, c + 3 * cRow, add);
        Put(x4, c + 4 * cRow, add);
        Put(x5, c + 5 * cRow, add);
        Put(x6, c + 6 * cRow, add);
        Put(x7, c + 7 * cRow, add);
        Put(x8, c + 8 * cRow, add);
        Put(x9, c + 9 * cRow, add);
        Put(x10, c + 10 * cRow, add);
        Put(x11, c + 11 * cRow, add);
    }

    /// <summary>1 to 4 rows, two vectors wide. Missing rows repeat the first and are not stored.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    public static void LowWide(int rows, int k, T* a, nint row, nint step, T* b, nint bStep, T* c, nint cRow, bool add)
    {
        TVector x0 = default, x1 = default, x2 = default, x3 = default, y0 = default, y1 = default, y2 = default, y3 = default;
        T* a1 = rows > 1 ? a + row : a, a2 = rows > 2 ? a + 2 * row : a, a3 = rows > 3 ? a + 3 * row : a;
        for (; k > 0; k--)
        {
            var left = TLanes.Load(b);
            var right = TLanes.Load(b + TLanes.Count);
            TVector t;
            t = TLanes.Fill(*a); x0 = TLanes.MultiplyAdd(t, left, x0); y0 = TLanes.MultiplyAdd(t, right, y0);
            t = TLanes.Fill(*a1); x1 = TLanes.MultiplyAdd(t, left, x1); y1 = TLanes.MultiplyAdd(t, right, y1);
            t = TLanes.Fill(*a2); x2 = TLanes.MultiplyAdd(t, left, x2); y2 = TLanes.MultiplyAdd(t, right, y2);
            t = TLanes.Fill(*a3); x3 = TLanes.MultiplyAdd(t, left, x3); y3 = TLanes.MultiplyAdd(t, right, y3);
            a += step;
            a1 += step;
            a2 += step;
            a3 += step;
            b += bStep;
        }
        Put(x0, y0, c, add);
        if (rows > 1)
            Put(x1, y1, c + cRow, add);
        if (rows > 2)
            Put(x2, y2, c + 2 * cRow, add);
        if (rows > 3)
            Put(x3, y3, c + 3 * cRow, add);
    }

    /// <summary>1 to 4 rows, one vector wide. Missing rows repeat the first and are not stored.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    public static void LowNarrow(int rows, int k, T* a, nint row, nint step, T* b, nint bStep, T* c, nint cRow, bool add)
    {
        TVector x0 = default, x1 = default, x2 = default, x3 = default;
        T* a1 = rows > 1 ? a + row : a, a2 = rows > 2 ? a + 2 * row : a, a3 = rows > 3 ? a + 3 * row : a;
        for (; k > 0; k--)
        {
            var left = TLanes.Load(b);
            x0 = TLanes.MultiplyAdd(TLanes.Fill(*a), left, x0);
            x1 = TLanes.MultiplyAdd(TLanes.Fill(*a1), left, x1);
            x2 = TLanes.MultiplyAdd(TLanes.Fill(*a2), left, x2);
            x3 = TLanes.MultiplyAdd(TLanes.Fill(*a3), left, x3);
            a += step;
            a1 += step;
            a2 += step;
            a3 += step;
            b += bStep;
        }
        Put(x0, c, add);
        if (rows > 1)
            Put(x1, c + cRow, add);
        if (rows > 2)
            Put(x2, c + 2 * cRow, add);
        if (rows > 3)
            Put(x3, c + 3 * cRow, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put(TVector x, TVector y, T* c, bool add)
    {
        Put(x, c, add);
        Put(y, c + TLanes.Count, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put(TVector x, T* c, bool add)
    {
        if (add)
            x = TLanes.Add(x, TLanes.Load(c));
        TLanes.Store(x, c);
    }

    // c is wanted only after the sum over k: asked for now, it has arrived by then.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Prefetch(T* c, nint cRow)
    {
        if (!Sse.IsSupported)
            return;
        for (var row = 0; row < High; row++)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0(c + TLanes.Count);
            c += cRow;
        }
    }
}
