namespace D2lDsl.Numerics.Tests;

/// <summary>The arguments at which functions are checked: special values, then dense sweeps.</summary>
static class Samples
{
    static readonly double[] Corners =
    [
        0.0, -0.0, 1, -1, 0.5, -0.5, 2, -2, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    /// <summary>Special floats, every exponent with both signs, and an even sweep of [low, high].</summary>
    public static float[] Singles(float low, float high, int count)
    {
        var values = new List<float>();
        foreach (var corner in Corners)
            values.Add((float)corner);
        values.AddRange([float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1.17549435e-38f, -1.17549435e-38f]);
        for (var exponent = -149; exponent <= 127; exponent++)
            for (var step = 0; step < 8; step++)
            {
                var value = (float)((1 + step / 8.0) * Math.Pow(2, exponent));
                values.AddRange([value, -value, MathF.BitIncrement(value), -MathF.BitDecrement(value)]);
            }
        for (var i = 0; i <= count; i++)
            values.Add((float)(low + ((double)high - low) * i / count));
        return PaddedTo(16, values);
    }

    /// <summary>Special doubles, every exponent with both signs, and an even sweep of [low, high].</summary>
    public static double[] Doubles(double low, double high, int count)
    {
        var values = new List<double>(Corners);
        values.AddRange([double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue]);
        for (var exponent = -1074; exponent <= 1023; exponent++)
            values.AddRange([Math.ScaleB(1, exponent), -Math.ScaleB(1, exponent), Math.ScaleB(1.37, exponent), -Math.ScaleB(1.37, exponent)]);
        for (var i = 0; i <= count; i++)
            values.Add(low + (high - low) * i / count);
        return PaddedTo(8, values);
    }

    static T[] PaddedTo<T>(int multiple, List<T> values)
    {
        while (values.Count % multiple != 0)
            values.Add(values[0]);
        return [.. values];
    }
}
