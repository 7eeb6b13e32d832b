using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace D2lDsl;

public static partial class Tensor
{
    /// <summary>A scalar: a tensor of rank 0 (<c>torch.tensor(value)</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="value">The value.</param>
    public static Tensor<T> Of<T>(T value)
        where T : unmanaged => new([value], 0, []);

    /// <summary>A vector with a copy of the values (<c>torch.tensor([…])</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The values.</param>
    public static Tensor<T> Of<T>(T[] values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(values.AsSpan().ToArray(), 0, [values.Length]);
    }

    /// <summary>A matrix with a copy of the values.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">Rows by columns.</param>
    public static Tensor<T> Of<T>(T[,] values)
        where T : unmanaged => OfRectangular<T>(values);

    /// <summary>A tensor of rank 3 with a copy of the values.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The values.</param>
    public static Tensor<T> Of<T>(T[,,] values)
        where T : unmanaged => OfRectangular<T>(values);

    /// <summary>A tensor of rank 4 with a copy of the values.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="values">The values.</param>
    public static Tensor<T> Of<T>(T[,,,] values)
        where T : unmanaged => OfRectangular<T>(values);

    /// <summary>A matrix with a copy of the rows: <c>Tensor.Of([[1f, 2f], [3f, 4f]])</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">Rows of one length.</param>
    /// <exception cref="ArgumentException">A row's length differs from the first one's.</exception>
    public static Tensor<T> Of<T>(T[][] rows)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rows);
        var result = Empty<T>(rows.Length, rows.Length == 0 ? 0 : rows[0].Length);
        FillRows(rows, result.AsSpan(), result.Sizes[1], "row 0", i => $"row {i}");
        return result;
    }

    /// <summary>A tensor of rank 3 with a copy of the matrices.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="matrices">Matrices of one shape.</param>
    /// <exception cref="ArgumentException">A matrix or a row differs in length from the first one.</exception>
    public static Tensor<T> Of<T>(T[][][] matrices)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(matrices);
        int rows = matrices.Length == 0 ? 0 : matrices[0].Length;
        int columns = rows == 0 ? 0 : matrices[0][0].Length;
        var result = Empty<T>(matrices.Length, rows, columns);
        for (int m = 0; m < matrices.Length; m++)
        {
            if (matrices[m].Length != rows)
                throw new ArgumentException($"Of: matrix {m} has {matrices[m].Length} rows where matrix 0 has {rows}; all must be as long");
            int matrix = m;
            FillRows(matrices[m], result.AsSpan()[(m * rows * columns)..], columns, "row 0 of matrix 0", i => $"row {i} of matrix {matrix}");
        }

        return result;
    }

    /// <summary>A tensor over an array, without a copy: each sees what the other writes (<c>torch.from_numpy</c>).</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="array">The elements in row-major order.</param>
    /// <param name="shape">One size per axis; none makes a vector.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements than the array.</exception>
    public static Tensor<T> From<T>(T[] array, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(array);
        int[] sizes = shape.Length == 0 ? [array.Length] : shape.ToArray();
        if (Layout.Count(sizes) != array.Length)
            throw new ArgumentException(
                $"From: the array has {Layout.Elements(array.Length)}, shape {Layout.Text(sizes)} has {Layout.Count(sizes)}");
        return new(array, 0, sizes);
    }

    static Tensor<T> OfRectangular<T>(Array values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var sizes = new int[values.Rank];
        for (int axis = 0; axis < sizes.Length; axis++)
            sizes[axis] = values.GetLength(axis);
        var result = Empty<T>(sizes);
        ref T first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values));
        MemoryMarshal.CreateReadOnlySpan(ref first, values.Length).CopyTo(result.AsSpan());
        return result;
    }

    static void FillRows<T>(T[][] rows, Span<T> destination, int columns, string first, Func<int, string> name)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length != columns)
                throw new ArgumentException($"Of: {name(i)} has length {rows[i].Length} where {first} has {columns}; all must be as long");
            rows[i].CopyTo(destination[(i * columns)..]);
        }
    }
}
