namespace D2lDsl.Benchmarks;

/// <summary><c>table [row…] [--quick] [--alone] [--threads 1,2] [--python FILE] [--libraries FOLDER] [--out FILE]</c>: every row against PyTorch.</summary>
static class TableCommand
{
    public static int Run(string[] arguments)
    {
        var (names, quick, alone, threads, python, libraries, output) = (new List<string>(), false, false, new[] { 1, 2 }, "/usr/bin/python3", "", "");
        for (var i = 0; i < arguments.Length; i++)
            switch (arguments[i])
            {
                case "--quick": quick = true; break;
                case "--alone": alone = true; break;
                case "--threads" when i + 1 < arguments.Length: threads = [.. arguments[++i].Split(',').Select(int.Parse)]; break;
                case "--python" when i + 1 < arguments.Length: python = arguments[++i]; break;
                case "--libraries" when i + 1 < arguments.Length: libraries = arguments[++i]; break;
                case "--out" when i + 1 < arguments.Length: output = arguments[++i]; break;
                case ['-', ..]: return Refuse($"there is no option {arguments[i]}, or it wants a value: [row…] --quick --alone --threads 1,2 --python FILE --libraries FOLDER --out FILE");
                default: names.Add(arguments[i]); break;
            }
        if (names.FirstOrDefault(n => !TableRows.All.Any(r => Matches(r, n))) is { } unknown)
            return Refuse($"there is no row {unknown}; rows are {string.Join(", ", TableRows.All.Select(r => r.Name))}");
        string problem = "";
        using var peer = alone ? null : Peer.Start(python, libraries, out problem);
        if (peer is null && !alone)
            return Refuse($"{problem}; --alone measures without it");

        var text = new StringWriter();
        void Line(string line)
        {
            Console.WriteLine(line);
            text.WriteLine(line);
        }

        var limits = threads.ToDictionary(t => t, Limits.Of);
        Line($"Measured {DateTime.Now:yyyy-MM-dd} on {Machine.Name}; .NET {Environment.Version}{(peer is null ? "" : $", PyTorch {peer.Version}")}.");
        foreach (var t in threads)
            Line(TableText.Of(t, limits[t]));
        Line("");
        Line(TableText.Header);
        var run = new TableRun(peer, quick ? 3 : 7, quick ? 0.06 : 0.2);
        foreach (var row in TableRows.All.Where(r => names.Count == 0 || names.Any(n => Matches(r, n))))
            foreach (var t in threads)
                Line(TableText.Of(run.Measure(row, t, limits[t])));
        if (output != "")
            File.WriteAllText(output, text.ToString());
        return 0;
    }

    static bool Matches(TableRow row, string name) => row.Name == name || row.Name.StartsWith(name + "-", StringComparison.Ordinal);

    static int Refuse(string problem)
    {
        Console.Error.WriteLine(problem);
        return 1;
    }
}
