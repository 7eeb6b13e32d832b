using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Emit.Cpu;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Compiler.Read;

/// <summary>Names a user may give, but beside which the generated members could not stand.</summary>
static class TakenNames
{
    /// <summary>What every gradients class has already.</summary>
    static readonly string[] OfGradients =
        ["Flat", "Names", "Count", "At", "Item", "Resize", "Accumulate", "GetEnumerator", "ToString", "Equals", "GetHashCode", "GetType"];

    /// <summary>The first clash of a model's names, or null.</summary>
    public static Finding? Find(IMethodSymbol method)
    {
        var first = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().First(Declarations.IsModel);
        if (!SymbolEqualityComparer.Default.Equals(first, method))
            return Clash(method, $"another model has this name, and both kernels would be {method.Name}Kernel");

        var parameters = method.Parameters.Where(Declarations.IsParameter).Concat<ISymbol>(method.IsStatic ? [] : Declarations.ParametersOf(method.ContainingType)).ToList();
        if (parameters.Count == 0)
            return null;
        foreach (var argument in method.Parameters)
            if (argument.Name == "accumulate" || (argument.Name.StartsWith("seed") && argument.Name.Skip(4).All(char.IsDigit)))
                return Clash(argument, "ForwardBackward has a parameter of this name");
        var gradients = new Dictionary<string, string>();
        foreach (var parameter in parameters)
        {
            var gradient = SignatureEmitter.Pascal(parameter.Name);
            if (OfGradients.Contains(gradient))
                return Clash(parameter, $"its gradient would be {gradient}, which all gradients have");
            if (gradients.TryGetValue(gradient, out var other))
                return Clash(parameter, $"its gradient would be {gradient}, as that of {other} is");
            gradients.Add(gradient, parameter.Name);
        }
        return null;

        Finding Clash(ISymbol symbol, string why) => new(Catalogue.NameTaken, [symbol.Name, why], symbol.Locations[0]);
    }
}
