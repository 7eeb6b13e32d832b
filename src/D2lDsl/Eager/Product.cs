using System.Numerics;
using D2lDsl.Runtime;
using static System.Runtime.CompilerServices.Unsafe;

namespace D2lDsl.Eager;

/// <summary>An axis of a product with its steps in the operands; 0 where an operand does not have it.</summary>
readonly record struct ProductAxis(int Size, int StepA, int StepB)
{
    /// <summary>Stands for an axis that is not there.</summary>
    public static ProductAxis None => new(1, 0, 0);
}

/// <summary>
/// Multiplies and sums, as one matrix product after the other. A trailing axis of the result along which only b moves is the
/// product's column, the one before it along which only a moves its row; all other axes are walked.
/// </summary>
static class Product
{
    public static Tensor<T> Of<T>(Tensor<T> a, Tensor<T> b, ProductAxis[] result, ProductAxis[] shared)
        where T : unmanaged, INumber<T>
    {
        int[] sizes = Array.ConvertAll(result, axis => axis.Size);
        var product = new Tensor<T>(sizes);
        if (product.Length == 0 || Array.Exists(shared, axis => axis.Size == 0))
            return product;

        var (column, row, inner) = (ProductAxis.None, ProductAxis.None, ProductAxis.None);
        if (result is [.., { StepA: 0 } last])
            (column, result) = (last, result[..^1]);
        if (result is [.., { StepB: 0 } next])
            (row, result) = (next, result[..^1]);
        if (shared is [.., var one])
            (inner, shared) = (one, shared[..^1]);

        int to = product.Offset;
        var outer = new Walk(result, a.Offset, b.Offset);
        do
        {
            bool add = false;
            var sums = new Walk(shared, outer.A, outer.B);
            do
            {
                Matrix(product.Storage, to, a.Storage, sums.A, b.Storage, sums.B, row, column, inner, add);
                add = true;
            }
            while (sums.Next());
            to += row.Size * column.Size;
        }
        while (outer.Next());
        return product;
    }

    static void Matrix<T>(
        T[] c, int to, T[] a, int fromA, T[] b, int fromB, ProductAxis row, ProductAxis column, ProductAxis inner, bool add)
        where T : unmanaged, INumber<T>
    {
        ref T x = ref a[fromA], y = ref b[fromB], z = ref c[to];
        var (m, n, k) = (row.Size, column.Size, inner.Size);
        var (xRow, xColumn, yRow, yColumn) = (row.StepA, inner.StepA, inner.StepB, column.StepB);
        if (typeof(T) == typeof(float))
            Gemm.Multiply(m, n, k, ref As<T, float>(ref x), xRow, xColumn, ref As<T, float>(ref y), yRow, yColumn,
                ref As<T, float>(ref z), n, add);
        else if (typeof(T) == typeof(double))
            Gemm.Multiply(m, n, k, ref As<T, double>(ref x), xRow, xColumn, ref As<T, double>(ref y), yRow, yColumn,
                ref As<T, double>(ref z), n, add);
        else
            Gemm.Multiply(m, n, k, ref x, xRow, xColumn, ref y, yRow, yColumn, ref z, n, add);
    }

    /// <summary>Goes through some axes in row-major order and keeps the place in both operands.</summary>
    struct Walk(ProductAxis[] axes, int a, int b)
    {
        readonly int[] index = axes.Length == 0 ? [] : new int[axes.Length];

        public int A { get; private set; } = a;

        public int B { get; private set; } = b;

        public bool Next()
        {
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                var (size, stepA, stepB) = axes[axis];
                (A, B) = (A + stepA, B + stepB);
                if (++index[axis] < size)
                    return true;
                (A, B) = (A - size * stepA, B - size * stepB);
                index[axis] = 0;
            }

            return false;
        }
    }
}
