namespace D2lDsl.Data.Tests;

public class StandardizerTests
{
    static readonly Tensor<float> X = Tensor.Of(new float[,] { { 1, 10 }, { 2, 30 }, { 3, 50 }, { 6, 70 } });

    [Fact]
    public void Measures_mean_and_deviation_of_each_column()
    {
        var scale = Standardizer.Fit(X);
        Assert.Equal([3.0, 40], scale.Mean);
        Assert.Equal(Math.Sqrt(3.5), scale.Std[0], 1e-12);
        Assert.Equal(Math.Sqrt(500), scale.Std[1], 1e-12);
    }

    [Fact]
    public void Transforms_there_and_back()
    {
        var scale = Standardizer.Fit(X);
        var z = scale.Transform(X);
        Assert.Equal([4, 2], z.Shape);
        Assert.Equal((1 - 3) / Math.Sqrt(3.5), z.ToArray()[0], 1e-6);
        Assert.Equal((70 - 40) / Math.Sqrt(500), z.ToArray()[7], 1e-6);
        Assert.All(X.ToArray().Zip(scale.Inverse(z).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));

        var again = Standardizer.Fit(z);
        Assert.All(again.Mean, mean => Assert.Equal(0, mean, 1e-6));
        Assert.All(again.Std, std => Assert.Equal(1, std, 1e-6));
    }

    [Fact]
    public void Measures_a_table_as_it_measures_the_tensor()
    {
        var table = Csv.Read(new StringReader("a,b\n10,1\n30,2\n50,3\n70,6\n"), "t.csv");
        var scale = Standardizer.Fit(table, "b", "a");
        Assert.Equal(Standardizer.Fit(X).Mean, scale.Mean);
        Assert.Equal(Standardizer.Fit(X).Std, scale.Std);
    }

    [Fact]
    public void Views_count_as_what_they_show() => Assert.Equal([1.0, 2, 3, 6], Standardizer.Fit(X).Inverse(
        Standardizer.Fit(X).Transform(X))[.., 0].ToArray().Select(value => Math.Round(value, 3)));

    [Fact]
    public void Refuses_a_constant_column()
    {
        Assert.Equal("Standardizer.Fit: column 1 of x has the same value in every row (0.1), so it cannot be standardised; leave it out",
            Assert.Throws<ArgumentException>(() => Standardizer.Fit(Tensor.Of(new[,] { { 1, 0.1 }, { 2, 0.1 }, { 4, 0.1 } }))).Message);
        var table = Csv.Read(new StringReader("a,b\n5,1\n5,2\n"), "t.csv");
        Assert.Equal("t.csv, column a: has the same value in every row (5), so it cannot be standardised; leave it out",
            Assert.Throws<DataException>(() => Standardizer.Fit(table, "a", "b")).Message);
    }

    [Fact]
    public void Refuses_values_that_are_not_finite() => Assert.Equal(
        "Standardizer.Fit: column 0 of x holds NaN, an infinity or values too large to square",
        Assert.Throws<ArgumentException>(() => Standardizer.Fit(Tensor.Of(new[,] { { 1, 2f }, { float.NaN, 3f } }))).Message);

    [Fact]
    public void Refuses_other_shapes()
    {
        Assert.Equal("Standardizer.Fit: x has shape [3] where [n, d] with n of 1 or more is needed",
            Assert.Throws<ArgumentException>(() => Standardizer.Fit(Tensor.Ones(3))).Message);
        Assert.Equal("Standardizer: the tensor has shape [4, 1] where [n, 2] was measured",
            Assert.Throws<ArgumentException>(() => Standardizer.Fit(X).Transform(Tensor.Ones(4, 1))).Message);
    }
}
