using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes the values of a row program inside of a kernel, one local each, and what they leave in memory.</summary>
sealed class ValueWriter
{
    readonly DeviceScope scope;
    readonly CodeWriter code;
    readonly IReadOnlyList<RowValue> values;
    readonly string[] names;

    public ValueWriter(IReadOnlyList<RowValue> values, DeviceScope scope, CodeWriter code)
    {
        (this.values, this.scope, this.code) = (values, scope, code);
        names = [.. values.Select(v => v is OutsideValue { Source: ScalarLiteral literal } ? ScalarCode.Literal(literal.Value, v.Type) : "")];
    }

    /// <summary>The variable of each loop axis.</summary>
    public Dictionary<int, string> Positions { get; } = [];

    /// <summary>A value's local, or its literal.</summary>
    public string this[int id] => names[id] == "" ? names[id] = scope.Unique(values[id].Name) : names[id];

    /// <summary>The values that these depend on, in evaluation order; not beyond those that <paramref name="ends"/>.</summary>
    public List<int> Needed(IEnumerable<int> wanted, Func<int, bool>? ends = null)
    {
        var (needed, open) = (new SortedSet<int>(), new Stack<int>(wanted));
        while (open.Count > 0)
            if (open.Pop() is var id && ends?.Invoke(id) != true && needed.Add(id))
                foreach (var operand in values[id].Operands)
                    open.Push(operand);
        return [.. needed];
    }

    /// <summary>What a sink must know.</summary>
    public static IEnumerable<int> Reads(RowSink sink) => (sink.Target?.Indirect ?? []).Select(i => i.Value).Prepend(sink.Value);

    /// <summary>Says where a value already is.</summary>
    public void Give(int id, string name) => names[id] = name;

    public void Let(int id)
    {
        if (values[id] is OutsideValue { Source: ScalarLiteral })
            return;
        var text = values[id] switch
        {
            LoadValue load => scope.Element(load.Access.Buffer, At(load.Access)),
            IndexValue index => index.Type == ElementType.Int ? Positions[index.Class] : $"({index.Type.Keyword()}){Positions[index.Class]}",
            CheckedIndex index => scope.Checked(this[index.Input], index.Limit, index.Of, index.Place is { } place ? At(place) : "-1"),
            MapValue map => new ScalarCode(map.Type, Form.Single, i => new(this[map.Inputs[i]], Form.Single, values[map.Inputs[i]].Type), ScalarCode.Literal, "DeviceMath")
                .Write(map.Expression).Bare,
            OutsideValue outside => scope.Operand(outside.Source),
            _ => throw new InvalidOperationException(),
        };
        code.Line($"var {this[id]} = {text};");
    }

    /// <summary>Where in its buffer an access is.</summary>
    public string At(Access access)
    {
        var parts = access.Strides.Where(s => s.Stride.Value != 0 && Positions.ContainsKey(s.Class)).Select(s => scope.Times(Positions[s.Class], s.Stride))
            .Concat(access.Indirect.Select(i => scope.Times(this[i.Value], i.Stride)))
            .Concat(access.Offset.Value == 0 ? [] : [scope.Size(access.Offset)]).ToArray();
        return parts.Length == 0 ? "0" : string.Join(" + ", parts);
    }

    /// <summary>The statement with which a sink stores its value.</summary>
    public string Store(RowSink sink) => scope.Store(sink.Target!.Buffer, At(sink.Target), this[sink.Value]);

    /// <summary>The statement with which a sink adds its value to what is there.</summary>
    public string Add(PlaceSink sink)
    {
        var at = At(sink.Access);
        return scope.Store(sink.Access.Buffer, at, $"{scope.Element(sink.Access.Buffer, at)} + {this[sink.Value]}");
    }

    /// <summary>Finds the place along each of several axes from one number that counts through all of them.</summary>
    public void Decode(IReadOnlyList<LoopAxis> axes, string number, IReadOnlyList<string> variables)
    {
        var rest = number;
        for (var i = axes.Count - 1; i >= 0; i--)
        {
            Positions[axes[i].Class] = variables[i];
            if (i == 0)
            {
                if (variables[0] != rest)
                    code.Line($"var {variables[0]} = {rest};");
                return;
            }
            code.Line($"var {variables[i]} = {rest} % {scope.Factor(axes[i].Size)};");
            rest = $"{rest} / {scope.Factor(axes[i].Size)}";
            if (i > 1)
            {
                var left = scope.Unique("rest");
                code.Line($"var {left} = {rest};");
                rest = left;
            }
        }
    }

    public static string Verb(Monoid monoid) => monoid switch { Monoid.Sum => "Sum", Monoid.Maximum => "Max", Monoid.Minimum => "Min", _ => "Prod" };

    /// <summary>A statement that combines a value into a running total.</summary>
    public static string Combine(Monoid monoid, string target, string value) =>
        monoid is Monoid.Sum or Monoid.Product ? $"{target} {(monoid == Monoid.Sum ? '+' : '*')}= {value};" : $"{target} = DeviceMath.{Verb(monoid)}({target}, {value});";

    /// <summary>The total of nothing.</summary>
    public static string Start(Monoid monoid, ElementType type) => monoid is Monoid.Sum or Monoid.Product ? ScalarCode.Literal(monoid == Monoid.Sum ? 0 : 1, type is ElementType.Byte or ElementType.SByte ? ElementType.Int : type)
        : type.IsFloating() ? ScalarCode.Literal(monoid == Monoid.Maximum ? double.NegativeInfinity : double.PositiveInfinity, type)
        : $"{DeviceScope.Wide(type)}.{(monoid == Monoid.Maximum ? "MinValue" : "MaxValue")}";
}
