using D2lDsl;
using D2lDsl.Data;
using static D2lDsl.Ops;

namespace PreliminariesSample;

/// <summary>Sums along axes, products, norms, and what is solved rather than computed: inverses, eigenvalues, least squares.</summary>
public static class Matrices
{
    public static void Show(Comparison examples)
    {
        examples.Chapter("Linear algebra",
            """
            An operation along axis k takes entry k out of the shape: the sum of a [5, 4] along axis 0 is a [4], along axis 1 a [5].
            With keepDims the entry stays as 1, so that the result still fits the matrix it came from.
            """);
        Reductions(examples);
        Products(examples);
        Norms(examples);
        Special(examples);
        Solving(examples);
    }

    static void Reductions(Comparison examples)
    {
        var a = Tensor.Arange<float>(20).Reshape(5, 4);
        examples.Prints("S3-31", "A.T", a.T,
            """
            tensor([[ 0.,  4.,  8., 12., 16.],
                    [ 1.,  5.,  9., 13., 17.],
                    [ 2.,  6., 10., 14., 18.],
                    [ 3.,  7., 11., 15., 19.]])
            """);
        examples.Prints("S1-13", "A.Sum()", a.Sum(), "tensor(190.)");
        examples.Prints("S3-35", "A.Sum(axis: 0)", a.Sum(axis: 0), "tensor([40., 45., 50., 55.])");
        examples.Prints("S1-14", "A.Sum(axis: 1)", a.Sum(axis: 1), "tensor([ 6., 22., 38., 54., 70.])");
        examples.Prints("S1-15", "A.Sum([0, 1])", a.Sum([0, 1]), "tensor(190.)");
        examples.Prints("S1-16", "A.Mean(), which is A.Sum() / A.Length", $"{a.Mean()} {a.Sum() / a.Length}", "tensor(9.5000) tensor(9.5000)");
        examples.Prints("S3-37", "A.Mean(axis: 0)", a.Mean(axis: 0), "tensor([ 8.,  9., 10., 11.])");
        examples.Prints("S3-38", "A.Sum(axis: 1, keepDims: true)", a.Sum(axis: 1, keepDims: true),
            """
            tensor([[ 6.],
                    [22.],
                    [38.],
                    [54.],
                    [70.]])
            """);
        examples.Prints("S3-39", "A.CumSum(axis: 0)", a.CumSum(axis: 0),
            """
            tensor([[ 0.,  1.,  2.,  3.],
                    [ 4.,  6.,  8., 10.],
                    [12., 15., 18., 21.],
                    [24., 28., 32., 36.],
                    [40., 45., 50., 55.]])
            """);
        examples.Prints("S3-40", "A.CumSum(axis: 1)", a.CumSum(axis: 1),
            """
            tensor([[ 0.,  1.,  3.,  6.],
                    [ 4.,  9., 15., 22.],
                    [ 8., 17., 27., 38.],
                    [12., 25., 39., 54.],
                    [16., 33., 51., 70.]])
            """);
        examples.Prints("S4-16", "A / A.Sum(axis: 1, keepDims: true), row 1", (a / a.Sum(axis: 1, keepDims: true))[1], "tensor([0.1818, 0.2273, 0.2727, 0.3182])");
        var small = Tensor.Of(new[,] { { 1f, 2, 3 }, { 4, 5, 6 } });
        examples.Prints("S4-14", "[[1, 2, 3], [4, 5, 6]].Sum(axis: 0)", small.Sum(axis: 0), "tensor([5., 7., 9.])");
        examples.Prints("S0-20", "the same, axis: 1", small.Sum(axis: 1), "tensor([ 6., 15.])");
        examples.Prints("S0-21", "its means", $"{small.Mean(axis: 0)} {small.Mean(axis: 1)}", "tensor([2.5000, 3.5000, 4.5000]) tensor([2., 5.])");

        // A loop over the elements gives the same as Sum, and takes longer.
        var sample = Tensor.Of(new[,]
        {
            { -0.3059f, 1.4878f, 0.2026f, -0.7363f }, { -1.2357f, 0.8356f, 1.3819f, -1.3026f }, { 1.4943f, -0.8299f, 1.2947f, 1.3532f },
        });
        float total = 0;
        for (int i = 0; i < sample.Shape[0]; i++)
            for (int j = 0; j < sample.Shape[1]; j++)
                total += sample[i, j].Item();
        examples.IsNear("S0-06", "the sum by a loop", total, 3.6397, 1e-4);
        examples.Prints("S0-06", "sample.Sum()", sample.Sum(), "tensor(3.6397)");
    }

