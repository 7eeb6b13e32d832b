using System.Numerics;
using System.Runtime.CompilerServices;
using D2lDsl.Runtime;

namespace D2lDsl.Numerics.Tests;

/// <summary>How the elements of a matrix lie in storage.</summary>
public enum Layout
{
    /// <summary>Row after row, without gaps.</summary>
    Rows,

    /// <summary>Column after column, without gaps: a transposed matrix.</summary>
    Columns,

    /// <summary>Row after row, with a gap after each.</summary>
    GappedRows,

    /// <summary>Gaps between rows and between columns.</summary>
    Sparse,

    /// <summary>One row that stands for all, as where a vector is broadcast.</summary>
    RepeatedRow,

    /// <summary>One column that stands for all.</summary>
    RepeatedColumn,
}

/// <summary>A matrix of random numbers in some layout, and products of such.</summary>
sealed class Matrix<T> where T : unmanaged, INumber<T>
{
    Matrix(int rows, int columns, T[] storage, nint row, nint column) =>
        (Rows, Columns, Storage, Row, Column) = (rows, columns, storage, row, column);

    public int Rows { get; }
    public int Columns { get; }
    public T[] Storage { get; }
    public nint Row { get; }
    public nint Column { get; }

    public T this[int i, int j] => Storage[i * Row + j * Column];

    public static Matrix<T> Random(int rows, int columns, Layout layout, Random random)
    {
        (nint row, nint column) = layout switch
        {
            Layout.Rows => (columns, 1),
            Layout.Columns => (1, rows),
            Layout.GappedRows => (columns + 5, 1),
            Layout.RepeatedRow => (0, 1),
            Layout.RepeatedColumn => (1, 0),
            _ => (2 * columns + 3, 2),
        };
        // Exactly as long as the last element asks for, so that reading past it is reading past the array.
        var length = rows == 0 || columns == 0 ? 0 : (rows - 1) * row + (columns - 1) * column + 1;
        var storage = new T[length];
        for (var i = 0; i < length; i++)
            storage[i] = T.CreateTruncating(typeof(T) == typeof(float) || typeof(T) == typeof(double) ? random.NextDouble() - 0.5 : random.Next(-100, 100));
        return new Matrix<T>(rows, columns, storage, row, column);
    }

    /// <summary>The same numbers in another layout.</summary>
    public Matrix<T> In(Layout layout)
    {
        var copy = Random(Rows, Columns, layout, new Random(1));
        for (var i = 0; i < Rows; i++)
            for (var j = 0; j < Columns; j++)
                copy.Storage[i * copy.Row + j * copy.Column] = this[i, j];
        return copy;
    }

    /// <summary>c (+)= a·b by the library.</summary>
    public static void Multiply(Matrix<T> a, Matrix<T> b, T[] c, int cRow, bool add)
    {
        ref var pa = ref Unsafe.AsRef(in a.Storage.AsSpan().GetPinnableReference());
        ref var pb = ref Unsafe.AsRef(in b.Storage.AsSpan().GetPinnableReference());
        ref var pc = ref c.AsSpan().GetPinnableReference();
        if (typeof(T) == typeof(float))
            Gemm.Multiply(a.Rows, b.Columns, a.Columns, ref Unsafe.As<T, float>(ref pa), a.Row, a.Column,
                ref Unsafe.As<T, float>(ref pb), b.Row, b.Column, ref Unsafe.As<T, float>(ref pc), cRow, add);
        else if (typeof(T) == typeof(double))
            Gemm.Multiply(a.Rows, b.Columns, a.Columns, ref Unsafe.As<T, double>(ref pa), a.Row, a.Column,
                ref Unsafe.As<T, double>(ref pb), b.Row, b.Column, ref Unsafe.As<T, double>(ref pc), cRow, add);
        else
            Gemm.Multiply(a.Rows, b.Columns, a.Columns, ref pa, a.Row, a.Column, ref pb, b.Row, b.Column, ref pc, cRow, add);
    }

    /// <summary>Multiplies, and checks every element of c, and the gaps between its rows, against a product in double precision.</summary>
    public static void Check(int m, int n, int k, Layout left, Layout right, bool add, Random random)
    {
        var a = Random(m, k, left, random);
        var b = Random(k, n, right, random);
        var cRow = n + (left == Layout.GappedRows ? 3 : 0);
        var c = new T[m * cRow];
        for (var i = 0; i < c.Length; i++)
            c[i] = T.CreateTruncating(i % 7);
        var old = (T[])c.Clone();

        Multiply(a, b, c, cRow, add);

        var limit = typeof(T) == typeof(float) ? 6e-8 * (k + 4) : typeof(T) == typeof(double) ? 1.2e-16 * (k + 4) : 0;
        var sums = new double[n];
        var sizes = new double[n];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
                sums[j] = sizes[j] = add ? double.CreateTruncating(old[i * cRow + j]) : 0;
            for (var p = 0; p < k; p++)
            {
                var x = double.CreateTruncating(a[i, p]);
                for (var j = 0; j < n; j++)
                {
                    var term = x * double.CreateTruncating(b[p, j]);
                    sums[j] += term;
                    sizes[j] += Math.Abs(term);
                }
            }
            for (var j = 0; j < cRow; j++)
            {
                var actual = double.CreateTruncating(c[i * cRow + j]);
                if (j >= n)
                    Assert.True(c[i * cRow + j] == old[i * cRow + j], $"the gap after row {i} was written to");
                else if (!(Math.Abs(actual - sums[j]) <= limit * sizes[j]))
                    Assert.Fail($"{m}×{k} ({left}) by {k}×{n} ({right}), add {add}: [{i}, {j}] is {actual}, not {sums[j]}");
            }
        }
    }
}
