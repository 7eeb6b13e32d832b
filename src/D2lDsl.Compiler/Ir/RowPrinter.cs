using System.Globalization;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Ir;

/// <summary>Writes a row program the way a book would: sums, maxima and formulas by name.</summary>
public static class RowPrinter
{
    public static IEnumerable<string> Describe(RowProgram program)
    {
        var values = program.Values;
        yield return program.Outer.Count == 0
            ? $"{program.Name}: one loop over {Sizes(program.Row)}"
            : $"{program.Name}: for each row of {Sizes(program.Outer)}, {Times(program.Passes)} over {Sizes(program.Row)}";
        if (program.Apart is { } reason)
            yield return $"  apart because {reason}";
        foreach (var kept in program.Kept)
            yield return $"  keeps a row of {values[kept.Value].Name} from pass {kept.Pass + 1} on: {kept.Operations} operations to compute again";
        foreach (var (again, operations) in program.Again)
            yield return $"  computes {values[again].Name} again: {operations} {(operations == 1 ? "operation" : "operations")}, less than keeping its row";
        for (var pass = 0; pass <= program.Passes; pass++)
        {
            var between = Enumerable.Range(0, values.Count).Where(i => values[i] is MapValue { Level: not Level.Element } && values[i].Pass == pass).ToArray();
            foreach (var id in between)
                yield return $"    {values[id].Name} = {Formula(values, id)}";
            foreach (var id in Enumerable.Range(0, values.Count).Where(i => values[i] is RowTotal && values[i].Pass == pass + 1))
                yield return $"  pass {pass + 1}: {values[id].Name} = {Sign(((RowTotal)values[id]).Monoid)} {Formula(values, ((RowTotal)values[id]).Input)}";
            foreach (var sink in program.Sinks.Where(s => s.Level == Level.Element && program.PassOf(s) == pass))
                yield return $"  pass {pass + 1}: {Sink(values, sink)}";
        }
        foreach (var sink in program.Sinks.Where(s => s.Level != Level.Element))
            yield return $"    {Sink(values, sink)}";
    }

    static string Sizes(IEnumerable<LoopAxis> axes) => "[" + string.Join(", ", axes.Select(a => a.Size)) + "]";

    static string Times(int count) => count == 1 ? "1 pass" : $"{count} passes";

    static string Sign(Monoid monoid) => monoid switch { Monoid.Sum => "Σ", Monoid.Maximum => "max", Monoid.Minimum => "min", _ => "Π" };

    static string Sink(IReadOnlyList<RowValue> values, RowSink sink) => sink switch
    {
        StoreSink store => $"{store.Access.Buffer.Name} = {Formula(values, sink.Value)}",
        PlaceSink place => $"{place.Access.Buffer.Name} {(place.Adds ? "+=" : "=")} {Formula(values, sink.Value)} at its place",
        MemoryTotal { Monoid: Monoid.Sum } total => $"{total.Access.Buffer.Name} += {Formula(values, sink.Value)}",
        MemoryTotal total => $"{total.Access.Buffer.Name} = {Sign(total.Monoid)} {Formula(values, sink.Value)}",
        ScalarTotal { Monoid: Monoid.Sum } total => $"{total.Name} += {Formula(values, sink.Value)}",
        ScalarTotal total => $"{total.Name} = {Sign(total.Monoid)} {Formula(values, sink.Value)}",
        _ => "",
    };

    /// <summary>A value as a formula of loads and of values of the row; element values are written out.</summary>
    static string Formula(IReadOnlyList<RowValue> values, int id, int depth = 0) => values[id] is not MapValue map || (depth > 0 && values[id].Level != Level.Element)
        ? values[id].Name
        : depth > 4 ? "…" : Write(map.Expression, i => Formula(values, map.Inputs[i], depth + 1), outer: depth == 0);

    /// <summary>What the position of an element in its row is called, where a part of the row lies by itself.</summary>
    public const string Key = "key";

    /// <summary>What a program makes of each element of a row, as a formula of <paramref name="source"/>, which is what lies there.</summary>
    public static string Formula(RowProgram program, string source)
    {
        var values = program.Values.Select(v => v is LoadValue { Access.Buffer.Kind: BufferKind.Row } ? v with { Name = source } : v is MapValue { Name: Key } ? new IndexValue(-1, v.Type, Key) : v).ToArray();
        return Formula(values, program.Sinks[0].Value);
    }

    /// <summary>A number in the shortest way: 0.001f is no double of three digits, but of floats it is the one that is written so.</summary>
    static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return (float)value == value && ((float)value).ToString("R", CultureInfo.InvariantCulture) is { } single && single.Length < text.Length ? single : text;
    }

    /// <summary>An expression as text; <paramref name="operand"/> names its operands.</summary>
    public static string Write(Scalar expression, Func<int, string> operand, bool outer = true)
    {
        string Inner(Scalar e) => Write(e, operand, outer: false);
        string Group(string text) => outer ? text : $"({text})";
        if (expression is Scalar.Const number)
            return Number(number.Value);
        if (expression is Scalar.Arg arg)
            return operand(arg.Index);
        var apply = (Scalar.Apply)expression;
        var o = apply.Operands.Select(Inner).ToArray();
        return apply.Primitive switch
        {
            Primitive.Add => Group($"{o[0]} + {o[1]}"),
            Primitive.Subtract => Group($"{o[0]} - {o[1]}"),
            Primitive.Multiply => Group($"{o[0]}·{o[1]}"),
            Primitive.Divide => Group($"{o[0]} / {o[1]}"),
            Primitive.Negate => Group($"-{o[0]}"),
            Primitive.Less => Group($"{o[0]} < {o[1]}"),
            Primitive.LessOrEqual => Group($"{o[0]} ≤ {o[1]}"),
            Primitive.Equal => Group($"{o[0]} = {o[1]}"),
            Primitive.And => Group($"{o[0]} and {o[1]}"),
            Primitive.Or => Group($"{o[0]} or {o[1]}"),
            Primitive.Not => $"not {o[0]}",
            Primitive.Select => Group($"{o[0]} ? {o[1]} : {o[2]}"),
            _ => $"{apply.Primitive.ToString().ToLowerInvariant()}({string.Join(", ", o)})",
        };
    }
}
