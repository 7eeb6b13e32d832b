using static D2lDsl.Ops;

namespace D2lDsl.EagerTests;

/// <summary>Large tensors are worked on in chunks by several threads; no result depends on how many.</summary>
public class ThreadsTests
{
    [Fact]
    public void Reductions_have_the_same_bits()
    {
        var x = Tensor.RandN(new Random(3), 700, 1900);
        var expected = On(1, Results);
        foreach (int threads in (int[])[2, 7])
            Assert.Equal(expected, On(threads, Results));

        float[] Results() => [Sum(x).Item(), Norm(x[.., 1..]).Item(), .. Sum(x, 0).ToArray(), .. Mean(x, 1).ToArray(), .. Max(x.T, 0).ToArray()];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_element_is_done_once(int threads)
    {
        var grid = Tensor.Arange<float>(3 * 130 * 301).Reshape(3, 130, 301);
        var (row, column, line) = (Tensor.Arange<float>(301), Tensor.Arange<float>(130).Unsqueeze(1), Tensor.Arange<float>(200_003));
        var (turned, sums, doubled, chosen) = On(threads, () =>
            (grid.Permute(2, 0, 1) - 1f, grid + row * 2f + column, line + line[..], Where(grid > 1000f, grid, column)));
        for (int i = 0; i < 3; i++)
        for (int j = 0; j < 130; j++)
        for (int k = 0; k < 301; k++)
        {
            float value = (i * 130 + j) * 301 + k;
            Assert.Equal(value - 1, turned[k, i, j].Item());
            Assert.Equal(value + 2 * k + j, sums[i, j, k].Item());
            Assert.Equal(value > 1000 ? value : j, chosen[i, j, k].Item());
        }

        for (int i = 0; i < line.Length; i++)
            Assert.Equal(2f * i, doubled.AsSpan()[i]);
    }

    static TResult On<TResult>(int threads, Func<TResult> results)
    {
        int before = Threads.Max;
        try
        {
            Threads.Max = threads;
            // Workers that sleep are woken for a row of jobs.
            results();
            results();
            return results();
        }
        finally
        {
            Threads.Max = before;
        }
    }
}
