using System.Numerics;
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
        typeof(N) == typeof(float) ? N.CreateTruncating(VectorMath.Erf(float.CreateTruncating(x))) : N.CreateTruncating(VectorMath.Erf(double.CreateTruncating(x)));

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
