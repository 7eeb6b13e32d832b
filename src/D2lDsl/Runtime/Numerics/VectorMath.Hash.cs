using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl.Runtime;

/// <summary>Random numbers without a state: a number is a function of its index and a key.</summary>
/// <remarks>
/// Three rounds of xor-shift and multiplication with the shifts and factors of C. Wellons' hash <c>triple32</c> (Prospecting for Hash
/// Functions, 2018). The key joins after the first round, where neighbouring indices are already far apart, so that the numbers of one key
/// are never those of another moved along; digits of the golden ratio join with it, so that index 0 of key 0 is not 0. The same bits for
/// single numbers and for vectors of any width.
/// </remarks>
public static partial class VectorMath
{
    const uint Start = 0x9e3779b9, First = 0xed5ad4bb, Second = 0xac4c1b51, Third = 0x31848bab;

    /// <summary>32 random bits: the <paramref name="index"/>-th of a <paramref name="key"/>.</summary>
    [MethodImpl(Inline)]
    public static int Hash(int index, int key)
    {
        uint x = (uint)index;
        x = (x ^ (x >> 17)) * First ^ (uint)key ^ Start;
        x = (x ^ (x >> 11)) * Second;
        x = (x ^ (x >> 15)) * Third;
        return (int)(x ^ (x >> 14));
    }

    /// <inheritdoc cref="Hash(int, int)"/>
    [MethodImpl(Inline)]
    public static Vector512<int> Hash(Vector512<int> index, Vector512<int> key)
    {
        var x = index.AsUInt32();
        x = (x ^ (x >>> 17)) * Vector512.Create(First) ^ (key.AsUInt32() ^ Vector512.Create(Start));
        x = (x ^ (x >>> 11)) * Vector512.Create(Second);
        x = (x ^ (x >>> 15)) * Vector512.Create(Third);
        return (x ^ (x >>> 14)).AsInt32();
    }

    /// <summary>The same beside doubles, where an int lies in a lane of long.</summary>
    [MethodImpl(Inline)]
    public static Vector512<long> Hash(Vector512<long> index, Vector512<long> key) =>
        // What the upper halves become is cut off by the shifts, which bring the sign of the lower ones there.
        (Hash(index.AsInt32(), key.AsInt32()).AsInt64() << 32) >> 32;
}
