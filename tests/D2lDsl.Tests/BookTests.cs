using static D2lDsl.Ops;

namespace D2lDsl.EagerTests;

/// <summary>The worked numbers of Dive into Deep Learning's preliminaries and linear regression.</summary>
public class BookTests
{
    static readonly Tensor<float> A = Tensor.Arange<float>(20).Reshape(5, 4);

    static readonly Tensor<float> X = Tensor.Of([0f, 1f, 2f, 3f]);

    [Fact]
    public void Arithmetic()
    {
        Tensor<float> x = Tensor.Of([1f, 2f, 4f, 8f]), y = Tensor.Of([2f, 2f, 2f, 2f]);
        Expect.Is(x + y, [4], 3, 4, 6, 10);
        Expect.Is(x - y, [4], -1, 0, 2, 6);
        Expect.Is(x * y, [4], 2, 4, 8, 16);
        Expect.Is(x / y, [4], 0.5, 1, 2, 4);
        Expect.Is(Pow(x, y), [4], 1, 4, 16, 64);
        Expect.Is(Exp(x.Cast<double>()), [4], Math.E, Math.Exp(2), Math.Exp(4), Math.Exp(8));
    }

    [Fact]
    public void Broadcasting()
    {
        Expect.Is(Tensor.Arange(3).Reshape(3, 1) + Tensor.Arange(2).Reshape(1, 2), [3, 2], 0, 1, 1, 2, 2, 3);
        Expect.Is(Tensor.Arange(1, 3).Reshape(1, 2) + Tensor.Arange(1, 4).Reshape(3, 1), [3, 2], 2, 3, 3, 4, 4, 5);
    }

    [Fact]
    public void Equality()
    {
        var x = Tensor.Arange<float>(12).Reshape(3, 4);
        var y = Tensor.Of([[2f, 1, 4, 3], [1f, 2, 3, 4], [4f, 3, 2, 1]]);
        Expect.Is(x == y, [3, 4], 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
        Expect.Is(Sum(x), [], 66);
        var b = Tensor.Of([[1, 2, 3], [2, 0, 4], [3, 4, 5]]);
        Expect.Is(b == b.T, [3, 3], 1, 1, 1, 1, 1, 1, 1, 1, 1);
    }

    [Fact]
    public void Sums_and_means()
    {
        Expect.Is(A.Sum(), [], 190);
        Expect.Is(A.Sum(axis: 0), [4], 40, 45, 50, 55);
        Expect.Is(A.Sum(axis: 1), [5], 6, 22, 38, 54, 70);
        Expect.Is(A.Sum(axes: [0, 1]), [], 190);
        Expect.Is(A.Sum(axis: 1, keepDims: true), [5, 1], 6, 22, 38, 54, 70);
        Expect.Is(A.Mean(), [], 9.5);
        Expect.Is(A.Mean(axis: 0), [4], 8, 9, 10, 11);
        Expect.Is((A / A.Sum(axis: 1, keepDims: true))[1], [4], 4 / 22f, 5 / 22f, 6 / 22f, 7 / 22f);
        var t = Tensor.Of([[1f, 2f, 3f], [4f, 5f, 6f]]);
        Expect.Is(Sum(t, 0), [3], 5, 7, 9);
        Expect.Is(Sum(t, 1), [2], 6, 15);
        Expect.Is(Mean(t, 0), [3], 2.5, 3.5, 4.5);
        Expect.Is(Mean(t, 1), [2], 2, 5);
        Expect.Is(Mean(Tensor.Arange<float>(8) * 2), [], 7);
    }

    [Fact]
    public void Products()
    {
        Expect.Is(Dot(X, Tensor.Ones(4)), [], 6);
        Expect.Is(Mv(A, X), [5], 14, 38, 62, 86, 110);
        Expect.Is(Mm(A, Tensor.Ones(4, 3)), [5, 3], 6, 6, 6, 22, 22, 22, 38, 38, 38, 54, 54, 54, 70, 70, 70);
        var a = Tensor.Arange(16).Reshape(4, 4);
        Expect.Is(MatMul(a, 3 * a), [4, 4], 168, 186, 204, 222, 456, 522, 588, 654, 744, 858, 972, 1086, 1032, 1194, 1356, 1518);
        Expect.Is((a * (3 * a))[1], [4], 48, 75, 108, 147);
        Expect.Is(2 * Dot(X, X), [], 28);
    }

    [Fact]
    public void Norms()
    {
        Assert.Equal(3.6056, Norm(Tensor.Of([1.2, 3.4])).Item(), 1e-4);
        Assert.Equal(4.6, Abs(Tensor.Of([1.2, -3.4])).Sum().Item(), 1e-12);
        Expect.Is(Norm(Tensor.Of([3f, 0f, -4f])), [], 5);
        Expect.Is(Norm(Tensor.Ones(4, 9)), [], 6);
    }

    [Fact]
    public void Linear_regression()
    {
        Tensor<float> x = Tensor.Of([[1f, 2f], [3f, 4f]]), w = Tensor.Of([[2f], [-3.4f]]), b = Tensor.Of([4.2f]), y = Tensor.Zeros(2, 1);
        var prediction = MatMul(x, w) + b;
        Expect.Is(prediction, [2, 1], -0.6, -3.4);
        Expect.Is(Square(prediction - y) / 2, [2, 1], 0.18, 5.78);
        Expect.Is(Sum(Square(prediction - y) / 2), [], 5.96);
        Expect.Is(Mean(Square(MatMul(x, w) + b - y)) / 2, [], 2.98);
        Expect.Is(MatMul(x, Tensor.Of([2f, -3.4f])) + 4.2f, [2], -0.6, -3.4);
    }

    [Theory]
    [InlineData(1, 1024, 9)]
    [InlineData(-1, -102400, 9)]
    [InlineData(0.3, 1228.8, 11)]
    [InlineData(500, 1000, 0)]
    [InlineData(499.9, 1999.6, 1)]
    public void Control_flow(double start, double end, int turns)
    {
        var a = Tensor.Of(start);
        var b = a * 2;
        int count = 0;
        while (Norm(b) < 1000)
            (b, count) = (b * 2, count + 1);
        var d = Sum(b) > 0 ? b : 100 * b;
        Assert.Equal(end, d.Item(), 1e-9);
        Assert.Equal(turns, count);
    }
}
