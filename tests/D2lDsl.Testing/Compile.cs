using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace D2lDsl.Testing;

/// <summary>Turns pieces of C# into a compilation as a user's project would have it: D2lDsl referenced, nullable on, no unsafe code.</summary>
public static class Compile
{
    /// <summary>How every test source is parsed.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    /// <summary>The framework and D2lDsl; read once for the whole test run.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => IsForUsers(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Options of the compilation: a library, optimised.</summary>
    public static CSharpCompilationOptions Options { get; } =
        new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable,
            deterministic: true, specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)]);

    // Compilations made from this one share its references with all that is known of them: what a test asks of D2lDsl's types is read once.
    static readonly CSharpCompilation Empty = CSharpCompilation.Create("Test", [], References, Options);

    static readonly ConditionalWeakTable<MetadataReference, CSharpCompilation> Referencing = [];

    static readonly SyntaxTree UsingsTree = Tree(Usings, "Usings.cs");

    /// <summary>The usings that tests need not repeat.</summary>
    public const string Usings = "global using System; global using System.Collections.Generic; global using D2lDsl; global using static D2lDsl.Ops;";

    /// <summary>A compilation of the given files, named Source0.cs, Source1.cs, … in <c>SyntaxTrees</c> order; the usings come last.</summary>
    public static CSharpCompilation Source(params string[] code) =>
        Empty.AddSyntaxTrees([.. code.Select((text, i) => Tree(text, $"Source{i}.cs")), UsingsTree]);

    /// <summary>The same of a project that sets its <c>LangVersion</c>.</summary>
    public static CSharpCompilation As(LanguageVersion version, params string[] code) => Empty.AddSyntaxTrees(
        Source(code).SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), ParseOptions.WithLanguageVersion(version), tree.FilePath)));

    /// <summary>The same of a project that references one more assembly.</summary>
    public static CSharpCompilation Beside(MetadataReference reference, params string[] code) =>
        Referencing.GetValue(reference, r => Empty.AddReferences(r)).AddSyntaxTrees(Source(code).SyntaxTrees);

    /// <summary>One file.</summary>
    public static SyntaxTree Tree(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), ParseOptions, path);

    static bool IsForUsers(string assembly) =>
        assembly is "D2lDsl" or "D2lDsl.Data" or "mscorlib" or "netstandard" or "System" || (assembly.StartsWith("System.") && !assembly.StartsWith("System.Composition"));
}
