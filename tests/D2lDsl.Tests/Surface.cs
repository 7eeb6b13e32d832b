using System.Reflection;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.EagerTests;

/// <summary>Calls the generated methods by the names that the op table gives them.</summary>
static class Surface
{
    /// <summary>The element types an op takes, as types.</summary>
    public static IEnumerable<Type> Types(Op op) =>
        from ElementType type in Enum.GetValues<ElementType>()
        where op.Accepts.HasFlag(type.Kind())
        select Clr(type);

    /// <summary>The ops of a kind with each element type they take, for theories.</summary>
    public static TheoryData<string, Type> Cases<TOp>()
        where TOp : Op
    {
        var cases = new TheoryData<string, Type>();
        foreach (var op in OpTable.All.OfType<TOp>())
        foreach (var type in Types(op))
            cases.Add(op.Surface, type);
        return cases;
    }

    static Type Clr(ElementType type) => type switch
    {
        ElementType.Float => typeof(float),
        ElementType.Double => typeof(double),
        ElementType.Int => typeof(int),
        ElementType.Long => typeof(long),
        ElementType.SByte => typeof(sbyte),
        ElementType.Byte => typeof(byte),
        _ => typeof(bool),
    };

    /// <summary>The static methods of an op's name, closed over the element type.</summary>
    public static IEnumerable<MethodInfo> Static(Op op, Type type) =>
        typeof(Ops).GetMethods().Where(m => m.Name == op.Surface && m.IsStatic).Select(m => m.MakeGenericMethod(type));

    public static IEnumerable<MethodInfo> Instance(Op op, Type type) =>
        typeof(Tensor<>).MakeGenericType(type).GetMethods().Where(m => m.Name == op.Surface && !m.IsStatic);

    /// <summary>Calls the overload that takes just these arguments.</summary>
    public static object Call<T>(Op op, params object[] arguments)
        where T : unmanaged => Invoke(Static(op, typeof(T)).Single(m => Fits(m, arguments)), null, arguments);

    public static object CallInstance<T>(Op op, object self, params object[] arguments)
        where T : unmanaged => Invoke(Instance(op, typeof(T)).Single(m => Fits(m, arguments)), self, arguments);

    public static object Invoke(MethodInfo method, object? self, object[] arguments) =>
        method.Invoke(self, BindingFlags.DoNotWrapExceptions | BindingFlags.OptionalParamBinding, null, Complete(method, arguments), null)!;

    /// <summary>The arguments with those left out, which have defaults.</summary>
    static object?[] Complete(MethodInfo method, object[] arguments) => [.. arguments, .. method.GetParameters().Skip(arguments.Length).Select(p => p.DefaultValue)];

    static bool Fits(MethodInfo method, object[] arguments) =>
        method.GetParameters().Where(p => !p.IsOptional || p.Position < arguments.Length).Select(p => p.ParameterType).SequenceEqual(arguments.Select(a => a.GetType()));
}
