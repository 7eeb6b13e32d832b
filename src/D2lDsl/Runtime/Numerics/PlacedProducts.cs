using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>Products with windows that read vectors where they lie, and sums of windows as products with what is added up. Each says no where another way is better.</summary>
static unsafe class PlacedProducts<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, INumberBase<T>
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    // A product does so many operations in the time in which a loop does one.
    const int FasterThanLoops = 5;

    // Chunks of less are not worth a thread.
    const int FewestVectors = 6;

    // Fewer rows fill a tile badly.
    const int FewestPlanes = 8;

    // What is added up lies in the second-level cache, filled up with zeros.
    const int FilledBytes = 1 << 20;

    /// <summary>c[i][o, q] = the sum over p of a[o, p] · view[i][p, q].</summary>
    public static bool Multiply(int count, int others, T* a, nint aOther, nint aSummed, in WindowView<T> view, T* c, nint cStep, nint cOther)
    {
        // Copied to neighbours, windows pay for what is left out between them.
        var vectors = new PlacedVectors(view.Along, view.Columns, TLanes.Count, mayPass: false);
        if (vectors.Count == 0 || vectors.Count * TLanes.Count > view.Columns + view.Columns / 2)
            return false;
        a = PlacedTiles<TLanes, TVector, T>.Rows(others, view.Rows, a, ref aOther, aSummed, GemmBuffers.Parts<T>(others * PlacedTiles<TLanes, TVector, T>.Stride(view.Rows)));
        var parts = Math.Clamp(vectors.Count / FewestVectors, 1, (2 * Threads.Max + count - 1) / count);
        var part = ((vectors.Count + parts - 1) / parts + 1) & ~1;
        var job = new Across { Others = others, Part = part, Parts = (vectors.Count + part - 1) / part, A = a, C = c, AOther = aOther, CStep = cStep, COther = cOther, View = view, Vectors = vectors };
        Workers.Run(ref job, count * job.Parts, 2L * others * view.Columns * view.Rows * count / FasterThanLoops);
        return true;
    }

    struct Across : IChunks
    {
        public int Others, Part, Parts;
        public T* A, C;
        public nint AOther, CStep, COther;
        public WindowView<T> View;
        public PlacedVectors Vectors;

        public readonly void Run(int chunk, int worker)
        {
            var (item, from) = (chunk / Parts, chunk % Parts * Part);
            PlacedTiles<TLanes, TVector, T>.Sweep(Others, View.Rows, A, AOther, View.At(item), View.Summed, Vectors, from, Math.Min(from + Part, Vectors.Count), C + item * CStep, COther);
        }
    }

    /// <summary>
    /// Zeros, to which a[(plane, e), o] · b[i][o, q] is added where target[e, q] lies: for every place that is wanted of a plane, the sum over o and e
    /// of a and what of b, if anything, is added there from e. A zero in place of nothing changes no sum as long as a is finite.
    /// </summary>
    public static bool Fold(int count, int planes, int k, T* a, nint aRow, nint aCol, T* b, nint bStep, nint bRow, nint bCol, in WindowView<T> target)
    {
        var elements = target.Rows;
        if (planes < FewestPlanes || !target.RunsAlong)
            return false;
        nint most = 0;
        for (var e = 0; e < elements; e++)
            most = Math.Max(most, target.Summed[e]);
        var vectors = new PlacedVectors(target.Wanted, target.WantedCount, TLanes.Count, mayPass: true);
        if (vectors.Count == 0 || vectors.Count * TLanes.Count > target.Columns + target.Columns / 2)
            return false;
        var summed = k * elements;
        var stride = PlacedTiles<TLanes, TVector, T>.Stride(summed);
        var turned = GemmBuffers.Parts<T>(planes * stride);
        if (!Turn(planes, k, elements, a, aRow, aCol, turned, stride))
            return false;
        // Parts by items and threads, or as much as fits the cache.
        var parts = Math.Clamp(vectors.Count / FewestVectors, 1, (2 * Threads.Max + count - 1) / count);
        var far = target.Wanted[target.WantedCount - 1] - target.Wanted[0] + TLanes.Count;
        parts = Math.Max(parts, (int)Math.Min(vectors.Count / 2, far * k * sizeof(T) / FilledBytes));
        var part = ((vectors.Count + parts - 1) / parts + 1) & ~1;
        nint length = 0;
        for (var v = 0; v < vectors.Count; v += part)
            length = Math.Max(length, vectors.Starts[Math.Min(v + part, vectors.Count) - 1] - vectors.Starts[v] + TLanes.Count + most);
        var places = GemmBuffers.Sums(summed);
        for (var o = 0; o < k; o++)
            for (var e = 0; e < elements; e++)
                places[o * elements + e] = o * length + most - target.Summed[e];
        var job = new Filling
        {
            Planes = planes, K = k, Part = part, Parts = (vectors.Count + part - 1) / part, Length = length, Most = most, A = turned, ARow = stride,
            B = b, BStep = bStep, BRow = bRow, BCol = bCol, Target = target, Vectors = vectors, Places = places,
        };
        Workers.Run(ref job, count * job.Parts, 2L * summed * count * planes * target.WantedCount / FasterThanLoops);
        return true;
    }

    // To [plane, (o, e)]. False where an element is infinite or NaN.
    [MethodImpl(Hot)]
    static bool Turn(int planes, int k, int elements, T* a, nint aRow, nint aCol, T* turned, nint stride)
    {
        var nothing = T.Zero;
        for (var g = 0; g < planes; g++)
            for (var o = 0; o < k; o++)
            {
                T* from = a + g * elements * aRow + o * aCol, to = turned + g * stride + o * elements;
                for (var e = 0; e < elements; e++)
                {
                    var value = from[e * aRow];
                    nothing += value * T.Zero;
                    to[e] = value;
                }
            }
        return T.IsZero(nothing);
    }

    struct Filling : IChunks
    {
        public int Planes, K, Part, Parts;
        public T* A, B;
        public nint Length, Most, ARow, BStep, BRow, BCol;
        public nint* Places;
        public WindowView<T> Target;
        public PlacedVectors Vectors;

        [MethodImpl(Hot)]
        public readonly void Run(int chunk, int worker)
        {
            var (item, first) = (chunk / Parts, chunk % Parts * Part);
            var last = Math.Min(first + Part, Vectors.Count);
            // What is added from elements of windows lies up to the farthest of them before where it is added.
            var from = Vectors.Starts[first];
            var filled = GemmBuffers.Right<T>(K * Length);
            new Span<T>(filled, checked((int)(K * Length))).Clear();
            var (n, run, end) = (Target.Columns, Target.AlongRun, Vectors.Starts[last - 1] + TLanes.Count);
            for (var j = 0; j < n; j += run)
            {
                var at = Target.Along[j] - (from - Most);
                var (skipped, until) = (Math.Max(-at, 0), Math.Min(run, end - Target.Along[j]));
                if (until <= skipped)
                    continue;
                for (var o = 0; o < K; o++)
                {
                    T* source = B + item * BStep + o * BRow + (j + skipped) * BCol, place = filled + o * Length + at + skipped;
                    if (BCol == 1)
                        GemmPacking<T>.Copy(source, place, (int)(until - skipped));
                    else
                        for (nint i = 0; i < until - skipped; i++)
                            place[i] = source[i * BCol];
                }
            }
            PlacedTiles<TLanes, TVector, T>.Sweep(Planes, K * Target.Rows, A, ARow, filled - from, Places, Vectors, first, last, Target.At(item), Target.WantedCount);
        }
    }
}
