using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>What attention does to one row of a block of scores. Rows are padded to whole vectors; what lies there is nobody's.</summary>
static unsafe class AttentionRows
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;
    const int Lanes = 16;

    /// <summary>
    /// Scores become exp(scale · score − largest), added up in <paramref name="sum"/>. The factor by which a larger score shrinks
    /// what was summed before.
    /// </summary>
    [MethodImpl(Hot)]
    public static float Softmax(int count, float scale, float* scores, ref float largest, ref float sum, bool isFirst)
    {
        var factor = Vector512.Create(scale);
        var (most, more) = (Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NegativeInfinity));
        var last = (count - 1) / Lanes * Lanes;
        // The padding takes part as −∞: it adds nothing.
        var end = Vector512.ConditionalSelect(
            Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count - last)).AsSingle(), Vector512.Load(scores + last) * factor, Vector512.Create(float.NegativeInfinity));
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
            var x = VectorMath.Exp(Vector512.Load(scores + i) * factor - shift);
            var y = VectorMath.Exp(Vector512.Load(scores + i + Lanes) * factor - shift);
            x.Store(scores + i);
            y.Store(scores + i + Lanes);
            sum0 += x;
            sum1 += y;
        }
        if (i < last)
        {
            var x = VectorMath.Exp(Vector512.Load(scores + i) * factor - shift);
            x.Store(scores + i);
            sum0 += x;
        }
        var z = VectorMath.Exp(end - shift);
        z.Store(scores + last);
        var shrink = isFirst ? 0 : float.IsNegativeInfinity(before) ? 0 : MathF.Exp(before - best);
        sum = (isFirst ? 0 : sum * shrink) + VectorMath.HorizontalSum(sum0 + sum1 + z);
        largest = best;
        return shrink;
    }

    /// <summary>Weights take their share of the sum, and changes of weights become changes of scores.</summary>
    [MethodImpl(Hot)]
    public static void Changes(int count, float scale, float share, float delta, float* weights, float* changes)
    {
        Vector512<float> part = Vector512.Create(share), factor = Vector512.Create(scale), less = Vector512.Create(delta);
        for (var i = 0; i < count; i += Lanes)
        {
            var weight = Vector512.Load(weights + i) * part;
            weight.Store(weights + i);
            ((Vector512.Load(changes + i) - less) * (weight * factor)).Store(changes + i);
        }
    }

    /// <summary>The same from scores that were computed <paramref name="again"/>, given the logarithm of their Σ exp.</summary>
    [MethodImpl(Hot)]
    public static void Changes(int count, float scale, float logSum, float delta, float* scores, float* changes, bool again)
    {
        Vector512<float> sum = Vector512.Create(logSum), factor = Vector512.Create(scale), less = Vector512.Create(delta);
        for (var i = 0; i < count; i += Lanes)
        {
            var weight = VectorMath.Exp(Vector512.Load(scores + i) * factor - sum);
            weight.Store(scores + i);
            ((Vector512.Load(changes + i) - less) * (weight * factor)).Store(changes + i);
        }
    }

    [MethodImpl(Hot)]
    public static void Scale(int count, float factor, float* row)
    {
        var i = 0;
        for (; i <= count - Lanes; i += Lanes)
            (Vector512.Load(row + i) * factor).Store(row + i);
        for (; i < count; i++)
            row[i] *= factor;
    }

    [MethodImpl(Hot)]
    public static float Dot(int count, float* a, float* b)
    {
        Vector512<float> sum = default;
        var i = 0;
        for (; i <= count - Lanes; i += Lanes)
            sum += Vector512.Load(a + i) * Vector512.Load(b + i);
        var total = VectorMath.HorizontalSum(sum);
        for (; i < count; i++)
            total += a[i] * b[i];
        return total;
    }
}
