using System.Numerics.Tensors;
using System.Reflection;

namespace D2lDsl.SeedsTests;

/// <summary>The numbered examples on making tensors, printing them, and their element types.</summary>
public class TensorTests
{
    static readonly float[] ToTwelve = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    [Fact]
    public void S0_01_the_version_is_that_of_the_assembly()
    {
        Assert.Equal(typeof(Tensor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion, Tensor.Version);
        Assert.Matches(@"^\d+\.\d+\.\d+", Tensor.Version);
    }

    [Fact]
    public void S0_02_a_range_is_of_int64()
    {
        var x = Tensor.Arange(12);
        Assert.IsType<Tensor<long>>(x);
        Assert.Equal("tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11])", x.ToString());
    }

    [Fact]
    public void S0_04_normal_samples_come_from_a_seed()
    {
        var x = Tensor.RandN(new Random(3), 3, 4);
        Assert.Equal([3, 4], x.Shape);
        Assert.Equal(x.ToArray(), Tensor.RandN(new Random(3), 3, 4).ToArray());
        Assert.NotEqual(x.ToArray(), Tensor.RandN(new Random(4), 3, 4).ToArray());
    }

    [Fact]
    public void S0_05_a_shape_comes_apart()
    {
        var (rows, columns) = Tensor.RandN(3, 4).Shape;
        Assert.Equal((3, 4), (rows, columns));
    }

    [Fact]
    public void S0_07_a_range_of_float32_as_a_matrix()
    {
        var x = Tensor.Arange<float>(12).Reshape(3, 4);
        Assert.Equal("tensor([[ 0.,  1.,  2.,  3.],\n        [ 4.,  5.,  6.,  7.],\n        [ 8.,  9., 10., 11.]])", x.ToString());
    }

    [Fact]
    public void S1_02_shape_and_number_of_elements()
    {
        var x = Tensor.Arange(12);
        Assert.Equal([12], x.Shape);
        Assert.Equal("[12]", x.Shape.ToString());
        Assert.Equal((12, 12), (x.Length, x.Shape.ElementCount));
    }

    [Fact]
    public void S1_04_zeros_and_ones()
    {
        var (zeros, ones) = (Tensor.Zeros(2, 3, 4), Tensor.Ones(2, 3, 4));
        Assert.Equal([2, 3, 4], zeros.Shape);
        Assert.Equal((24, 24), (zeros.Length, ones.Length));
        Assert.All(zeros.ToArray(), v => Assert.Equal(0, v));
        Assert.All(ones.ToArray(), v => Assert.Equal(1, v));
        Assert.Equal(24, new Algebra.BothTotalsKernel().Forward(zeros, ones));
    }

    [Fact]
    public void S1_05_normal_samples_have_the_shape_asked_for() => Assert.Equal([3, 4], Tensor.RandN(3, 4).Shape);

    [Fact]
    public void S1_06_a_literal_of_integers()
    {
        var x = Tensor.Of(new long[,] { { 2, 1, 4, 3 }, { 1, 2, 3, 4 }, { 4, 3, 2, 1 } });
        Assert.Equal("tensor([[2, 1, 4, 3],\n        [1, 2, 3, 4],\n        [4, 3, 2, 1]])", x.ToString());
        Assert.Equal([3, 4], x.Shape);
    }

    [Fact]
    public void S2_02_scalars_of_an_element_type()
    {
        Assert.Equal("tensor(1., dtype=float64)", Tensor.Of(1.0).ToString());
        Assert.Equal("tensor(1)", Tensor.Of(1L).ToString());
        Assert.Equal("tensor(1, dtype=int8)", Tensor.Of((sbyte)1).ToString());
        Assert.Equal("tensor(1, dtype=uint8)", Tensor.Of((byte)1).ToString());
        Assert.Equal("tensor(True)", Tensor.Of(true).ToString());
    }

    [Fact]
    public void S2_03_uninitialised_tensors_of_sizes()
    {
        Assert.Equal([2, 3], Tensor.Empty(2, 3).Shape);
        var ints = Tensor.Empty<int>(2);
        ints.Fill(0);
        Assert.Equal("tensor([0, 0], dtype=int32)", ints.ToString());
    }

    [Fact]
    public void S2_04_a_list_is_data_and_numbers_are_sizes()
    {
        Assert.Equal("tensor([1, 2, 3, 4], dtype=int32)", Tensor.Of([1, 2, 3, 4]).ToString());
        Assert.Equal([1, 2, 3, 4], Tensor.Empty<int>(1, 2, 3, 4).Shape);
    }

    [Fact]
    public void S2_05_an_array_is_copied()
    {
        var g = new[,] { { 1, 2, 3 }, { 4, 5, 6 } };
        var h = Tensor.Of(g);
        g[0, 0] = 100;
        Assert.Equal("tensor([[1, 2, 3],\n        [4, 5, 6]], dtype=int32)", h.ToString());
    }

    [Fact]
    public void S2_06_an_array_is_shared_where_asked_for()
    {
        var g = new[] { 1, 2, 3, 4, 5, 6 };
        var h = Tensor.From(g, 2, 3);
        g[0] = 100;
        Assert.Equal(100, h[0, 0].Item());
        h[1, 2] = 600;
        Assert.Equal(600, g[5]);
    }

    [Fact]
    public void S2_07_back_to_an_array() => Assert.Equal([1, 2, 3, 4, 5, 6], Tensor.Of(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }).ToArray());

