using System.Diagnostics;

namespace D2lDsl.Benchmarks;

/// <summary>What is known of the machine, and what others do on it; where there is no /proc, nothing is.</summary>
static class Machine
{
    const double TicksPerSecond = 100;
    const long UsualThirdLevel = 32L << 20;

    public static string Name
    {
        get
        {
            var line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name")) : null;
            return $"{line?.Split(':')[1].Trim() ?? System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores";
        }
    }

    /// <summary>Bytes of the last cache.</summary>
    public static long ThirdLevel
    {
        get
        {
            const string file = "/sys/devices/system/cpu/cpu0/cache/index3/size";
            return File.Exists(file) && File.ReadAllText(file).Trim() is [.. var digits, 'K'] && long.TryParse(digits, out var size) ? size << 10 : UsualThirdLevel;
        }
    }

    /// <summary>Seconds of processor time that all processes, or one, have used.</summary>
    public static double Busy()
    {
        if (!File.Exists("/proc/stat"))
            return 0;
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(double.Parse).ToArray();
        // user, nice and system; then idle and waiting, which are not work; then interrupts and what other guests took.
        return (fields[..3].Sum() + fields[5..8].Sum()) / TicksPerSecond;
    }

    /// <inheritdoc cref="Busy"/>
    public static double BusyOf(int process)
    {
        if (!File.Exists($"/proc/{process}/stat"))
            return 0;
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (double.Parse(fields[11]) + double.Parse(fields[12])) / TicksPerSecond;
    }

    /// <summary>How many cores others kept busy while an action ran.</summary>
    public static double Foreign(Action action, params int[] own)
    {
        double Others() => Busy() - own.Append(Environment.ProcessId).Sum(BusyOf);
        var (before, start) = (Others(), Stopwatch.GetTimestamp());
        action();
        return (Others() - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
