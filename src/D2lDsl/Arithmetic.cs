using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace D2lDsl;

/// <summary>One of + − · / on numbers.</summary>
interface IArithmetic
{
    static abstract T Scalar<T>(T a, T b)
        where T : INumber<T>;

    /// <summary>a = a ∘ b over rows of equal length.</summary>
    static abstract void Rows<T>(Span<T> a, ReadOnlySpan<T> b)
        where T : INumber<T>;

    /// <summary>a = a ∘ b with one b for the whole row.</summary>
    static abstract void Row<T>(Span<T> a, T b)
        where T : INumber<T>;
}

readonly struct Add : IArithmetic
{
    public static T Scalar<T>(T a, T b)
        where T : INumber<T> => a + b;

    public static void Rows<T>(Span<T> a, ReadOnlySpan<T> b)
        where T : INumber<T> => TensorPrimitives.Add(a, b, a);

    public static void Row<T>(Span<T> a, T b)
        where T : INumber<T> => TensorPrimitives.Add(a, b, a);
}

readonly struct Subtract : IArithmetic
{
    public static T Scalar<T>(T a, T b)
        where T : INumber<T> => a - b;

    public static void Rows<T>(Span<T> a, ReadOnlySpan<T> b)
        where T : INumber<T> => TensorPrimitives.Subtract(a, b, a);

    public static void Row<T>(Span<T> a, T b)
        where T : INumber<T> => TensorPrimitives.Subtract(a, b, a);
}

readonly struct Multiply : IArithmetic
{
    public static T Scalar<T>(T a, T b)
        where T : INumber<T> => a * b;

    public static void Rows<T>(Span<T> a, ReadOnlySpan<T> b)
        where T : INumber<T> => TensorPrimitives.Multiply(a, b, a);

    public static void Row<T>(Span<T> a, T b)
        where T : INumber<T> => TensorPrimitives.Multiply(a, b, a);
}

readonly struct Divide : IArithmetic
{
    public static T Scalar<T>(T a, T b)
        where T : INumber<T> => a / b;

    public static void Rows<T>(Span<T> a, ReadOnlySpan<T> b)
        where T : INumber<T> => TensorPrimitives.Divide(a, b, a);

    public static void Row<T>(Span<T> a, T b)
        where T : INumber<T> => TensorPrimitives.Divide(a, b, a);
}

/// <summary>a = a ∘ b on the element types that compute.</summary>
readonly struct ArithmeticRow<T, TOperation> : IRow<T, T>
    where T : unmanaged
    where TOperation : IArithmetic
{
    public static void Run(ref T a, nint aStep, ref T b, nint bStep, int count)
    {
        if (typeof(T) == typeof(float)) Of<float>(ref a, aStep, ref b, bStep, count);
        else if (typeof(T) == typeof(double)) Of<double>(ref a, aStep, ref b, bStep, count);
        else if (typeof(T) == typeof(int)) Of<int>(ref a, aStep, ref b, bStep, count);
        else if (typeof(T) == typeof(long)) Of<long>(ref a, aStep, ref b, bStep, count);
        else if (typeof(T) == typeof(sbyte)) Of<sbyte>(ref a, aStep, ref b, bStep, count);
        else if (typeof(T) == typeof(byte)) Of<byte>(ref a, aStep, ref b, bStep, count);
        else throw ElementType.Unsupported<T>();
    }

    static void Of<TNumber>(ref T first, nint aStep, ref T second, nint bStep, int count)
        where TNumber : unmanaged, INumber<TNumber>
    {
        ref TNumber a = ref Unsafe.As<T, TNumber>(ref first), b = ref Unsafe.As<T, TNumber>(ref second);
        if (aStep == 1 && bStep == 1)
        {
            TOperation.Rows(MemoryMarshal.CreateSpan(ref a, count), MemoryMarshal.CreateReadOnlySpan(ref b, count));
        }
        else if (aStep == 1 && bStep == 0)
        {
            TOperation.Row(MemoryMarshal.CreateSpan(ref a, count), b);
        }
        else
        {
            for (nint i = 0; i < count; i++)
                Unsafe.Add(ref a, i * aStep) = TOperation.Scalar(Unsafe.Add(ref a, i * aStep), Unsafe.Add(ref b, i * bStep));
        }
    }
}
