using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using D2lDsl.Runtime;

namespace D2lDsl.Eager;

/// <summary>Random numbers as functions of a seed and of the place of an element, by the operations of compiled kernels.</summary>
static class RandomNumbers
{
    /// <summary>What becomes of 32 bits, taken as an int: half a turn up, and the largest float below 1 where they round to 1.</summary>
    const double Scale = 1.0 / 4294967296, Half = 0.5, BelowOne = 1 - 1.0 / 16777216;

    /// <summary>Numbers in [0, 1) in the shape of another tensor; the number of an element depends on its row-major index and the seed.</summary>
    public static Tensor<T> Like<T>(Tensor<T> like, Tensor<int> seed)
        where T : unmanaged
    {
        var result = Map.Fresh<T>(like.Sizes);
        int key = seed.Item();
        if (typeof(T) == typeof(float))
            Fill(MemoryMarshal.Cast<T, float>(result.AsSpan()), key);
        else
            Fill(MemoryMarshal.Cast<T, double>(result.AsSpan()), key);
        return result;
    }

    static void Fill(Span<float> numbers, int key)
    {
        int i = 0;
        for (; i <= numbers.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var bits = VectorMath.Hash(Vector512.Create(i) + Vector512<int>.Indices, Vector512.Create(key));
            var number = VectorMath.Min(Vector512.ConvertToSingle(bits) * (float)Scale + Vector512.Create((float)Half), Vector512.Create((float)BelowOne));
            number.StoreUnsafe(ref numbers[i]);
        }

        for (; i < numbers.Length; i++)
            numbers[i] = VectorMath.Min(VectorMath.Hash(i, key) * (float)Scale + (float)Half, (float)BelowOne);
    }

    static void Fill(Span<double> numbers, int key)
    {
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = VectorMath.Min(VectorMath.Hash(i, key) * Scale + Half, BelowOne);
    }
}
