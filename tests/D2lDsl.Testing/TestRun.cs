namespace D2lDsl.Testing;

/// <summary>
/// Which run of the tests this is. CI runs everything. The run of every day takes the same selection each time of what is enumerated
/// (cases, random programs, mutants), so that it ends in minutes. D2LDSL_ALL=1 asks for everything outside of CI, and for what is too long there.
/// </summary>
public static class TestRun
{
    /// <summary>True where also that runs which takes long even for CI.</summary>
    public static bool IsExhaustive { get; } = Environment.GetEnvironmentVariable("D2LDSL_ALL") == "1";

    /// <summary>True where everything runs: in CI, or where it was asked for.</summary>
    public static bool IsWhole { get; } = IsExhaustive || Environment.GetEnvironmentVariable("CI") == "true";
}
