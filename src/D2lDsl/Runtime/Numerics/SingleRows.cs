using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary><see cref="AttentionRows{T}"/> of floats.</summary>
static unsafe class SingleRows
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    const int Lanes = 16;

    // Below this power of e there is no number but 0.
    const float Least = 128;

    [MethodImpl(Hot)]
    public static void Softmax(int rows, int count, float scale, float* scores, nint pitch, float* largest, float* sums, bool isFirst, int width, float* result, nint apart)
    {
        for (var i = 0; i < rows; i++, scores += pitch, result += apart)
        {
            var more = Softmax(count, scale, scores, ref largest[i], ref sums[i], isFirst);
            if (!isFirst)
                Scale(width, more, result);
        }
    }

    /// <summary>
    /// Scores become exp(scale · score − largest), added up in <paramref name="sum"/>. The factor by which a larger score shrinks
    /// what was summed before.
    /// </summary>
    [MethodImpl(Hot)]
    static float Softmax(int count, float scale, float* scores, ref float largest, ref float sum, bool isFirst)
    {
        var factor = Vector512.Create(scale);
        var (most, more) = (Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NegativeInfinity));
        var last = (count - 1) / Lanes * Lanes;
        // The padding takes part as −∞: it adds nothing.
        var end = Vector512.ConditionalSelect(
            VectorMath.SinglePart(count - last), Vector512.Load(scores + last) * factor, Vector512.Create(float.NegativeInfinity));
        var i = 0;
        for (; i <= last - 2 * Lanes; i += 2 * Lanes)
        {
            most = Vector512.Max(most, Vector512.Load(scores + i) * factor);
            more = Vector512.Max(more, Vector512.Load(scores + i + Lanes) * factor);
        }
        if (i < last)
            most = Vector512.Max(most, Vector512.Load(scores + i) * factor);
        var best = VectorMath.HorizontalMax(Vector512.Max(Vector512.Max(most, more), end));
        var before = isFirst ? float.NegativeInfinity : largest;
        best = best > before || float.IsNaN(best) ? best : before;
        // Where all are −∞ there is nothing to subtract; the sum is 0 then.
        var shift = Vector512.Create(float.IsNegativeInfinity(best) ? 0 : best);
        Vector512<float> sum0 = default, sum1 = default;
        for (i = 0; i <= last - 2 * Lanes; i += 2 * Lanes)
        {
            var x = VectorMath.ExpOrNothing(Vector512.Load(scores + i) * factor - shift);
            var y = VectorMath.ExpOrNothing(Vector512.Load(scores + i + Lanes) * factor - shift);
            x.Store(scores + i);
            y.Store(scores + i + Lanes);
            sum0 += x;
            sum1 += y;
        }
        if (i < last)
        {
            var x = VectorMath.ExpOrNothing(Vector512.Load(scores + i) * factor - shift);
            x.Store(scores + i);
            sum0 += x;
        }
        var z = VectorMath.ExpOrNothing(end - shift);
        z.Store(scores + last);
        var shrink = isFirst || float.IsNegativeInfinity(before) ? 0 : MathF.Exp(before - best);
        sum = (isFirst ? 0 : sum * shrink) + VectorMath.HorizontalSum(sum0 + sum1 + z);
        largest = best;
        return shrink;
    }

    [MethodImpl(Hot)]
    public static void Changes(int rows, int count, float scale, float* sums, float* deltas, float* weights, float* changes, nint pitch)
    {
        var factor = Vector512.Create(scale);
        for (var row = 0; row < rows; row++, weights += pitch, changes += pitch)
        {
            Vector512<float> part = Vector512.Create(1 / sums[row]), less = Vector512.Create(deltas[row]);
            for (var i = 0; i < count; i += Lanes)
            {
                var weight = Vector512.Load(weights + i) * part;
                weight.Store(weights + i);
                ((Vector512.Load(changes + i) - less) * (weight * factor)).Store(changes + i);
            }
        }
    }

    [MethodImpl(Hot)]
    public static void Changes(int rows, int count, float scale, float* largest, float* sums, float* deltas, float* scores, float* changes, nint pitch)
    {
        var factor = Vector512.Create(scale);
        for (var row = 0; row < rows; row++, scores += pitch, changes += pitch)
        {
            Vector512<float> part = Vector512.Create(1 / sums[row]), shift = Vector512.Create(largest[row]), less = Vector512.Create(deltas[row]);
            for (var i = 0; i < count; i += Lanes)
            {
                var weight = VectorMath.ExpOrNothing(Vector512.Load(scores + i) * factor - shift) * part;
                weight.Store(scores + i);
                ((Vector512.Load(changes + i) - less) * (weight * factor)).Store(changes + i);
            }
        }
    }

    [MethodImpl(Hot)]
    public static void Share(int rows, int count, float* sums, float* row, nint apart)
    {
        for (var i = 0; i < rows; i++, row += apart)
            Scale(count, 1 / sums[i], row);
    }

    [MethodImpl(Hot)]
    static void Scale(int count, float factor, float* row)
    {
        var i = 0;
        for (; i <= count - Lanes; i += Lanes)
            (Vector512.Load(row + i) * factor).Store(row + i);
        for (; i < count; i++)
            row[i] *= factor;
    }

    [MethodImpl(Hot)]
    public static void Multiples(int rows, int count, float* factors, nint step, float* row, float* to, nint apart, bool add)
    {
        for (; rows > 0; rows--, factors += step, to += apart)
        {
            var (factor, i) = (*factors, 0);
            for (; i <= count - Lanes; i += Lanes)
                (add ? Vector512.Load(row + i) * factor + Vector512.Load(to + i) : Vector512.Load(row + i) * factor).Store(to + i);
            for (; i < count; i++)
                to[i] = add ? row[i] * factor + to[i] : row[i] * factor;
        }
    }

    [MethodImpl(Hot)]
    public static void Dots(int rows, int count, float* a, nint aRow, float* b, nint bRow, float* dots)
    {
        for (var row = 0; row < rows; row++, a += aRow, b += bRow)
        {
            Vector512<float> sum = default;
            var i = 0;
            for (; i <= count - Lanes; i += Lanes)
                sum += Vector512.Load(a + i) * Vector512.Load(b + i);
            var total = VectorMath.HorizontalSum(sum);
            for (; i < count; i++)
                total += a[i] * b[i];
            dots[row] = total;
        }
    }

    [MethodImpl(Hot)]
    public static bool AreFinite(int rows, nint count, float* row, nint apart)
    {
        for (; rows > 0; rows--, row += apart)
        {
            // 0 times a number that is not finite is NaN.
            var sum = Vector512<float>.Zero;
            nint i = 0;
            for (; i <= count - Lanes; i += Lanes)
                sum += Vector512.Load(row + i) * Vector512<float>.Zero;
            var total = VectorMath.HorizontalSum(sum);
            for (; i < count; i++)
                total += row[i] * 0;
            if (total != 0)
                return false;
        }
        return true;
    }

    [MethodImpl(Hot)]
    public static bool AreFarAbove(int rows, float* largest, float filling)
    {
        for (var i = 0; i < rows; i++)
            if (!(largest[i] >= filling + Least) || float.IsInfinity(largest[i]))
                return false;
        return true;
    }
}
