using System.Diagnostics;

namespace D2lDsl.Benchmarks;

/// <summary>Times an action that is run often enough to be measured.</summary>
static class Clock
{
    /// <summary>The median of <paramref name="rounds"/> rounds, in seconds a run.</summary>
    public static double Median(Action action, int rounds = 11, double roundSeconds = 0.01)
    {
        action();
        var once = Once(action, 1);
        var repeats = Math.Max(1, (int)(roundSeconds / Math.Max(once, 1e-9)));
        Once(action, repeats);
        var seconds = new double[rounds];
        for (var i = 0; i < rounds; i++)
            seconds[i] = Once(action, repeats);
        Array.Sort(seconds);
        return seconds[rounds / 2];
    }

    static double Once(Action action, int repeats)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }
}
