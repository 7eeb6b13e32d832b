using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>What kernels check before they touch an argument. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>Ends a loop that has taken as many turns as its model allows.</summary>
    /// <param name="model">The model, <c>Type.Method</c>.</param>
    /// <param name="condition">The loop's condition, as written.</param>
    /// <param name="turns">How many turns it took.</param>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public static void Iterations(string model, string condition, int turns) => throw new InvalidOperationException(
        $"{model}: the loop 'while ({condition})' took {turns} turns without ending; its condition may never become false for these values. "
        + "Set [Model(MaxIterations = ...)] if it needs more");

    /// <summary>Refuses an argument of another shape than declared.</summary>
    /// <param name="model">The model's full name: <c>LinearRegression.Loss</c>.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="actual">The argument's shape.</param>
    /// <param name="declared">The declared shape as text: <c>[n, 1]</c>.</param>
    /// <param name="bindings">The symbols known so far: <c>n = 10 from x</c>; may be empty.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void Shape(string model, string parameter, Shape actual, string declared, string bindings)
    {
        string known = string.IsNullOrEmpty(bindings) ? "" : $"; {bindings}";
        throw new ShapeException($"{model}: {parameter} has shape {actual} where {declared} was declared{known}", parameter);
    }

    /// <summary>What is left of a number that is divided by a size, for positions that go round the end of an axis.</summary>
    /// <param name="number">Any number, below 0 too.</param>
    /// <param name="size">The size of the axis.</param>
    /// <returns>From 0 to below the size; 0 where the size is 0.</returns>
    public static int Rest(long number, long size) => size == 0 ? 0 : (int)((number % size + size) % size);

    /// <summary>Refuses null.</summary>
    /// <param name="tensor">The argument.</param>
    /// <param name="model">The model's full name.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <exception cref="ArgumentNullException">The argument is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NotNull([NotNull] object? tensor, string model, string parameter)
    {
        if (tensor is null)
            Null(model, parameter);
    }

    [DoesNotReturn]
    static void Null(string model, string parameter) => throw new ArgumentNullException(parameter, $"{model}: {parameter} is null");

    /// <summary>Refuses a parameter that a training step cannot write in one run: a view with gaps. Null is refused elsewhere.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parameter">The argument.</param>
    /// <param name="model">The model's full name.</param>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="ArgumentException">The parameter is not contiguous.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Writable<T>(Tensor<T> parameter, string model, string name)
        where T : unmanaged
    {
        if (parameter is { IsContiguous: false })
            Gaps(parameter.Shape, model, name);
    }

    [DoesNotReturn]
    static void Gaps(Shape shape, string model, string name) =>
        throw new ArgumentException($"{model}: {name} of shape {shape} is a view that is not contiguous; train the tensor it was made from");

    /// <summary>
    /// Refuses a call while another runs: both would write into one working memory. It costs a nanosecond, so two calls that begin
    /// within the same one may slip through.
    /// </summary>
    /// <param name="isRunning">The kernel's mark; the caller takes it back.</param>
    /// <param name="model">The model's full name.</param>
    /// <exception cref="InvalidOperationException">A call of the kernel has not returned yet.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter(ref bool isRunning, string model)
    {
        if (Volatile.Read(ref isRunning))
            Busy(model);
        isRunning = true;
    }

    [DoesNotReturn]
    static void Busy(string model) => throw new InvalidOperationException(
        $"{model}: this kernel is already running on another thread, in the same working memory; make a kernel for each thread");

    /// <summary>Refuses labels that are no position of the axis they select from.</summary>
    /// <typeparam name="TLabel">An integer type.</typeparam>
    /// <param name="labels">The labels.</param>
    /// <param name="limit">The size of the axis they select from: labels run from 0 to below it.</param>
    /// <param name="model">The model's full name.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is negative or too large.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Indices<TLabel>(ReadOnlySpan<TLabel> labels, int limit, string model, string parameter)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        if (typeof(TLabel) == typeof(int))
        {
            int at = Outside(ref Unsafe.As<TLabel, int>(ref MemoryMarshal.GetReference(labels)), labels.Length, limit);
            if (at >= 0)
                Label(at, labels[at], limit, model, parameter);
            return;
        }

        Outside(labels, limit, model, parameter);
    }

    // A method of its own, so that the types in it are not loaded for labels that are ints.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Outside<TLabel>(ReadOnlySpan<TLabel> labels, int limit, string model, string parameter)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        int right = 0;
        if (Vector<TLabel>.IsSupported && limit > 0)
        {
            // What the type cannot hold is no limit to it.
            var last = new Vector<TLabel>(TLabel.CreateSaturating(limit - 1));
            while (right <= labels.Length - Vector<TLabel>.Count)
            {
                var some = new Vector<TLabel>(labels[right..]);
                if (Vector.LessThanAny(some, Vector<TLabel>.Zero) || Vector.GreaterThanAny(some, last))
                    break;
                right += Vector<TLabel>.Count;
            }
        }

        for (int i = right; i < labels.Length; i++)
        {
            // One comparison covers both ends: a negative label turns into a huge one.
            if (ulong.CreateTruncating(labels[i]) >= (ulong)limit)
                Label(i, labels[i], limit, model, parameter);
        }
    }

    /// <summary>The first position of a number that is negative or not below the limit; -1 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Outside(ref int first, int count, int limit)
    {
        int i = 0;
        // The sign of either is set in a lane that has a number too small or too large.
        var (last, signs) = (Vector512.Create(limit - 1), Vector512<int>.Zero);
        for (; i <= count - Vector512<int>.Count; i += Vector512<int>.Count)
        {
            var some = Vector512.LoadUnsafe(ref first, (nuint)i);
            signs |= some | (last - some);
        }

        if (signs.ExtractMostSignificantBits() != 0)
            i = 0;
        for (; i < count; i++)
            if ((uint)Unsafe.Add(ref first, i) >= (uint)limit)
                return i;
        return -1;
    }

    /// <summary>An index that lies inside of its axis.</summary>
    /// <param name="index">The index.</param>
    /// <param name="limit">The size of the axis.</param>
    /// <param name="position">Where the index stands among the indices, in row-major order; negative where it stands alone.</param>
    /// <param name="model">The model's full name.</param>
    /// <param name="indices">What the indices are called.</param>
    /// <returns>The index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or too large.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index(int index, int limit, nint position, string model, string indices)
    {
        if ((uint)index >= (uint)limit)
            Outside(index, limit, position, model, indices);
        return index;
    }

    [DoesNotReturn]
    static void Outside(int index, int limit, nint position, string model, string indices)
    {
        string range = limit == 0 ? "there is nothing to pick from" : $"indices run from 0 to {limit - 1}";
        throw new LabelException($"{model}: {indices}{(position < 0 ? "" : $"[{position}]")} is {index}; {range}", indices, index);
    }

    /// <summary>Refuses sizes for which a slice or a maximum of the model does not exist.</summary>
    /// <param name="model">The model's full name.</param>
    /// <param name="what">What does not exist, in words.</param>
    /// <param name="sizes">The sizes that decide it: <c>n = 1</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Always.</exception>
    [DoesNotReturn]
    public static void Sizes(string model, string what, string sizes) =>
        throw new ArgumentOutOfRangeException(null, $"{model}: {what}; {sizes}");

    [DoesNotReturn]
    static void Label<TLabel>(int position, TLabel label, int limit, string model, string parameter)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        string range = limit == 0 ? "there is nothing to select from" : $"labels run from 0 to {limit - 1}";
        throw new LabelException($"{model}: {parameter}[{position}] is {label}; {range}", parameter, label);
    }
}
