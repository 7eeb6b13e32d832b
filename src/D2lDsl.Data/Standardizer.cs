using System.Globalization;
using System.Numerics;

namespace D2lDsl.Data;

/// <summary>
/// Brings columns to mean 0 and standard deviation 1, and back (scikit-learn's <c>StandardScaler</c>). Gradient descent then finds
/// columns of different units equally steep.
/// </summary>
/// <remarks>The deviation is that of the rows themselves (divided by n, not n − 1), computed in double precision.</remarks>
public sealed class Standardizer
{
    readonly double[] mean, std;

    Standardizer(double[] mean, double[] std) => (this.mean, this.std) = (mean, std);

    /// <summary>The mean of each column.</summary>
    public IReadOnlyList<double> Mean => mean;

    /// <summary>The standard deviation of each column, above 0.</summary>
    public IReadOnlyList<double> Std => std;

    /// <summary>Measures the columns of a tensor.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Rows by columns, [n, d].</param>
    /// <exception cref="ArgumentException">
    /// The tensor is not a matrix, has no row, holds a value that is not finite, or a column has the same value in every row.
    /// </exception>
    public static Standardizer Fit<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank != 2 || x.Shape[0] == 0)
            throw new ArgumentException($"Standardizer.Fit: x has shape {x.Shape} where [n, d] with n of 1 or more is needed");
        var (rows, columns) = x.Shape;
        var values = x.ToArray();
        return Measure(columns,
            column => [.. Enumerable.Range(0, rows).Select(row => double.CreateChecked(values[row * columns + column]))],
            (column, problem) => new ArgumentException($"Standardizer.Fit: column {column} of x {problem}"));
    }

    /// <summary>Measures columns of a table, in the order given.</summary>
    /// <param name="table">The table.</param>
    /// <param name="names">The columns.</param>
    /// <exception cref="DataException">
    /// A column does not exist, has a missing cell or text in it, or has the same value in every row.
    /// </exception>
    public static Standardizer Fit(Table table, params ReadOnlySpan<string> names)
    {
        ArgumentNullException.ThrowIfNull(table);
        var columns = new Column[names.Length];
        for (var i = 0; i < columns.Length; i++) columns[i] = table[names[i]];
        return Measure(columns.Length,
            column => [.. Enumerable.Range(0, table.RowCount).Select(columns[column].Number)],
            (column, problem) => new DataException(table.Name, null, columns[column].Name, problem));
    }

    /// <summary>Subtracts each column's mean and divides by its standard deviation.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="x">Rows by columns, [n, d], with as many columns as were measured.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">The tensor has another number of columns.</exception>
    public Tensor<T> Transform<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Map(x, (value, column) => (value - mean[column]) / std[column]);

    /// <summary>Multiplies each column by its standard deviation and adds its mean: undoes <see cref="Transform"/>.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="z">Rows by columns, [n, d], with as many columns as were measured.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">The tensor has another number of columns.</exception>
    public Tensor<T> Inverse<T>(Tensor<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> => Map(z, (value, column) => value * std[column] + mean[column]);

    static Standardizer Measure(int columns, Func<int, double[]> values, Func<int, string, Exception> error)
    {
        var (mean, std) = (new double[columns], new double[columns]);
        for (var column = 0; column < columns; column++)
        {
            var numbers = values(column);
            mean[column] = numbers.Average();
            std[column] = Math.Sqrt(numbers.Average(number => (number - mean[column]) * (number - mean[column])));
            if (!double.IsFinite(std[column])) throw error(column, "holds NaN, an infinity or values too large to square");
            // Constant values leave a deviation of rounding size, never a useful one.
            if (std[column] <= 1e-12 * Math.Abs(mean[column]))
                throw error(column, $"has the same value in every row ({numbers[0].ToString(CultureInfo.InvariantCulture)}), so it cannot be standardised; leave it out");
        }
        return new Standardizer(mean, std);
    }

    Tensor<T> Map<T>(Tensor<T> x, Func<double, int, double> map) where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank != 2 || x.Shape[1] != mean.Length)
            throw new ArgumentException($"Standardizer: the tensor has shape {x.Shape} where [n, {mean.Length}] was measured");
        var values = x.ToArray();
        for (var i = 0; i < values.Length; i++)
            values[i] = T.CreateChecked(map(double.CreateChecked(values[i]), i % mean.Length));
        return Tensor.From(values, x.Shape);
    }
}
