using System.Runtime.CompilerServices;
using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Metadata;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>What referenced assemblies record of their models and modules.</summary>
static class Records
{
    /// <summary>Each assembly's records by name; a referenced assembly's symbol outlives many compilations.</summary>
    static readonly ConditionalWeakTable<IAssemblySymbol, Dictionary<string, (int Version, string Text)>> Known = new();

    public static Graph Graph(IMethodSymbol method, Bindings bindings, Location place)
    {
        var graph = Read<Graph>(NameOf(method, bindings), method.ContainingAssembly, place);
        try
        {
            return Verifier.Check(graph, "reading");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            throw Unreadable(NameOf(method, bindings), method.ContainingAssembly, "its record is inconsistent", place);
        }
    }

    public static ModuleTree Tree(INamedTypeSymbol module, Location place) => Read<ModuleTree>(NameOf(module, Bindings.None), module.ContainingAssembly, place);

    static T Read<T>(string name, IAssemblySymbol assembly, Location place)
    {
        if (!Known.GetValue(assembly, Collect).TryGetValue(name, out var record))
            throw Unreadable(name, assembly, "it has no record there", place);
        if (record.Version != RecordText.Version)
            throw new ReadException(new(Catalogue.RecordVersion, [name, assembly.Name, record.Version.ToString(), RecordText.Version.ToString()], place));
        try
        {
            return RecordText.Read<T>(record.Text);
        }
        catch (FormatException error)
        {
            throw Unreadable(name, assembly, error.Message, place);
        }
    }

    static ReadException Unreadable(string name, IAssemblySymbol assembly, string why, Location place) => new(new(Catalogue.RecordUnreadable, [name, assembly.Name, why], place));

    static Dictionary<string, (int Version, string Text)> Collect(IAssemblySymbol assembly)
    {
        var records = new Dictionary<string, (int, string)>();
        foreach (var attribute in assembly.GetAttributes())
            if (attribute.AttributeClass is { Name: "ModelGraphAttribute" } type && type.ContainingNamespace.ToDisplayString() == "D2lDsl.Runtime"
                && attribute.ConstructorArguments is { Length: 3 } arguments
                && (arguments[0].Value, arguments[1].Value, arguments[2].Value) is (string name, int version, string text))
                records[name] = (version, text);
        return records;
    }

    /// <summary><c>Namespace.Type&lt;float&gt;.Method</c>.</summary>
    public static string NameOf(IMethodSymbol method, Bindings bindings) => $"{NameOf(method.ContainingType, bindings)}.{method.Name}{Arguments(method.TypeArguments, bindings)}";

    /// <summary><c>Namespace.Outer.Type&lt;float&gt;</c>.</summary>
    public static string NameOf(INamedTypeSymbol type, Bindings bindings) =>
        (type.ContainingType is { } outer ? NameOf(outer, bindings) + "." : Declarations.Namespace(type) is { Length: > 0 } ns ? ns + "." : "")
        + type.Name + Arguments(type.TypeArguments, bindings);

    static string Arguments(IEnumerable<ITypeSymbol> arguments, Bindings bindings)
    {
        var texts = arguments.Select(a => bindings.Element(a) is { } element ? element.Keyword() : a.Name).ToArray();
        return texts.Length == 0 ? "" : $"<{string.Join(", ", texts)}>";
    }
}
