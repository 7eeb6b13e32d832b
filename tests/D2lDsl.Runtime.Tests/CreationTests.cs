namespace D2lDsl.Runtime.Tests;

public class CreationTests
{
    [Fact]
    public void Zeros_ones_full_and_eye()
    {
        Assert.Equal(new float[6], Tensor.Zeros(2, 3).ToArray());
        Assert.Equal([1.0, 1.0], Tensor.Ones<double>(2).ToArray());
        Assert.Equal([true, true], Tensor.Ones<bool>(2).ToArray());
        Assert.Equal([7, 7, 7, 7], Tensor.Full([2, 2], 7).ToArray());
        Assert.Equal([1f, 0f, 0f, 1f], Tensor.Eye(2).ToArray());
        Assert.Equal([2, 3], Tensor.Empty<sbyte>(2, 3).Shape);
        Assert.Equal(0f, Tensor.Zeros().Item());
        Assert.Equal([2, 3], Tensor.ZerosLike(Tensor.Ones(2, 3)).Shape);
        Assert.Equal([1L, 1L], Tensor.OnesLike(Tensor.Arange(2)).ToArray());
        Assert.Equal([2, 3], Tensor.Zeros(Tensor.Ones(2, 3).Shape).Shape);
    }

    [Fact]
    public void Arange_counts_as_PyTorch_does()
    {
        Tensor<long> whole = Tensor.Arange(12);
        Assert.Equal([12], whole.Shape);
        Assert.Equal(11, whole[^1].Item());
        Tensor<long> alsoWhole = Tensor.Arange(1, 3);    // not the generic one of int
        Assert.Equal([1, 2], alsoWhole.ToArray());
        Assert.Equal([0, 2, 4, 6, 8], Tensor.Arange(0, 10, 2).ToArray());
        Assert.Equal([5, 3, 1], Tensor.Arange(5, 0, -2).ToArray());
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f], Tensor.Arange(0f, 1f, 0.25f).ToArray());
        Assert.Equal([0f, 1f, 2f], Tensor.Arange<float>(3).ToArray());
        Assert.Equal([0, 1, 2], Tensor.Arange<int>(3).ToArray());
        Assert.Equal(0, Tensor.Arange(0).Length);
    }

    [Fact]
    public void Arange_refuses_steps_that_never_arrive()
    {
        Assert.Equal("Arange: step 1 never leads from 0 to -3", Assert.Throws<ArgumentException>(() => Tensor.Arange(-3)).Message);
        Assert.Equal("Arange: step 0 never leads from 0 to 3", Assert.Throws<ArgumentException>(() => Tensor.Arange(0, 3, 0)).Message);
    }

    [Fact]
    public void LinSpace_includes_both_ends()
    {
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f, 1f], Tensor.LinSpace(0, 1, 5).ToArray());
        Assert.Equal([-1.0, 0.0, 1.0, 2.0], Tensor.LinSpace(-1.0, 2.0, 4).ToArray());
        Assert.Equal([3f], Tensor.LinSpace(3f, 9f, 1).ToArray());
        Assert.Equal(0.7f, Tensor.LinSpace(0.1f, 0.7f, 7)[^1].Item());
    }

    [Fact]
    public void Of_takes_every_rank_and_both_kinds_of_array()
    {
        Assert.Equal([], Tensor.Of(3.5).Shape);
        Assert.Equal([3], Tensor.Of([1, 2, 3]).Shape);
        Assert.Equal([1f, 2f, 3f, 4f], Tensor.Of([[1f, 2f], [3f, 4f]]).ToArray());
        Assert.Equal([2, 2], Tensor.Of(new[,] { { 1, 2 }, { 3, 4 } }).Shape);
        Assert.Equal([1, 2, 1], Tensor.Of(new[,,] { { { true }, { false } } }).Shape);
        Assert.Equal([1, 1, 2, 1], Tensor.Of(new[,,,] { { { { 1L }, { 2L } } } }).Shape);
        var cube = Tensor.Of([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]);
        Assert.Equal([2, 2, 2], cube.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], cube.ToArray());
    }

    [Fact]
    public void Of_copies_and_From_shares()
    {
        float[] values = [1, 2, 3, 4];
        var copy = Tensor.Of(values);
        var shared = Tensor.From(values, 2, 2);
        values[3] = 9;
        Assert.Equal(4, copy[3].Item());
        Assert.Equal(9, shared[1, 1].Item());
        shared[0, 0] = -1;
        Assert.Equal(-1, values[0]);
        Assert.Equal([4], Tensor.From(values).Shape);
        var error = Assert.Throws<ArgumentException>(() => Tensor.From(values, 2, 3));
        Assert.Equal("From: the array has 4 elements, shape [2, 3] has 6", error.Message);
    }

    [Fact]
    public void Of_names_the_ragged_row()
    {
        var error = Assert.Throws<ArgumentException>(() => Tensor.Of([[1, 2, 3], [4, 5, 6], [7, 8]]));
        Assert.Equal("Of: row 2 has length 2 where row 0 has 3; all must be as long", error.Message);
        error = Assert.Throws<ArgumentException>(() => Tensor.Of([[[1], [2]], [[3], [4, 5]]]));
        Assert.Equal("Of: row 1 of matrix 1 has length 2 where row 0 of matrix 0 has 1; all must be as long", error.Message);
        error = Assert.Throws<ArgumentException>(() => Tensor.Of([[[1], [2]], [[3]]]));
        Assert.Equal("Of: matrix 1 has 1 rows where matrix 0 has 2; all must be as long", error.Message);
    }

    [Fact]
    public void Random_tensors_repeat_with_the_seed()
    {
        Assert.Equal(Tensor.RandN(new Random(7), 3, 4).ToArray(), Tensor.RandN(new Random(7), 3, 4).ToArray());
        Assert.NotEqual(Tensor.RandN(new Random(7), 12).ToArray(), Tensor.RandN(new Random(8), 12).ToArray());
        Assert.Equal([3, 4], Tensor.Rand<double>(3, 4).Shape);
    }

    [Fact]
    public void Random_tensors_have_the_distribution_they_name()
    {
        double[] normal = Tensor.Normal<double>(new Random(1), 5, 2, 40_001).ToArray();
        double mean = normal.Average(), deviation = Math.Sqrt(normal.Average(x => (x - mean) * (x - mean)));
        Assert.InRange(mean, 4.96, 5.04);
        Assert.InRange(deviation, 1.97, 2.03);
        Assert.InRange(normal.Count(x => Math.Abs(x - 5) < 2) / 40_001.0, 0.673, 0.693);
        float[] uniform = Tensor.Rand(new Random(1), 40_000).ToArray();
        Assert.InRange(uniform.Average(), 0.49, 0.51);
        Assert.True(uniform.All(x => x is >= 0 and < 1));
        Assert.InRange(uniform.Count(x => x < 0.25) / 40_000.0, 0.24, 0.26);
    }

    [Fact]
    public void Random_integers_and_permutations()
    {
        long[] dice = Tensor.RandInt(new Random(3), 1, 7, 600).ToArray();
        Assert.Equal([1, 2, 3, 4, 5, 6], dice.Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), Tensor.RandPerm(new Random(3), 50).ToArray().Order());
        var error = Assert.Throws<ArgumentException>(() => Tensor.RandInt(new Random(3), 5, 5, 2));
        Assert.Equal("RandInt: no integer lies from 5 to below 5", error.Message);
        Assert.Throws<NotSupportedException>(() => Tensor.Rand<int>(2));
    }
}