    static void Products(Comparison examples)
    {
        var a = Tensor.Arange(16).Reshape(4, 4);
        var c = 3 * a;
        examples.Prints("S0-15", "C = 3 * A", c,
            """
            tensor([[ 0,  3,  6,  9],
                    [12, 15, 18, 21],
                    [24, 27, 30, 33],
                    [36, 39, 42, 45]])
            """);
        examples.Holds("S0-16", "C / 3 == A, as floats: integers do not divide by themselves", (c.Cast<float>() / 3 == a.Cast<float>()).ToArray().All(same => same));
        examples.Prints("S0-17", "A * C, element by element", a * c,
            """
            tensor([[  0,   3,  12,  27],
                    [ 48,  75, 108, 147],
                    [192, 243, 300, 363],
                    [432, 507, 588, 675]])
            """);
        examples.Prints("S0-18", "MatMul(A, C)", MatMul(a, c),
            """
            tensor([[ 168,  186,  204,  222],
                    [ 456,  522,  588,  654],
                    [ 744,  858,  972, 1086],
                    [1032, 1194, 1356, 1518]])
            """);

        examples.Prints("S0-19", "Cross([1, 2, 3], [3, 4, 5])", Cross(Tensor.Of([1f, 2, 3]), Tensor.Of([3f, 4, 5])), "tensor([-2.,  4., -2.])");
        var x = Tensor.Arange<float>(4);
        var m = Tensor.Arange<float>(20).Reshape(5, 4);
        examples.Prints("S3-41", "Dot(x, Tensor.Ones(4))", Dot(x, Tensor.Ones(4)), "tensor(6.)");
        examples.Prints("S3-42", "Mv(A, x)", Mv(m, x), "tensor([ 14.,  38.,  62.,  86., 110.])");
        examples.Prints("S3-43", "Mm(A, Tensor.Ones(4, 3))", Mm(m, Tensor.Ones(4, 3)),
            """
            tensor([[ 6.,  6.,  6.],
                    [22., 22., 22.],
                    [38., 38., 38.],
                    [54., 54., 54.],
                    [70., 70., 70.]])
            """);
#pragma warning disable D2L0201    // The editor says so too; this is what running it says.
        examples.Refuses<ArgumentException>("S1-20", "Mv(A, Tensor.Ones(5)): the columns of A and the vector must agree", () => Mv(m, Tensor.Ones(5)), "4");
#pragma warning restore D2L0201
    }

    static void Norms(Comparison examples)
    {
        var u = Tensor.Of([3f, 0, -4]);
        examples.Prints("S3-44", "Norm(u) of [3, 0, -4]: its length", Norm(u), "tensor(5.)");
        examples.Prints("S3-44", "Abs(u).Sum(): the way along the streets", Abs(u).Sum(), "tensor(7.)");
        examples.Prints("S3-44", "Norm(u, p: 1), the same", Norm(u, p: 1), "tensor(7.)");
        examples.Prints("S0-22", "Norm([2, -3])", Norm(Tensor.Of([2f, -3])), "tensor(3.6056)");
        examples.Prints("S3-45", "Norm(Tensor.Ones(4, 9)), the Frobenius norm: the length of all elements in a row", Norm(Tensor.Ones(4, 9)), "tensor(6.)");
    }

    static void Special(Comparison examples)
    {
        examples.Say(
            """
            Some matrices have names. A symmetric one equals its transpose. A positive definite one gives x'Ax > 0 for every x but zero, as the
            square of a length does. An orthogonal one turns and mirrors, so lengths stay and its inverse is its transpose. A permutation
            only changes the order of what it multiplies, and is orthogonal too. An eigenvector is not turned, only stretched, by
            its eigenvalue; a symmetric matrix has a full set of real ones, but a rotation has none. The Frobenius norm is the length of a
            matrix, read as one long vector.
            """, "S3-30, S4-18");
        var b = Tensor.Of(new[,] { { 1f, 2, 3 }, { 2, 0, 4 }, { 3, 4, 5 } });
        examples.Prints("S3-32", "B == B.T, symmetric", b == b.T,
            """
            tensor([[True, True, True],
                    [True, True, True],
                    [True, True, True]])
            """);
        var turn = Tensor.Of(new[,] { { 0.6, -0.8 }, { 0.8, 0.6 } });
        examples.IsNear("S3-30", "Q.T · Q of a rotation is the identity; the greatest difference", Max(Abs(MatMul(turn.T, turn) - Tensor.Eye<double>(2))).Item(), 0, 1e-15);
        var swap = Tensor.Of(new[,] { { 0.0, 1, 0 }, { 0, 0, 1 }, { 1, 0, 0 } });
        examples.Prints("S3-30", "a permutation times [1, 2, 3]", MatMul(swap, Tensor.Of([1.0, 2, 3])), "tensor([2., 3., 1.], dtype=float64)");

        var definite = Tensor.Of(new[,] { { 2.0, 1 }, { 1, 2 } });
        var (values, vectors) = LinearAlgebra.EigenSymmetric(definite);
        examples.Prints("S3-30", "the eigenvalues of [[2, 1], [1, 2]]: all above zero, so it is positive definite", values.Cast<float>(), "tensor([1., 3.])");
        examples.IsNear("S3-30", "A·v is 3·v for the second eigenvector", Max(Abs(MatMul(definite, vectors[.., 1]) - 3 * vectors[.., 1])).Item(), 0, 1e-14);
        examples.Holds("S4-18", "the eigenvalues of a rotation are not real", !LinearAlgebra.Eigen(turn).IsReal);
        examples.Prints("S4-18", "theirs are 0.6 ± 0.8i", $"{LinearAlgebra.Eigen(turn).Values[0].Item():F1} {LinearAlgebra.Eigen(turn).ImaginaryValues[1].Item():F1}", "0.6 0.8");
    }

    static void Solving(Comparison examples)
    {
        var a = Tensor.Of(new[,] { { 4.0, 7 }, { 2, 6 } });
        examples.Prints("", "LinearAlgebra.Inverse([[4, 7], [2, 6]])", LinearAlgebra.Inverse(a),
            "tensor([[ 0.6000, -0.7000],\n        [-0.2000,  0.4000]], dtype=float64)");
        examples.Prints("", "LinearAlgebra.Solve(A, [18, 14])", LinearAlgebra.Solve(a, Tensor.Of([18.0, 14])).Cast<float>(), "tensor([1., 2.])");
        examples.Refuses<ArgumentException>("", "LinearAlgebra.Inverse of [[1, 2], [2, 4]]",
            () => LinearAlgebra.Inverse(Tensor.Of(new[,] { { 1.0, 2 }, { 2, 4 } })), "only 1 of its 2 rows are independent: it has no inverse");
    }
}
