using D2lDsl.CompilerTests.Models;

namespace D2lDsl.CompilerTests.Api;

/// <summary>Loops that are shared among threads: the same bits whoever computes them, and what the model says.</summary>
[Collection(nameof(Threads))]
public class SweepTests
{
    static readonly Random random = new(5);

    static Tensor<float> Normal(params int[] sizes) => Tensor.RandN(random, sizes);

    static Tensor<int> Labels(int count, int classes)
    {
        var labels = Tensor.Zeros<int>(count);
        foreach (ref var label in labels.AsSpan())
            label = random.Next(classes);
        return labels;
    }

    /// <summary>The results of a run with 1, 2 and 7 threads, which must have the same bits.</summary>
    static T[][] SameBits<T>(Func<Tensor<T>[]> run)
        where T : unmanaged
    {
        var before = Threads.Max;
        try
        {
            Threads.Max = 1;
            T[][] alone = [.. run().Select(t => t.ToArray())];
            foreach (var threads in new[] { 2, 7 })
                for (var round = 0; round < 3; round++)
                {
                    Threads.Max = threads;
                    var shared = run();
                    for (var i = 0; i < alone.Length; i++)
                        Assert.True(alone[i].AsSpan().SequenceEqual(shared[i].ToArray()), $"result {i} differs with {threads} threads");
                }
            return alone;
        }
        finally
        {
            Threads.Max = before;
        }
    }

    static void Close(Tensor<float> expected, float[] actual, float relative = 2e-5f)
    {
        var wanted = expected.ToArray();
        var scale = wanted.Max(MathF.Abs);
        for (var i = 0; i < wanted.Length; i++)
            Assert.True(MathF.Abs(wanted[i] - actual[i]) <= relative * Math.Max(scale, 1), $"[{i}]: {actual[i]} is not {wanted[i]}");
    }

    static void Close(Tensor<double> expected, double[] actual)
    {
        foreach (var (wanted, value) in expected.ToArray().Zip(actual))
            Assert.InRange(value, wanted - 1e-10, wanted + 1e-10);
    }

    [Theory]
    [InlineData(1_000_003)]
    [InlineData(70_000)]
    public void A_sum_over_everything(int n)
    {
        var (x, a, b) = (Normal(n), Normal(1), Normal(1));
        var kernel = new Sweeps.ChainKernel();
        var results = SameBits<float>(() => [Tensor.Of(kernel.ForwardBackward(x, a, b)), kernel.Gradients.X, kernel.Gradients.A, kernel.Gradients.B]);
        var exact = x.ToArray().Sum(v => Math.Tanh((double)v * a.ToArray()[0] + b.ToArray()[0]) / (1 + Math.Exp(-v)));
        Assert.InRange(results[0][0], exact - 1e-6 * n, exact + 1e-6 * n);
    }

    [Theory]
    [InlineData(4000, 10)]
    [InlineData(3001, 17)]
    [InlineData(700, 1000)]
    public void Cross_entropy(int n, int c)
    {
        var (logits, labels) = (Normal(n, c), Labels(n, c));
        var kernel = new Sweeps.ScoresKernel();
        var results = SameBits<float>(() => [Tensor.Of(kernel.ForwardBackward(logits, labels)), kernel.Gradients.Logits]);
        Close(Sweeps.Scores(logits, labels).Reshape(1), results[0]);
        // The gradient of a row is a softmax less a one: it adds up to 0.
        for (var row = 0; row < n; row++)
            Assert.InRange(results[1].AsSpan(row * c, c).ToArray().Sum(v => (double)v) * n, -1e-4, 1e-4);
    }

    [Theory]
    [InlineData(2000, 16)]
    [InlineData(999, 100)]
    [InlineData(300, 1024)]
    public void Normalized_rows(int n, int d)
    {
        var (x, gamma, beta, seed) = (Normal(n, d), Normal(d), Normal(d), Normal(n, d));
        var kernel = new Sweeps.NormalizedKernel();
        var results = SameBits<float>(() => [kernel.ForwardBackward(x, gamma, beta, seed), kernel.Gradients.X, kernel.Gradients.Gamma, kernel.Gradients.Beta]);
        Close(Sweeps.Normalized(x, gamma, beta), results[0]);
        // What one row contributes is the same alone, without chunks and without neighbours.
        var one = new Sweeps.NormalizedKernel();
        one.ForwardBackward(x[..1], gamma, beta, seed[..1]);
        Close(one.Gradients.X, results[1][..d], 1e-5f);
    }

