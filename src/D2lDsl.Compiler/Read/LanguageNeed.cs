using D2lDsl.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.Compiler.Read;

/// <summary>
/// The version of C# that models need. Generated code could do with less; the library could not: before C# 14 <c>w -= g</c> makes a new
/// tensor, and who handed <c>w</c> in keeps the old values, without a word.
/// </summary>
public static class LanguageNeed
{
    /// <summary>C# 14; this Roslyn has no name for it yet.</summary>
    const LanguageVersion Least = (LanguageVersion)1400;

    /// <summary>True where a project compiles as an older C#.</summary>
    public static bool IsUnmet(Compilation compilation) => compilation is CSharpCompilation { LanguageVersion: < Least };

    /// <summary>True where even the members that throw cannot be written: namespaces of a whole file came with C# 10.</summary>
    public static bool IsBeyond(Compilation compilation) => compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp10 };

    /// <summary>True where a parameter of a module can be written, as C# before 13 has no partial properties.</summary>
    public static bool AllowsParameters(Compilation compilation) => compilation is CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp13 };

    /// <summary>What is wrong then, said at one place of the project.</summary>
    public static Finding Finding(Compilation compilation, Location place) =>
        new(Catalogue.LanguageVersion, [Text(Least), Text(((CSharpCompilation)compilation).LanguageVersion)], place);

    /// <summary>The first <c>[Model]</c> of a project; null where it has none.</summary>
    public static Location? FirstModel(Compilation compilation, CancellationToken cancel) =>
        compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot(cancel).DescendantNodes().OfType<AttributeSyntax>())
            .FirstOrDefault(attribute => compilation.GetSemanticModel(attribute.SyntaxTree).GetTypeInfo(attribute, cancel).Type?.ToDisplayString() == Declarations.ModelAttribute)?.GetLocation();

    static string Text(LanguageVersion version) => (int)version >= 700 ? ((int)version % 100 is 0 ? $"{(int)version / 100}" : $"{(int)version / 100}.{(int)version % 100}") : $"{(int)version}";
}
