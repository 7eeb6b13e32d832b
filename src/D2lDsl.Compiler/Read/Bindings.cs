using D2lDsl.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>The element types that the type parameters of a generic model stand for where it is written out.</summary>
sealed class Bindings
{
    readonly Dictionary<ISymbol, ElementType> elements = new(SymbolEqualityComparer.Default);

    public static Bindings None { get; } = new();

    /// <summary>The element type of a tensor type, type parameters resolved.</summary>
    public ElementType? TensorType(ITypeSymbol? type) => Declarations.TensorArgument(type) is { } argument ? Element(argument) : null;

    public ElementType? Element(ITypeSymbol type) => elements.TryGetValue(type, out var bound) ? bound : Declarations.Element(type);

    /// <summary>What a called method's type parameters stand for, its arguments being written in terms of these bindings.</summary>
    public Bindings Of(IMethodSymbol called)
    {
        if (called.TypeArguments.IsEmpty && !called.ContainingType.IsGenericType)
            return None;
        var inner = new Bindings();
        Bind(called.TypeParameters, called.TypeArguments);
        for (var type = called.ContainingType; type is not null; type = type.ContainingType)
            Bind(type.TypeParameters, type.TypeArguments);
        return inner;

        void Bind(IEnumerable<ITypeParameterSymbol> parameters, IEnumerable<ITypeSymbol> arguments)
        {
            foreach (var (parameter, argument) in parameters.Zip(arguments, (p, a) => (p, a)))
                if (Element(argument) is { } element)
                    inner.elements[parameter.OriginalDefinition] = element;
        }
    }
}
