using D2lDsl.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>
/// Models whose element type is a type parameter. They have no kernel of their own: which one it would be is known only where they
/// are called, and there they are written out with the type bound.
/// </summary>
static class Generics
{
    /// <summary>What other assemblies may bind a type parameter to.</summary>
    public static readonly SpecialType[] Elements = [SpecialType.System_Single, SpecialType.System_Double];

    /// <summary>True where some tensor of the model has a type parameter as its element type.</summary>
    public static bool IsOpen(IMethodSymbol method) => method.IsGenericMethod
        || method.Parameters.Select(p => p.Type).Append(method.ReturnType).Any(IsOpen)
        || (!method.IsStatic && IsOpen(method.ContainingType));

    /// <summary>True where some parameter of the module, or of one inside it, has a type parameter as its element type.</summary>
    public static bool IsOpen(INamedTypeSymbol module) => module.TypeArguments.Any(a => a.TypeKind == TypeKind.TypeParameter)
        && module.GetMembers().Select(m => (m as IPropertySymbol)?.Type ?? (m as IFieldSymbol)?.Type).OfType<ITypeSymbol>().Any(IsOpen);

    static bool IsOpen(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(e => IsOpen(e.Type)),
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named when Declarations.TensorArgument(type) is not null || Declarations.IsModule(type) =>
            named.TypeArguments.Any(a => a.TypeKind == TypeKind.TypeParameter),
        _ => false,
    };

    /// <summary>The model with every type parameter bound to the element type.</summary>
    public static IMethodSymbol Close(IMethodSymbol method, ITypeSymbol element)
    {
        var closed = Close(method.ContainingType, element).GetMembers(method.Name).OfType<IMethodSymbol>()
            .First(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method.OriginalDefinition));
        return closed.IsGenericMethod ? closed.Construct([.. closed.TypeParameters.Select(_ => element)]) : closed;
    }

    /// <summary>The module with every type parameter bound to the element type.</summary>
    public static INamedTypeSymbol Close(INamedTypeSymbol type, ITypeSymbol element)
    {
        if (type.ContainingType is { IsGenericType: true } outer)
            type = Close(outer, element).GetTypeMembers(type.Name, type.Arity).First();
        return type.Arity > 0 ? type.ConstructedFrom.Construct([.. type.TypeParameters.Select(_ => element)]) : type;
    }
}
