namespace D2lDsl.SeedsTests;

/// <summary>A model for each operation of the numbered examples: sums, norms, products and the linear model made of them.</summary>
public static partial class Algebra
{
    [Model]
    public static Tensor<float> Total([Parameter, Shape("n", "m")] Tensor<float> a) => a.Sum();

    [Model]
    public static Tensor<float> BothTotals([Shape(2, 3, 4)] Tensor<float> zeros, [Shape(2, 3, 4)] Tensor<float> ones) => Sum(zeros) + Sum(ones);

    [Model]
    public static Tensor<float> TotalOfBoth([Parameter, Shape("n", "m")] Tensor<float> a) => a.Sum([0, 1]);

    [Model]
    public static Tensor<float> DownColumns([Parameter, Shape("n", "m")] Tensor<float> a) => a.Sum(axis: 0);

    [Model]
    public static Tensor<float> AlongRows([Parameter, Shape("n", "m")] Tensor<float> a) => a.Sum(axis: 1);

    [Model]
    public static Tensor<float> KeptRows([Parameter, Shape("n", "m")] Tensor<float> a) => a.Sum(axis: 1, keepDims: true);

    [Model]
    public static Tensor<float> Average([Parameter, Shape("n", "m")] Tensor<float> a) => a.Mean();

    [Model]
    public static Tensor<float> ColumnMeans([Parameter, Shape("n", "m")] Tensor<float> a) => a.Mean(axis: 0);

    [Model]
    public static Tensor<float> RowMeans([Parameter, Shape("n", "m")] Tensor<float> a) => a.Mean(axis: 1);

    [Model]
    public static Tensor<float> Shares([Parameter, Shape("n", "m")] Tensor<float> a) => a / a.Sum(axis: 1, keepDims: true);

    [Model]
    public static Tensor<float> RunningDown([Parameter, Shape("n", "m")] Tensor<float> a) => a.CumSum(axis: 0);

    [Model]
    public static Tensor<float> RunningAlong([Parameter, Shape("n", "m")] Tensor<float> a) => a.CumSum(axis: 1);

    [Model]
    public static Tensor<float> Length([Parameter, Shape("n")] Tensor<float> v) => Norm(v);

    [Model]
    public static Tensor<float> SumOfSizes([Parameter, Shape("n")] Tensor<float> v) => Abs(v).Sum();

    [Model]
    public static Tensor<float> FirstNorm([Parameter, Shape("n")] Tensor<float> v) => Norm(v, p: 1);

    [Model]
    public static Tensor<float> Frobenius([Parameter, Shape("n", "m")] Tensor<float> a) => Norm(a);

    [Model]
    public static Tensor<float> Inner([Parameter, Shape("n")] Tensor<float> x, [Parameter, Shape("n")] Tensor<float> y) => Dot(x, y);

    [Model]
    public static Tensor<float> Applied([Parameter, Shape("n", "m")] Tensor<float> a, [Parameter, Shape("m")] Tensor<float> x) => Mv(a, x);

    [Model]
    public static Tensor<float> Product([Parameter, Shape("n", "m")] Tensor<float> a, [Parameter, Shape("m", "k")] Tensor<float> b) => Mm(a, b);

    [Model]
    public static Tensor<float> General([Parameter, Shape("n", "n")] Tensor<float> a, [Parameter, Shape("n", "n")] Tensor<float> c) => MatMul(a, c);

    [Model]
    public static Tensor<float> Perpendicular([Parameter, Shape(3)] Tensor<float> a, [Parameter, Shape(3)] Tensor<float> b) => Cross(a, b);

    [Model]
    public static Tensor<float> LinearVector([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape] Tensor<float> b) => MatMul(x, w) + b;

    [Model]
    public static Tensor<float> LinearColumn([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b) => MatMul(x, w) + b;

    [Model]
    public static Tensor<float> SquaredLoss([Parameter, Shape("n", 1)] Tensor<float> prediction, [Shape("n")] Tensor<float> y) => Square(prediction - y.Reshape(prediction.Shape)) / 2;

    [Model]
    public static Tensor<float> BatchLoss([Shape("n", 1)] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape(1, 1)] Tensor<float> w) => Mean(Square(MatMul(x, w) - y)) / 2;
}