    [Theory]
    [InlineData(5000, 7)]
    [InlineData(3000, 200)]
    public void Totals_of_columns_and_rows(int n, int d)
    {
        var x = Tensor.Zeros<double>(n, d);
        foreach (ref var v in x.AsSpan())
            v = random.NextDouble() - 0.5;
        var kernel = new Sweeps.TotalsKernel();
        var results = SameBits<double>(() =>
        {
            var (columns, largest, rows) = kernel.Forward(x);
            return [columns, largest, rows];
        });
        Close(Sum(x, axis: 0), results[0]);
        Assert.Equal(Max(x, axis: 0).ToArray(), results[1]);
        Close(Sum(Exp(x), axis: 1), results[2]);
    }

    [Theory]
    [InlineData(5000, 7)]
    [InlineData(3000, 200)]
    public void Products_of_columns_rows_and_all(int n, int d)
    {
        var x = Tensor.Zeros<double>(n, d);
        foreach (ref var v in x.AsSpan())
            v = Math.Exp((random.NextDouble() - 0.5) / 50) * (random.Next(2) == 0 ? 1 : -1);
        // A zero in one column and two in another; the product of all has three, and no gradient.
        x[n / 2, 1] = x[n / 3, 2] = x[n - 1, 2] = 0.0;
        var (one, two) = (Normal(d), Normal(n));
        var (columnSeed, rowSeed) = (one.Cast<double>(), two.Cast<double>());
        var kernel = new Sweeps.ProductsKernel();
        var results = SameBits<double>(() =>
        {
            var (columns, rows, all) = kernel.ForwardBackward(x, columnSeed, rowSeed);
            return [columns, rows, Tensor.Of(all), kernel.Gradients.X];
        });
        Close(Prod(x, axis: 0), results[0]);
        Close(Prod(x, axis: 1), results[1]);
        Assert.Equal(0, results[2][0]);
        foreach (var (row, column) in new[] { (0, 0), (n / 2, 1), (n / 2, 2), (n / 2 + 1, 1), (n / 3, 2), (n / 3, 0), (n - 1, 2), (n - 1, d - 1) })
        {
            double others(Func<int, double> element, int count, int but) => Enumerable.Range(0, count).Where(i => i != but).Aggregate(1.0, (product, i) => product * element(i));
            var expected = columnSeed.AsSpan()[column] * others(i => x[i, column].Item(), n, row) + rowSeed.AsSpan()[row] * others(j => x[row, j].Item(), d, column);
            Assert.Equal(expected, results[3][row * d + column], 1e-9 * (1 + Math.Abs(expected)));
        }

        foreach (ref var v in x.AsSpan())
            v = v == 0 ? 1 : v;
        var floats = new Sweeps.ProductsOfFloatsKernel();
        var single = x.Cast<float>();
        var products = SameBits<float>(() => floats.Forward(single) is var (columns, all) ? [columns, Tensor.Of(all)] : []);
        Close(Prod(single, axis: 0), products[0]);
        Close(Prod(single).Reshape(1), products[1], 1e-3f);
    }

    [Theory]
    [InlineData(40, 50, 60)]
    [InlineData(3, 400, 333)]
    [InlineData(200, 30, 5)]
    public void Three_axes(int b, int n, int d)
    {
        var x = Normal(b, n, d);
        var kernel = new Sweeps.CubesKernel();
        var results = SameBits<float>(() =>
        {
            var (outer, middle) = kernel.Forward(x);
            return [outer, middle];
        });
        Close(Sum(x, axis: 0), results[0]);
        Close(Sum(x * x, axis: 1), results[1]);
    }

    [Theory]
    [InlineData(40, 9)]
    [InlineData(40, 90)]
    public void Quotients_before_a_jump_are_exact(int n, int d)
    {
        var x = Tensor.Zeros(n, d);
        foreach (ref var v in x.AsSpan())
            v = random.Next(1, 500);
        Assert.Equal(Sweeps.Floors(x).ToArray(), new Sweeps.FloorsKernel().Forward(x).ToArray());
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        var (x, gamma, beta, seed) = (Normal(512, 512), Normal(512), Normal(512), Normal(512, 512));
        var kernel = new Sweeps.NormalizedKernel();
        var before = Threads.Max;
        Threads.Max = 2;
        try
        {
            for (var i = 0; i < 3; i++)
                kernel.ForwardBackward(x, gamma, beta, seed);
            var least = long.MaxValue;
            for (var i = 0; i < 5; i++)
            {
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                kernel.ForwardBackward(x, gamma, beta, seed);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - allocated);
            }
            Assert.Equal(0, least);
        }
        finally
        {
            Threads.Max = before;
        }
    }
}
