using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace D2lDsl.Benchmarks;

/// <summary>PyTorch in a process of its own, which answers one question at a time over its standard input and output.</summary>
sealed class Peer : IDisposable
{
    readonly Process process;

    Peer(Process process, string version) => (this.process, Version) = (process, version);

    public string Version { get; }

    public int Id => process.Id;

    /// <summary>Starts it; null, and a message, where there is no Python with PyTorch.</summary>
    /// <param name="libraries">A folder whose libraries go before the system's, such as an OpenBLAS; or empty.</param>
    public static Peer? Start(string python, string libraries, out string problem)
    {
        problem = "";
        try
        {
            var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "peer.py")])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
            };
            if (libraries != "")
                start.Environment["LD_LIBRARY_PATH"] = Path.GetFullPath(libraries);
            var process = Process.Start(start)!;
            var answer = Answer(process);
            if (answer.TryGetProperty("version", out var version))
                return new(process, version.GetString()!);
            problem = $"PyTorch in {python} cannot be measured: {answer.GetProperty("error").GetString()}";
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or EndOfStreamException)
        {
            problem = $"{python} cannot be used ({error.Message}); install python3 and python3-torch, or name another Python with --python";
        }
        return null;
    }

    /// <summary>The median of one stretch of runs, in microseconds.</summary>
    public double Measure(string row, int threads, double seconds)
    {
        process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row} {threads} {seconds}"));
        process.StandardInput.Flush();
        var answer = Answer(process);
        return answer.TryGetProperty("median", out var median) ? median.GetDouble()
            : throw new InvalidOperationException("PyTorch failed at " + answer.GetProperty("error").GetString());
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(2000))
            process.Kill();
        process.Dispose();
    }

    static JsonElement Answer(Process process) =>
        JsonDocument.Parse(process.StandardOutput.ReadLine() ?? throw new EndOfStreamException("it ended without an answer")).RootElement;
}
