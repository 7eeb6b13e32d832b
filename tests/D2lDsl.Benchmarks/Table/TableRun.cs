using System.Diagnostics;

namespace D2lDsl.Benchmarks;

/// <summary>Measures rows here and at the peer, in turn, round by round, so that both see the same machine.</summary>
sealed class TableRun(Peer? peer, int rounds, double seconds)
{
    const double MostForeign = 0.25;
    const double SampleSeconds = 0.004;
    const double Collapsed = 2;
    const int Retries = 2;

    public TableResult Measure(TableRow row, int threads, Limits limits)
    {
        Threads.Max = threads;
        var work = row.Prepare();
        for (var i = 0; i < 3; i++)
            work();
        peer?.Measure(row.Name, threads, 0.01);
        var all = new List<(double Foreign, double Here, double Peer)>();
        while (all.Count(IsQuiet) < rounds && all.Count < rounds * (1 + Retries))
        {
            double here = 0, there = double.NaN;
            var foreign = Machine.Foreign(() => (here, there) = (Here(work), peer?.Measure(row.Name, threads, seconds) ?? double.NaN), peer is null ? [] : [peer.Id]);
            all.Add((foreign, here, there));
        }
        var taken = all.OrderBy(r => !IsQuiet(r)).ThenBy(r => r.Foreign).Take(rounds).ToArray();
        return new(row, threads, [.. taken.Select(r => (r.Here, r.Peer))], limits.Microseconds(row), all.Count - taken.Length, !taken.All(IsQuiet));

        // Threads that wait for one whose core was taken wait for long: a short disturbance can make a round many times slower.
        bool IsQuiet((double Foreign, double Here, double Peer) round) =>
            round.Foreign <= MostForeign && !(round.Here > Collapsed * all.Min(r => r.Here)) && !(round.Peer > Collapsed * all.Min(r => r.Peer));
    }

    /// <summary>The median of one stretch of runs, in microseconds.</summary>
    double Here(Action work)
    {
        work();
        var start = Stopwatch.GetTimestamp();
        work();
        var repeats = Math.Max(1, (int)(SampleSeconds / Math.Max(Stopwatch.GetElapsedTime(start).TotalSeconds, 1e-7)));
        var times = new List<double>();
        start = Stopwatch.GetTimestamp();
        while (times.Count < 3 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            var before = Stopwatch.GetTimestamp();
            for (var i = 0; i < repeats; i++)
                work();
            times.Add(Stopwatch.GetElapsedTime(before).TotalMicroseconds / repeats);
        }
        times.Sort();
        return times[times.Count / 2];
    }
}