    [Fact]
    public void S2_08_uniform_ones_zeros_and_a_range_with_steps()
    {
        Assert.All(Tensor.Rand(2, 3).ToArray(), v => Assert.InRange(v, 0, 1));
        Assert.Equal("tensor([[1., 1., 1.],\n        [1., 1., 1.]])", Tensor.Ones(2, 3).ToString());
        Assert.Equal("tensor([[0., 0., 0.],\n        [0., 0., 0.]])", Tensor.Zeros(2, 3).ToString());
        Assert.Equal("tensor([0, 2, 4, 6, 8])", Tensor.Arange(0, 10, 2).ToString());
    }

    [Fact]
    public void S2_09_the_shape_of_a_tensor() => Assert.Equal("[2, 3]", Tensor.Rand(2, 3).Shape.ToString());

    [Fact]
    public void S3_01_a_range_its_shape_and_its_number_of_elements()
    {
        Assert.Equal([12], Tensor.Arange(12).Shape);
        Assert.Equal(12, Tensor.Arange(12).Length);
    }

    [Fact]
    public void S3_03_zeros_ones_and_a_literal()
    {
        Assert.Equal([2, 3, 4], Tensor.Zeros(2, 3, 4).Shape);
        Assert.Equal(0f, Tensor.Zeros(2, 3, 4).Sum().Item());
        Assert.Equal(24f, Tensor.Ones(2, 3, 4).Sum().Item());
        Assert.Equal("tensor([[1, 2, 3, 4],\n        [5, 6, 7, 8]])", Tensor.Of(new long[,] { { 1, 2, 3, 4 }, { 5, 6, 7, 8 } }).ToString());
    }

    [Fact]
    public void S1_26_an_array_is_a_copy_and_a_span_is_not()
    {
        var x = Tensor.Arange<float>(12).Reshape(3, 4);
        Assert.Equal(ToTwelve, x.ToArray());
        x.ToArray()[0] = 50;
        Assert.Equal(0f, x[0, 0].Item());
        x.AsSpan()[0] = 100;
        Assert.Equal(100f, x[0, 0].Item());
    }

    [Fact]
    public void S3_19_arrays_become_tensors_and_back()
    {
        float[] array = Tensor.Arange<float>(4).ToArray();
        Tensor<float> tensor = Tensor.Of(array);
        Assert.Equal("tensor([0., 1., 2., 3.])", tensor.ToString());
    }

    [Fact]
    public void S4_11_tensors_of_the_base_library_share_the_elements()
    {
        var x = Tensor.Arange<float>(12).Reshape(3, 4);
        System.Numerics.Tensors.Tensor<float> shared = x;
        shared[0, 1] = 200;
        Assert.Equal(200f, x[0, 1].Item());
        Tensor<float> back = shared;
        Assert.Equal(x.ToArray(), back.ToArray());
        ReadOnlyTensorSpan<float> span = x.T.AsReadOnlyTensorSpan();
        Assert.Equal(200f, span[1, 0]);
    }

    [Fact]
    public void S1_27_one_element_as_a_number()
    {
        Assert.Equal(7, Tensor.Of([[7]]).Item());
        Assert.Equal(2.5, (double)Tensor.Of(2.5));
    }

    [Fact]
    public void S3_20_a_tensor_of_one_element_is_a_number()
    {
        var a = Tensor.Of([3.5f]);
        Assert.Equal("tensor([3.5000])", a.ToString());
        Assert.Equal((3.5f, 3.5f, 3), (a.Item(), (float)a, (int)a.Item()));
    }

    [Fact]
    public void S4_02_ranges_reshapes_zeros_and_ones()
    {
        Assert.Equal([3, 4], Tensor.Arange(12).Reshape(3, 4).Shape);
        Assert.Equal(3, Tensor.Zeros(2, 3, 4).Rank);
        Assert.Equal(24f, Tensor.Ones(2, 3, 4).Sum().Item());
    }

    [Fact]
    public void S4_04_uniform_samples_lie_in_0_to_1_and_normal_ones_around_0()
    {
        var (uniform, normal) = (Tensor.Rand(new Random(1), 10000), Tensor.RandN(new Random(1), 10000));
        Assert.All(uniform.ToArray(), v => Assert.True(v is >= 0 and < 1));
        Assert.Equal(0.5, uniform.Mean().Item(), 0.02);
        Assert.Equal((0, 1), (Math.Round(normal.Mean().Item(), 1), Math.Round(normal.Std().Item(), 1)));
    }

    [Fact]
    public void S4_05_sizes_one_by_one_or_together() =>
        Assert.Equal(Tensor.Rand(new Random(1), 2, 3, 4).ToArray(), Tensor.Rand(new Random(1), [2, 3, 4]).ToArray());

    [Fact]
    public void S4_22_normal_samples_of_a_mean_and_a_deviation()
    {
        var w = Tensor.Of([2f, -3.4f]);
        var x = Tensor.Normal(new Random(1), 0, 1, 1000, w.Length);
        Assert.Equal([1000, 2], x.Shape);
        Assert.Equal(0, x.Mean().Item(), 0.1);
        Assert.Equal(5, Tensor.Normal(new Random(1), 5, 0.01, 1000).Mean().Item(), 0.01);
    }
}
