using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace D2lDsl;

/// <summary>
/// Puts numbers into a random order, for the epochs of a loader. The generator is wyrand: one multiplication a number, where a seeded
/// <see cref="Random"/> would take longer to shuffle an epoch than a small model to train on it.
/// </summary>
sealed class Shuffler(ulong seed)
{
    ulong state = seed;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Shuffle(Span<int> numbers)
    {
        ulong at = state;
        ref int first = ref MemoryMarshal.GetReference(numbers);
        for (nint i = numbers.Length - 1; i > 0; i--)
        {
            at += 0xa0761d6478bd642f;
            ulong other = at ^ 0xe7037ed1a0b428db;
            // A number from 0 to i: the high part of a product is as even as 64 bits make it.
            nint j = (nint)High(High(at, other) ^ (at * other), (ulong)(i + 1));
            (Unsafe.Add(ref first, i), Unsafe.Add(ref first, j)) = (Unsafe.Add(ref first, j), Unsafe.Add(ref first, i));
        }

        state = at;
    }

    static ulong High(ulong a, ulong b) => Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);
}
