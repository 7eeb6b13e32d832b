namespace D2lDsl.Numerics.Tests;

/// <summary>A product cut for several threads has the bits of one that is not.</summary>
[Collection("threads")]
public sealed class GemmThreadsTests
{
    [Theory]
    [InlineData(241, 70, 300, Layout.Rows, Layout.Rows)]
    [InlineData(97, 1000, 400, Layout.Columns, Layout.Rows)]
    [InlineData(337, 97, 1500, Layout.Rows, Layout.Columns)]
    [InlineData(260, 300, 200, Layout.Sparse, Layout.GappedRows)]
    public void Any_number_of_threads_gives_the_same_bits(int m, int n, int k, Layout left, Layout right)
    {
        var random = new Random(41);
        var (a, b) = (Matrix<float>.Random(m, k, left, random), Matrix<float>.Random(k, n, right, random));
        var (x, y) = (Matrix<double>.Random(m, k, left, random), Matrix<double>.Random(k, n, right, random));
        var (single, twice) = On(1);
        foreach (var threads in new[] { 2, 3, 5, 7 })
        {
            var (singles, doubles) = On(threads);
            Assert.Equal(single, singles);
            Assert.Equal(twice, doubles);
        }

        (float[], double[]) On(int threads)
        {
            var (c, z) = (new float[m * n], new double[m * n]);
            var before = Threads.Max;
            try
            {
                Threads.Max = threads;
                // Workers that sleep are woken for a row of jobs.
                for (var i = 0; i < 3; i++)
                {
                    Matrix<float>.Multiply(a, b, c, n, false);
                    Matrix<double>.Multiply(x, y, z, n, false);
                }
            }
            finally
            {
                Threads.Max = before;
            }
            return (c, z);
        }
    }

    [Fact]
    public void A_batch_is_its_products()
    {
        var random = new Random(43);
        const int count = 9, m = 20, n = 33, k = 50;
        float[] a = Numbers(count * m * k), b = Numbers(k * n), c = new float[count * m * n], one = new float[m * n];
        D2lDsl.Runtime.Gemm.Batch(count, m * k, 0, m * n, m, n, k, in a[0], k, 1, in b[0], n, 1, ref c[0], n, add: false);
        for (var i = 0; i < count; i++)
        {
            D2lDsl.Runtime.Gemm.Multiply(m, n, k, in a[i * m * k], k, 1, in b[0], n, 1, ref one[0], n, add: false);
            Assert.Equal(one, c[(i * m * n)..((i + 1) * m * n)]);
        }

        float[] Numbers(int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
    }
}
