using System.Diagnostics;
using System.Globalization;

namespace D2lDsl.Benchmarks;

/// <summary>
/// What the first call of a kernel costs beyond a later one, most of it the JIT's work: every row of the table in a process of its own.
/// </summary>
static class FirstCallBenchmark
{
    const int Processes = 7;

    // What a program does with its data before it calls a kernel; meanwhile the library has its own methods compiled.
    const int Reading = 150;

    public static int Run(string[] names)
    {
        // A child: one row, once.
        if (names is ["in", var name, var pause])
        {
            var row = TableRows.All.Single(row => row.Name == name);
            Console.WriteLine(Once(row, int.Parse(pause, CultureInfo.InvariantCulture)).ToString("F3", CultureInfo.InvariantCulture));
            return 0;
        }
        // What one of them compiles, in this process.
        if (names is ["methods", var listed, var wait])
        {
            List(TableRows.All.Single(row => row.Name == listed), int.Parse(wait, CultureInfo.InvariantCulture));
            return 0;
        }

        Console.WriteLine($"First call, ms (median and range of {Processes} processes)");
        Console.WriteLine($"{"case",-45} {$"after {Reading} ms",-20} at once");
        foreach (var row in TableRows.All.Where(row => names.Length == 0 || names.Contains(row.Name)))
            Console.WriteLine($"{row.Title,-45} {Times(row.Name, Reading),-20} {Times(row.Name, 0)}");
        return 0;
    }

    static string Times(string row, int pause)
    {
        double[] times = [.. Enumerable.Range(0, Processes).Select(_ => InAnotherProcess(row, pause)).Order()];
        return $"{times[Processes / 2],6:F1} ({times[0]:F1}–{times[^1]:F1})";
    }

    static double Once(TableRow row, int pause)
    {
        var call = row.Prepare();
        Thread.Sleep(pause);
        var first = Time(call);
        return first - Math.Min(Time(call), Time(call));
    }

    // The process's number is its first thread's on Linux, where this was written; elsewhere all stands to the right.
    static void List(TableRow row, int pause)
    {
        using var compiled = new CompiledMethods();
        var call = row.Prepare();
        Thread.Sleep(pause);
        var begin = DateTime.UtcNow;
        call();
        var end = DateTime.UtcNow;
        // Events come late.
        Thread.Sleep(200);
        Console.WriteLine(compiled.List(begin, end, Environment.ProcessId));
    }

    static double Time(Action call)
    {
        var start = Stopwatch.GetTimestamp();
        call();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    static double InAnotherProcess(string name, int pause)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Under `dotnet run` the process is the program itself; under `dotnet FILE` it is dotnet.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(FirstCallBenchmark).Assembly.Location);
        foreach (var argument in new[] { "first", "in", name, pause.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(text, CultureInfo.InvariantCulture);
    }
}
