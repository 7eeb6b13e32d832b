using System.Collections.Concurrent;
using System.Reflection;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Ir;

/// <summary>
/// The parts a value of the IR was constructed from, so that what must treat every kind of node alike (writing it down, replacing its
/// sizes) needs no line for each kind.
/// </summary>
static class RecordFields
{
    static readonly ConcurrentDictionary<Type, (ConstructorInfo Constructor, PropertyInfo[] Properties)> Known = [];

    /// <summary>The primary constructor of a record and the properties that hold its arguments, in order.</summary>
    public static (ConstructorInfo Constructor, PropertyInfo[] Properties) Of(Type record) => Known.GetOrAdd(record, static type =>
    {
        var constructor = type.GetConstructors().Where(c => c.GetParameters().Length != 1 || c.GetParameters()[0].ParameterType != type)
            .OrderByDescending(c => c.GetParameters().Length).First();
        return (constructor, [.. constructor.GetParameters().Select(p => type.GetProperty(p.Name)
            ?? throw new InvalidOperationException($"{type.Name} keeps no {p.Name}."))]);
    });

    /// <summary>The item type of an <see cref="EquatableArray{T}"/>.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>An <see cref="EquatableArray{T}"/> of the items.</summary>
    public static object ArrayOf(Type item, IReadOnlyList<object?> items)
    {
        var array = Array.CreateInstance(item, items.Count);
        for (var i = 0; i < items.Count; i++)
            array.SetValue(items[i], i);
        return typeof(EquatableArray<>).MakeGenericType(item).GetConstructor([array.GetType()])!.Invoke([array]);
    }

    /// <summary>The value with the sizes in it replaced: its shapes, its limits and those of the graphs it holds.</summary>
    public static T Rebind<T>(T value, Func<string, Dim> bind) => (T)Rebind((object?)value, bind)!;

    static object? Rebind(object? value, Func<string, Dim> bind)
    {
        switch (value)
        {
            case Dim dim:
                return dim.Substitute(bind);
            case Graph graph:
                return Inline.Rebind(graph, bind);
            case null or string or Scalar or Ops.Op or Enum:
                return value;
        }
        var type = value.GetType();
        if (type.IsPrimitive || ItemOf(type) is { IsPrimitive: true })
            return value;
        if (ItemOf(type) is { } item)
            return ArrayOf(item, [.. ((System.Collections.IEnumerable)value).Cast<object?>().Select(i => Rebind(i, bind))]);
        var (constructor, properties) = Of(type);
        return constructor.Invoke([.. properties.Select(p => Rebind(p.GetValue(value), bind))]);
    }
}
