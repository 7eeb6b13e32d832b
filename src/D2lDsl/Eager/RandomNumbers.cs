using System.Runtime.CompilerServices;
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
        var chunks = new Chunks<T>(result.AsSpan(), key);
        Workers.Run(ref chunks, chunks.Count, OperationsEach * result.Length);
        return result;
    }

    /// <summary>Some numbers at a time.</summary>
    readonly ref struct Chunks<T>(Span<T> numbers, int key) : IChunks
        where T : unmanaged
    {
        const int Each = 1 << 15;

        readonly Span<T> numbers = numbers;

        public int Count => (numbers.Length - 1) / Each + 1;

        public void Run(int chunk, int worker)
        {
            int from = chunk * Each, to = Math.Min(from + Each, numbers.Length);
            if (typeof(T) == typeof(float))
                Fill(MemoryMarshal.Cast<T, float>(numbers), from, to, key);
            else
                Fill(MemoryMarshal.Cast<T, double>(numbers), from, to, key);
        }
    }

    /// <summary>About how many operations a number takes.</summary>
    const long OperationsEach = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Fill(Span<float> numbers, int i, int end, int key)
    {
        for (; i <= end - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var bits = VectorMath.Hash(Vector512.Create(i) + Vector512<int>.Indices, Vector512.Create(key));
            var number = VectorMath.Min(Vector512.ConvertToSingle(bits) * (float)Scale + Vector512.Create((float)Half), Vector512.Create((float)BelowOne));
            number.StoreUnsafe(ref numbers[i]);
        }

        for (; i < end; i++)
            numbers[i] = VectorMath.Min(VectorMath.Hash(i, key) * (float)Scale + (float)Half, (float)BelowOne);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Fill(Span<double> numbers, int i, int end, int key)
    {
        for (; i < end; i++)
            numbers[i] = VectorMath.Min(VectorMath.Hash(i, key) * Scale + Half, BelowOne);
    }
}
