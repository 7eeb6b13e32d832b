using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.Compiler.Read;

/// <summary>What a module is suspected of, seen from all of its methods together.</summary>
public static partial class ModuleReader
{
    /// <summary>What a method is called whose value is to be trained on, even if nothing of it has a gradient.</summary>
    static readonly string[] Losses = ["loss", "cost", "objective", "nll"];

    /// <summary>True where a model of another type reads the parameter: a module that holds this one may use its parameters itself.</summary>
    static bool IsReadElsewhere(ISymbol parameter, Compilation compilation, CancellationToken cancel) => parameter.DeclaredAccessibility != Accessibility.Private
        && compilation.SyntaxTrees.Where(tree => !World.IsGenerated(tree)).Any(tree => tree.GetRoot(cancel).DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Any(access => access.Name.Identifier.ValueText == parameter.Name && compilation.GetSemanticModel(tree).GetSymbolInfo(access, cancel).Symbol is { } read
                && SymbolEqualityComparer.Default.Equals(read.OriginalDefinition is IPropertySymbol { PartialDefinitionPart: { } part } ? part : read.OriginalDefinition, parameter.OriginalDefinition)
                && compilation.GetSemanticModel(tree).GetEnclosingSymbol(access.SpanStart, cancel) is { } reader && Declarations.IsModel(reader)));

    /// <summary>Parameters that no method reads, and those that a loss reads without their gradient.</summary>
    public static IEnumerable<Finding> Suspicions(INamedTypeSymbol type, Compilation compilation, CancellationToken cancel)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(m => !m.IsStatic && Declarations.IsModel(m)).ToArray();
        var readings = methods.Select(m => (m.Name, Result: ModelReader.Read(m, compilation, cancel))).ToArray();
        if (readings.Length == 0 || readings.Any(r => r.Result.Findings.Any(f => f.Entry.Severity == Severity.Error)))
            yield break;
        foreach (var member in readings.SelectMany(r => r.Result.Members).GroupBy(m => m.Member))
            if (!member.Any(m => m.IsRead) && type.GetMembers(member.Key).FirstOrDefault() is { } symbol && !IsReadElsewhere(symbol, compilation, cancel))
                yield return new(Catalogue.Unread, [member.Key], symbol.Locations[0]);
        var losses = readings.Where(r => r.Result.Model?.Signature.Results.Any(result => result.IsNumber && result.Type.IsFloating()) == true
            && (r.Result.Members.Any(m => m.IsDifferentiated) || Losses.Any(word => r.Name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)));
        foreach (var parameter in losses.SelectMany(r => r.Result.Members).Where(m => m.IsRead).GroupBy(m => m.Name))
            if (!parameter.Any(m => m.IsDifferentiated) && parameter.First().Cut is { } cut)
                yield return cut;
    }
}
