using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>A matrix times a vector: the products in which m or n is 1. Their cost is reading the matrix, so it is read once, in order.</summary>
static unsafe class GemmVectors<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, INumberBase<T>
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    /// <summary>y[i] (+)= sum over p of a[i, p]·x[p], for any strides.</summary>
    public static void Multiply(int m, int k, T* a, nint row, nint column, T* x, nint xStep, T* y, nint yStep, bool add)
    {
        if (column == 1)
        {
            if (xStep != 1)
                x = Gather(k, x, xStep, GemmBuffers.Right<T>(k));
            Dots(m, k, a, row, x, y, yStep, add);
        }
        else if (row == 1)
        {
            var sums = yStep == 1 ? y : Gather(add ? m : 0, y, yStep, GemmBuffers.Left<T>(m));
            Combine(m, k, a, column, x, xStep, sums, add);
            for (var i = 0; i < m && sums != y; i++)
                y[i * yStep] = sums[i];
        }
        else
        {
            for (var i = 0; i < m; i++)
            {
                var sum = add ? y[i * yStep] : T.Zero;
                for (var p = 0; p < k; p++)
                    sum += a[i * row + p * column] * x[p * xStep];
                y[i * yStep] = sum;
            }
        }
    }

    static T* Gather(int count, T* source, nint step, T* target)
    {
        for (var i = 0; i < count; i++)
            target[i] = source[i * step];
        return target;
    }

    // Rows are contiguous: four at a time, each a dot product with x.
    [MethodImpl(Hot)]
    static void Dots(int m, int k, T* a, nint row, T* x, T* y, nint yStep, bool add)
    {
        for (var i = 0; i < m; i += 4)
        {
            // Rows past the end repeat the first and are not stored.
            var rows = Math.Min(4, m - i);
            T* a0 = a + i * row, a1 = rows > 1 ? a0 + row : a0, a2 = rows > 2 ? a0 + 2 * row : a0, a3 = rows > 3 ? a0 + 3 * row : a0;
            TVector v0 = default, v1 = default, v2 = default, v3 = default;
            var p = 0;
            for (; p <= k - TLanes.Count; p += TLanes.Count)
            {
                var t = TLanes.Load(x + p);
                v0 = TLanes.MultiplyAdd(TLanes.Load(a0 + p), t, v0);
                v1 = TLanes.MultiplyAdd(TLanes.Load(a1 + p), t, v1);
                v2 = TLanes.MultiplyAdd(TLanes.Load(a2 + p), t, v2);
                v3 = TLanes.MultiplyAdd(TLanes.Load(a3 + p), t, v3);
            }
            T s0 = TLanes.Sum(v0), s1 = TLanes.Sum(v1), s2 = TLanes.Sum(v2), s3 = TLanes.Sum(v3);
            for (; p < k; p++)
            {
                s0 += a0[p] * x[p];
                s1 += a1[p] * x[p];
                s2 += a2[p] * x[p];
                s3 += a3[p] * x[p];
            }

            var target = y + i * yStep;
            Put(s0, target, add);
            if (rows > 1)
                Put(s1, target + yStep, add);
            if (rows > 2)
                Put(s2, target + 2 * yStep, add);
            if (rows > 3)
                Put(s3, target + 3 * yStep, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put(T sum, T* y, bool add) => *y = add ? *y + sum : sum;

    // Columns are contiguous: y is a sum of columns, four at a time to spare y's traffic.
    [MethodImpl(Hot)]
    static void Combine(int m, int k, T* a, nint column, T* x, nint xStep, T* y, bool add)
    {
        var p = 0;
        for (; p <= k - 4; p += 4)
        {
            T* a0 = a + p * column, a1 = a0 + column, a2 = a1 + column, a3 = a2 + column;
            T x0 = x[p * xStep], x1 = x[(p + 1) * xStep], x2 = x[(p + 2) * xStep], x3 = x[(p + 3) * xStep];
            TVector t0 = TLanes.Fill(x0), t1 = TLanes.Fill(x1), t2 = TLanes.Fill(x2), t3 = TLanes.Fill(x3);
            var more = add || p > 0;
            var i = 0;
            for (; i <= m - TLanes.Count; i += TLanes.Count)
            {
                var sum = more ? TLanes.Load(y + i) : default;
                sum = TLanes.MultiplyAdd(TLanes.Load(a0 + i), t0, sum);
                sum = TLanes.MultiplyAdd(TLanes.Load(a1 + i), t1, sum);
                sum = TLanes.MultiplyAdd(TLanes.Load(a2 + i), t2, sum);
                sum = TLanes.MultiplyAdd(TLanes.Load(a3 + i), t3, sum);
                TLanes.Store(sum, y + i);
            }
            for (; i < m; i++)
                y[i] = (more ? y[i] : T.Zero) + a0[i] * x0 + a1[i] * x1 + a2[i] * x2 + a3[i] * x3;
        }
        for (; p < k; p++)
            AddColumn(m, a + p * column, x[p * xStep], y, add || p > 0);
    }

    [MethodImpl(Hot)]
    static void AddColumn(int m, T* a, T x, T* y, bool add)
    {
        var t = TLanes.Fill(x);
        var i = 0;
        for (; i <= m - TLanes.Count; i += TLanes.Count)
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(a + i), t, add ? TLanes.Load(y + i) : default), y + i);
        for (; i < m; i++)
            y[i] = (add ? y[i] : T.Zero) + a[i] * x;
    }
}
