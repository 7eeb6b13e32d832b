using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>c[m, n] = a[m, k]·b[k, n] still to be done, alone or together with a loop over the rows of c. For generated code.</summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe ref struct Product<T>
    where T : unmanaged
{
    readonly int m, n, k;
    readonly ref readonly T a;
    readonly ref readonly T b;
    readonly ref T c;
    readonly nint aRow, aCol, bRow, bCol, cRow;

    /// <summary>Says what is to be multiplied; strides are in elements.</summary>
    /// <param name="m">The rows of a and c.</param>
    /// <param name="n">The columns of b and c.</param>
    /// <param name="k">The columns of a and rows of b.</param>
    /// <param name="a">The first element of a.</param>
    /// <param name="aRow">The distance between rows of a.</param>
    /// <param name="aCol">The distance between columns of a.</param>
    /// <param name="b">The first element of b.</param>
    /// <param name="bRow">The distance between rows of b.</param>
    /// <param name="bCol">The distance between columns of b.</param>
    /// <param name="c">The first element of c, whose columns are neighbours.</param>
    /// <param name="cRow">The distance between rows of c.</param>
    public Product(int m, int n, int k, ref readonly T a, nint aRow, nint aCol, ref readonly T b, nint bRow, nint bCol, ref T c, nint cRow)
    {
        (this.m, this.n, this.k, this.aRow, this.aCol, this.bRow, this.bCol, this.cRow) = (m, n, k, aRow, aCol, bRow, bCol, cRow);
        this.a = ref a;
        this.b = ref b;
        this.c = ref c;
    }

    /// <summary>The product alone.</summary>
    public void Run()
    {
        if (typeof(T) == typeof(float))
            Gemm.Multiply(m, n, k, in As<float>(in a), aRow, aCol, in As<float>(in b), bRow, bCol, ref As<float>(in c), cRow, add: false);
        else
            Gemm.Multiply(m, n, k, in As<double>(in a), aRow, aCol, in As<double>(in b), bRow, bCol, ref As<double>(in c), cRow, add: false);
    }

    /// <summary>The product in chunks of rows; each is followed by the work's chunk of that number while it is in the cache.</summary>
    /// <typeparam name="TWork">The loop.</typeparam>
    /// <param name="work">It stays where it is until all is done.</param>
    /// <param name="chunks">Which rows are a chunk.</param>
    /// <param name="threads">How many threads may help.</param>
    /// <param name="operations">About how many operations the loop is.</param>
    public void Then<TWork>(ref TWork work, ChunkPlan chunks, int threads, long operations)
        where TWork : struct, IChunks, allows ref struct =>
        Then(Unsafe.AsPointer(ref work), &Workers.Call<TWork>, chunks, threads, operations);

    // One body for all kinds of work: the JIT would compile another for each.
    void Then(void* work, delegate*<void*, int, int, void> then, ChunkPlan chunks, int threads, long operations)
    {
        fixed (void* pa = &Unsafe.AsRef(in a), pb = &Unsafe.AsRef(in b), pc = &Unsafe.AsRef(in c))
        {
            if (typeof(T) == typeof(float) && Vector512.IsHardwareAccelerated)
                Multiply<Single512, Vector512<float>, float>(pa, pb, pc, work, then, chunks, threads, operations);
            else if (typeof(T) == typeof(float) && Vector256.IsHardwareAccelerated)
                Multiply<Single256, Vector256<float>, float>(pa, pb, pc, work, then, chunks, threads, operations);
            else if (typeof(T) == typeof(float))
                Multiply<Single128, Vector128<float>, float>(pa, pb, pc, work, then, chunks, threads, operations);
            else if (Vector512.IsHardwareAccelerated)
                Multiply<Double512, Vector512<double>, double>(pa, pb, pc, work, then, chunks, threads, operations);
            else if (Vector256.IsHardwareAccelerated)
                Multiply<Double256, Vector256<double>, double>(pa, pb, pc, work, then, chunks, threads, operations);
            else
                Multiply<Double128, Vector128<double>, double>(pa, pb, pc, work, then, chunks, threads, operations);
        }
    }

    void Multiply<TLanes, TVector, TElement>(
        void* pa, void* pb, void* pc, void* work, delegate*<void*, int, int, void> then, ChunkPlan chunks, int threads, long operations)
        where TLanes : struct, ILanes<TElement, TVector> where TVector : struct where TElement : unmanaged, INumberBase<TElement> =>
        GemmRows<TLanes, TVector, TElement>.Multiply(
            m, n, k, (TElement*)pa, aRow, aCol, (TElement*)pb, bRow, bCol, (TElement*)pc, cRow, work, then, (int)chunks.Size, chunks.Count, threads, operations);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ref TTo As<TTo>(ref readonly T from) => ref Unsafe.As<T, TTo>(ref Unsafe.AsRef(in from));
}
