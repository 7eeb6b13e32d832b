using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>
/// c[o, q] = the sum over all items i and places p of a[i][o, p] · windows[i][p, q], where windows go through planes of an image: with the planes'
/// elements side by side, what a window has of a row are neighbours, and the windows' vectors are read where they lie.
/// </summary>
/// <remarks>How the sums are cut depends on sizes only, never on the number of threads.</remarks>
static unsafe class PlacedSums<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, INumberBase<T>
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;
    const int FasterThanLoops = 5;

    // So many places at a time: the windows' vectors of all of them stay in the first-level cache for all rows of a.
    const int MostPlaces = 256;

    // Sums over items are taken in so many groups, where those fit the cache.
    const int MostGroups = 16;
    const int GroupBytes = 1 << 22;

    /// <summary>Says no where windows do not go through planes, or vectors would be mostly empty.</summary>
    public static bool Multiply(
        int count, int others, T* a, nint aStep, nint aOther, nint aSummed, T* windows, nint windowsStep,
        ReadOnlySpan<(nint Size, nint Stride)> summed, ReadOnlySpan<(nint Size, nint Stride)> along, T* c, nint cOther, nint cAlong, bool add)
    {
        // The first axis of the columns is the planes', where it leads out of what all others go through.
        nint extent = 1;
        foreach (var (size, stride) in summed)
            extent += (size - 1) * stride;
        for (var axis = 1; axis < along.Length; axis++)
            extent += (along[axis].Size - 1) * along[axis].Stride;
        var isDeep = along.Length > 1 && along[0].Stride >= extent;
        var planes = isDeep ? along[0].Size : 1;
        if (!isDeep && along.Length > 0)
            extent += (along[0].Size - 1) * along[0].Stride;
        if (count == 0 || extent * planes > int.MaxValue || planes > int.MaxValue / 2)
            return false;

        // Places among planes side by side: elements of a window, and a window's own.
        Span<(nint, nint)> inner = stackalloc (nint, nint)[along.Length + 1], outer = stackalloc (nint, nint)[summed.Length];
        var axes = 0;
        for (var axis = isDeep ? 1 : 0; axis < along.Length; axis++)
            inner[axes++] = (along[axis].Size, along[axis].Stride * planes);
        if (planes > 1)
            inner[axes++] = (planes, 1);
        for (var axis = 0; axis < summed.Length; axis++)
            outer[axis] = (summed[axis].Size, summed[axis].Stride * planes);
        var view = new WindowView<T>(windows, windowsStep, outer, inner[..axes]);
        if (view.Rows == 0 || view.Columns == 0)
            return false;
        var vectors = new PlacedVectors(view.Along, view.Columns, TLanes.Count, mayPass: true);
        if (vectors.Count == 0 || vectors.Count * TLanes.Count > 4 * view.Columns)
            return false;

        var width = ((nint)vectors.Count + 1) / 2 * PlacedTiles<TLanes, TVector, T>.Wide;
        var total = others * width;
        var groups = total * sizeof(T) * MostGroups <= GroupBytes ? Math.Min(count, MostGroups) : 1;
        // Groups by themselves, or parts of the vectors.
        var part = groups > 1 ? vectors.Count : ((vectors.Count + Threads.Max - 1) / Threads.Max + 1) & ~1;
        var job = new Job
        {
            Count = count, Others = others, Groups = groups, Part = part, Parts = (vectors.Count + part - 1) / part, Planes = (int)planes, Extent = (int)extent,
            A = a, Total = GemmBuffers.Windows<T>(total * groups), AStep = aStep, AOther = aOther, ASummed = aSummed, Plane = isDeep ? along[0].Stride : 0, Width = width,
            View = view, Vectors = vectors,
        };
        Workers.Run(ref job, groups * job.Parts, 2L * others * view.Columns * view.Rows * count / FasterThanLoops);
        job.Finish(c, cOther, cAlong, add);
        return true;
    }

    struct Job : IChunks
    {
        public int Count, Others, Groups, Part, Parts, Planes, Extent;
        public T* A, Total;
        public nint AStep, AOther, ASummed, Plane, Width;
        public WindowView<T> View;
        public PlacedVectors Vectors;

        [MethodImpl(Hot)]
        public readonly void Run(int chunk, int worker)
        {
            var (group, from) = (chunk / Parts, chunk % Parts * Part);
            var to = Math.Min(from + Part, Vectors.Count);
            var (first, last) = ((int)((long)Count * group / Groups), (int)((long)Count * (group + 1) / Groups));
            var depth = PlacedTiles<TLanes, TVector, T>.Depth(View.Rows, MostPlaces);
            // Vectors read past the last element.
            var side = GemmBuffers.Right<T>((long)Extent * Planes + 2 * PlacedTiles<TLanes, TVector, T>.Wide);
            var room = GemmBuffers.Left<T>(Others * PlacedTiles<TLanes, TVector, T>.Stride(depth));
            for (var item = first; item < last; item++)
            {
                SideBySide(View.At(item), side);
                for (var p = 0; p < View.Rows; p += depth)
                {
                    var (length, row) = (Math.Min(depth, View.Rows - p), AOther);
                    var left = PlacedTiles<TLanes, TVector, T>.Rows(Others, length, A + item * AStep + p * ASummed, ref row, ASummed, room);
                    Places(length, left, row, side, View.Summed + p, from, to, Total + group * Others * Width, add: item > first || p > 0);
                }
            }
        }

        [MethodImpl(Hot)]
        readonly void Places(int length, T* left, nint row, T* side, nint* places, int from, int to, T* target, bool add)
        {
            for (var v = from; v < to; v += 2)
                PlacedTiles<TLanes, TVector, T>.Column(Others, length, left, row, side + Vectors.Starts[v], places, v + 1 < to ? Vectors.Starts[v + 1] - Vectors.Starts[v] : 0,
                    target + v * TLanes.Count, Width, add);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void SideBySide(T* image, T* side)
        {
            if (Planes == 1)
                GemmPacking<T>.Copy(image, side, Extent);
            else
                GemmPacking<T>.Panel(Extent, Planes, Planes, image, 1, Plane, side, Planes);
        }

        /// <summary>The groups' sums, one after the other, to where the result has planes one behind the other.</summary>
        [MethodImpl(Hot)]
        public readonly void Finish(T* c, nint cOther, nint cAlong, bool add)
        {
            for (var group = 1; group < Groups; group++)
                WindowPacking<TLanes, TVector, T>.Add(Others * Width, Total + group * Others * Width, Total);
            var elements = View.Columns / Planes;
            for (var v = 0; v < Vectors.Count; v++)
                foreach (var (lane, column, length) in Vectors.Pieces(v))
                    for (var j = 0; j < length; j++)
                    {
                        var from = Total + v * TLanes.Count + lane + j;
                        var to = c + ((column + j) % Planes * elements + (column + j) / Planes) * cAlong;
                        for (var o = 0; o < Others; o++)
                            to[o * cOther] = add ? to[o * cOther] + from[o * Width] : from[o * Width];
                    }
        }
    }
}
