namespace D2lDsl.Eager;

/// <summary>Element-wise ops: broadcasts the operands by NumPy's rules and writes a new dense tensor.</summary>
static class Map
{
    public static Tensor<T> Unary<T, TKernel>(Tensor<T> x)
        where T : unmanaged
        where TKernel : struct, IUnary<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        x = TurnedCopy.Straight(x);
        var result = Fresh<T>(x.Sizes);
        Walk(result, x, new VectorUnaryRun<T, TKernel>(result.Storage, x.Storage));
        return result;
    }

    public static Tensor<TResult> Unary<T, TResult, TKernel>(Tensor<T> x)
        where T : unmanaged
        where TResult : unmanaged
        where TKernel : struct, IUnary<T, TResult>
    {
        ArgumentNullException.ThrowIfNull(x);
        var result = Fresh<TResult>(x.Sizes);
        Walk(result, x, new UnaryRun<T, TResult, TKernel>(result.Storage, x.Storage));
        return result;
    }

    public static Tensor<T> Binary<T, TKernel>(string op, Tensor<T> a, Tensor<T> b)
        where T : unmanaged
        where TKernel : struct, IBinary<T>
    {
        var result = Meet<T, T>(op, a, b);
        (a, b) = (TurnedCopy.Straight(a), TurnedCopy.Straight(b));
        Walk(result, a, b, new VectorBinaryRun<T, TKernel>(result.Storage, a.Storage, b.Storage));
        return result;
    }

    public static Tensor<TResult> Binary<T, TResult, TKernel>(string op, Tensor<T> a, Tensor<T> b)
        where T : unmanaged
        where TResult : unmanaged
        where TKernel : struct, IBinary<T, TResult>
    {
        var result = Meet<T, TResult>(op, a, b);
        Walk(result, a, b, new BinaryRun<T, TResult, TKernel>(result.Storage, a.Storage, b.Storage));
        return result;
    }

    public static Tensor<bool> Compare<T, TKernel>(string op, Tensor<T> a, Tensor<T> b)
        where T : unmanaged
        where TKernel : struct, IComparison<T>
    {
        var result = Meet<T, bool>(op, a, b);
        Walk(result, a, b, new ComparisonRun<T, TKernel>(result.Storage, a.Storage, b.Storage));
        return result;
    }

    public static Tensor<T> Select<T, TKernel>(string op, Tensor<bool> condition, Tensor<T> a, Tensor<T> b)
        where T : unmanaged
        where TKernel : struct, ISelect<T>
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        int[] values = Broadcast(op, "a", a.Sizes, "b", b.Sizes);
        int[] sizes = Broadcast(op, "condition", condition.Sizes, "values", values);
        var result = Fresh<T>(sizes);
        Span<int> cStrides = stackalloc int[sizes.Length], aStrides = stackalloc int[sizes.Length], bStrides = stackalloc int[sizes.Length];
        Layout.TryBroadcast(condition.Sizes, condition.Strides, sizes, cStrides);
        Layout.TryBroadcast(a.Sizes, a.Strides, sizes, aStrides);
        Layout.TryBroadcast(b.Sizes, b.Strides, sizes, bStrides);
        var run = new SelectRun<T, TKernel>(result.Storage, condition.Storage, a.Storage, b.Storage);
        Rows.Walk(sizes, ref run, result.Offset, condition.Offset, cStrides, a.Offset, aStrides, b.Offset, bStrides);
        return result;
    }

    /// <summary>An unwritten tensor of the shape two operands broadcast to.</summary>
    static Tensor<TResult> Meet<T, TResult>(string op, Tensor<T> a, Tensor<T> b)
        where T : unmanaged
        where TResult : unmanaged
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Fresh<TResult>(Broadcast(op, "a", a.Sizes, "b", b.Sizes));
    }

    static void Walk<T, TResult, TRun>(Tensor<TResult> result, Tensor<T> x, TRun run)
        where T : unmanaged
        where TResult : unmanaged
        where TRun : struct, IRun
    {
        Span<int> still = stackalloc int[x.Rank];
        still.Clear();
        Rows.Walk(result.Sizes, ref run, result.Offset, x.Offset, x.Strides, 0, still, 0, still);
    }

    static void Walk<T, TResult, TRun>(Tensor<TResult> result, Tensor<T> a, Tensor<T> b, TRun run)
        where T : unmanaged
        where TResult : unmanaged
        where TRun : struct, IRun
    {
        int[] sizes = result.Sizes;
        Span<int> aStrides = stackalloc int[sizes.Length], bStrides = stackalloc int[sizes.Length], still = stackalloc int[sizes.Length];
        still.Clear();
        Layout.TryBroadcast(a.Sizes, a.Strides, sizes, aStrides);
        Layout.TryBroadcast(b.Sizes, b.Strides, sizes, bStrides);
        Rows.Walk(sizes, ref run, result.Offset, a.Offset, aStrides, b.Offset, bStrides, 0, still);
    }

    /// <summary>A dense tensor that is about to be written whole.</summary>
    public static Tensor<T> Fresh<T>(int[] sizes)
        where T : unmanaged => new(Runtime.AlignedArray.Passing<T>(Layout.Count(sizes), out int offset), offset, sizes);

    public static int[] Broadcast(string op, string a, int[] aSizes, string b, int[] bSizes) =>
        Layout.Broadcast(aSizes, bSizes) ?? throw Refusal.Broadcast(op, a, aSizes, b, bSizes);
}
