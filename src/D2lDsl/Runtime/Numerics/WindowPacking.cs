using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>Copies windows from where they lie into the order in which tiles read them, and adds a product to where windows lie.</summary>
static unsafe class WindowPacking<TLanes, TVector, T>
    where TLanes : struct, ILanes<T, TVector> where TVector : struct where T : unmanaged, INumberBase<T>
{
    const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    // A vector is put together from at most so many runs; where there are more, its elements are copied one by one.
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
        // A piece is a run of neighbours; a vector that begins so many lanes before it has them where they belong. No vector reads
        // outside of what lies between the first column and the last, because columns lie one behind the other.
        nint* starts = stackalloc nint[MostPieces];
        T* masks = stackalloc T[MostPieces * 16];
        var pieces = 0;
        for (var i = 0; i < lanes && lanes == TLanes.Count && pieces <= MostPieces; i++)
            if (i == 0 || along[i] != along[i - 1] + 1)
            {
                if (pieces < MostPieces)
                {
                    starts[pieces] = along[i] - i;
                    for (var lane = 0; lane < TLanes.Count; lane++)
                        Unsafe.InitBlockUnaligned(masks + pieces * TLanes.Count + lane, lane < i ? (byte)0 : (byte)255, (uint)sizeof(T));
                }
                pieces++;
            }
        switch (pieces)
        {
            case 1:
                for (var p = 0; p < k; p++, target += width)
                    TLanes.Store(TLanes.Load(origin + summed[p] + starts[0]), target);
                return;
            case 2:
                var (second, mask) = (starts[1], TLanes.Load(masks + TLanes.Count));
                for (var p = 0; p < k; p++, target += width)
                {
                    var row = origin + summed[p];
                    TLanes.Store(TLanes.Select(mask, TLanes.Load(row + second), TLanes.Load(row + starts[0])), target);
                }
                return;
            case 3 or 4:
                var (last, lastMask) = (starts[pieces - 1], TLanes.Load(masks + (pieces - 1) * TLanes.Count));
                (second, mask) = (starts[1], TLanes.Load(masks + TLanes.Count));
                var (third, thirdMask) = (starts[2], TLanes.Load(masks + 2 * TLanes.Count));
                for (var p = 0; p < k; p++, target += width)
                {
                    var row = origin + summed[p];
                    var vector = TLanes.Select(mask, TLanes.Load(row + second), TLanes.Load(row + starts[0]));
                    vector = TLanes.Select(thirdMask, TLanes.Load(row + third), vector);
                    TLanes.Store(TLanes.Select(lastMask, TLanes.Load(row + last), vector), target);
                }
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
