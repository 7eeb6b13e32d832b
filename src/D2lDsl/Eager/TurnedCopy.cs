using System.Runtime.CompilerServices;
using D2lDsl.Runtime;

namespace D2lDsl.Eager;

/// <summary>
/// Copies tensors whose rows lie apart in memory and whose columns lie together, as those of a transpose do: square by square, so that
/// what is fetched from memory is used whole. Element by element every one of them would be fetched for itself.
/// </summary>
static unsafe class TurnedCopy
{
    /// <summary>The side of a square, whose rows and columns fit the first cache together.</summary>
    const int Side = 32;

    /// <summary>Below so many elements everything is in a cache anyway.</summary>
    const int Fewest = 1 << 13;

    /// <summary>The tensor, as a dense copy where it is turned.</summary>
    public static Tensor<T> Straight<T>(Tensor<T> x)
        where T : unmanaged
    {
        int last = x.Rank - 1;
        if (x.Length < Fewest || x.Sizes[last] < Side || x.Strides[last] is 0 or 1)
            return x;
        int beside = last - 1;
        while (beside >= 0 && (x.Strides[beside] != 1 || x.Sizes[beside] < Side))
            beside--;
        if (beside < 0)
            return x;
        var result = Map.Fresh<T>(x.Sizes);
        var bands = new Bands<T>(x, result, beside);
        Workers.Run(ref bands, bands.Count, 16L * x.Length);
        return result;
    }

    /// <summary>So many rows of one matrix at a time.</summary>
    readonly struct Bands<T> : IChunks
        where T : unmanaged
    {
        readonly Tensor<T> from, to;
        readonly int beside, last, each;

        public Bands(Tensor<T> from, Tensor<T> to, int beside)
        {
            (this.from, this.to, this.beside, last) = (from, to, beside, from.Rank - 1);
            each = (from.Sizes[beside] - 1) / Side + 1;
            Count = from.Length / from.Sizes[beside] / from.Sizes[last] * each;
        }

        public int Count { get; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int chunk, int worker)
        {
            int row = chunk % each * Side, matrix = chunk / each;
            nint source = from.Offset + row, target = to.Offset + (nint)row * to.Strides[beside];
            for (int axis = last - 1; axis >= 0; axis--)
            {
                if (axis == beside)
                    continue;
                (matrix, int at) = Math.DivRem(matrix, from.Sizes[axis]);
                source += (nint)at * from.Strides[axis];
                target += (nint)at * to.Strides[axis];
            }

            int rows = Math.Min(Side, from.Sizes[beside] - row);
            nint step = from.Strides[last], stride = to.Strides[beside];
            fixed (T* x = from.Storage, y = to.Storage)
            {
                for (int column = 0; column < from.Sizes[last]; column += Side)
                    Square(x + source + column * step, step, y + target + column, stride, rows, Math.Min(Side, from.Sizes[last] - column));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Square(T* x, nint step, T* y, nint stride, int rows, int columns)
        {
            (int evenRows, int evenColumns) = Transposition.Blocks(rows, columns, x, step, y, stride);
            for (int row = 0; row < rows; row++)
            for (int column = row < evenRows ? evenColumns : 0; column < columns; column++)
                y[row * stride + column] = x[column * step + row];
        }
    }
}
