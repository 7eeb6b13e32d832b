using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>What an element type is called and which one PyTorch's rules treat how. All of it folds to constants in the JIT.</summary>
static class ElementType
{
    public static bool IsFloating<T>() => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    public static bool IsInteger<T>() =>
        typeof(T) == typeof(int) || typeof(T) == typeof(long) || typeof(T) == typeof(sbyte) || typeof(T) == typeof(byte);

    /// <summary>PyTorch's name.</summary>
    public static string Name<T>() =>
        typeof(T) == typeof(float) ? "float32"
        : typeof(T) == typeof(double) ? "float64"
        : typeof(T) == typeof(int) ? "int32"
        : typeof(T) == typeof(long) ? "int64"
        : typeof(T) == typeof(sbyte) ? "int8"
        : typeof(T) == typeof(byte) ? "uint8"
        : typeof(T) == typeof(bool) ? "bool"
        : typeof(T).Name;

    /// <summary>The C# keyword, for messages that say what to write.</summary>
    public static string Keyword<T>() =>
        typeof(T) == typeof(float) ? "float"
        : typeof(T) == typeof(double) ? "double"
        : typeof(T) == typeof(int) ? "int"
        : typeof(T) == typeof(long) ? "long"
        : typeof(T) == typeof(sbyte) ? "sbyte"
        : typeof(T) == typeof(byte) ? "byte"
        : typeof(T) == typeof(bool) ? "bool"
        : typeof(T).Name;

    /// <summary>A number as an element; conversions to integers truncate and wrap, to bool they ask for "not zero".</summary>
    public static T From<T>(double value)
    {
        if (typeof(T) == typeof(float)) return Unsafe.BitCast<float, T>((float)value);
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<double, T>(value);
        if (typeof(T) == typeof(int)) return Unsafe.BitCast<int, T>((int)value);
        if (typeof(T) == typeof(long)) return Unsafe.BitCast<long, T>((long)value);
        if (typeof(T) == typeof(sbyte)) return Unsafe.BitCast<sbyte, T>((sbyte)(long)value);
        if (typeof(T) == typeof(byte)) return Unsafe.BitCast<byte, T>((byte)(long)value);
        if (typeof(T) == typeof(bool)) return Unsafe.BitCast<bool, T>(value != 0);
        throw Unsupported<T>();
    }

    /// <summary>A whole number as an element, without a detour through double.</summary>
    public static T From<T>(long value)
    {
        if (typeof(T) == typeof(float)) return Unsafe.BitCast<float, T>(value);
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<double, T>(value);
        if (typeof(T) == typeof(int)) return Unsafe.BitCast<int, T>((int)value);
        if (typeof(T) == typeof(long)) return Unsafe.BitCast<long, T>(value);
        if (typeof(T) == typeof(sbyte)) return Unsafe.BitCast<sbyte, T>((sbyte)value);
        if (typeof(T) == typeof(byte)) return Unsafe.BitCast<byte, T>((byte)value);
        if (typeof(T) == typeof(bool)) return Unsafe.BitCast<bool, T>(value != 0);
        throw Unsupported<T>();
    }

    /// <summary>An element as a double; exact for all but large longs.</summary>
    public static double ToDouble<T>(T value)
    {
        if (typeof(T) == typeof(float)) return Unsafe.BitCast<T, float>(value);
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<T, double>(value);
        if (typeof(T) == typeof(int)) return Unsafe.BitCast<T, int>(value);
        if (typeof(T) == typeof(long)) return Unsafe.BitCast<T, long>(value);
        if (typeof(T) == typeof(sbyte)) return Unsafe.BitCast<T, sbyte>(value);
        if (typeof(T) == typeof(byte)) return Unsafe.BitCast<T, byte>(value);
        if (typeof(T) == typeof(bool)) return Unsafe.BitCast<T, bool>(value) ? 1 : 0;
        throw Unsupported<T>();
    }

    /// <summary>An integer or bool element as a long.</summary>
    public static long ToLong<T>(T value)
    {
        if (typeof(T) == typeof(int)) return Unsafe.BitCast<T, int>(value);
        if (typeof(T) == typeof(long)) return Unsafe.BitCast<T, long>(value);
        if (typeof(T) == typeof(sbyte)) return Unsafe.BitCast<T, sbyte>(value);
        if (typeof(T) == typeof(byte)) return Unsafe.BitCast<T, byte>(value);
        if (typeof(T) == typeof(bool)) return Unsafe.BitCast<T, bool>(value) ? 1 : 0;
        throw Unsupported<T>();
    }

    /// <summary>An element of one type as an element of another, by PyTorch's rules.</summary>
    public static U Convert<T, U>(T value) =>
        typeof(T) == typeof(U) ? Unsafe.BitCast<T, U>(value)
        : IsFloating<T>() ? From<U>(ToDouble(value))
        : From<U>(ToLong(value));

    public static NotSupportedException Unsupported<T>() =>
        new($"Tensors hold float, double, int, long, sbyte, byte or bool; {typeof(T).Name} is none of them");
}
