using System.Diagnostics;

namespace D2lDsl.Benchmarks;

/// <summary>Times an action that is run often enough to be measured.</summary>
static class Clock
{
    /// <summary>The fastest of <paramref name="rounds"/> rounds, in seconds a run: what is slower is other processes.</summary>
    public static double Fastest(Action action, int rounds = 11, double roundSeconds = 0.01)
    {
        action();
        var once = Once(action, 1);
        var repeats = Math.Max(1, (int)(roundSeconds / Math.Max(once, 1e-9)));
        Once(action, repeats);
        var fastest = double.PositiveInfinity;
        for (var i = 0; i < rounds; i++)
            fastest = Math.Min(fastest, Once(action, repeats));
        return fastest;
    }

    static double Once(Action action, int repeats)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }
}
