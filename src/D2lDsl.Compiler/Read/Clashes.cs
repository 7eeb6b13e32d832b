using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using D2lDsl.Compiler.Emit;
using D2lDsl.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>Types of the user's, and members of the type around a model, that code inside of a type sees in place of those that generated code means.</summary>
static class Clashes
{
    /// <summary>Looked up once for all models of a namespace.</summary>
    static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, string[]>> ofNamespaces = new();

    /// <summary>Their keys, as <see cref="TypeNames.Key"/> writes them.</summary>
    public static EquatableArray<string> Of(INamedTypeSymbol type, Compilation compilation)
    {
        var found = new SortedSet<string>(InNamespace(type.ContainingNamespace, compilation), StringComparer.Ordinal);
        for (var current = type; current is not null; current = current.ContainingType)
            for (var own = current; own is not null; own = own.BaseType)
                foreach (var member in own.GetMembers())
                    if (TypeNames.All.ContainsKey((member.Name, (member as INamedTypeSymbol)?.Arity ?? 0)))
                        found.Add(TypeNames.Key(member.Name, (member as INamedTypeSymbol)?.Arity ?? 0));
        return found.ToEquatable();
    }

    static string[] InNamespace(INamespaceSymbol inner, Compilation compilation) =>
        ofNamespaces.GetValue(compilation, static _ => new()).GetOrAdd(inner.ToDisplayString(), _ =>
        {
            var found = new HashSet<string>();
            for (var ns = compilation.GetCompilationNamespace(inner); ns is not null; ns = ns.ContainingNamespace)
                foreach (var ((name, arity), ours) in TypeNames.All.Select(type => (type.Key, type.Value)))
                    if (ns.ToDisplayString() != ours)
                        found.UnionWith(ns.GetTypeMembers(name, arity).Where(t => compilation.IsSymbolAccessibleWithin(t, compilation.Assembly)).Select(Key));
            return [.. found];
        });

    static string Key(INamedTypeSymbol type) => TypeNames.Key(type.Name, type.Arity);
}
