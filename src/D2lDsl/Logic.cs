using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>One of the bitwise operations, on the bits of any integer or bool.</summary>
interface ILogic
{
    static abstract long Apply(long a, long b);
}

readonly struct And : ILogic
{
    public static long Apply(long a, long b) => a & b;
}

readonly struct Or : ILogic
{
    public static long Apply(long a, long b) => a | b;
}

readonly struct Xor : ILogic
{
    public static long Apply(long a, long b) => a ^ b;
}

/// <summary>a = a ∘ b on bits.</summary>
readonly struct LogicRow<T, TOperation> : IRow<T, T>
    where T : unmanaged
    where TOperation : ILogic
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref T a, nint aStep, ref T b, nint bStep, int count)
    {
        for (nint i = 0; i < count; i++)
        {
            ref T element = ref Unsafe.Add(ref a, i * aStep);
            element = ElementType.From<T>(TOperation.Apply(ElementType.ToLong(element), ElementType.ToLong(Unsafe.Add(ref b, i * bStep))));
        }
    }
}

/// <summary>a = b is zero.</summary>
readonly struct NotRow<T> : IRow<bool, T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref bool a, nint aStep, ref T b, nint bStep, int count)
    {
        for (nint i = 0; i < count; i++)
            Unsafe.Add(ref a, i * aStep) = !ElementType.Convert<T, bool>(Unsafe.Add(ref b, i * bStep));
    }
}
