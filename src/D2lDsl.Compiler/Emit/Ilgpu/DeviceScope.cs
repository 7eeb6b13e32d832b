using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Shapes;

namespace D2lDsl.Compiler.Emit.Ilgpu;

/// <summary>
/// The names inside of one kernel, and with them its arguments: whatever the kernel's text mentions becomes a field of its argument
/// structure, which the host fills from its own variable of that tensor or size.
/// </summary>
sealed class DeviceScope(KernelNames shared, Func<TensorBuffer, string> hostView, CheckSites checks)
{
    readonly KernelNames names = new(shared, []);
    readonly List<(string Type, string Name, string Argument)> arguments = [];

    /// <summary>Type, name and the host's expression of each argument, in the order of their mention.</summary>
    public IReadOnlyList<(string Type, string Name, string Argument)> Arguments => arguments;

    public string Unique(string wanted) => names.Scope.Unique(wanted);

    /// <summary>The kernel's view of a tensor.</summary>
    public string View(TensorBuffer buffer) => Mention($"ArrayView<{Stored(buffer.Type)}>", names.Buffer(buffer), hostView(buffer));

    /// <summary>The kernel's view of a tensor, four elements at a time.</summary>
    public string Fours(TensorBuffer buffer, string hostFours)
    {
        var known = arguments.FirstOrDefault(a => a.Argument == hostFours).Name;
        return known ?? Argument($"ArrayView<Four<{Stored(buffer.Type)}>>", buffer.Name + "Fours", hostFours);
    }

    /// <summary>An element of a tensor, for reading.</summary>
    public string Element(TensorBuffer buffer, string at) => buffer.Type == ElementType.Bool ? $"({View(buffer)}[{at}] != 0)" : $"{View(buffer)}[{at}]";

    /// <summary>A statement that writes an element.</summary>
    public string Store(TensorBuffer buffer, string at, string value) => $"{View(buffer)}[{at}] = {Narrowed(value, buffer.Type)};";

    /// <summary>A value as it lies in memory.</summary>
    public static string Narrowed(string value, ElementType type) => type switch
    {
        ElementType.Bool => $"(byte)({value} ? 1 : 0)",
        ElementType.Byte or ElementType.SByte => $"({type.Keyword()})({value})",
        _ => value,
    };

    public string Size(Dim dim)
    {
        foreach (var symbol in dim.Variables)
            Mention("int", names.Size(symbol), names.Size(symbol));
        return names.Size(dim);
    }

    public string Factor(Dim dim) => dim.IsAtom ? Size(dim) : $"({Size(dim)})";

    /// <summary>Stride · position; nothing where the position does not matter.</summary>
    public string Times(string position, Dim stride) => stride.IsOne ? position : $"{position} * {Factor(stride)}";

    /// <summary>Another argument, of a name of its own.</summary>
    public string Argument(string type, string wanted, string value) => Mention(type, Unique(wanted), value);

    /// <summary>An index that has been looked at.</summary>
    public string Checked(string index, Dim limit, string of, string position)
    {
        var known = arguments.FirstOrDefault(a => a.Argument == "errors").Name ?? Argument("ArrayView<int>", "errors", "errors");
        return $"Lane.Checked({known}, {checks.Of(limit, of)}, {index}, {Size(limit)}, {position})";
    }

    /// <summary>Where one element lies.</summary>
    public string Place(ScalarElement element)
    {
        var parts = element.Indices.Select(i => Times(Checked(Operand(i.At), i.Limit, i.Of, "-1"), i.Stride))
            .Concat(element.Offset.Value == 0 ? [] : [Size(element.Offset)]).ToArray();
        return parts.Length == 0 ? "0" : string.Join(" + ", parts);
    }

    /// <summary>A number as an expression; <see cref="ScalarNumber"/>s lie in memory.</summary>
    public string Operand(ScalarOperand operand) => operand switch
    {
        ScalarNumber number => Element(Memory!.Number(number.Name, number.Type), "0"),
        ScalarElement element => Element(element.Buffer, Place(element)),
        ScalarSize size => $"({size.Type.Keyword()}){Factor(size.Size)}",
        ScalarLiteral literal => ScalarCode.Literal(literal.Value, literal.Type),
        _ => throw new InvalidOperationException(),
    };

    public DeviceMemory? Memory { get; init; }

    /// <summary>How elements lie in device memory: truth values as bytes.</summary>
    public static string Stored(ElementType type) => type == ElementType.Bool ? "byte" : type.Keyword();

    /// <summary>What C# computes with: bytes as int.</summary>
    public static string Wide(ElementType type) => type is ElementType.Byte or ElementType.SByte ? "int" : type.Keyword();

    string Mention(string type, string name, string argument)
    {
        if (arguments.All(a => a.Name != name))
            arguments.Add((type, name, argument));
        return name;
    }
}
