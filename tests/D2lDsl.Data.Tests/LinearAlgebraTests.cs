namespace D2lDsl.Data.Tests;

public class LinearAlgebraTests
{
    static readonly Tensor<double> A = Tensor.Of(new double[,] { { 4, -2, 1 }, { -2, 4, -2 }, { 1, -2, 4 } });

    static void Close(Tensor<double> expected, Tensor<double> actual, double within = 1e-12)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.All(expected.ToArray().Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, within));
    }

    static string Refused(Action action) => Assert.Throws<ArgumentException>(action).Message;

    static Tensor<double> Random(int rows, int columns) => Tensor.RandN<double>(new Random(5), rows, columns);

    [Fact]
    public void Solves_for_one_right_side_and_for_several()
    {
        Close(Tensor.Of([1.0, 2, 3]), LinearAlgebra.Solve(A, Tensor.Of([3.0, 0, 9])));
        Close(Tensor.Of(new[,] { { 1.0, 2 }, { 2, 4 }, { 3, 6 } }), LinearAlgebra.Solve(A, Tensor.Of(new double[,] { { 3, 6 }, { 0, 0 }, { 9, 18 } })));
        Assert.Equal([1f, 2, 3], LinearAlgebra.Solve(A.Cast<float>(), Tensor.Of([3f, 0, 9])).ToArray().Select(x => MathF.Round(x, 5)));
    }

    [Fact]
    public void Inverse_and_determinant_agree_with_the_textbook()
    {
        var a = Tensor.Of(new double[,] { { 4, 7 }, { 2, 6 } });
        Assert.Equal(10, LinearAlgebra.Determinant(a), 1e-12);
        Close(Tensor.Of(new[,] { { 0.6, -0.7 }, { -0.2, 0.4 } }), LinearAlgebra.Inverse(a));
        Close(Tensor.Eye<double>(3), Ops.MatMul(A, LinearAlgebra.Inverse(A)));
        Assert.Equal(0, LinearAlgebra.Determinant(Tensor.Of(new double[,] { { 1, 2 }, { 2, 4 } })));
    }

    [Fact]
    public void Views_count_as_what_they_show()
    {
        var a = Random(3, 3);
        Close(LinearAlgebra.Inverse(a.T.Clone()), LinearAlgebra.Inverse(a.T));
    }

    [Fact]
    public void Singular_matrices_are_refused_with_the_reason()
    {
        var steps = Tensor.Of(new double[,] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } });
        Assert.Equal("LinearAlgebra.Inverse: a [3, 3] is singular, only 2 of its 3 rows are independent: it has no inverse", Refused(() => LinearAlgebra.Inverse(steps)));
        Assert.StartsWith("LinearAlgebra.Solve: a [3, 3] is singular, only 2 of its 3 rows are independent: no unique x", Refused(() => LinearAlgebra.Solve(steps, Tensor.Ones<double>(3))));
        Assert.Contains("only 0 of its 2 rows", Refused(() => LinearAlgebra.Inverse(Tensor.Zeros<double>(2, 2))));
        // Small is not singular.
        Close(1e20 * Tensor.Eye<double>(2), LinearAlgebra.Inverse(1e-20 * Tensor.Eye<double>(2)), 1e6);
    }

    [Fact]
    public void A_matrix_too_near_to_singular_is_refused_too()
    {
        var hilbert = Tensor.From([.. Enumerable.Range(0, 225).Select(i => 1.0 / (i / 15 + i % 15 + 1))], 15, 15);
        Assert.Contains("a [15, 15] is ", Refused(() => LinearAlgebra.Inverse(hilbert)));
        LinearAlgebra.Inverse(hilbert[..8, ..8]);
    }

    [Fact]
    public void Least_squares_finds_the_line_through_points()
    {
        // y = 1 + 2·x at 0, 1, 2, and 6 instead of 7 at 3.
        var a = Tensor.Of(new double[,] { { 1, 0 }, { 1, 1 }, { 1, 2 }, { 1, 3 } });
        var solution = LinearAlgebra.LeastSquares(a, Tensor.Of([1.0, 3, 5, 6]));
        Close(Tensor.Of([1.2, 1.7]), solution.X);
        Assert.Equal(0.3, solution.Residual.Item(), 1e-12);
        Assert.Equal(2, solution.Rank);
    }

    [Fact]
    public void Least_squares_takes_the_shortest_of_equal_solutions()
    {
        var solution = LinearAlgebra.LeastSquares(Tensor.Of(new double[,] { { 1, 1 }, { 2, 2 }, { 3, 3 } }), Tensor.Of(new double[,] { { 2, 4 }, { 4, 8 }, { 6, 12 } }));
        Close(Tensor.Of(new double[,] { { 1, 2 }, { 1, 2 } }), solution.X);
        Assert.Equal(1, solution.Rank);
        Assert.Equal([2], solution.Residual.Shape);
        Close(Tensor.Of([1.0, 1]), LinearAlgebra.LeastSquares(Tensor.Of(new double[,] { { 1, 1 } }), Tensor.Of([2.0])).X);
    }

    [Fact]
    public void Least_squares_of_many_rows_needs_no_square_of_them() =>
        Assert.Equal(3, LinearAlgebra.LeastSquares(Random(40_000, 3), Tensor.Ones<double>(40_000)).Rank);

    [Theory]
    [InlineData(3, 3)]
    [InlineData(5, 3)]
    [InlineData(3, 5)]
    [InlineData(1, 4)]
    [InlineData(4, 1)]
    public void Decompositions_multiply_to_the_matrix(int m, int n)
    {
        var a = Random(m, n);
        int k = Math.Min(m, n);

        var (q, r) = LinearAlgebra.Qr(a);
        Close(a, Ops.MatMul(q, r));
        Close(Tensor.Eye<double>(k), Ops.MatMul(q.T, q));
        for (var i = 0; i < k; i++)
            for (var j = 0; j < n; j++)
                Assert.True(i > j ? r[i, j].Item() == 0 : i < j || r[i, j].Item() >= 0);

        var (u, s, vt) = LinearAlgebra.Svd(a);
        Assert.Equal($"[{m}, {k}] [{k}] [{k}, {n}]", $"{u.Shape} {s.Shape} {vt.Shape}");
        Close(a, Ops.MatMul(u * s, vt));
        Close(Tensor.Eye<double>(k), Ops.MatMul(u.T, u));
        Close(Tensor.Eye<double>(k), Ops.MatMul(vt, vt.T));
        Assert.Equal(s.ToArray().OrderDescending(), s.ToArray());
        Assert.Equal(k, LinearAlgebra.Rank(a));
    }

    [Fact]
    public void Cholesky_gives_the_lower_triangle()
    {
        var l = LinearAlgebra.Cholesky(A);
        Close(A, Ops.MatMul(l, l.T));
        Assert.Equal([0.0, 0, 0], [l[0, 1].Item(), l[0, 2].Item(), l[1, 2].Item()]);
        Assert.Equal("LinearAlgebra.Cholesky: a [2, 2] is not positive definite: its least eigenvalue is -1, and all must be above 0",
            Refused(() => LinearAlgebra.Cholesky(Tensor.Of(new double[,] { { 1, 2 }, { 2, 1 } }))));
    }

    [Fact]
    public void Symmetric_matrices_have_real_eigenvalues_in_order()
    {
        var (values, vectors) = LinearAlgebra.EigenSymmetric(Tensor.Of(new double[,] { { 2, 1 }, { 1, 2 } }));
        Close(Tensor.Of([1.0, 3]), values);
        Close(Tensor.Full([2, 2], Math.Sqrt(0.5)), vectors.Abs());
        (values, vectors) = LinearAlgebra.EigenSymmetric(A);
        Close(Ops.MatMul(A, vectors), vectors * values);
        Close(Tensor.Eye<double>(3), Ops.MatMul(vectors.T, vectors));
        Assert.Equal("LinearAlgebra.EigenSymmetric: a [2, 2] is not symmetric: a[1, 0] is 3 and a[0, 1] is 2",
            Refused(() => LinearAlgebra.EigenSymmetric(Tensor.Of(new double[,] { { 1, 2 }, { 3, 4 } }))));
    }

    [Fact]
    public void Not_every_matrix_has_real_eigenvectors()
    {
        var turn = LinearAlgebra.Eigen(Tensor.Of(new double[,] { { 0, -1 }, { 1, 0 } }));
        Assert.False(turn.IsReal);
        Close(Tensor.Of([0.0, 0]), turn.Values);
        Close(Tensor.Of([-1.0, 1]), turn.ImaginaryValues);
        Assert.True(LinearAlgebra.Eigen(A).IsReal);
        Assert.True(LinearAlgebra.Eigen(Tensor.Of(new double[,] { { 2, 1 }, { 0, 3 } })).IsReal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Eigenvectors_are_only_stretched(int n)
    {
        var a = Random(n, n);
        var e = LinearAlgebra.Eigen(a);
        // (x + iy)·(r + im) = (xr − ym) + i(xm + yr), column by column.
        Close(Ops.MatMul(a, e.Vectors), e.Vectors * e.Values - e.ImaginaryVectors * e.ImaginaryValues, 1e-10);
        Close(Ops.MatMul(a, e.ImaginaryVectors), e.Vectors * e.ImaginaryValues + e.ImaginaryVectors * e.Values, 1e-10);
        Close(Tensor.Ones<double>(n), (e.Vectors * e.Vectors + e.ImaginaryVectors * e.ImaginaryVectors).Sum(axis: 0));
        Assert.Equal(LinearAlgebra.Determinant(a), e.Values.ToArray().Zip(e.ImaginaryValues.ToArray(), (re, im) => new System.Numerics.Complex(re, im))
            .Aggregate((p, z) => p * z).Real, 1e-10);
    }

    [Fact]
    public void Shapes_and_numbers_that_do_not_fit_are_named()
    {
        Assert.Equal("LinearAlgebra.Inverse: a has shape [2, 3] where a square matrix [n, n] is needed", Refused(() => LinearAlgebra.Inverse(Tensor.Ones(2, 3))));
        Assert.Equal("LinearAlgebra.Svd: a has shape [3] where a matrix [m, n] with elements is needed", Refused(() => LinearAlgebra.Svd(Tensor.Ones(3))));
        Assert.Equal("LinearAlgebra.Solve: a has shape [3, 3] and b has shape [2]; b needs [3] or [3, k], one row for each row of a",
            Refused(() => LinearAlgebra.Solve(A, Tensor.Ones<double>(2))));
        Assert.Equal("LinearAlgebra.Determinant: a [2, 2] holds NaN at row 1; all elements must be finite",
            Refused(() => LinearAlgebra.Determinant(Tensor.Of(new[,] { { 1, 2 }, { 3, float.NaN } }))));
    }
}
