using System.ComponentModel;
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
        where TWork : struct, IChunks, allows ref struct
    {
        if (typeof(T) == typeof(float))
        {
            fixed (float* pa = &As<float>(in a), pb = &As<float>(in b), pc = &As<float>(in c))
            {
                if (Vector512.IsHardwareAccelerated)
                    GemmRows<Single512, Vector512<float>, float>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, ref work, (int)chunks.Size, chunks.Count, threads, operations);
                else if (Vector256.IsHardwareAccelerated)
                    GemmRows<Single256, Vector256<float>, float>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, ref work, (int)chunks.Size, chunks.Count, threads, operations);
                else
                    GemmRows<Single128, Vector128<float>, float>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, ref work, (int)chunks.Size, chunks.Count, threads, operations);
            }
        }
        else
        {
            fixed (double* pa = &As<double>(in a), pb = &As<double>(in b), pc = &As<double>(in c))
            {
                if (Vector512.IsHardwareAccelerated)
                    GemmRows<Double512, Vector512<double>, double>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, ref work, (int)chunks.Size, chunks.Count, threads, operations);
                else if (Vector256.IsHardwareAccelerated)
                    GemmRows<Double256, Vector256<double>, double>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, ref work, (int)chunks.Size, chunks.Count, threads, operations);
                else
                    GemmRows<Double128, Vector128<double>, double>.Multiply(m, n, k, pa, aRow, aCol, pb, bRow, bCol, pc, cRow, ref work, (int)chunks.Size, chunks.Count, threads, operations);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ref TTo As<TTo>(ref readonly T from) => ref Unsafe.As<T, TTo>(ref Unsafe.AsRef(in from));
}
