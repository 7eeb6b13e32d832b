using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl;

/// <summary>One of + − · / on numbers.</summary>
interface IArithmetic
{
    static abstract T Scalar<T>(T a, T b)
        where T : INumber<T>;

    static abstract Vector512<T> Vector<T>(Vector512<T> a, Vector512<T> b);
}

readonly struct Add : IArithmetic
{
    public static T Scalar<T>(T a, T b)
        where T : INumber<T> => a + b;

    public static Vector512<T> Vector<T>(Vector512<T> a, Vector512<T> b) => Vector512.Add(a, b);
}

readonly struct Subtract : IArithmetic
{
    public static T Scalar<T>(T a, T b)
        where T : INumber<T> => a - b;

    public static Vector512<T> Vector<T>(Vector512<T> a, Vector512<T> b) => Vector512.Subtract(a, b);
}

readonly struct Multiply : IArithmetic
{
    public static T Scalar<T>(T a, T b)
        where T : INumber<T> => a * b;

    public static Vector512<T> Vector<T>(Vector512<T> a, Vector512<T> b) => Vector512.Multiply(a, b);
}

readonly struct Divide : IArithmetic
{
    public static T Scalar<T>(T a, T b)
        where T : INumber<T> => a / b;

    public static Vector512<T> Vector<T>(Vector512<T> a, Vector512<T> b) => Vector512.Divide(a, b);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Of<TNumber>(ref T first, nint aStep, ref T second, nint bStep, int count)
        where TNumber : unmanaged, INumber<TNumber>
    {
        ref TNumber a = ref Unsafe.As<T, TNumber>(ref first), b = ref Unsafe.As<T, TNumber>(ref second);
        nint i = 0;
        // Vectors of whole numbers are divided one by one anyway.
        if (aStep == 1 && bStep is 0 or 1 && (typeof(TOperation) != typeof(Divide) || ElementType.IsFloating<TNumber>()))
        {
            var y = Vector512.Create(b);
            for (; i <= count - Eager.ElementLanes.Count<TNumber>(); i += Eager.ElementLanes.Count<TNumber>())
            {
                if (bStep == 1)
                    y = Vector512.LoadUnsafe(ref b, (nuint)i);
                TOperation.Vector(Vector512.LoadUnsafe(ref a, (nuint)i), y).StoreUnsafe(ref a, (nuint)i);
            }
        }

        for (; i < count; i++)
            Unsafe.Add(ref a, i * aStep) = TOperation.Scalar(Unsafe.Add(ref a, i * aStep), Unsafe.Add(ref b, i * bStep));
    }
}
