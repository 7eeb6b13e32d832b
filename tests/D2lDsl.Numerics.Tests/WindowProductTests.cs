using System.Numerics;

namespace D2lDsl.Numerics.Tests;

/// <summary>Products with windows, read and added up where they lie, against plain loops; no window sees what lies beside it.</summary>
[Collection("threads")]
public sealed class WindowProductTests
{
    public static TheoryData<Windows, int, int> Shapes => new()
    {
        { new(1, 1, 1, 1, 1, 1, 1), 1, 1 },
        { new(3, 9, 11, 3, 3, 1, 1), 5, 2 },
        { new(2, 8, 40, 3, 5, 1, 1), 16, 3 },
        { new(4, 17, 16, 2, 2, 2, 1), 7, 3 },
        { new(3, 23, 71, 5, 3, 2, 2), 13, 2 },
        { new(2, 30, 31, 11, 11, 4, 1), 20, 1 },
        { new(5, 40, 3, 7, 3, 1, 1), 33, 2 },
        { new(1, 20, 20, 5, 5, 1, 3), 6, 5 },
        { new(1, 50, 50, 1, 1, 3, 1), 30, 4 },
        { new(30, 9, 9, 6, 7, 1, 1), 3, 2 },
        { new(64, 10, 9, 3, 3, 1, 1), 70, 2 },
        { new(2, 60, 64, 3, 3, 1, 1), 3, 19 },
        { new(3, 9, 11, 3, 3, 1, 1), 4, 0 },
        { new(13, 15, 33, 2, 3, 1, 1), 9, 3 },
        { new(8, 33, 34, 3, 3, 1, 2), 3, 1 },
        { new(17, 40, 1, 5, 1, 1, 1), 11, 2 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Windows_are_multiplied_where_they_lie(Windows windows, int others, int count)
    {
        Products<float>(windows, others, count, 6e-8);
        Products<double>(windows, others, count, 1.2e-16);
    }

    static void Products<T>(Windows windows, int others, int count, double unit) where T : unmanaged, INumber<T>
    {
        var random = new Random(5);
        var images = windows.Images<T>(count, random);
        foreach (var (sums, overPlaces, turned, add) in from s in new[] { false, true } from p in new[] { false, true } from t in new[] { false, true } from d in new[] { false, true } select (s, p, t, d))
        {
            var (summed, along) = overPlaces ? (windows.Places, windows.Elements) : (windows.Elements, windows.Places);
            var a = Numbers<T>(count * others * summed, random);
            var old = Numbers<T>((sums ? 1 : count) * others * along, random);
            var (values, sizes) = windows.Expected(count, sums, others, a, images, overPlaces, turned, add ? [.. old.Select(double.CreateTruncating)] : new double[old.Length]);
            T[]? alone = null;
            foreach (var threads in new[] { 1, 2, 7 })
            {
                var c = (T[])old.Clone();
                On(threads, () => windows.Multiply(count, sums, others, a, images, overPlaces, turned, c, add));
                alone ??= c;
                Assert.True(alone.AsSpan().SequenceEqual(c), $"{threads} threads give other numbers: sums {sums}, over places {overPlaces}, turned {turned}, add {add}");
            }
            var limit = unit * (summed * (sums ? Math.Max(count, 1) : 1) + 4);
            for (var i = 0; i < values.Length; i++)
                if (!(Math.Abs(double.CreateTruncating(alone![i]) - values[i]) <= limit * sizes[i]))
                    Assert.Fail($"sums {sums}, over places {overPlaces}, turned {turned}, add {add}: [{i}] is {alone[i]}, not {values[i]}");
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Windows_are_added_up_where_they_lie(Windows windows, int k, int count)
    {
        Folds<float>(windows, k, count, 6e-8);
        Folds<double>(windows, k, count, 1.2e-16);
        Folds<float>(windows, 0, count, 0);
    }

    static void Folds<T>(Windows windows, int k, int count, double unit) where T : unmanaged, INumber<T>
    {
        var random = new Random(7);
        foreach (var turned in new[] { false, true })
        {
            T[] a = Numbers<T>(windows.Elements * k, random), b = Numbers<T>(count * k * windows.Places, random);
            T[]? alone = null;
            foreach (var threads in new[] { 1, 2, 7 })
            {
                var images = Numbers<T>(count * windows.Image, random);
                On(threads, () => windows.Fold(count, k, a, turned, b, images));
                alone ??= images;
                Assert.True(alone.AsSpan().SequenceEqual(images), $"{threads} threads give other numbers");
            }
            var (values, sizes) = (new double[alone!.Length], new double[alone.Length]);
            for (var n = 0; n < count; n++)
                for (var e = 0; e < windows.Elements; e++)
                    for (var p = 0; p < windows.Places; p++)
                        for (var i = 0; i < k; i++)
                        {
                            var term = double.CreateTruncating(a[turned ? i * windows.Elements + e : e * k + i]) * double.CreateTruncating(b[(n * k + i) * windows.Places + p]);
                            values[n * windows.Image + windows.At(e, p)] += term;
                            sizes[n * windows.Image + windows.At(e, p)] += Math.Abs(term);
                        }
            for (var i = 0; i < values.Length; i++)
                if (!(Math.Abs(double.CreateTruncating(alone[i]) - values[i]) <= unit * (k + windows.High * windows.Wide + 4) * sizes[i]))
                    Assert.Fail($"turned {turned}: [{i}] is {alone[i]}, not {values[i]}");
            // Images without a border: sums may be taken in another order.
            const int border = 1;
            if (2 * border < Math.Min(windows.Height, windows.Width))
            {
                (values, sizes) = (windows.Inside(values, border), windows.Inside(sizes, border));
                var inside = Numbers<T>(values.Length, random);
                windows.Fold(count, k, a, turned, b, inside, border);
                for (var i = 0; i < values.Length; i++)
                    if (!(Math.Abs(double.CreateTruncating(inside[i]) - values[i]) <= unit * (k + windows.High * windows.Wide + 4) * sizes[i]))
                        Assert.Fail($"turned {turned}, border {border}: [{i}] is {inside[i]}, not {values[i]}");
            }
        }
    }

    [Fact]
    public void A_weight_that_is_infinite_reaches_what_its_windows_reach()
    {
        var (windows, random) = (new Windows(9, 12, 20, 3, 3, 1, 1), new Random(3));
        float[] a = Numbers<float>(windows.Elements * 2, random), b = Numbers<float>(2 * windows.Places, random), images = new float[windows.Image];
        a[0] = float.PositiveInfinity;
        windows.Fold(1, 2, a, turned: false, b, images);
        for (var y = 0; y < windows.Height; y++)
            for (var x = 0; x < windows.Width; x++)
                Assert.Equal(y < windows.Down && x < windows.Across, float.IsInfinity(images[y * windows.Width + x]));
        Assert.All(images[(windows.Height * windows.Width)..], value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void More_items_than_a_job_has_chunks()
    {
        var (windows, random, count) = (new Windows(1, 1, 2, 1, 2, 1, 1), new Random(9), (1 << 22) + 3);
        float[] images = windows.Images<float>(count, random), a = Numbers<float>(2, random), c = new float[count], sum = new float[2], back = new float[2 * count];
        D2lDsl.Runtime.WindowProduct.Multiply(count, false, 1, ref a[0], 0, 2, 1, ref images[0], 2, [(2, 1)], [(1, 1)], ref c[0], 1, 1, 1, false);
        D2lDsl.Runtime.WindowProduct.Multiply(count, true, 1, ref c[0], 1, 1, 1, ref images[0], 2, [(1, 1)], [(2, 1)], ref sum[0], 0, 2, 1, false);
        D2lDsl.Runtime.WindowProduct.Fold(count, 1, 2, 1, ref a[0], 0, 1, 2, ref c[0], 1, 1, 1, ref back[0], 2, [(2, 1)], [(1, 1)]);
        var expected = new double[2];
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(a[0] * images[2 * i] + a[1] * images[2 * i + 1], c[i], 1e-6f);
            (expected[0], expected[1]) = (expected[0] + (double)c[i] * images[2 * i], expected[1] + (double)c[i] * images[2 * i + 1]);
            Assert.Equal(a[0] * c[i], back[2 * i], 1e-6f);
            Assert.Equal(a[1] * c[i], back[2 * i + 1], 1e-6f);
        }
        Assert.Equal(expected[0], sum[0], 1e-3 * Math.Abs(expected[0]));
        Assert.Equal(expected[1], sum[1], 1e-3 * Math.Abs(expected[1]));
    }

    internal static T[] Numbers<T>(int length, Random random) where T : unmanaged, INumber<T> => [.. Enumerable.Range(0, length).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];

    static void On(int threads, Action work)
    {
        var before = Threads.Max;
        try
        {
            Threads.Max = threads;
            work();
        }
        finally
        {
            Threads.Max = before;
        }
    }
}
