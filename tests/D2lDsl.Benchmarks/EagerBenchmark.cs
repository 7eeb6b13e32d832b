using System.Diagnostics;

namespace D2lDsl.Benchmarks;

/// <summary>
/// <c>eager [word…] [--quick] [--alone]</c>: single operations on one thread against PyTorch's, for matrices of 10, 1000 and a million
/// floats, both in turn; operations whose names have one of the words.
/// </summary>
static class EagerBenchmark
{
    static readonly (int Rows, int Columns)[] Sizes = [(2, 5), (25, 40), (1000, 1000)];

    public static int Run(string[] arguments)
    {
        string[] words = [.. arguments.Where(a => !a.StartsWith("--"))];
        string problem = "";
        using var peer = arguments.Contains("--alone") ? null : Peer.Start("/usr/bin/python3", "", out problem);
        if (problem != "")
        {
            Console.Error.WriteLine($"{problem}; --alone measures without it");
            return 1;
        }
        Threads.Max = 1;
        Console.WriteLine($"{Machine.Name}; .NET {Environment.Version}{(peer is null ? "" : $", PyTorch {peer.Version}")}. Times as fast as PyTorch, µs here, bytes a call.");
        Console.WriteLine("| | " + string.Join(" | ", Sizes.Select(s => $"{s.Rows} × {s.Columns}")) + " |\n|---|" + string.Concat(Sizes.Select(_ => "---|")));
        var (rounds, seconds) = arguments.Contains("--quick") ? (3, 0.01) : (7, 0.04);
        foreach (var (name, prepare) in EagerOps.All.Where(op => words.Length == 0 || words.Any(op.Name.Contains)))
            Console.WriteLine($"| {name} | " + string.Join(" | ", Sizes.Select(size => Cell(name, prepare(size.Rows, size.Columns), size, peer, rounds, seconds))) + " |");
        return 0;
    }

    static string Cell(string name, Func<object> work, (int Rows, int Columns) size, Peer? peer, int rounds, double seconds)
    {
        // Long enough for the compiler's last tier, which it makes when nothing new was called for a tenth of a second.
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.25)
            work();
        var row = $"eager-{size.Rows}-{size.Columns}-{name.Replace(' ', '_')}";
        var (here, ratios) = (new List<double>(), new List<double>());
        for (int i = 0; i < rounds; i++)
        {
            here.Add(Clock.Fastest(() => work(), rounds: 3, roundSeconds: seconds / 3) * 1e6);
            if (peer is not null)
                ratios.Add(peer.Measure(row, 1, seconds) / here[^1]);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return $"{(peer is null ? "" : $"**{Median(ratios):0.00}** ")}{Median(here):G3} µs {bytes} B";
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
