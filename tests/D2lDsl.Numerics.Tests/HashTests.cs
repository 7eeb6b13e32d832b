using System.Runtime.Intrinsics;
using D2lDsl.Runtime;

namespace D2lDsl.Numerics.Tests;

/// <summary>
/// Random numbers of a seed look random: their moments, how even they are, and that neighbours, seeds and streams have nothing to do with
/// each other. All seeds are fixed, so that a bound that holds once holds always; bounds are about four standard deviations.
/// </summary>
public sealed class HashTests
{
    const int Count = 1 << 18;

    static readonly int[] Seeds = [0, 1, 2, 3, -1, 17, 4096, 1_000_000, int.MaxValue, int.MinValue];

    /// <summary>Numbers of mean 0 and variance 1.</summary>
    static double[] Draw(int seed, int count = Count) => [.. Ops.RandLike(Tensor.Zeros<double>(count), seed).ToArray().Select(u => (u - 0.5) * Math.Sqrt(12))];

    static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum / Math.Sqrt(a.Length);
    }

    [Fact]
    public void Vectors_give_the_bits_of_single_numbers()
    {
        foreach (var key in Seeds)
            for (var at = -40L; at < 1L << 31; at = at * 3 + 1000)
            {
                var (singles, doubles) = (VectorMath.Hash(Vector512.Create((int)at) + Vector512<int>.Indices, Vector512.Create(key)), VectorMath.Hash(Vector512.Create(at) + Vector512<long>.Indices, Vector512.Create((long)key)));
                for (var lane = 0; lane < 16; lane++)
                    Assert.Equal(VectorMath.Hash((int)at + lane, key), singles[lane]);
                for (var lane = 0; lane < 8; lane++)
                    Assert.Equal(VectorMath.Hash((int)(at + lane), key), doubles[lane]);
            }
    }

    [Fact]
    public void Floats_are_the_doubles_rounded()
    {
        var (floats, doubles) = (Ops.RandLike(Tensor.Zeros(Count), 3).ToArray(), Ops.RandLike(Tensor.Zeros<double>(Count), 3).ToArray());
        Assert.All(floats.Zip(doubles), pair => Assert.Equal(pair.Second, pair.First, 6.1e-8));
        Assert.All(floats, u => Assert.InRange(u, 0f, MathF.BitDecrement(1f)));
    }

    [Fact]
    public void Mean_and_variance_are_those_of_even_numbers()
    {
        foreach (var seed in Seeds)
        {
            var z = Draw(seed);
            Assert.InRange(z.Sum() / Math.Sqrt(Count), -4, 4);
            // The variance of z² is 4/5.
            Assert.InRange((z.Sum(v => v * v) - Count) / Math.Sqrt(0.8 * Count), -4, 4);
        }
    }

    [Fact]
    public void Numbers_and_pairs_of_neighbours_are_spread_evenly()
    {
        foreach (var seed in Seeds)
        {
            var u = Ops.RandLike(Tensor.Zeros<double>(Count), seed).ToArray();
            AssertEven(u.Select(v => (int)(v * 1024)), 1024, Count);
            AssertEven(Enumerable.Range(0, Count / 2).Select(i => (int)(u[2 * i] * 32) * 32 + (int)(u[2 * i + 1] * 32)), 1024, Count / 2);
            AssertEven(Enumerable.Range(0, Count).Select(i => VectorMath.Hash(i, seed) & 255), 256, Count);
        }
    }

    /// <summary>χ² of counts is near the number of cells.</summary>
    static void AssertEven(IEnumerable<int> cells, int count, int draws)
    {
        var (counts, expected) = (new int[count], (double)draws / count);
        foreach (var cell in cells)
            counts[cell]++;
        Assert.InRange((counts.Sum(c => (c - expected) * (c - expected) / expected) - (count - 1)) / Math.Sqrt(2.0 * (count - 1)), -4, 4);
    }

    [Fact]
    public void Neighbours_seeds_and_streams_are_not_correlated()
    {
        foreach (var seed in Seeds)
        {
            var z = Draw(seed);
            foreach (var lag in new[] { 1, 2, 3, 7, 8, 16, 32, 100, 256, 784, 1024 })
                Assert.InRange(Correlation(z.AsSpan(lag), z.AsSpan(0, Count - lag)), -4, 4);
            Assert.InRange(Correlation(z, Draw(unchecked(seed + 1))), -4, 4);
            var streams = Enumerable.Range(0, 4).Select(k => Draw(VectorMath.Hash(seed, k))).Prepend(z).ToArray();
            for (var i = 0; i < streams.Length; i++)
                for (var j = 0; j < i; j++)
                    Assert.InRange(Correlation(streams[i], streams[j]), -4, 4);
            // A stream of this step is none of the next.
            Assert.InRange(Correlation(streams[2], Draw(VectorMath.Hash(unchecked(seed + 1), 0))), -4, 4);
        }
    }

    [Fact]
    public void An_element_changes_from_seed_to_seed()
    {
        foreach (var element in new[] { 0, 1, 255, 65536 })
        {
            double[] z = [.. Enumerable.Range(0, Count).Select(seed => VectorMath.Hash(element, seed) / 4294967296.0 * Math.Sqrt(12))];
            Assert.InRange(z.Sum() / Math.Sqrt(Count), -4, 4);
            foreach (var lag in new[] { 1, 2, 4 })
                Assert.InRange(Correlation(z.AsSpan(lag), z.AsSpan(0, Count - lag)), -4, 4);
            AssertEven(Enumerable.Range(0, Count).Select(seed => (int)((uint)VectorMath.Hash(element, seed) >> 22)), 1024, Count);
        }
    }

    [Fact]
    public void Every_bit_of_index_and_key_changes_half_of_the_bits()
    {
        const int Samples = 4096;
        for (var bit = 0; bit < 32; bit++)
        {
            var (byIndex, byKey) = (new int[32], new int[32]);
            for (var i = 0; i < Samples; i++)
            {
                var (index, key) = (i * 37, i % 64);
                var (a, b) = (VectorMath.Hash(index, key) ^ VectorMath.Hash(index ^ 1 << bit, key), VectorMath.Hash(index, key) ^ VectorMath.Hash(index, key ^ 1 << bit));
                for (var j = 0; j < 32; j++)
                {
                    byIndex[j] += a >> j & 1;
                    byKey[j] += b >> j & 1;
                }
            }
            Assert.All(byIndex.Concat(byKey), flips => Assert.InRange(flips / (double)Samples, 0.45, 0.55));
        }
    }

    [Fact]
    public void Normal_numbers_have_the_normal_distributions_moments()
    {
        foreach (var seed in Seeds)
        {
            var z = Ops.RandNLike(Tensor.Zeros<double>(Count), seed).ToArray();
            foreach (var (power, moment, variance) in new[] { (1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96) })
                Assert.InRange(z.Sum(v => Math.Pow(v, power) - moment) / Math.Sqrt(variance * Count), -4.2, 4.2);
        }
    }

    [Fact]
    public void A_mask_keeps_as_many_as_its_probability_says()
    {
        var ones = Tensor.Ones(Count);
        foreach (var p in new[] { 0.0, 0.1, 0.5, 0.9 })
            foreach (var seed in Seeds)
            {
                var kept = Ops.Dropout(ones, p, seed).ToArray();
                Assert.All(kept, v => Assert.True(v == 0 || Math.Abs(v * (1 - p) - 1) < 1e-6));
                var share = kept.Count(v => v != 0);
                Assert.InRange((share - Count * (1 - p)) / Math.Sqrt(Math.Max(1, Count * p * (1 - p))), -4, 4);
            }
    }
}
