using System.Globalization;
using D2lDsl.Testing;
using Xunit.Abstractions;

namespace D2lDsl.ProgramsTests;

/// <summary>Where random models come from. In CI the seed is always the same, so that a failure is the change's and not the day's; elsewhere every run is a new one.</summary>
static class RandomSeed
{
    static readonly int seed = Environment.GetEnvironmentVariable("D2LDSL_SEED") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture)
        : TestRun.IsWhole ? 20_000 : Random.Shared.Next(1_000_000);

    /// <summary>The seed of this run, printed.</summary>
    public static int Of(ITestOutputHelper output)
    {
        output.WriteLine($"seed {seed}");
        return seed;
    }
}
