namespace D2lDsl.EagerTests;

/// <summary>A check written once for all element types.</summary>
interface ITyped
{
    void Run<T>()
        where T : unmanaged;
}

static class Typed
{
    public static void Run(Type type, ITyped check)
    {
        if (type == typeof(float)) check.Run<float>();
        else if (type == typeof(double)) check.Run<double>();
        else if (type == typeof(int)) check.Run<int>();
        else if (type == typeof(long)) check.Run<long>();
        else if (type == typeof(sbyte)) check.Run<sbyte>();
        else if (type == typeof(byte)) check.Run<byte>();
        else check.Run<bool>();
    }
}
