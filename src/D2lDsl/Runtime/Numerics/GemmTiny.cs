using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>Products of a few numbers: what they cost is the loops around them.</summary>
static unsafe class GemmTiny<T> where T : unmanaged, INumberBase<T>
{
    /// <summary>Up to so many multiplications plain loops are done before blocks and tiles are cut.</summary>
    public const long Most = 128;

    /// <summary>c (+)= a·b, an element after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol, T* c, nint cRow, bool add)
    {
        for (var i = 0; i < m; i++, a += aRow, c += cRow)
        {
            var column = b;
            for (var j = 0; j < n; j++, column += bCol)
            {
                var sum = add ? c[j] : T.Zero;
                T* left = a, right = column;
                for (var p = 0; p < k; p++, left += aCol, right += bRow)
                    sum += *left * *right;
                c[j] = sum;
            }
        }
    }
}
