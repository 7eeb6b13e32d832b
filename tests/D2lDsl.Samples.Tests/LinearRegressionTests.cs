using D2lDsl.Data;

namespace D2lDsl.Samples.Tests;

/// <summary>What sample 01 promises: it finds the line behind the made-up data, and the published line of the cars.</summary>
public class LinearRegressionTests
{
    static readonly Tensor<float> TrueW = Tensor.Of([2f, -3.4f]);

    static Table Cars => Csv.Read(Path.Combine(AppContext.BaseDirectory, "data", "cars.csv"));

    [Theory]
    [InlineData(42)]
    [InlineData(1)]
    [InlineData(2)]
    public void From_scratch_finds_the_true_line(int seed) => FindsTheTrueLine(FromScratch.Train, seed);

    [Theory]
    [InlineData(42)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_module_finds_the_true_line(int seed) => FindsTheTrueLine(Concise.Train, seed);

    static void FindsTheTrueLine(
        Func<Tensor<float>, Tensor<float>, Hyperparameters, Action<int, float>, TrainedLine> train, int seed)
    {
        var (x, y) = Synthetic.LinearRegression(TrueW, 4.2f, count: 1000, noise: 0.01, seed);
        var reported = new List<(int, float)>();

        var line = train(x, y, new Hyperparameters(Seed: seed), (epoch, loss) => reported.Add((epoch, loss)));

        Assert.Equal(2f, line.Weights[0], 0.01f);
        Assert.Equal(-3.4f, line.Weights[1], 0.01f);
        Assert.Equal(4.2f, line.Bias, 0.01f);
        Assert.InRange(line.EpochLosses[2], 0, 1e-4f);
        Assert.Equal(300, line.BatchLosses.Count);
        Assert.Equal(line.EpochLosses.Select((loss, i) => (i + 1, loss)), reported);
    }

    [Fact]
    public void The_same_seed_gives_the_same_line()
    {
        var (x, y) = Synthetic.LinearRegression(TrueW, 4.2f, count: 1000, noise: 0.01, seed: 3);
        var how = new Hyperparameters(BatchSize: 32, Seed: 3);    // 32 leaves a short last batch

        Assert.Equal(FromScratch.Train(x, y, how, (_, _) => { }).BatchLosses, FromScratch.Train(x, y, how, (_, _) => { }).BatchLosses);
        Assert.Equal(Concise.Train(x, y, how, (_, _) => { }).BatchLosses, Concise.Train(x, y, how, (_, _) => { }).BatchLosses);
    }

    [Fact]
    public void The_cars_come_to_the_published_line()
    {
        var line = RealTable.Train(Cars, "dist", seed: 42, (_, _) => { });

        Assert.Equal(["speed"], line.Features);
        Assert.Equal(-17.5791, line.Intercept, 0.01);
        Assert.Equal(3.9324, Assert.Single(line.Coefficients), 0.01);
        Assert.Equal(0.6511, line.RSquared, 1e-4);
        Assert.InRange(line.Losses.Count, 2, RealTable.MaxSteps - 1);
    }

    [Fact]
    public void Several_features_come_to_the_exact_least_squares_line()
    {
        var table = Csv.Read(new StringReader("x1,name,x2,y\n1,a,2,3\n2,b,4.5,5\n3,c,5,9\n4,d,9,9\n5,e,11,14\n"), "t.csv");

        var line = RealTable.Train(table, "y", seed: 1, (_, _) => { });
        var exact = LeastSquares.Solve(table, line.Features, "y")!;

        Assert.Equal(["x1", "x2"], line.Features);
        Assert.Equal(exact[0], line.Intercept, 0.001);
        Assert.Equal(exact[1], line.Coefficients[0], 0.001);
        Assert.Equal(exact[2], line.Coefficients[1], 0.001);
    }

    [Fact]
    public void Large_numbers_with_small_differences_are_no_trouble()
    {
        var table = Csv.Read(new StringReader("time,y\n1790000000,1\n1790000060,2\n1790000120,4\n1790000180,4\n"), "t.csv");

        var line = RealTable.Train(table, "y", seed: 1, (_, _) => { });

        Assert.Equal(1.1 / 60, Assert.Single(line.Coefficients), 1e-5);
    }

    [Fact]
    public void Least_squares_gives_the_published_numbers_and_none_where_they_are_not_unique()
    {
        var exact = LeastSquares.Solve(Cars, ["speed"], "dist")!;
        Assert.Equal(-17.5791, exact[0], 5e-5);
        Assert.Equal(3.9324, exact[1], 5e-5);

        var copies = Csv.Read(new StringReader("a,b,y\n1,2,3\n2,4,5\n3,6,9\n"), "t.csv");
        Assert.Null(LeastSquares.Solve(copies, ["a", "b"], "y"));
    }
}
