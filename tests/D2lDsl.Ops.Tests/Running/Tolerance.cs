using D2lDsl.OpTests.Cases;

namespace D2lDsl.OpTests.Running;

/// <summary>How far two results may be apart, by element type; NaN equals NaN and infinities their own kind.</summary>
static class Tolerance
{
    /// <summary>Fails with the first element that differs, its place, and both values.</summary>
    public static void AssertClose(string what, string type, int[] expectedShape, double[] expected, TensorData actual, double? relative = null)
    {
        Assert.True(expectedShape.SequenceEqual(actual.Shape), $"{what}: shape [{string.Join(", ", actual.Shape)}] where [{string.Join(", ", expectedShape)}] was expected");
        var (rel, abs) = relative is { } given ? (given, given) : type == "float" ? (1e-5, 2e-6) : (1e-12, 1e-13);
        // Cancellation in a sum costs digits of its terms, so the largest finite value counts for all.
        var largest = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (var i = 0; i < expected.Length; i++)
        {
            var (e, a) = (expected[i], actual.Values[i]);
            var close = double.IsFinite(e) ? Math.Abs(a - e) <= abs * Math.Max(1, Math.Min(largest, 1e3)) + rel * Math.Abs(e) : e.Equals(a);
            // Written out only where it fails: the text of every element that is right would take longer than all kernels.
            if (!close)
                Assert.Fail($"{what}[{i}] of [{string.Join(", ", expectedShape)}] is {a:R}, {e:R} was expected\n  all: {Text(actual.Values)}\n  expected: {Text(expected)}");
        }
    }

    static string Text(double[] values) => string.Join(", ", values.Take(40).Select(v => v.ToString("G7"))) + (values.Length > 40 ? ", …" : "");
}
