namespace D2lDsl.ArchitectureTests;

/// <summary>Lists every breach of a rule at once.</summary>
static class Violations
{
    public static void AssertNone(IEnumerable<string> found)
    {
        var list = found.ToList();
        Assert.True(list.Count == 0, string.Join("\n", list));
    }
}
