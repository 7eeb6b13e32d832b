using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Benchmarks;

/// <summary>What the machine can do at most on so many threads, measured: nothing that computes or moves as much can be faster.</summary>
/// <param name="Flops">Multiplications and additions a second.</param>
/// <param name="Near">Bytes a second read, and copied, within the last cache.</param>
/// <param name="Far">The same in memory.</param>
sealed unsafe record Limits(double Flops, (double Read, double Copy) Near, (double Read, double Copy) Far)
{
    const int NearBytes = 8 << 20;
    const int FarBytes = 128 << 20;

    static float sink;

    public static Limits Of(int threads) => new(
        FlopsOf(threads), (Bytes(threads, NearBytes, copies: false), Bytes(threads, NearBytes, copies: true)),
        (Bytes(threads, FarBytes, copies: false), Bytes(threads, FarBytes, copies: true)));

    /// <summary>The shortest time a row can take, in microseconds; 0 where no limit is worth naming.</summary>
    public double Microseconds(TableRow row)
    {
        var (read, copy) = row.Read + row.Written > Machine.ThirdLevel * 0.75 ? Far : Near;
        var bytes = row.Read + row.Written;
        return Math.Max(row.Flops / Flops, bytes / (row.Written > 0 ? copy : read)) * 1e6;
    }

    static double FlopsOf(int threads) => threads * 2.0 * 16 * 12 * FmaFloor.Steps / Fastest(threads, _ => FmaFloor.RunSingles(), 40);

    static double Bytes(int threads, int bytes, bool copies)
    {
        // Half is read and half is written where it is a copy.
        var length = bytes / sizeof(float);
        var array = GC.AllocateUninitializedArray<float>(length, pinned: true);
        // Memory never written is one page of zeros in the cache.
        Array.Fill(array, 1f);
        var part = length / threads / 2 / 64 * 64;
        fixed (float* start = array)
        {
            var at = (nint)start;
            return (double)part * 2 * threads * sizeof(float) / Fastest(threads, t =>
            {
                var from = (float*)at + (nint)t * 2 * part;
                if (copies)
                    Copy(from, from + part, part);
                else
                    sink = Read(from, 2 * part);
            }, bytes == NearBytes ? 60 : 12);
        }
    }

    /// <summary>The fastest of several rounds in which every thread does its part, in seconds.</summary>
    static double Fastest(int threads, Action<int> part, int rounds)
    {
        using var barrier = new Barrier(threads);
        var fastest = double.PositiveInfinity;
        var others = Enumerable.Range(1, threads - 1).Select(t => new Thread(() => Rounds(t, null))).ToArray();
        foreach (var other in others)
            other.Start();
        Rounds(0, seconds => fastest = Math.Min(fastest, seconds));
        foreach (var other in others)
            other.Join();
        return fastest;

        void Rounds(int thread, Action<double>? report)
        {
            for (var round = 0; round < rounds; round++)
            {
                barrier.SignalAndWait();
                var start = System.Diagnostics.Stopwatch.GetTimestamp();
                part(thread);
                barrier.SignalAndWait();
                report?.Invoke(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Read(float* from, int count)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var i = 0; i < count; i += 64)
        {
            s0 += Vector512.Load(from + i);
            s1 += Vector512.Load(from + i + 16);
            s2 += Vector512.Load(from + i + 32);
            s3 += Vector512.Load(from + i + 48);
        }
        return Vector512.Sum(s0 + s1 + s2 + s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Copy(float* from, float* to, int count)
    {
        for (var i = 0; i < count; i += 64)
        {
            Vector512.Load(from + i).Store(to + i);
            Vector512.Load(from + i + 16).Store(to + i + 16);
            Vector512.Load(from + i + 32).Store(to + i + 32);
            Vector512.Load(from + i + 48).Store(to + i + 48);
        }
    }
}
