using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>
/// softmax(scale · q kᵀ) v for [batches, queries, depth], [batches, keys, depth] and [batches, keys, width], and its gradients.
/// Working memory grows with blocks, not with queries · keys. For generated code.
/// </summary>
/// <remarks>
/// Tensors are row-major and do not overlap. Chunks are fixed by the sizes, so results have the same bits for any number of threads.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Attention
{
    /// <summary>The result.</summary>
    /// <param name="batches">How many attentions.</param>
    /// <param name="queries">Queries in each.</param>
    /// <param name="keys">Keys in each.</param>
    /// <param name="depth">The length of a query and a key.</param>
    /// <param name="width">The length of a value.</param>
    /// <param name="scale">What scores are multiplied by.</param>
    /// <param name="q">The queries.</param>
    /// <param name="k">The keys.</param>
    /// <param name="v">The values.</param>
    /// <param name="result">Where the result goes, [batches, queries, width].</param>
    /// <param name="logSum">Where the logarithm of each query's Σ exp(score) goes, [batches, queries].</param>
    public static void Forward(
        int batches, int queries, int keys, int depth, int width, float scale,
        ref readonly float q, ref readonly float k, ref readonly float v, ref float result, ref float logSum) =>
        Result(batches, queries, keys, depth, width, scale, in q, in k, in v, ref result, ref logSum, default);

    /// <summary>The result, where scores or weights are changed.</summary>
    /// <inheritdoc cref="Forward(int, int, int, int, int, float, ref readonly float, ref readonly float, ref readonly float, ref float, ref float)"/>
    public static void Forward<TChanges>(
        int batches, int queries, int keys, int depth, int width, float scale,
        ref readonly float q, ref readonly float k, ref readonly float v, ref float result, ref float logSum, ref TChanges changes)
        where TChanges : struct, IAttentionChanges<float>, allows ref struct =>
        Result(batches, queries, keys, depth, width, scale, in q, in k, in v, ref result, ref logSum, AttentionChanges.Of(ref changes));

    static void Result(
        int batches, int queries, int keys, int depth, int width, float scale,
        ref readonly float q, ref readonly float k, ref readonly float v, ref float result, ref float logSum, AttentionChanges changes)
    {
        fixed (float* pq = &q, pk = &k, pv = &v, pr = &result, ps = &logSum)
        {
            var job = new AttentionJob
            {
                Batches = batches, Queries = queries, Keys = keys, Depth = depth, Width = width, Scale = scale,
                Query = pq, Key = pk, Value = pv, Result = pr, LogSum = ps, Changes = changes,
            };
            if (Vector512.IsHardwareAccelerated)
                AttentionBlocks<Single512, Vector512<float>>.Forward(ref job);
            else if (Vector256.IsHardwareAccelerated)
                AttentionBlocks<Single256, Vector256<float>>.Forward(ref job);
            else
                AttentionBlocks<Single128, Vector128<float>>.Forward(ref job);
        }
    }

    /// <summary>The gradients, given the result and logSum of <see cref="Forward"/>.</summary>
    /// <inheritdoc cref="ForwardBackward(int, int, int, int, int, float, ref readonly float, ref readonly float, ref readonly float, ref float, ref readonly float, ref float, ref float, ref float)"/>
    public static void Backward(
        int batches, int queries, int keys, int depth, int width, float scale,
        ref readonly float q, ref readonly float k, ref readonly float v, ref readonly float result, ref readonly float logSum,
        ref readonly float seed, ref float dq, ref float dk, ref float dv)
    {
        fixed (float* pr = &result, ps = &logSum)
            Gradients(batches, queries, keys, depth, width, scale, in q, in k, in v, pr, ps, in seed, ref dq, ref dk, ref dv, default);
    }

    /// <summary>The same where scores or weights are changed.</summary>
    /// <inheritdoc cref="ForwardBackward(int, int, int, int, int, float, ref readonly float, ref readonly float, ref readonly float, ref float, ref readonly float, ref float, ref float, ref float)"/>
    public static void Backward<TChanges>(
        int batches, int queries, int keys, int depth, int width, float scale,
        ref readonly float q, ref readonly float k, ref readonly float v, ref readonly float result, ref readonly float logSum,
        ref readonly float seed, ref float dq, ref float dk, ref float dv, ref TChanges changes)
        where TChanges : struct, IAttentionChanges<float>, allows ref struct
    {
        fixed (float* pr = &result, ps = &logSum)
            Gradients(batches, queries, keys, depth, width, scale, in q, in k, in v, pr, ps, in seed, ref dq, ref dk, ref dv, AttentionChanges.Of(ref changes));
    }

    /// <summary>The result and the gradients in one pass over the queries.</summary>
    /// <param name="batches">How many attentions.</param>
    /// <param name="queries">Queries in each.</param>
    /// <param name="keys">Keys in each.</param>
    /// <param name="depth">The length of a query and a key.</param>
    /// <param name="width">The length of a value.</param>
    /// <param name="scale">What scores are multiplied by.</param>
    /// <param name="q">The queries.</param>
    /// <param name="k">The keys.</param>
    /// <param name="v">The values.</param>
    /// <param name="result">The result, [batches, queries, width].</param>
    /// <param name="seed">The gradient of the result.</param>
    /// <param name="dq">Where the gradient of q goes.</param>
    /// <param name="dk">Where the gradient of k goes.</param>
    /// <param name="dv">Where the gradient of v goes.</param>
    public static void ForwardBackward(
        int batches, int queries, int keys, int depth, int width, float scale,
        ref readonly float q, ref readonly float k, ref readonly float v, ref float result,
        ref readonly float seed, ref float dq, ref float dk, ref float dv)
    {
        fixed (float* pr = &result)
            Gradients(batches, queries, keys, depth, width, scale, in q, in k, in v, pr, null, in seed, ref dq, ref dk, ref dv, default);
    }

    /// <summary>The same where scores or weights are changed.</summary>
    /// <inheritdoc cref="ForwardBackward(int, int, int, int, int, float, ref readonly float, ref readonly float, ref readonly float, ref float, ref readonly float, ref float, ref float, ref float)"/>
    public static void ForwardBackward<TChanges>(
        int batches, int queries, int keys, int depth, int width, float scale,
        ref readonly float q, ref readonly float k, ref readonly float v, ref float result,
        ref readonly float seed, ref float dq, ref float dk, ref float dv, ref TChanges changes)
        where TChanges : struct, IAttentionChanges<float>, allows ref struct
    {
        fixed (float* pr = &result)
            Gradients(batches, queries, keys, depth, width, scale, in q, in k, in v, pr, null, in seed, ref dq, ref dk, ref dv, AttentionChanges.Of(ref changes));
    }

    static void Gradients(
        int batches, int queries, int keys, int depth, int width, float scale,
        ref readonly float q, ref readonly float k, ref readonly float v, float* result, float* logSum,
        ref readonly float seed, ref float dq, ref float dk, ref float dv, AttentionChanges changes)
    {
        fixed (float* pq = &q, pk = &k, pv = &v, pd = &seed, pdq = &dq, pdk = &dk, pdv = &dv)
        {
            var job = new AttentionJob
            {
                Batches = batches, Queries = queries, Keys = keys, Depth = depth, Width = width, Scale = scale,
                Query = pq, Key = pk, Value = pv, Result = result, LogSum = logSum, IsKnown = logSum != null,
                ResultGradient = pd, QueryGradient = pdq, KeyGradient = pdk, ValueGradient = pdv, Changes = changes,
            };
            if (Vector512.IsHardwareAccelerated)
                AttentionBlocks<Single512, Vector512<float>>.Backward(ref job);
            else if (Vector256.IsHardwareAccelerated)
                AttentionBlocks<Single256, Vector256<float>>.Backward(ref job);
            else
                AttentionBlocks<Single128, Vector128<float>>.Backward(ref job);
        }
    }
}
