using System.Collections;
using System.Globalization;
using System.Text;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Metadata;

/// <summary>Writes a value of the IR: a record as <c>(Name argument …)</c>, an array as <c>[…]</c>, null as <c>~</c>.</summary>
sealed class RecordWriter
{
    readonly StringBuilder text = new();

    public static string Write(object? value, Type type)
    {
        var writer = new RecordWriter();
        writer.Value(value, type);
        return writer.text.ToString();
    }

    void Value(object? value, Type declared)
    {
        switch (value)
        {
            case null:
                Token("~");
                return;
            case string s:
                Quoted(s);
                return;
            case Dim dim:
                Quoted(dim.ToString());
                return;
            case Shape shape:
                Value(shape.Dims, typeof(EquatableArray<Dim>));
                return;
            case Op op:
                Token(op.Surface);
                return;
            case bool b:
                Token(b ? "1" : "0");
                return;
            case double d:
                Token(d.ToString("R", CultureInfo.InvariantCulture));
                return;
            case IFormattable number when value.GetType().IsPrimitive:
                Token(number.ToString(null, CultureInfo.InvariantCulture));
                return;
            case Enum:
                Token(value.ToString()!);
                return;
        }
        var type = value.GetType();
        if (RecordFields.ItemOf(type) is { } item)
        {
            Open('[');
            foreach (var i in (IEnumerable)value)
                Value(i, item);
            text.Append(']');
            return;
        }
        var tuple = RecordParser.IsTuple(type);
        Open('(');
        // Where several types are possible, which one.
        if (declared.IsAbstract)
            Token(RecordParser.ShortName(type));
        foreach (var (part, of) in tuple ? RecordParser.TupleFields(type).Select(f => (f.GetValue(value), f.FieldType))
            : RecordFields.Of(type).Properties.Select(p => (p.GetValue(value), p.PropertyType)))
            Value(part, of);
        text.Append(')');
    }

    void Token(string token)
    {
        Separate();
        text.Append(token);
    }

    void Open(char bracket)
    {
        Separate();
        text.Append(bracket);
    }

    void Separate()
    {
        if (text.Length > 0 && text[text.Length - 1] is not ('(' or '[' or ' ' or ')' or ']'))
            text.Append(' ');
    }

    /// <summary>Bare where it is a word.</summary>
    void Quoted(string s)
    {
        Separate();
        if (s.Length > 0 && s.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or ':'))
            text.Append(s);
        else
            text.Append('\'').Append(s.Replace("\\", "\\\\").Replace("'", "\\'")).Append('\'');
    }
}
