using D2lDsl.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>Models beside which no kernel can be generated: kernels lie in a type of the user's, in another file.</summary>
public static class KernelPlace
{
    /// <summary>What is wrong with a local function or a lambda that is marked <c>[Model]</c>; null for others.</summary>
    public static Finding? Check(IMethodSymbol function) => !Declarations.IsModel(function) ? null
        : Missing(function.Name == "" ? "A lambda" : function.Name, function.Name == "" ? "it is no member of a type" : "a local function is no member of a type", "make it a method of a partial class", function);

    /// <summary>The type around a model that no other file can add to, named itself, for one message covers all its models; null where all can be added to.</summary>
    internal static Finding? Check(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
            if (current.IsFileLocal)
                return Missing(current.Name, $"{current.Name} is a type of its file alone, and what is generated lies in another", $"remove 'file' from {current.Name}", current);
        return null;
    }

    static Finding Missing(string model, string why, string remedy, ISymbol place) => new(Catalogue.NoPlace, [model, why, remedy], place.Locations[0]);
}
