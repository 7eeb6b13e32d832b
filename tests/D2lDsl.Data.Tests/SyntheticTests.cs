namespace D2lDsl.Data.Tests;

public class SyntheticTests
{
    static readonly Tensor<float> W = Tensor.Of([2f, -3.4f]);

    [Fact]
    public void Without_noise_the_labels_are_exact()
    {
        var (x, y) = Synthetic.LinearRegression(W, 4.2f, 100, noise: 0, seed: 1);
        Assert.Equal([100, 2], x.Shape);
        Assert.Equal([100, 1], y.Shape);
        float[] features = x.ToArray(), labels = y.ToArray();
        for (var row = 0; row < 100; row++)
            Assert.Equal(2f * features[2 * row] - 3.4f * features[2 * row + 1] + 4.2f, labels[row], 1e-5f);
    }

    [Fact]
    public void Features_are_standard_normal_and_the_noise_has_its_deviation()
    {
        var (x, clean) = Synthetic.LinearRegression(W, 4.2f, 20_000, noise: 0, seed: 5);
        var (same, noisy) = Synthetic.LinearRegression(W, 4.2f, 20_000, noise: 0.5, seed: 5);

        Assert.Equal(x.ToArray(), same.ToArray());
        var scale = Standardizer.Fit(x);
        Assert.All(scale.Mean, mean => Assert.Equal(0, mean, 0.03));
        Assert.All(scale.Std, std => Assert.Equal(1, std, 0.03));
        var noise = noisy.ToArray().Zip(clean.ToArray(), (a, b) => a - b).ToArray();
        Assert.Equal(0, noise.Average(), 0.02);
        Assert.Equal(0.5, Math.Sqrt(noise.Average(v => v * v)), 0.02);
    }

    [Fact]
    public void A_seed_makes_it_reproducible()
    {
        var (x, y) = Synthetic.LinearRegression(W, 4.2f, 10, seed: 3);
        var (again, labels) = Synthetic.LinearRegression(W, 4.2f, 10, seed: 3);
        var (other, _) = Synthetic.LinearRegression(W, 4.2f, 10, seed: 4);
        Assert.Equal(x.ToArray(), again.ToArray());
        Assert.Equal(y.ToArray(), labels.ToArray());
        Assert.NotEqual(x.ToArray(), other.ToArray());
    }

    [Fact]
    public void Takes_weights_as_a_column_too() => Assert.Equal(
        Synthetic.LinearRegression(W, 1, 5, seed: 1).Y.ToArray(),
        Synthetic.LinearRegression(Tensor.Of(new[,] { { 2f }, { -3.4f } }), 1, 5, seed: 1).Y.ToArray());

    [Fact]
    public void Refuses_what_is_no_weight_and_no_count()
    {
        Assert.Equal("Synthetic.LinearRegression: w has shape [2, 2] where [d] or [d, 1] is needed",
            Assert.Throws<ArgumentException>(() => Synthetic.LinearRegression(Tensor.Ones(2, 2), 0, 5)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Synthetic.LinearRegression(W, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Synthetic.LinearRegression(W, 0, 1, noise: -1));
    }
}
