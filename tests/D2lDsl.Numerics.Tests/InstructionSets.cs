using System.Runtime.Intrinsics;
using D2lDsl.Runtime;

namespace D2lDsl.Numerics.Tests;

/// <summary>The same numbers on every machine, up to rounding: products of several shapes and functions over several arguments.</summary>
static class InstructionSets
{
    public static string Widths => $"512: {Vector512.IsHardwareAccelerated}, 256: {Vector256.IsHardwareAccelerated}, 128: {Vector128.IsHardwareAccelerated}";

    // Sums in another order and products without fused addition, at most 1100 terms of up to 1/4.
    const double OfSingles = 2e-5, OfDoubles = 1e-13;

    /// <summary>Numbers, and how far apart two instruction sets may be, relative to 1 and to the number.</summary>
    public static IEnumerable<(double Value, double Tolerance)> Numbers()
    {
        var random = new Random(3);
        foreach (var (m, n, k) in new[] { (1, 1, 1), (3, 5, 7), (12, 32, 40), (13, 33, 17), (50, 20, 1100), (1, 60, 40), (60, 1, 40), (60, 10, 90), (100, 70, 10) })
            foreach (var (left, right) in new[] { (Layout.Rows, Layout.Rows), (Layout.Columns, Layout.Rows), (Layout.Rows, Layout.Columns), (Layout.Sparse, Layout.GappedRows) })
            {
                var singles = new float[m * n];
                Matrix<float>.Multiply(Matrix<float>.Random(m, k, left, random), Matrix<float>.Random(k, n, right, random), singles, n, add: false);
                foreach (var value in singles)
                    yield return (value, OfSingles);
                var doubles = new double[m * n];
                Matrix<double>.Multiply(Matrix<double>.Random(m, k, left, random), Matrix<double>.Random(k, n, right, random), doubles, n, add: false);
                foreach (var value in doubles)
                    yield return (value, OfDoubles);
            }

        foreach (var windows in new[] { new Windows(3, 9, 11, 3, 3, 1, 1), new Windows(2, 23, 71, 5, 3, 2, 2) })
            foreach (var value in Products<float>(windows, random).Select(v => (v, OfSingles)).Concat(Products<double>(windows, random).Select(v => (v, OfDoubles))))
                yield return value;

        foreach (var rows in new[] { 1, 5, 16, 20 })
        {
            var (singles, doubles, turned) = (Samples(128, random), Samples(128, random).Select(x => (double)x).ToArray(), new float[256]);
            var (first, wide) = (VectorMath.LoadPair(ref singles[0], true, rows, out var second), VectorMath.LoadPair(ref doubles[0], true, rows, out var wideSecond));
            VectorMath.StorePair(second, first, ref singles[40], true, rows);
            VectorMath.StorePair(wideSecond, wide, ref doubles[40], true, rows);
            VectorMath.Turn(ref singles[0], 7, rows, 5, ref turned[0], 16);
            var part = VectorMath.SinglePart(rows);
            VectorMath.Gather(ref singles[0], Vector512<int>.Indices * 3, part).StorePart(ref turned[200], 0, part);
            foreach (var value in singles.Concat(turned))
                yield return (value, 0);
            foreach (var value in doubles)
                yield return (value, 0);
        }

        // Random numbers are the same to the bit.
        for (var key = -2; key < 2; key++)
        {
            var (singles, doubles) = (VectorMath.Hash(Vector512<int>.Indices * 77777777, Vector512.Create(key)), VectorMath.Hash(Vector512<long>.Indices * -3L, Vector512.Create((long)key)));
            for (var lane = 0; lane < 16; lane++)
                yield return (singles[lane], 0);
            for (var lane = 0; lane < 8; lane++)
                yield return (doubles[lane], 0);
        }
        foreach (var value in Ops.RandLike(Tensor.Zeros(37), 5).ToArray())
            yield return (value, 0);
        foreach (var value in Ops.RandLike(Tensor.Zeros<double>(37), 5).ToArray())
            yield return (value, 0);

        for (var x = -4.03; x < 4; x += 0.37)
        {
            var (single, both) = (Vector512.Create((float)x), Vector512.Create(x));
            foreach (var value in new[]
            {
                VectorMath.Exp(single), VectorMath.Tanh(single), VectorMath.Erf(single), VectorMath.OnePlusErf(single), VectorMath.Sin(single), VectorMath.Cos(single), VectorMath.Atan(single),
                VectorMath.Log(Vector512.Abs(single)), VectorMath.Sqrt(Vector512.Abs(single)),
            })
                yield return (value[0], OfSingles);
            foreach (var value in new[]
            {
                VectorMath.Exp(both), VectorMath.Tanh(both), VectorMath.Erf(both), VectorMath.OnePlusErf(both), VectorMath.Sin(both), VectorMath.Cos(both), VectorMath.Atan(both),
                VectorMath.Log(Vector512.Abs(both)), VectorMath.Sqrt(Vector512.Abs(both)),
            })
                yield return (value[0], OfDoubles);
        }
    }

    /// <summary>Products with windows: over their elements, over their places, and added up.</summary>
    static IEnumerable<double> Products<T>(Windows windows, Random random) where T : unmanaged, System.Numerics.INumber<T>
    {
        const int count = 2, others = 7;
        T[] images = windows.Images<T>(count, random), a = WindowProductTests.Numbers<T>(windows.Elements * others, random), b = WindowProductTests.Numbers<T>(count * others * windows.Places, random);
        T[] c = new T[count * others * windows.Places], da = new T[others * windows.Elements], sum = new T[count * windows.Image];
        windows.Multiply(1, false, others, a, images, overPlaces: false, turned: false, c, add: false);
        windows.Multiply(count, true, others, b, images, overPlaces: true, turned: false, da, add: false);
        windows.Fold(count, others, a, turned: true, b, sum);
        return c.Concat(da).Concat(sum).Select(double.CreateTruncating);
    }

    static float[] Samples(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
}
