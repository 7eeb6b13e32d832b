using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace D2lDsl.Data;

/// <summary>Tensors as matrices of MathNet.Numerics and back, with the checks that every method needs.</summary>
internal static class Matrices
{
    /// <summary>Any matrix of finite numbers.</summary>
    public static Matrix<double> Of<T>(string method, string name, Tensor<T> x) where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(x, name);
        if (x.Rank != 2 || x.Length == 0)
            throw new ArgumentException($"LinearAlgebra.{method}: {name} has shape {x.Shape} where a matrix [m, n] with elements is needed");
        return Dense(method, name, x, x.Shape[0], x.Shape[1]);
    }

    public static Matrix<double> Square<T>(string method, string name, Tensor<T> x) where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(x, name);
        if (x.Rank != 2 || x.Length == 0 || x.Shape[0] != x.Shape[1])
            throw new ArgumentException($"LinearAlgebra.{method}: {name} has shape {x.Shape} where a square matrix [n, n] is needed");
        return Of(method, name, x);
    }

    /// <summary>A square matrix that equals its transpose, up to the rounding of its elements.</summary>
    public static Matrix<double> Symmetric<T>(string method, string name, Tensor<T> x) where T : unmanaged, INumberBase<T>
    {
        var matrix = Square(method, name, x);
        var rounding = (typeof(T) == typeof(float) ? 1e-5 : 1e-12) * matrix.Enumerate().Max(Math.Abs);
        for (var i = 0; i < matrix.RowCount; i++)
            for (var j = 0; j < i; j++)
                if (Math.Abs(matrix[i, j] - matrix[j, i]) > rounding)
                    throw new ArgumentException(FormattableString.Invariant(
                        $"LinearAlgebra.{method}: {name} {x.Shape} is not symmetric: {name}[{i}, {j}] is {matrix[i, j]} and {name}[{j}, {i}] is {matrix[j, i]}"));
        return (matrix + matrix.Transpose()) / 2;
    }

    /// <summary>One right side or several as the columns of a matrix.</summary>
    public static Matrix<double> RightSide<T>(string method, Tensor<T> a, Tensor<T> b) where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(b);
        if (b.Rank is not (1 or 2) || b.Shape[0] != a.Shape[0] || b.Length == 0)
            throw new ArgumentException($"LinearAlgebra.{method}: a has shape {a.Shape} and b has shape {b.Shape}; b needs [{a.Shape[0]}] or [{a.Shape[0]}, k], one row for each row of a");
        return Dense(method, nameof(b), b, b.Shape[0], b.Length / b.Shape[0]);
    }

    public static Tensor<T> ToTensor<T>(Matrix<double> matrix, ReadOnlySpan<int> shape) where T : unmanaged, INumberBase<T> =>
        ToTensor<T>(matrix.ToRowMajorArray(), shape);

    public static Tensor<T> ToTensor<T>(double[] values, ReadOnlySpan<int> shape) where T : unmanaged, INumberBase<T>
    {
        var tensor = Tensor.Empty<T>(shape);
        var elements = tensor.AsSpan();
        for (var i = 0; i < elements.Length; i++) elements[i] = T.CreateTruncating(values[i]);
        return tensor;
    }

    static Matrix<double> Dense<T>(string method, string name, Tensor<T> x, int rows, int columns) where T : unmanaged, INumberBase<T>
    {
        double[] values = Array.ConvertAll(x.ToArray(), double.CreateTruncating);
        var broken = Array.FindIndex(values, value => !double.IsFinite(value));
        if (broken >= 0)
            throw new ArgumentException(FormattableString.Invariant(
                $"LinearAlgebra.{method}: {name} {x.Shape} holds {values[broken]} at row {broken / columns}; all elements must be finite"));
        return Matrix<double>.Build.DenseOfRowMajor(rows, columns, values);
    }
}
