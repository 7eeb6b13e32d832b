using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>The matrix product that generated kernels call: c[m, n] = a[m, k]·b[k, n], or c += a·b.</summary>
/// <remarks>
/// Strides are in elements and may be anything, so every transposition is a matter of strides; c has unit column stride. c must
/// not overlap a or b. Nothing is allocated once the thread's buffers have grown. The order of the additions depends only on the
/// sizes, the strides and the machine, so equal calls give equal bits. k = 0 gives zeros.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Gemm
{
    /// <summary>c[m, n] = a[m, k]·b[k, n], or c += a·b where <paramref name="add"/> is set.</summary>
    /// <param name="m">The rows of a and c.</param>
    /// <param name="n">The columns of b and c.</param>
    /// <param name="k">The columns of a and rows of b.</param>
    /// <param name="a">The first element of a.</param>
    /// <param name="aRow">The distance between rows of a, in elements.</param>
    /// <param name="aCol">The distance between columns of a, in elements.</param>
    /// <param name="b">The first element of b.</param>
    /// <param name="bRow">The distance between rows of b, in elements.</param>
    /// <param name="bCol">The distance between columns of b, in elements.</param>
    /// <param name="c">The first element of c, whose columns are neighbours.</param>
    /// <param name="cRow">The distance between rows of c, in elements.</param>
    /// <param name="add">Whether to add to what c holds.</param>
    public static void Multiply(
        int m, int n, int k, ref readonly float a, nint aRow, nint aCol, ref readonly float b, nint bRow, nint bCol, ref float c, nint cRow, bool add)
    {
        fixed (float* pa = &a, pb = &b, pc = &c)
        {
            if ((long)m * n * k <= GemmTiny<float>.Most)
                GemmTiny<float>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
            else if (Vector512.IsHardwareAccelerated)
                GemmThreads<Single512, Vector512<float>, float>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
            else if (Vector256.IsHardwareAccelerated)
                GemmThreads<Single256, Vector256<float>, float>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
            else
                GemmThreads<Single128, Vector128<float>, float>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
        }
    }

    /// <inheritdoc cref="Multiply(int, int, int, ref readonly float, nint, nint, ref readonly float, nint, nint, ref float, nint, bool)"/>
    public static void Multiply(
        int m, int n, int k, ref readonly double a, nint aRow, nint aCol, ref readonly double b, nint bRow, nint bCol, ref double c, nint cRow, bool add)
    {
        fixed (double* pa = &a, pb = &b, pc = &c)
        {
            if ((long)m * n * k <= GemmTiny<double>.Most)
                GemmTiny<double>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
            else if (Vector512.IsHardwareAccelerated)
                GemmThreads<Double512, Vector512<double>, double>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
            else if (Vector256.IsHardwareAccelerated)
                GemmThreads<Double256, Vector256<double>, double>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
            else
                GemmThreads<Double128, Vector128<double>, double>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
        }
    }

    /// <summary>Has what products of floats or doubles need compiled on another thread; nothing for other types.</summary>
    internal static void Prepare<T>()
    {
        if (typeof(T) == typeof(float) && Vector512.IsHardwareAccelerated)
            GemmStart<Single512, Vector512<float>, float>.Prepare();
        else if (typeof(T) == typeof(float) && Vector256.IsHardwareAccelerated)
            GemmStart<Single256, Vector256<float>, float>.Prepare();
        else if (typeof(T) == typeof(double) && Vector512.IsHardwareAccelerated)
            GemmStart<Double512, Vector512<double>, double>.Prepare();
        else if (typeof(T) == typeof(double) && Vector256.IsHardwareAccelerated)
            GemmStart<Double256, Vector256<double>, double>.Prepare();
    }

    /// <summary>So many products c = a·b, a step apart in each matrix.</summary>
    /// <param name="count">How many.</param>
    /// <param name="aStep">From one a to the next, in elements.</param>
    /// <param name="bStep">From one b to the next.</param>
    /// <param name="cStep">From one c to the next; they must not overlap.</param>
    /// <param name="m">The rows of each a and c.</param>
    /// <param name="n">The columns of each b and c.</param>
    /// <param name="k">The columns of each a and rows of each b.</param>
    /// <param name="a">The first element of the first a.</param>
    /// <param name="aRow">The distance between rows of a, in elements.</param>
    /// <param name="aCol">The distance between columns of a.</param>
    /// <param name="b">The first element of the first b.</param>
    /// <param name="bRow">The distance between rows of b.</param>
    /// <param name="bCol">The distance between columns of b.</param>
    /// <param name="c">The first element of the first c, whose columns are neighbours.</param>
    /// <param name="cRow">The distance between rows of c.</param>
    /// <param name="add">Whether to add to what each c holds.</param>
    public static void Batch(
        int count, nint aStep, nint bStep, nint cStep,
        int m, int n, int k, ref readonly float a, nint aRow, nint aCol, ref readonly float b, nint bRow, nint bCol, ref float c, nint cRow, bool add)
    {
        fixed (float* pa = &a, pb = &b, pc = &c)
        {
            if (Vector512.IsHardwareAccelerated)
                GemmThreads<Single512, Vector512<float>, float>.Batch(count, aStep, bStep, cStep, m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
            else if (Vector256.IsHardwareAccelerated)
                GemmThreads<Single256, Vector256<float>, float>.Batch(count, aStep, bStep, cStep, m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
            else
                GemmThreads<Single128, Vector128<float>, float>.Batch(count, aStep, bStep, cStep, m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
        }
    }

    /// <inheritdoc cref="Batch(int, nint, nint, nint, int, int, int, ref readonly float, nint, nint, ref readonly float, nint, nint, ref float, nint, bool)"/>
    public static void Batch(
        int count, nint aStep, nint bStep, nint cStep,
        int m, int n, int k, ref readonly double a, nint aRow, nint aCol, ref readonly double b, nint bRow, nint bCol, ref double c, nint cRow, bool add)
    {
        fixed (double* pa = &a, pb = &b, pc = &c)
        {
            if (Vector512.IsHardwareAccelerated)
                GemmThreads<Double512, Vector512<double>, double>.Batch(count, aStep, bStep, cStep, m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
            else if (Vector256.IsHardwareAccelerated)
                GemmThreads<Double256, Vector256<double>, double>.Batch(count, aStep, bStep, cStep, m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
            else
                GemmThreads<Double128, Vector128<double>, double>.Batch(count, aStep, bStep, cStep, m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, add);
        }
    }

    /// <summary>The same for any other type of number, as a plain loop. Whole numbers wrap on overflow.</summary>
    /// <inheritdoc cref="Multiply(int, int, int, ref readonly float, nint, nint, ref readonly float, nint, nint, ref float, nint, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(
        int m, int n, int k, ref readonly T a, nint aRow, nint aCol, ref readonly T b, nint bRow, nint bCol, ref T c, nint cRow, bool add)
        where T : unmanaged, INumber<T>
    {
        fixed (T* pa = &a, pb = &b, pc = &c)
        {
            for (var i = 0; i < m; i++)
            {
                var row = pc + i * cRow;
                for (var j = 0; j < n && !add; j++)
                    row[j] = T.Zero;
                for (var p = 0; p < k; p++)
                {
                    var left = pa[i * aRow + p * aCol];
                    var line = pb + p * bRow;
                    for (var j = 0; j < n; j++)
                        row[j] += left * line[j * bCol];
                }
            }
        }
    }
}
