using System.Numerics;
using System.Runtime.CompilerServices;
using D2lDsl.Runtime;

namespace D2lDsl.Eager;

/// <summary>Functions of one number that generic math lacks or defines otherwise than PyTorch.</summary>
static class Elementary
{
    /// <summary>The absolute value; the smallest integer stays itself instead of throwing.</summary>
    public static N Abs<N>(N x)
        where N : INumberBase<N> =>
        typeof(N) == typeof(float) || typeof(N) == typeof(double) ? N.Abs(x) : N.IsNegative(x) ? -x : x;

    /// <summary>The error function.</summary>
    public static N Erf<N>(N x)
        where N : INumberBase<N> =>
        typeof(N) == typeof(float)
            ? N.CreateTruncating(VectorMath.Erf(float.CreateTruncating(x)))
            : N.CreateTruncating(VectorMath.Erf(double.CreateTruncating(x)));

    /// <summary>condition ? a : b without a jump, which masks as irregular as a network's would mispredict half the time.</summary>
    public static T Select<T>(bool condition, T a, T b)
        where T : unmanaged
    {
        long mask = -(condition ? 1L : 0L);
        return Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.BitCast<byte, T>((byte)(Unsafe.BitCast<T, byte>(a) & mask | Unsafe.BitCast<T, byte>(b) & ~mask)),
            4 => Unsafe.BitCast<int, T>(Unsafe.BitCast<T, int>(a) & (int)mask | Unsafe.BitCast<T, int>(b) & ~(int)mask),
            8 => Unsafe.BitCast<long, T>(Unsafe.BitCast<T, long>(a) & mask | Unsafe.BitCast<T, long>(b) & ~mask),
            _ => condition ? a : b,
        };
    }

    /// <summary>An int literal beside a tensor, as an element of it.</summary>
    /// <exception cref="OverflowException">The element type cannot hold the number.</exception>
    public static T Number<T>(int value)
        where T : unmanaged
    {
        if ((typeof(T) == typeof(sbyte) && value != (sbyte)value) || (typeof(T) == typeof(byte) && value != (byte)value))
            throw new OverflowException($"{value} is no {ElementType.Keyword<T>()}; cast the tensor to int first: x.Cast<int>()");
        return ElementType.From<T>((long)value);
    }
}
