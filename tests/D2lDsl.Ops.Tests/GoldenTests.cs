using D2lDsl.Compiler.Ops;
using D2lDsl.OpTests.Cases;
using D2lDsl.OpTests.Golden;

namespace D2lDsl.OpTests;

/// <summary>The golden files cover the op table, and are of the cases as they are now.</summary>
public class GoldenTests
{
    [Fact]
    public void Every_op_has_golden_cases() =>
        Assert.Empty(OpTable.All.Select(AllCases.Name).Except(GoldenFile.All.Keys.Select(key => key[..key.IndexOf(':')])));

    [Fact]
    public void Golden_files_are_of_these_cases()
    {
        Assert.Empty(AllCases.ById.Keys.Except(GoldenFile.All.Keys));
        Assert.Empty(GoldenFile.All.Keys.Except(AllCases.ById.Keys));
        var stale = AllCases.ById.Where(test => !test.Value.Inputs.Zip(GoldenFile.All[test.Key].Inputs).All(pair => pair.First.Same(pair.Second))).Select(test => test.Key);
        Assert.Empty(stale);
    }

    /// <summary>Not a test: writes the requests for make_golden.py where the environment names a file for them.</summary>
    [Fact]
    public void Requests()
    {
        if (Environment.GetEnvironmentVariable("D2L_GOLDEN_REQUESTS") is { } path)
            GoldenFile.WriteRequests(path);
    }
}
