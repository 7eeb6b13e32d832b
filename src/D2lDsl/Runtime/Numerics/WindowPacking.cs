using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>Copies windows from where they lie into the order in which tiles read them, and adds a product to where windows lie.</summary>
static unsafe class WindowPacking<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, INumberBase<T>
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    // A vector is put together from at most so many; where more were needed, its elements are copied one by one.
    const int MostPieces = 4;

    /// <summary>Panels of k rows at <paramref name="summed"/> and n columns at <paramref name="along"/>, which lie one behind the other.</summary>
    [MethodImpl(Hot)]
    public static void Panels(int k, int n, T* origin, nint* summed, nint* along, T* target)
    {
        var wide = 2 * TLanes.Count;
        for (var j = 0; j < n; j += wide)
        {
            var width = n - j > TLanes.Count ? wide : TLanes.Count;
            for (var from = 0; from < width; from += TLanes.Count)
                Column(k, Math.Min(TLanes.Count, n - j - from), origin, summed, along + j + from, target + from, width);
            target += (nint)k * width;
        }
    }

    /// <summary>One vector of each row. Lanes past the last column are 0.</summary>
    [MethodImpl(Hot), SkipLocalsInit]
    static void Column(int k, int lanes, T* origin, nint* summed, nint* along, T* target, nint width)
    {
        nint* starts = stackalloc nint[MostPieces];
        T* masks = stackalloc T[MostPieces * 16], picks = stackalloc T[MostPieces * 16];
        var pieces = lanes < TLanes.Count ? 0 : Runs(along, starts, masks);
        if (pieces > 0)
        {
            Whole(k, pieces, origin, summed, starts, masks, target, width);
            return;
        }
        pieces = lanes < TLanes.Count ? 0 : Picked(along, starts, masks, picks);
        if (pieces > 0)
        {
            Spread(k, pieces, origin, summed, starts, masks, picks, target, width);
            return;
        }
        for (var p = 0; p < k; p++, target += width)
        {
            var row = origin + summed[p];
            for (var lane = 0; lane < lanes; lane++)
                target[lane] = row[along[lane]];
            for (var lane = lanes; lane < TLanes.Count; lane++)
                target[lane] = default;
        }
    }

    /// <summary>
    /// Neighbours among the columns of a vector. One that begins so many lanes before a run has it where it belongs, and none reads outside of
    /// what lies between the first column and the last, because columns lie one behind the other. 0 where there are too many.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Runs(nint* along, nint* starts, T* masks)
    {
        var pieces = 0;
        for (var i = 0; i < TLanes.Count; i++)
            if (i == 0 || along[i] != along[i - 1] + 1)
            {
                if (pieces == MostPieces)
                    return 0;
                starts[pieces] = along[i] - i;
                Mask(masks + pieces++ * TLanes.Count, i);
            }
        return pieces;
    }

    /// <summary>The columns of a vector that lie within one of memory, and then the next; the last ends with the last column. 0 where there are too many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Picked(nint* along, nint* starts, T* masks, T* picks)
    {
        var pieces = 0;
        for (var i = 0; i < TLanes.Count; pieces++)
        {
            if (pieces == MostPieces)
                return 0;
            starts[pieces] = Math.Min(along[i], along[TLanes.Count - 1] - (TLanes.Count - 1));
            Mask(masks + pieces * TLanes.Count, i);
            for (var lane = 0; lane < TLanes.Count; lane++)
                Index(picks + pieces * TLanes.Count + lane, lane < i ? 0 : Math.Min(along[lane] - starts[pieces], TLanes.Count - 1));
            while (i < TLanes.Count && along[i] - starts[pieces] < TLanes.Count)
                i++;
        }
        return pieces;
    }

    static void Mask(T* mask, int from)
    {
        for (var lane = 0; lane < TLanes.Count; lane++)
            Unsafe.InitBlockUnaligned(mask + lane, lane < from ? (byte)0 : (byte)255, (uint)sizeof(T));
    }

    static void Index(T* at, nint index)
    {
        if (sizeof(T) == sizeof(int))
            *(int*)at = (int)index;
        else
            *(long*)at = index;
    }

    [MethodImpl(Hot)]
    static void Whole(int k, int pieces, T* origin, nint* summed, nint* starts, T* masks, T* target, nint width)
    {
        nint first = starts[0], second = starts[Math.Min(pieces, 2) - 1], third = starts[Math.Min(pieces, 3) - 1], last = starts[pieces - 1];
        if (pieces == 1)
        {
            for (var p = 0; p < k; p++, target += width)
                TLanes.Store(TLanes.Load(origin + summed[p] + first), target);
            return;
        }
        TVector mask = TLanes.Load(masks + TLanes.Count), thirdMask = TLanes.Load(masks + (Math.Min(pieces, 3) - 1) * TLanes.Count), lastMask = TLanes.Load(masks + (pieces - 1) * TLanes.Count);
        for (var p = 0; p < k; p++, target += width)
        {
            var row = origin + summed[p];
            var vector = TLanes.Select(mask, TLanes.Load(row + second), TLanes.Load(row + first));
            if (pieces > 2)
                vector = TLanes.Select(lastMask, TLanes.Load(row + last), TLanes.Select(thirdMask, TLanes.Load(row + third), vector));
            TLanes.Store(vector, target);
        }
    }

    [MethodImpl(Hot)]
    static void Spread(int k, int pieces, T* origin, nint* summed, nint* starts, T* masks, T* picks, T* target, nint width)
    {
        nint first = starts[0], second = starts[Math.Min(pieces, 2) - 1];
        TVector pick = TLanes.Load(picks), secondPick = TLanes.Load(picks + (Math.Min(pieces, 2) - 1) * TLanes.Count), mask = TLanes.Load(masks + (Math.Min(pieces, 2) - 1) * TLanes.Count);
        for (var p = 0; p < k; p++, target += width)
        {
            var row = origin + summed[p];
            var vector = TLanes.Select(mask, TLanes.Pick(TLanes.Load(row + second), secondPick), TLanes.Pick(TLanes.Load(row + first), pick));
            for (var piece = 2; piece < pieces; piece++)
                vector = TLanes.Select(TLanes.Load(masks + piece * TLanes.Count), TLanes.Pick(TLanes.Load(row + starts[piece]), TLanes.Load(picks + piece * TLanes.Count)), vector);
            TLanes.Store(vector, target);
        }
    }

    /// <summary>So many columns of windows, from position <paramref name="first"/> of the sum on, as rows of k elements, <paramref name="stride"/> elements apart.</summary>
    [MethodImpl(Hot)]
    public static void Rows(int rows, int k, int first, int run, T* origin, nint* summed, nint* along, T* target, nint stride)
    {
        for (var i = 0; i < rows; i++, target += stride)
        {
            var source = origin + along[i];
            if (run == 1)
            {
                for (var p = 0; p < k; p++)
                    target[p] = source[summed[first + p]];
                continue;
            }
            for (int p = 0, length; p < k; p += length)
            {
                length = Math.Min(run - (first + p) % run, k - p);
                GemmPacking<T>.Copy(source + summed[first + p], target + p, length);
            }
        }
    }

    /// <summary>Adds a row of n elements to places that lie in runs of neighbours.</summary>
    [MethodImpl(Hot)]
    public static void Add(int n, int run, T* source, T* origin, nint* along)
    {
        if (run == 1)
        {
            for (var j = 0; j < n; j++)
                origin[along[j]] += source[j];
            return;
        }
        for (var j = 0; j < n; j += run, source += run)
            Add(run, source, origin + along[j]);
    }

    /// <summary>Adds neighbours to neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(nint count, T* source, T* target)
    {
        nint j = 0;
        for (; j <= count - TLanes.Count; j += TLanes.Count)
            TLanes.Store(TLanes.Add(TLanes.Load(target + j), TLanes.Load(source + j)), target + j);
        for (; j <= count - Vector128<T>.Count; j += Vector128<T>.Count)
            (Vector128.Load(target + j) + Vector128.Load(source + j)).Store(target + j);
        for (; j < count; j++)
            target[j] += source[j];
    }
}
