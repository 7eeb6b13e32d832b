namespace D2lDsl.EagerTests;

static class Expect
{
    /// <summary>Same shape, and values within a few roundings of the element type; NaN equals NaN, infinities their like.</summary>
    public static void Same<T>(Grid expected, Tensor<T> actual, string what)
        where T : unmanaged
    {
        var got = Grid.From(actual);
        Assert.True(
            expected.Sizes.SequenceEqual(got.Sizes),
            $"{what}: shape [{string.Join(", ", got.Sizes)}] where [{string.Join(", ", expected.Sizes)}] is right");
        double tolerance = typeof(T) == typeof(float) ? 2e-6 : typeof(T) == typeof(double) ? 1e-13 : 0;
        for (int i = 0; i < got.Values.Length; i++)
        {
            double right = typeof(T) == typeof(float) ? (float)expected.Values[i] : expected.Values[i];
            bool same = right.Equals(got.Values[i]) || right == got.Values[i]
                || Math.Abs(right - got.Values[i]) <= tolerance * (1 + Math.Abs(right));
            Assert.True(same, $"{what}: element {i} is {got.Values[i]:R} where {right:R} is right");
        }
    }

    /// <summary>The values, written as they lie, and the shape.</summary>
    public static void Is<T>(Tensor<T> actual, int[] sizes, params double[] values)
        where T : unmanaged => Same(new Grid(sizes, values), actual, "result");

    public static string Error<TException>(Func<object> action)
        where TException : Exception => Assert.Throws<TException>(action).Message;
}
