using System.Globalization;
using System.Reflection;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Metadata;

/// <summary>Reads what <see cref="RecordWriter"/> writes. Whatever else it is given ends in a <see cref="FormatException"/>.</summary>
sealed class RecordParser
{
    /// <summary>Deeper nesting than any model has.</summary>
    const int Deep = 200;

    const string Leading = "__leading";

    static readonly Dictionary<(Type Base, string Name), Type> Variants = (
        from family in (Type[])[typeof(Node), typeof(Scalar), typeof(ModuleMember)]
        from type in typeof(Node).Assembly.GetTypes()
        where family.IsAssignableFrom(type) && !type.IsAbstract
        select (Key: (family, ShortName(type)), type)).ToDictionary(v => v.Key, v => v.type);

    readonly string text;
    int position;
    int depth;

    RecordParser(string text) => this.text = text;

    public static object Read(string text, Type type)
    {
        var parser = new RecordParser(text);
        try
        {
            var value = parser.Value(type);
            if (parser.Peek() != '\0')
                throw new FormatException($"it goes on after its end, at {parser.position}");
            return value ?? throw new FormatException("it is empty");
        }
        catch (Exception error) when (error is OverflowException or ArgumentException or InvalidOperationException or TargetInvocationException or InvalidCastException)
        {
            throw new FormatException($"it makes no sense at {parser.position}", error);
        }
    }

    /// <summary>The name without what all of its family have in common.</summary>
    public static string ShortName(Type type) => type.Name.EndsWith("Node", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - 4) : type.Name;

    public static bool IsTuple(Type type) => type.IsGenericType && type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal);

    public static FieldInfo[] TupleFields(Type type) => [.. type.GetFields().OrderBy(f => f.Name, StringComparer.Ordinal)];

    object? Value(Type type)
    {
        if (Peek() == '~')
        {
            position++;
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? throw new FormatException($"a {type.Name} is missing at {position}") : null;
        }
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return Text();
        if (type == typeof(Dim))
            return Size();
        if (type == typeof(Shape))
            return new Shape((EquatableArray<Dim>)Value(typeof(EquatableArray<Dim>))!);
        if (typeof(Op).IsAssignableFrom(type))
            return Named(type, Text());
        if (type == typeof(bool))
            return Text() switch { "1" => true, "0" => false, var other => throw new FormatException($"'{other}' is no truth value") };
        if (type == typeof(double))
            return double.Parse(Text(), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (type.IsPrimitive)
            return Convert.ChangeType(long.Parse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), type, CultureInfo.InvariantCulture);
        if (type.IsEnum)
            return Enum.Parse(type, Text());
        return Compound(type);
    }

    object Compound(Type type)
    {
        if (++depth > Deep)
            throw new FormatException("it is nested too deeply");
        object result;
        if (RecordFields.ItemOf(type) is { } item)
        {
            Take('[');
            var items = new List<object?>();
            while (Peek() != ']')
                items.Add(Value(item));
            Take(']');
            result = RecordFields.ArrayOf(item, items);
        }
        else
        {
            Take('(');
            if (type.IsAbstract)
                type = Text() is var name && Variants.TryGetValue((type, name), out var variant) ? variant : throw new FormatException($"'{name}' is unknown");
            if (IsTuple(type))
            {
                result = type.GetConstructors()[0].Invoke([.. TupleFields(type).Select(f => Value(f.FieldType))]);
            }
            else
            {
                var (constructor, properties) = RecordFields.Of(type);
                result = constructor.Invoke([.. properties.Select(p => Value(p.PropertyType))]);
            }
            Take(')');
        }
        depth--;
        return result;
    }

    static Op Named(Type type, string name) => OpTable.Named(name).FirstOrDefault(type.IsInstanceOfType) ?? throw new FormatException($"the op {name} is unknown");

    Dim Size()
    {
        var size = Text();
        // In the notation of sizes the leading axes stand alone.
        var (dim, error) = DimParser.ParsePrinted(size.Replace("...", Leading));
        return dim?.Substitute(symbol => symbol == Leading ? Dim.Leading : Dim.Symbol(symbol)) ?? throw new FormatException($"'{size}' is no size: {error}");
    }

    char Peek()
    {
        while (position < text.Length && text[position] == ' ')
            position++;
        return position < text.Length ? text[position] : '\0';
    }

    void Take(char bracket)
    {
        if (Peek() != bracket)
            throw new FormatException($"'{bracket}' is missing at {position}");
        position++;
    }

    string Text()
    {
        var start = position;
        if (Peek() == '\'')
        {
            var result = new System.Text.StringBuilder();
            for (position++; position < text.Length && text[position] != '\''; position++)
            {
                if (text[position] == '\\' && position + 1 < text.Length)
                    position++;
                result.Append(text[position]);
            }
            Take('\'');
            return result.ToString();
        }
        start = position;
        while (position < text.Length && text[position] is not (' ' or '(' or ')' or '[' or ']' or '\''))
            position++;
        return position > start ? text.Substring(start, position - start) : throw new FormatException($"a word is missing at {start}");
    }
}
