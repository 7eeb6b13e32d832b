using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>Methods marked <c>[Derivative]</c>: which model they belong to, and whether their signature fits it.</summary>
public static class WrittenDerivative
{
    /// <summary>The method that is the derivative of a model, if its author wrote one.</summary>
    internal static IMethodSymbol? Of(IMethodSymbol model) =>
        model.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(m => ModelName(m) == model.Name);

    /// <summary>True for a method marked <c>[Derivative]</c>: it is read as a model is.</summary>
    public static bool Is(ISymbol symbol) => symbol is IMethodSymbol method && ModelName(method) is not null;

    static string? ModelName(IMethodSymbol method) => Declarations.Attribute(method, "Derivative") is { ConstructorArguments: { Length: 1 } arguments } ? arguments[0].Value as string : null;

    /// <summary>What is wrong with a method marked <c>[Derivative]</c>, or null.</summary>
    public static Finding? Check(IMethodSymbol derivative)
    {
        if (ModelName(derivative) is not { } name)
            return null;
        if (derivative.ContainingType.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(Declarations.IsModel) is not { } model)
            return Finding($"{derivative.ContainingType.Name} has no [Model] of that name", "name one with nameof");
        if (!SymbolEqualityComparer.Default.Equals(Of(model), derivative))
            return Finding($"{Of(model)!.Name} is already", "keep one of them");
        if (!model.IsStatic || !derivative.IsStatic || model.IsGenericMethod)
            return Finding("both must be static and not generic", "pass what they read as arguments");
        if (Declarations.TensorType(model.ReturnType) is null)
            return Finding($"{name} returns {model.ReturnType.ToDisplayString()}", "return one tensor from the model");
        var moving = model.Parameters.Where(p => Declarations.TensorType(p.Type) is { } type && type.IsFloating()).ToArray();
        if (moving.Length == 0)
            return Finding($"{name} takes no floating-point tensor", "remove the attribute");
        ITypeSymbol[] expected = [.. model.Parameters.Select(p => p.Type), model.ReturnType, model.ReturnType];
        ITypeSymbol[] returned = derivative.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? [.. tuple.TupleElements.Select(e => e.Type)] : [derivative.ReturnType];
        if (Same(derivative.Parameters.Select(p => p.Type), expected) && Same(returned, moving.Select(p => p.Type)))
            return null;
        var gradients = string.Join(", ", moving.Select(p => Short(p.Type)));
        var taken = model.Parameters.Select(p => $"{Short(p.Type)} {p.Name}").Concat([$"{Short(model.ReturnType)} result", $"{Short(model.ReturnType)} dy"]);
        return Finding("its signature does not fit", $"declare it as {(moving.Length > 1 ? $"({gradients})" : gradients)} {derivative.Name}({string.Join(", ", taken)})");

        Finding Finding(string why, string remedy) => new(Catalogue.Derivative, [derivative.Name, name, why, remedy], derivative.Locations[0]);
    }

    static bool Same(IEnumerable<ITypeSymbol> a, IEnumerable<ITypeSymbol> b) => a.SequenceEqual(b, SymbolEqualityComparer.Default);

    static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
