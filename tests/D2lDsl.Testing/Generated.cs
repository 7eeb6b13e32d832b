using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace D2lDsl.Testing;

/// <summary>
/// What the generators make of some source. The compiled assembly is loaded on first use, in a context of its own that goes
/// with this object.
/// </summary>
public sealed class Generated : IDisposable
{
    static readonly ImmutableArray<Type> Generators =
    [
        .. from type in Assembly.Load("D2lDsl.Generators").GetTypes()
           where typeof(IIncrementalGenerator).IsAssignableFrom(type) && !type.IsAbstract
           select type,
    ];

    readonly AssemblyLoadContext context = new("generated", isCollectible: true);
    readonly Generated? library;
    Assembly? assembly;
    (byte[]? Image, ImmutableArray<Diagnostic> Diagnostics)? emitted;

    Generated(CSharpCompilation compilation, GeneratorDriverRunResult run, Generated? library)
    {
        this.library = library;
        Compilation = compilation;
        Diagnostics = run.Diagnostics;
        Texts = run.Results.SelectMany(result => result.GeneratedSources)
            .ToImmutableSortedDictionary(source => source.HintName, source => source.SourceText.ToString());
        Assert.All(run.Results, result => Assert.Null(result.Exception));
    }

    /// <summary>The user's source and the generated files together.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>What the generators reported; they are silent by design.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>Generated files by hint name.</summary>
    public ImmutableSortedDictionary<string, string> Texts { get; }

    /// <summary>All generated files after one another, each under its name, for snapshots.</summary>
    public string Text => string.Join("\n", Texts.Select(file => $"//// {file.Key}\n{file.Value}"));

    /// <summary>The one generated file whose name contains <paramref name="part"/>.</summary>
    public string File(string part) => Assert.Single(Texts, file => file.Key.Contains(part)).Value;

    // Compiled once: what it warns of and what runs come from the same pass.
    (byte[]? Image, ImmutableArray<Diagnostic> Diagnostics) Emitted => emitted ??= Emit();

    /// <summary>What the compiler says while it makes the <see cref="Image"/>: asking the compilation itself would compile everything a second time.</summary>
    public ImmutableArray<Diagnostic> Warnings => [.. Emitted.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>The compiled result.</summary>
    public byte[] Image => RequireSuccess();

    /// <summary>The compiled result, loaded.</summary>
    public Assembly Assembly => assembly ??= Load();

    /// <summary>A type of the compiled result by its full name (nested with +).</summary>
    public Type Type(string name) => Assembly.GetType(name) ?? throw new InvalidOperationException(
        $"no type {name}; there are {string.Join(", ", Assembly.GetTypes().Select(type => type.FullName))}");

    /// <summary>Runs the generators over the source and requires a result without warnings or errors.</summary>
    public static Generated From(params string[] code)
    {
        var generated = WithErrors(code);
        generated.RequireClean();
        return generated;
    }

    /// <summary>Runs the generators over source that need not compile.</summary>
    public static Generated WithErrors(params string[] code) => Over(Compile.Source(code));

    /// <summary>A project that others reference, called Library; without warnings or errors.</summary>
    public static Generated Library(params string[] code)
    {
        var generated = Over(Compile.Source(code).WithAssemblyName("Library"));
        generated.RequireClean();
        return generated;
    }

    /// <summary>A project that references another's assembly, without warnings or errors.</summary>
    public static Generated Using(Generated library, params string[] code)
    {
        var generated = Over(Compile.Source(code).AddReferences(MetadataReference.CreateFromImage(library.Image)), library);
        generated.RequireClean();
        return generated;
    }

    /// <summary>Runs the generators over a compilation, and then changes the result.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="change">Makes of the result what is compiled.</param>
    public static Generated Over(CSharpCompilation compilation, Func<CSharpCompilation, CSharpCompilation> change)
    {
        var driver = Driver().WithUpdatedParseOptions(compilation.SyntaxTrees[0].Options).RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _);
        return new(change((CSharpCompilation)updated), driver.GetRunResult(), null);
    }

    /// <summary>Runs the generators over a compilation.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="library">The project it references, if any, which is loaded along with it.</param>
    public static Generated Over(CSharpCompilation compilation, Generated? library = null)
    {
        var driver = Driver().WithUpdatedParseOptions(compilation.SyntaxTrees[0].Options).RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _);
        return new((CSharpCompilation)updated, driver.GetRunResult(), library);
    }

    /// <summary>Runs the generators over a compilation as an editor does: all but the kernels' bodies.</summary>
    public static Generated Signatures(CSharpCompilation compilation)
    {
        var driver = Driver(disabled: IncrementalGeneratorOutputKind.Implementation).WithUpdatedParseOptions(compilation.SyntaxTrees[0].Options).RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _);
        return new((CSharpCompilation)updated, driver.GetRunResult(), null);
    }

    /// <summary>A driver of every generator that the package carries.</summary>
    public static GeneratorDriver Driver(bool trackSteps = false, IncrementalGeneratorOutputKind disabled = IncrementalGeneratorOutputKind.None) => CSharpGeneratorDriver.Create(
        Generators.Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator()),
        parseOptions: Compile.ParseOptions,
        driverOptions: new(disabled, trackIncrementalGeneratorSteps: trackSteps));

    /// <summary>Fails where a user with warnings as errors would.</summary>
    public void RequireClean()
    {
        var found = Warnings;
        Assert.True(found.Length == 0, $"{found.Length} warnings and errors:\n{string.Join("\n", found.Take(10).Select(Show))}");
    }

    public void Dispose() => context.Unload();

    Assembly Load()
    {
        if (library is not null)
            context.LoadFromStream(new MemoryStream(library.Image));
        return context.LoadFromStream(new MemoryStream(Image));
    }

    byte[] RequireSuccess()
    {
        var errors = Emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);
        return Emitted.Image ?? throw new Xunit.Sdk.XunitException(string.Join("\n", errors.Take(10).Select(Show)));
    }

    (byte[]?, ImmutableArray<Diagnostic>) Emit()
    {
        using var stream = new MemoryStream();
        var result = Compilation.Emit(stream);
        return (result.Success ? stream.ToArray() : null, result.Diagnostics);
    }

    static string Show(Diagnostic diagnostic)
    {
        var line = diagnostic.Location.GetLineSpan().StartLinePosition.Line;
        return $"{diagnostic}\n    {diagnostic.Location.SourceTree?.GetText().Lines[line].ToString().Trim()}";
    }
}
