using System.Globalization;

namespace D2lDsl.Benchmarks;

/// <summary>Writes results as Markdown.</summary>
static class TableText
{
    public const string Header = """
        | case | threads | PyTorch µs | D2lDsl µs | ratio (lowest–highest) | goal | share of the limit |
        |---|---|---|---|---|---|---|
        """;

    public static string Of(TableResult result)
    {
        var goal = result.Row.Goal(result.Threads);
        var ratio = double.IsNaN(result.Ratio) ? "–" : $"{Times(result.Ratio)} ({Times(result.Spread.Low)}–{Times(result.Spread.High)})";
        return $"| {result.Row.Title} | {result.Threads} | {Micros(result.Peer)} | {Micros(result.Here)} | {ratio}{(result.Noisy ? " noisy" : "")} "
            + $"| {(goal == 0 ? "–" : $"≥ {Times(goal)}")} | {(result.Limit == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{result.Share * 100:F0} %"))} |";
    }

    public static string Of(int threads, Limits limits) => string.Create(CultureInfo.InvariantCulture,
        $"On {threads} {(threads == 1 ? "thread" : "threads")}: {limits.Flops / 1e9:F0} GFLOP/s; within the last cache {limits.Near.Read / 1e9:F0} GB/s read, "
        + $"{limits.Near.Copy / 1e9:F0} copied; in memory {limits.Far.Read / 1e9:F0} read, {limits.Far.Copy / 1e9:F0} copied.");

    static string Micros(double value) => double.IsNaN(value) ? "–"
        : value.ToString(value >= 1000 ? "F0" : value >= 10 ? "F1" : value >= 1 ? "F2" : "F4", CultureInfo.InvariantCulture);

    static string Times(double value) => value.ToString(value >= 100 ? "F0" : value >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);
}
