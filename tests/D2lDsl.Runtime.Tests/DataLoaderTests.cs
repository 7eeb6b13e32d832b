namespace D2lDsl.Runtime.Tests;

public class DataLoaderTests
{
    static Tensor<float> Samples(int count)
    {
        var x = Views.Reshape(Tensor.Arange<float>(2 * count), count, 2);
        return x;
    }

    static List<(float[] X, int[] Y)> Epoch(DataLoader<float, int> loader)
    {
        var batches = new List<(float[], int[])>();
        foreach (var (x, y) in loader)
            batches.Add((x.ToArray(), y.ToArray()));
        return batches;
    }

    [Fact]
    public void Keeps_the_order_and_the_short_last_batch()
    {
        var loader = DataLoader.Of(Samples(5), Tensor.Arange<int>(5), batchSize: 2);
        Assert.Equal((3, 2), (loader.Count, loader.BatchSize));
        var batches = Epoch(loader);
        Assert.Equal(3, batches.Count);
        Assert.Equal([0f, 1f, 2f, 3f], batches[0].X);
        Assert.Equal([8f, 9f], batches[2].X);
        Assert.Equal([4], batches[2].Y);
        foreach (var (x, y) in loader)
            Assert.Equal((Shape.Create(y.Length, 2), Shape.Create(x.Shape[0])), (x.Shape, y.Shape));
    }

    [Fact]
    public void Drops_the_short_batch_if_told_to()
    {
        var loader = new DataLoader<float, int>(Samples(5), Tensor.Arange<int>(5), 2, dropLast: true);
        Assert.Equal(2, loader.Count);
        Assert.Equal(2, Epoch(loader).Count);
        Assert.Empty(Epoch(new DataLoader<float, int>(Samples(1), Tensor.Arange<int>(1), 2, dropLast: true)));
        Assert.Empty(Epoch(new DataLoader<float, int>(Samples(0), Tensor.Arange<int>(0), 2)));
        Assert.Single(Epoch(new DataLoader<float, int>(Samples(3), Tensor.Arange<int>(3), 100)));
    }

    [Fact]
    public void Shuffles_anew_each_epoch_and_keeps_samples_with_their_targets()
    {
        var loader = new DataLoader<float, int>(Samples(32), Tensor.Arange<int>(32), 10, shuffle: true, seed: 4);
        var again = new DataLoader<float, int>(Samples(32), Tensor.Arange<int>(32), 10, shuffle: true, seed: 4);
        var (first, second) = (Epoch(loader), Epoch(loader));
        int[] order = [.. first.SelectMany(batch => batch.Y)];
        Assert.Equal(Enumerable.Range(0, 32), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 32), order);
        Assert.NotEqual(order, second.SelectMany(batch => batch.Y));
        Assert.Equal(order.SelectMany(i => (float[])[2 * i, 2 * i + 1]), first.SelectMany(batch => batch.X));
        Assert.Equal(order, Epoch(again).SelectMany(batch => batch.Y));
        Assert.Equal([10, 10, 10, 2], first.Select(batch => batch.Y.Length));
    }

    [Fact]
    public void Reads_views_as_they_are()
    {
        var x = Views.Reshape(Tensor.Arange<float>(6), 2, 3).T;
        var batches = Epoch(new DataLoader<float, int>(x, Tensor.Arange<int>(6).Slice(0, 0, 6, 2), 2));
        Assert.Equal([0f, 3f, 1f, 4f], batches[0].X);
        Assert.Equal([2f, 5f], batches[1].X);
        Assert.Equal([0, 2], batches[0].Y);
        Assert.Equal([4], batches[1].Y);
    }

    [Fact]
    public void Allocates_nothing_after_the_first_epoch()
    {
        var loader = new DataLoader<float, int>(Samples(25), Tensor.Arange<int>(25), 10, shuffle: true, seed: 1);
        float sum = 0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            foreach (var (x, y) in loader)
                sum += x.AsSpan()[0] + y.Length;
        }));
    }

    [Fact]
    public void Says_what_does_not_fit()
    {
        Assert.Equal("DataLoader: x has shape [5, 2], y has [4]; their first axes count the samples and must agree",
            Assert.Throws<ArgumentException>(() => DataLoader.Of(Samples(5), Tensor.Arange<int>(4), 2)).Message);
        Assert.Equal("DataLoader: batchSize is 0; it must be 1 or more",
            Assert.Throws<ArgumentOutOfRangeException>(() => DataLoader.Of(Samples(5), Tensor.Arange<int>(5), 0)).Message);
    }

    [Fact]
    public void Every_order_is_as_likely_as_every_other()
    {
        // 24 orders of 4 samples, each expected 1000 times; χ² with 23 degrees of freedom is above 49.7 once in a thousand seeds.
        var counts = new Dictionary<string, int>();
        var loader = new DataLoader<int, int>(Tensor.Arange(0, 4).Cast<int>(), Tensor.Arange(0, 4).Cast<int>(), 4, shuffle: true, seed: 1);
        for (int epoch = 0; epoch < 24000; epoch++)
            foreach (var (x, _) in loader)
                counts[x.ToString()] = counts.GetValueOrDefault(x.ToString()) + 1;
        Assert.Equal(24, counts.Count);
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - 1000, 2) / 1000), 5, 49.7);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(40)]
    public void Samples_of_any_length_arrive_whole(int length)
    {
        Check(Tensor.Arange(0, 7 * length).Cast<byte>().Reshape(7, length));
        Check(Tensor.Arange(0, 7 * length).Cast<float>().Reshape(7, length));
        Check(Tensor.Arange(0, 7 * length).Cast<double>().Reshape(length, 7).T);
        Check(Tensor.Arange(0, 14 * length).Cast<double>().Reshape(7, 2 * length)[.., ..length]);

        static void Check<T>(Tensor<T> x)
            where T : unmanaged
        {
            var rows = new DataLoader<T, int>(x, Tensor.Arange(0, 7).Cast<int>(), 3, shuffle: true, seed: 2);
            int seen = 0;
            foreach (var (batch, labels) in rows)
                for (int i = 0; i < labels.Length; i++, seen++)
                    Assert.Equal(x[labels[i].Item()].ToArray(), batch[i].ToArray());
            Assert.Equal(7, seen);
        }
    }
}
