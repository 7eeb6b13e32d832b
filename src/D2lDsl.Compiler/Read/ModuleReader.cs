using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.Compiler.Read;

/// <summary>Reads a <c>[Model]</c> class: its parameters and the sizes its constructor asks for.</summary>
public static class ModuleReader
{
    public static (Module? Module, IReadOnlyList<Finding> Findings) Read(INamedTypeSymbol type, CancellationToken cancel)
    {
        var (types, notPartial) = Declarations.Containing(type, cancel);
        if (notPartial is not null)
            return (null, [new(Catalogue.NotPartial, [notPartial.Name, "the module"], notPartial.Locations[0])]);
        if (type.InstanceConstructors.FirstOrDefault(c => !c.IsImplicitlyDeclared) is { } constructor)
            return (null, [new(Catalogue.Constructor, [type.Name], constructor.Locations[0])]);
        try
        {
            var parameters = Declarations.ParametersOf(type).Select(p => Parameter(p, cancel)).ToList();
            var mixed = parameters.FirstOrDefault(p => p.Type != parameters[0].Type);
            if (mixed is not null)
                throw new ReadException(new(Catalogue.MixedParameters, [mixed.Name, mixed.Type.Keyword(), type.Name, parameters[0].Type.Keyword()], type.Locations[0]));
            var sizes = parameters.SelectMany(p => p.Shape.Dims).SelectMany(d => d.Symbols).Distinct();
            return (new(Declarations.Namespace(type), types, ModelReader.TypeName(type), sizes.ToEquatable(), parameters.ToEquatable(), null), []);
        }
        catch (ReadException error)
        {
            return (null, [error.Finding]);
        }
    }

    static ModuleParameter Parameter(IPropertySymbol property, CancellationToken cancel)
    {
        var shape = Declarations.ShapeOf(property)
            ?? throw new ReadException(new(Catalogue.ShapeMissing, [property.Name, property.ContainingType.Name], property.Locations[0]));
        if (Declarations.TensorType(property.Type) is not { } type || !type.IsFloating())
            throw new ReadException(new(Catalogue.ElementType, ["[Parameter]", "floating-point", $"{property.Name} {shape}", property.Type.ToDisplayString(), "only those have gradients"], property.Locations[0]));
        if (!property.IsPartialDefinition)
            throw new ReadException(new(Catalogue.NotPartial, [property.Name, property.ContainingType.Name], property.Locations[0]));
        var syntax = property.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancel)).OfType<PropertyDeclarationSyntax>().First();
        var modifiers = string.Join(" ", syntax.Modifiers.Select(m => m.ValueText));
        return new(property.Name, shape, type, InitOf(property), $"{modifiers} Tensor<{type.Keyword()}> {property.Name}");
    }

    /// <summary>The name of the chosen <c>Init</c>.</summary>
    static string InitOf(IPropertySymbol property)
    {
        var init = Declarations.Attribute(property, "Parameter")!.NamedArguments.FirstOrDefault(a => a.Key == "Init").Value;
        return init.Type is INamedTypeSymbol type
            && type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, init.Value)) is { } field ? field.Name : "Default";
    }
}
