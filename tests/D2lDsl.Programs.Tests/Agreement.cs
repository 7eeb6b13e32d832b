namespace D2lDsl.ProgramsTests;

/// <summary>Two ways to the same number.</summary>
static class Agreement
{
    /// <summary>Requires numbers that differ by no more than the tolerance, of numbers above 1 by that part of them; NaN agrees with NaN.</summary>
    public static void Require(double expected, double actual, double tolerance, string what)
    {
        if (double.IsNaN(expected) && double.IsNaN(actual) || expected == actual)
            return;
        if (!(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected))))
            throw new InvalidOperationException($"{what}: expected {expected:R}, got {actual:R}");
    }
}
