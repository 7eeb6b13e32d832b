using System.Globalization;

namespace D2lDsl.Runtime.Tests;

/// <summary>Every expected text was printed by PyTorch 1.13; only "torch." before the element type is left out.</summary>
public class PrintingTests
{
    static Tensor<T> Shaped<T>(Tensor<T> x, params ReadOnlySpan<int> sizes)
        where T : unmanaged => Views.Reshape(x, sizes);

    public static TheoryData<string, string> Cases => new()
    {
        { Tensor.Of(3.5f).ToString(), "tensor(3.5000)" },
        { Tensor.Arange(12).ToString(), "tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11])" },
        { Shaped(Tensor.Arange<float>(4), 2, 2).ToString(), "tensor([[0., 1.],\n        [2., 3.]])" },
        { Shaped(Tensor.Arange<float>(4), 2, 2).T.ToString(), "tensor([[0., 2.],\n        [1., 3.]])" },
        { Tensor.Of([0.5f, -1.25f, 100f]).ToString(), "tensor([  0.5000,  -1.2500, 100.0000])" },
        { Tensor.Of([1e-5f, 1f]).ToString(), "tensor([1.0000e-05, 1.0000e+00])" },
        { Tensor.Of([1f, 1001f]).ToString(), "tensor([1.0000e+00, 1.0010e+03])" },
        { Tensor.Of([float.NaN, float.PositiveInfinity, float.NegativeInfinity, 2.5f]).ToString(), "tensor([   nan,    inf,   -inf, 2.5000])" },
        { Tensor.Of([float.NaN, 1f]).ToString(), "tensor([nan, 1.])" },
        { Tensor.Of([-0f, 1f]).ToString(), "tensor([-0., 1.])" },
        { Tensor.Of([[true, false]]).ToString(), "tensor([[ True, False]])" },
        { Tensor.Of([1 / 32f, 3 / 32f]).ToString(), "tensor([0.0312, 0.0938])" },
        { Tensor.Of([1000050f, 1f]).ToString(), "tensor([1.0000e+06, 1.0000e+00])" },
        { Tensor.Zeros(2, 0).ToString(), "tensor([], size=(2, 0))" },
        { Tensor.Zeros<long>(0).ToString(), "tensor([], dtype=int64)" },
        { Tensor.Zeros<bool>(0).ToString(), "tensor([], dtype=bool)" },
        { Tensor.Zeros<double>(0, 3).ToString(), "tensor([], size=(0, 3), dtype=float64)" },
        { Tensor.Of(new sbyte[] { 1, 2 }).ToString(), "tensor([1, 2], dtype=int8)" },
        { Tensor.Of(7).ToString(), "tensor(7, dtype=int32)" },
        { Tensor.Arange(1001).ToString(), "tensor([   0,    1,    2,  ...,  998,  999, 1000])" },
        {
            Tensor.Arange<float>(40).ToString(),
            "tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12., 13.,\n"
            + "        14., 15., 16., 17., 18., 19., 20., 21., 22., 23., 24., 25., 26., 27.,\n"
            + "        28., 29., 30., 31., 32., 33., 34., 35., 36., 37., 38., 39.])"
        },
        {
            Shaped(Tensor.Arange(24), 2, 3, 4).ToString(),
            "tensor([[[ 0,  1,  2,  3],\n         [ 4,  5,  6,  7],\n         [ 8,  9, 10, 11]],\n\n"
            + "        [[12, 13, 14, 15],\n         [16, 17, 18, 19],\n         [20, 21, 22, 23]]])"
        },
        {
            Shaped(Tensor.Arange<float>(1200), 40, 30).ToString(),
            "tensor([[0.0000e+00, 1.0000e+00, 2.0000e+00,  ..., 2.7000e+01, 2.8000e+01,\n         2.9000e+01],\n"
            + "        [3.0000e+01, 3.1000e+01, 3.2000e+01,  ..., 5.7000e+01, 5.8000e+01,\n         5.9000e+01],\n"
            + "        [6.0000e+01, 6.1000e+01, 6.2000e+01,  ..., 8.7000e+01, 8.8000e+01,\n         8.9000e+01],\n"
            + "        ...,\n"
            + "        [1.1100e+03, 1.1110e+03, 1.1120e+03,  ..., 1.1370e+03, 1.1380e+03,\n         1.1390e+03],\n"
            + "        [1.1400e+03, 1.1410e+03, 1.1420e+03,  ..., 1.1670e+03, 1.1680e+03,\n         1.1690e+03],\n"
            + "        [1.1700e+03, 1.1710e+03, 1.1720e+03,  ..., 1.1970e+03, 1.1980e+03,\n         1.1990e+03]])"
        },
        {
            Tensor.Of([[7.6523, -22.7940, -0.9774, -6.4064, -0.4507, 1.3973, -11.1700, 8.0561, -3.1346, -1.9022, 7.8392, -8.8501]]).ToString(),
            "tensor([[  7.6523, -22.7940,  -0.9774,  -6.4064,  -0.4507,   1.3973, -11.1700,\n"
            + "           8.0561,  -3.1346,  -1.9022,   7.8392,  -8.8501]],\n       dtype=float64)"
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Prints_as_PyTorch_does(string actual, string expected) => Assert.Equal(expected, actual);

    [Fact]
    public void Ignores_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = culture;
            Assert.Equal("tensor([-1.5000,  2.0000])", Tensor.Of([-1.5f, 2f]).ToString());
            Assert.Equal("tensor([-1,  2])", Tensor.Of([-1L, 2L]).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
