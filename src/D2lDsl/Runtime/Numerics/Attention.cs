using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>
/// softmax(scale · q kᵀ) v for [batches, queries, depth], [batches, keys, depth] and [batches, keys, width], and its gradients, for floats
/// and doubles; scores and weights may be changed on the way. Working memory grows with blocks, not with queries · keys. For generated code.
/// </summary>
/// <remarks>
/// Tensors are row-major, but for heads that are read and written where they lie, and do not overlap. Chunks are fixed by the sizes, so results have the same bits for any number of threads.
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
    /// <param name="rowSums">Where each query's largest score and Σ exp(score − largest) go, [batches, queries, 2].</param>
    /// <param name="layouts">How tensors lie.</param>
    public static void Forward<T>(
        int batches, int queries, int keys, int depth, int width, T scale,
        ref readonly T q, ref readonly T k, ref readonly T v, ref T result, ref T rowSums, AttentionLayouts layouts = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Result(batches, queries, keys, depth, width, scale, in q, in k, in v, ref result, ref rowSums, default, layouts);

    /// <summary>The result, where scores or weights are changed: <paramref name="changes"/> says how.</summary>
    /// <inheritdoc cref="Forward{T}"/>
    public static void Forward<T, TChanges>(
        int batches, int queries, int keys, int depth, int width, T scale,
        ref readonly T q, ref readonly T k, ref readonly T v, ref T result, ref T rowSums, ref TChanges changes, AttentionLayouts layouts = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TChanges : struct, IAttentionChanges<T>, allows ref struct =>
        Result(batches, queries, keys, depth, width, scale, in q, in k, in v, ref result, ref rowSums, AttentionChanges<T>.Of(ref changes), layouts);

    static void Result<T>(
        int batches, int queries, int keys, int depth, int width, T scale,
        ref readonly T q, ref readonly T k, ref readonly T v, ref T result, ref T rowSums, AttentionChanges<T> changes, AttentionLayouts layouts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* pq = &q, pk = &k, pv = &v, pr = &result, ps = &rowSums)
        {
            var job = new AttentionJob<T>
            {
                Batches = batches, Queries = queries, Keys = keys, Depth = depth, Width = width, Scale = scale,
                Query = pq, Key = pk, Value = pv, Result = pr, RowSums = ps, Changes = changes,
                Layouts = AttentionJob<T>.Laid(layouts, queries, keys, depth, width),
            };
            job.Cut();
            if (typeof(T) == typeof(double))
                Forward(ref Unsafe.As<AttentionJob<T>, AttentionJob<double>>(ref job));
            else
                Forward(ref Unsafe.As<AttentionJob<T>, AttentionJob<float>>(ref job));
        }
    }

    /// <summary>The gradients, given the result and row sums of <see cref="Forward{T}"/>.</summary>
    /// <inheritdoc cref="ForwardBackward{T}"/>
    public static void Backward<T>(
        int batches, int queries, int keys, int depth, int width, T scale,
        ref readonly T q, ref readonly T k, ref readonly T v, ref readonly T result, ref readonly T rowSums,
        ref readonly T seed, ref T dq, ref T dk, ref T dv, AttentionLayouts layouts = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* pr = &result, ps = &rowSums)
            Gradients(batches, queries, keys, depth, width, scale, in q, in k, in v, pr, ps, in seed, ref dq, ref dk, ref dv, default, layouts);
    }

    /// <summary>The same where scores or weights are changed: <paramref name="changes"/> says how.</summary>
    /// <inheritdoc cref="ForwardBackward{T}"/>
    public static void Backward<T, TChanges>(
        int batches, int queries, int keys, int depth, int width, T scale,
        ref readonly T q, ref readonly T k, ref readonly T v, ref readonly T result, ref readonly T rowSums,
        ref readonly T seed, ref T dq, ref T dk, ref T dv, ref TChanges changes, AttentionLayouts layouts = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TChanges : struct, IAttentionChanges<T>, allows ref struct
    {
        fixed (T* pr = &result, ps = &rowSums)
            Gradients(batches, queries, keys, depth, width, scale, in q, in k, in v, pr, ps, in seed, ref dq, ref dk, ref dv, AttentionChanges<T>.Of(ref changes), layouts);
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
    /// <param name="layouts">How tensors lie.</param>
    public static void ForwardBackward<T>(
        int batches, int queries, int keys, int depth, int width, T scale,
        ref readonly T q, ref readonly T k, ref readonly T v, ref T result,
        ref readonly T seed, ref T dq, ref T dk, ref T dv, AttentionLayouts layouts = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* pr = &result)
            Gradients(batches, queries, keys, depth, width, scale, in q, in k, in v, pr, null, in seed, ref dq, ref dk, ref dv, default, layouts);
    }

    /// <summary>The same where scores or weights are changed: <paramref name="changes"/> says how.</summary>
    /// <inheritdoc cref="ForwardBackward{T}"/>
    public static void ForwardBackward<T, TChanges>(
        int batches, int queries, int keys, int depth, int width, T scale,
        ref readonly T q, ref readonly T k, ref readonly T v, ref T result,
        ref readonly T seed, ref T dq, ref T dk, ref T dv, ref TChanges changes, AttentionLayouts layouts = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TChanges : struct, IAttentionChanges<T>, allows ref struct
    {
        fixed (T* pr = &result)
            Gradients(batches, queries, keys, depth, width, scale, in q, in k, in v, pr, null, in seed, ref dq, ref dk, ref dv, AttentionChanges<T>.Of(ref changes), layouts);
    }

    static void Gradients<T>(
        int batches, int queries, int keys, int depth, int width, T scale,
        ref readonly T q, ref readonly T k, ref readonly T v, T* result, T* rowSums,
        ref readonly T seed, ref T dq, ref T dk, ref T dv, AttentionChanges<T> changes, AttentionLayouts layouts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* pq = &q, pk = &k, pv = &v, pd = &seed, pdq = &dq, pdk = &dk, pdv = &dv)
        {
            var job = new AttentionJob<T>
            {
                Batches = batches, Queries = queries, Keys = keys, Depth = depth, Width = width, Scale = scale,
                Query = pq, Key = pk, Value = pv, Result = result, RowSums = rowSums, IsKnown = rowSums != null,
                ResultGradient = pd, QueryGradient = pdq, KeyGradient = pdk, ValueGradient = pdv, Changes = changes,
                Layouts = AttentionJob<T>.Laid(layouts, queries, keys, depth, width),
            };
            job.Cut();
            if (typeof(T) == typeof(double))
                Backward(ref Unsafe.As<AttentionJob<T>, AttentionJob<double>>(ref job));
            else
                Backward(ref Unsafe.As<AttentionJob<T>, AttentionJob<float>>(ref job));
        }
    }

    static void Forward(ref AttentionJob<float> job)
    {
        if (Vector512.IsHardwareAccelerated)
            AttentionBlocks<Single512, Vector512<float>, float>.Forward(ref job);
        else if (Vector256.IsHardwareAccelerated)
            AttentionBlocks<Single256, Vector256<float>, float>.Forward(ref job);
        else
            AttentionBlocks<Single128, Vector128<float>, float>.Forward(ref job);
    }

    static void Forward(ref AttentionJob<double> job)
    {
        if (Vector512.IsHardwareAccelerated)
            AttentionBlocks<Double512, Vector512<double>, double>.Forward(ref job);
        else if (Vector256.IsHardwareAccelerated)
            AttentionBlocks<Double256, Vector256<double>, double>.Forward(ref job);
        else
            AttentionBlocks<Double128, Vector128<double>, double>.Forward(ref job);
    }

    static void Backward(ref AttentionJob<float> job)
    {
        if (Vector512.IsHardwareAccelerated)
            AttentionBlocks<Single512, Vector512<float>, float>.Backward(ref job);
        else if (Vector256.IsHardwareAccelerated)
            AttentionBlocks<Single256, Vector256<float>, float>.Backward(ref job);
        else
            AttentionBlocks<Single128, Vector128<float>, float>.Backward(ref job);
    }

    static void Backward(ref AttentionJob<double> job)
    {
        if (Vector512.IsHardwareAccelerated)
            AttentionBlocks<Double512, Vector512<double>, double>.Backward(ref job);
        else if (Vector256.IsHardwareAccelerated)
            AttentionBlocks<Double256, Vector256<double>, double>.Backward(ref job);
        else
            AttentionBlocks<Double128, Vector128<double>, double>.Backward(ref job);
    }
}
