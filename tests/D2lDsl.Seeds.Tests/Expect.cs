namespace D2lDsl.SeedsTests;

/// <summary>Comparisons with values that the notes print.</summary>
static class Expect
{
    /// <summary>Shape and elements, the latter within a few units of the last of float's seven digits.</summary>
    public static void Values(int[] shape, float[] expected, Tensor<float> actual)
    {
        Assert.Equal(shape, actual.Shape);
        var values = actual.ToArray();
        for (var i = 0; i < expected.Length; i++)
            Assert.True(MathF.Abs(expected[i] - values[i]) <= 1e-6f * MathF.Max(1, MathF.Abs(expected[i])), $"element {i} is {values[i]} where {expected[i]} was expected");
    }

    public static void Values(float[] expected, Tensor<float> actual) => Values([expected.Length], expected, actual);

    /// <summary>The eager method and the kernel give the same.</summary>
    public static void Both(int[] shape, float[] expected, Tensor<float> eager, Tensor<float> kernel)
    {
        Values(shape, expected, eager);
        Values(shape, expected, kernel);
    }

    public static void Both(float[] expected, Tensor<float> eager, Tensor<float> kernel) => Both([expected.Length], expected, eager, kernel);

    public static void Both(float expected, Tensor<float> eager, float kernel)
    {
        Values([], [expected], eager);
        Values([], [expected], Tensor.Of(kernel));
    }
}
