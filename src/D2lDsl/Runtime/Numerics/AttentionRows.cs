using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>
/// What attention does to the rows of a block of scores. Rows are <c>pitch</c> or <c>apart</c> elements apart; those of scores are padded to
/// whole vectors, and what lies there is nobody's.
/// </summary>
/// <remarks>Written out for each type: over a type parameter the JIT takes twice as long for softmax, which is much of what a first call compiles.</remarks>
static unsafe class AttentionRows<T>
    where T : unmanaged
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>
    /// Scores become exp(scale · score − largest), added up in sums. Where others came before, a larger score shrinks what was summed of them,
    /// and the row of the result that they gave.
    /// </summary>
    [MethodImpl(Inline)]
    public static void Softmax(int rows, int count, T scale, T* scores, nint pitch, T* largest, T* sums, bool isFirst, int width, T* result, nint apart)
    {
        if (typeof(T) == typeof(double))
            DoubleRows.Softmax(rows, count, Double(scale), (double*)scores, pitch, (double*)largest, (double*)sums, isFirst, width, (double*)result, apart);
        else
            SingleRows.Softmax(rows, count, Single(scale), (float*)scores, pitch, (float*)largest, (float*)sums, isFirst, width, (float*)result, apart);
    }

    /// <summary>Weights take their share of the sum, and changes of weights become changes of scores.</summary>
    [MethodImpl(Inline)]
    public static void Changes(int rows, int count, T scale, T* sums, T* deltas, T* weights, T* changes, nint pitch)
    {
        if (typeof(T) == typeof(double))
            DoubleRows.Changes(rows, count, Double(scale), (double*)sums, (double*)deltas, (double*)weights, (double*)changes, pitch);
        else
            SingleRows.Changes(rows, count, Single(scale), (float*)sums, (float*)deltas, (float*)weights, (float*)changes, pitch);
    }

    /// <summary>The same from scores that were computed again, given the largest of their rows.</summary>
    [MethodImpl(Inline)]
    public static void Changes(int rows, int count, T scale, T* largest, T* sums, T* deltas, T* scores, T* changes, nint pitch)
    {
        if (typeof(T) == typeof(double))
            DoubleRows.Changes(rows, count, Double(scale), (double*)largest, (double*)sums, (double*)deltas, (double*)scores, (double*)changes, pitch);
        else
            SingleRows.Changes(rows, count, Single(scale), (float*)largest, (float*)sums, (float*)deltas, (float*)scores, (float*)changes, pitch);
    }

    /// <summary>Rows are divided by their sums.</summary>
    [MethodImpl(Inline)]
    public static void Share(int rows, int count, T* sums, T* row, nint apart)
    {
        if (typeof(T) == typeof(double))
            DoubleRows.Share(rows, count, (double*)sums, (double*)row, apart);
        else
            SingleRows.Share(rows, count, (float*)sums, (float*)row, apart);
    }

    /// <summary>Rows become multiples of one row, or have them added.</summary>
    [MethodImpl(Inline)]
    public static void Multiples(int rows, int count, T* factors, nint step, T* row, T* to, nint apart, bool add)
    {
        if (typeof(T) == typeof(double))
            DoubleRows.Multiples(rows, count, (double*)factors, step, (double*)row, (double*)to, apart, add);
        else
            SingleRows.Multiples(rows, count, (float*)factors, step, (float*)row, (float*)to, apart, add);
    }

    /// <summary>The product of each row of a with that of b, added up.</summary>
    [MethodImpl(Inline)]
    public static void Dots(int rows, int count, T* a, nint aRow, T* b, nint bRow, T* dots)
    {
        if (typeof(T) == typeof(double))
            DoubleRows.Dots(rows, count, (double*)a, aRow, (double*)b, bRow, (double*)dots);
        else
            SingleRows.Dots(rows, count, (float*)a, aRow, (float*)b, bRow, (float*)dots);
    }

    /// <summary>True where no element is infinite or NaN.</summary>
    [MethodImpl(Inline)]
    public static bool AreFinite(int rows, nint count, T* row, nint apart) =>
        typeof(T) == typeof(double) ? DoubleRows.AreFinite(rows, count, (double*)row, apart) : SingleRows.AreFinite(rows, count, (float*)row, apart);

    /// <summary>True where the largest scores of all rows are finite, and so far above what others are filled with that e to that power is 0.</summary>
    [MethodImpl(Inline)]
    public static bool AreFarAbove(int rows, T* largest, T filling) =>
        typeof(T) == typeof(double) ? DoubleRows.AreFarAbove(rows, (double*)largest, Double(filling)) : SingleRows.AreFarAbove(rows, (float*)largest, Single(filling));

    [MethodImpl(Inline)]
    static float Single(T x) => Unsafe.BitCast<T, float>(x);

    [MethodImpl(Inline)]
    static double Double(T x) => Unsafe.BitCast<T, double>(x);
}
