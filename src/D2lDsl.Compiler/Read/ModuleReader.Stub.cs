using D2lDsl.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.Compiler.Read;

/// <summary>What can be said of a module with an error: enough for members that throw.</summary>
static partial class ModuleReader
{
    static ModuleStub Stub(INamedTypeSymbol type, EquatableArray<string> types, Finding finding, CancellationToken cancel)
    {
        var properties = type.GetMembers().OfType<IPropertySymbol>().Where(p => Declarations.IsParameter(p) && p.IsPartialDefinition).ToArray();
        var children = type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && Declarations.Attribute(f, "Shape") is not null).ToArray();
        var hasConstructor = type.InstanceConstructors.Any(c => !c.IsImplicitlyDeclared && IsOwn(c, cancel));
        return new(Declarations.Namespace(type), types, ModelReader.TypeName(type),
            hasConstructor ? null : type.GetMembers().Where(m => !m.IsStatic).SelectMany(Symbols).Distinct().ToEquatable(),
            properties.Select(p => new StubProperty(Declaration(p, cancel), p.SetMethod is not { } setter ? null : setter.IsInitOnly ? "init" : "set")).ToEquatable(), finding.Message)
        { Children = children.Select(c => SignatureName(c.Name)).ToEquatable(), Base = type.BaseType is { } parent && Declarations.IsModule(parent) ? $" : base({string.Join(", ", Sizes(parent))})" : "" };

        // As many as its constructor takes; it is never run.
        IEnumerable<string> Sizes(INamedTypeSymbol module) =>
            module.GetMembers().OfType<IPropertySymbol>().Where(Declarations.IsParameter).SelectMany(Symbols).Distinct().Select(_ => "1");
    }

    static string Declaration(IPropertySymbol property, CancellationToken cancel)
    {
        var syntax = property.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancel)).OfType<PropertyDeclarationSyntax>().First();
        var modifiers = string.Join(" ", syntax.Modifiers.Select(m => m.ValueText));
        return $"{modifiers} {property.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} {SignatureName(property.Name)}";
    }

    static IEnumerable<string> Symbols(ISymbol member)
    {
        try
        {
            return member is not (IPropertySymbol or IFieldSymbol) ? [] : Declarations.ShapeOf(member)?.Dims.SelectMany(d => d.Symbols) ?? [];
        }
        catch (ReadException)
        {
            return [];
        }
    }
}
