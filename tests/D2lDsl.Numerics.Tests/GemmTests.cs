namespace D2lDsl.Numerics.Tests;

/// <summary>Matrix products of every shape and layout against a plain product in double precision.</summary>
public sealed class GemmTests
{
    // Around the sizes of tiles and vectors.
    static readonly int[] Sizes = [0, 1, 2, 3, 5, 9, 12, 13, 16, 17, 25, 33, 40];
    static readonly int[] Depths = [0, 1, 2, 5, 17, 70];

    public static TheoryData<Layout, Layout> Layouts
    {
        get
        {
            var data = new TheoryData<Layout, Layout>();
            foreach (var left in Enum.GetValues<Layout>())
                foreach (var right in Enum.GetValues<Layout>())
                    data.Add(left, right);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Small_products_are_right_in_every_shape(Layout left, Layout right)
    {
        var random = new Random(7);
        foreach (var m in Sizes)
            foreach (var n in Sizes)
                foreach (var k in Depths)
                {
                    Matrix<float>.Check(m, n, k, left, right, false, random);
                    Matrix<float>.Check(m, n, k, left, right, true, random);
                    Matrix<double>.Check(m, n, k, left, right, (m + n + k) % 2 == 0, random);
                }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Large_products_are_right_across_the_edges_of_blocks(Layout left, Layout right)
    {
        var random = new Random(11);
        foreach (var (m, n, k) in new[] { (193, 97, 401), (250, 130, 820), (60, 33, 1300), (25, 500, 260), (388, 10, 100), (130, 9, 1101), (70, 16, 1300), (3, 700, 90), (100, 1, 600), (1, 600, 300) })
        {
            Matrix<float>.Check(m, n, k, left, right, k % 2 == 0, random);
            Matrix<double>.Check(m, n, k, left, right, k % 2 == 1, random);
        }
    }

    // However a lies, an element is the same sum in the same order.
    [Theory]
    [InlineData(200, 10, 300)]
    [InlineData(96, 15, 1200)]
    [InlineData(200, 40, 300)]
    public void A_transposed_matrix_gives_the_same_bits(int m, int n, int k)
    {
        var random = new Random(23);
        var rows = Matrix<float>.Random(m, k, Layout.Rows, random);
        var b = Matrix<float>.Random(k, n, Layout.Rows, random);
        var columns = rows.In(Layout.Columns);
        foreach (var add in new[] { false, true })
        {
            float[] first = Ones(), second = Ones();
            Matrix<float>.Multiply(rows, b, first, n, add);
            Matrix<float>.Multiply(columns, b, second, n, add);
            Assert.Equal(first.Select(BitConverter.SingleToUInt32Bits), second.Select(BitConverter.SingleToUInt32Bits));
        }

        float[] Ones() => [.. Enumerable.Repeat(1f, m * n)];
    }

    [Fact]
    public void Columns_beyond_one_block_are_right()
    {
        var random = new Random(13);
        Matrix<float>.Check(5, 4113, 9, Layout.Rows, Layout.Rows, false, random);
        Matrix<float>.Check(26, 4113, 9, Layout.Rows, Layout.Columns, true, random);
    }

    [Fact]
    public void Rows_far_apart_are_right()
    {
        var random = new Random(17);
        Matrix<float>.Check(50, 128, 1024, Layout.Rows, Layout.Rows, false, random);
        Matrix<double>.Check(50, 128, 1024, Layout.Columns, Layout.Rows, true, random);
    }

    [Fact]
    public void Whole_numbers_are_exact()
    {
        var random = new Random(19);
        foreach (var layout in Enum.GetValues<Layout>())
        {
            Matrix<int>.Check(7, 5, 9, layout, layout, false, random);
            Matrix<long>.Check(7, 5, 9, layout, layout, true, random);
        }
    }

    [Theory]
    [InlineData(3, 4, 2)]
    [InlineData(30, 40, 20)]
    [InlineData(1, 40, 20)]
    [InlineData(40, 1, 21)]
    public void Zero_times_infinity_is_nan_and_stays_in_its_row_and_column(int m, int n, int k)
    {
        var random = new Random(23);
        var a = Matrix<float>.Random(m, k, Layout.Rows, random);
        var b = Matrix<float>.Random(k, n, Layout.Rows, random);
        b.Storage[n - 1] = float.PositiveInfinity;
        a.Storage[(m - 1) * k] = 0;
        var c = new float[m * n];
        Matrix<float>.Multiply(a, b, c, n, false);
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                var expected = j != n - 1 ? "finite" : a[i, 0] == 0 ? "NaN" : "infinite";
                var actual = float.IsFinite(c[i * n + j]) ? "finite" : float.IsNaN(c[i * n + j]) ? "NaN" : "infinite";
                Assert.Equal(expected, actual);
            }
    }

    [Fact]
    public void What_c_held_does_not_matter_unless_it_is_added_to()
    {
        var random = new Random(29);
        foreach (var (m, n, k) in new[] { (2, 3, 4), (20, 33, 9), (1, 50, 50), (50, 1, 50), (20, 20, 0) })
        {
            var a = Matrix<float>.Random(m, k, Layout.Rows, random);
            var b = Matrix<float>.Random(k, n, Layout.Rows, random);
            var c = Enumerable.Repeat(float.NaN, m * n).ToArray();
            Matrix<float>.Multiply(a, b, c, n, false);
            Assert.DoesNotContain(c, float.IsNaN);
            Array.Fill(c, float.NaN);
            Matrix<float>.Multiply(a, b, c, n, true);
            Assert.All(c, x => Assert.True(float.IsNaN(x)));
        }
    }

    [Fact]
    public void Equal_calls_give_equal_bits_and_allocate_nothing()
    {
        var random = new Random(31);
        foreach (var layout in Enum.GetValues<Layout>())
        {
            var a = Matrix<float>.Random(200, 500, layout, random);
            var b = Matrix<float>.Random(500, 150, layout, random);
            var first = new float[200 * 150];
            var second = new float[200 * 150];
            Matrix<float>.Multiply(a, b, first, 150, false);
            // The least of several calls: a collection on another thread is counted as an allocation of this one.
            var allocated = Enumerable.Range(0, 5).Select(_ =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Matrix<float>.Multiply(a, b, second, 150, false);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }).Min();
            Assert.Equal(0, allocated);
            Assert.Equal(first, second);
        }
    }

    [Fact]
    public void Threads_do_not_share_buffers()
    {
        var random = new Random(37);
        var a = Matrix<float>.Random(100, 300, Layout.Columns, random);
        var b = Matrix<float>.Random(300, 100, Layout.Columns, random);
        var expected = new float[100 * 100];
        Matrix<float>.Multiply(a, b, expected, 100, false);
        Parallel.For(0, 32, _ =>
        {
            var c = new float[100 * 100];
            Matrix<float>.Multiply(a, b, c, 100, false);
            Assert.Equal(expected, c);
        });
    }
}
