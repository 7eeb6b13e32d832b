using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>What attention does to one row of a block of scores. Rows are padded to whole vectors; what lies there is nobody's.</summary>
static unsafe class AttentionRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    static int Lanes => Vector512<T>.Count;

    /// <summary>
    /// Scores become exp(scale · score − largest), added up in <paramref name="sum"/>. The factor by which a larger score shrinks
    /// what was summed before.
    /// </summary>
    [MethodImpl(Hot)]
    public static T Softmax(int count, T scale, T* scores, ref T largest, ref T sum, bool isFirst)
    {
        var factor = Vector512.Create(scale);
        var (most, more) = (Vector512.Create(T.NegativeInfinity), Vector512.Create(T.NegativeInfinity));
        var last = (count - 1) / Lanes * Lanes;
        // The padding takes part as −∞: it adds nothing.
        var end = Vector512.ConditionalSelect(
            Part(count - last), Vector512.Load(scores + last) * factor, Vector512.Create(T.NegativeInfinity));
        var i = 0;
        for (; i <= last - 2 * Lanes; i += 2 * Lanes)
        {
            most = Vector512.Max(most, Vector512.Load(scores + i) * factor);
            more = Vector512.Max(more, Vector512.Load(scores + i + Lanes) * factor);
        }
        if (i < last)
            most = Vector512.Max(most, Vector512.Load(scores + i) * factor);
        var best = Largest(Vector512.Max(Vector512.Max(most, more), end));
        var before = isFirst ? T.NegativeInfinity : largest;
        best = best > before || T.IsNaN(best) ? best : before;
        // Where all are −∞ there is nothing to subtract; the sum is 0 then.
        var shift = Vector512.Create(T.IsNegativeInfinity(best) ? T.Zero : best);
        Vector512<T> sum0 = default, sum1 = default;
        for (i = 0; i <= last - 2 * Lanes; i += 2 * Lanes)
        {
            var x = Exp(Vector512.Load(scores + i) * factor - shift);
            var y = Exp(Vector512.Load(scores + i + Lanes) * factor - shift);
            x.Store(scores + i);
            y.Store(scores + i + Lanes);
            sum0 += x;
            sum1 += y;
        }
        if (i < last)
        {
            var x = Exp(Vector512.Load(scores + i) * factor - shift);
            x.Store(scores + i);
            sum0 += x;
        }
        var z = Exp(end - shift);
        z.Store(scores + last);
        var shrink = isFirst || T.IsNegativeInfinity(before) ? T.Zero : T.Exp(before - best);
        sum = (isFirst ? T.Zero : sum * shrink) + Sum(sum0 + sum1 + z);
        largest = best;
        return shrink;
    }

    /// <summary>Weights take their share of the sum, and changes of weights become changes of scores.</summary>
    [MethodImpl(Hot)]
    public static void Changes(int count, T scale, T share, T delta, T* weights, T* changes)
    {
        Vector512<T> part = Vector512.Create(share), factor = Vector512.Create(scale), less = Vector512.Create(delta);
        for (var i = 0; i < count; i += Lanes)
        {
            var weight = Vector512.Load(weights + i) * part;
            weight.Store(weights + i);
            ((Vector512.Load(changes + i) - less) * (weight * factor)).Store(changes + i);
        }
    }

    /// <summary>The same from scores that were computed again, given the largest of their row and its share.</summary>
    [MethodImpl(Hot)]
    public static void Changes(int count, T scale, T largest, T share, T delta, T* scores, T* changes)
    {
        Vector512<T> part = Vector512.Create(share), shift = Vector512.Create(largest), factor = Vector512.Create(scale), less = Vector512.Create(delta);
        for (var i = 0; i < count; i += Lanes)
        {
            var weight = Exp(Vector512.Load(scores + i) * factor - shift) * part;
            weight.Store(scores + i);
            ((Vector512.Load(changes + i) - less) * (weight * factor)).Store(changes + i);
        }
    }

    [MethodImpl(Hot)]
    public static void Scale(int count, T factor, T* row)
    {
        var i = 0;
        for (; i <= count - Lanes; i += Lanes)
            (Vector512.Load(row + i) * factor).Store(row + i);
        for (; i < count; i++)
            row[i] *= factor;
    }

    /// <summary>One row becomes a multiple of another, or has it added.</summary>
    [MethodImpl(Hot)]
    public static void Multiple(int count, T factor, T* row, T* to, bool add)
    {
        var i = 0;
        for (; i <= count - Lanes; i += Lanes)
            (add ? Vector512.Load(row + i) * factor + Vector512.Load(to + i) : Vector512.Load(row + i) * factor).Store(to + i);
        for (; i < count; i++)
            to[i] = add ? row[i] * factor + to[i] : row[i] * factor;
    }

    [MethodImpl(Hot)]
    public static T Dot(int count, T* a, T* b)
    {
        Vector512<T> sum = default;
        var i = 0;
        for (; i <= count - Lanes; i += Lanes)
            sum += Vector512.Load(a + i) * Vector512.Load(b + i);
        var total = Sum(sum);
        for (; i < count; i++)
            total += a[i] * b[i];
        return total;
    }

    /// <summary>True where no element is infinite or NaN.</summary>
    [MethodImpl(Hot)]
    public static bool IsFinite(nint count, T* row)
    {
        // 0 times a number that is not finite is NaN.
        var sum = Vector512<T>.Zero;
        nint i = 0;
        for (; i <= count - Lanes; i += Lanes)
            sum += Vector512.Load(row + i) * Vector512<T>.Zero;
        var total = Sum(sum);
        for (; i < count; i++)
            total += row[i] * T.Zero;
        return total == T.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<T> Exp(Vector512<T> x) =>
        typeof(T) == typeof(double) ? VectorMath.ExpOrNothing(x.AsDouble()).As<double, T>() : VectorMath.ExpOrNothing(x.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<T> Part(int left) => typeof(T) == typeof(double) ? VectorMath.DoublePart(left).As<double, T>() : VectorMath.SinglePart(left).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Sum(Vector512<T> x) => typeof(T) == typeof(double) ? Unsafe.BitCast<double, T>(VectorMath.HorizontalSum(x.AsDouble())) : Unsafe.BitCast<float, T>(VectorMath.HorizontalSum(x.AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Largest(Vector512<T> x) => typeof(T) == typeof(double) ? Unsafe.BitCast<double, T>(VectorMath.HorizontalMax(x.AsDouble())) : Unsafe.BitCast<float, T>(VectorMath.HorizontalMax(x.AsSingle()));
}
