using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace D2lDsl.Analyzers.Tests;

/// <summary>
/// No source makes the analyzers or the generator fail. The everyday run has one seed and ends after some seconds, CI's has twice as many
/// files; D2LDSL_FUZZ=100000 asks for so many, D2LDSL_FUZZ_SEED for others.
/// </summary>
public partial class FuzzTests
{
    static readonly int Count = Number("D2LDSL_FUZZ", TestRun.IsWhole ? 600 : 300);
    static readonly int Seed = Number("D2LDSL_FUZZ_SEED", 1);

    [Fact]
    public void Broken_code_breaks_no_analyzer()
    {
        string[] sources = [.. Sources().Where(s => s.Length < 4000)];
        var failures = new ConcurrentQueue<string>();
        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var code = Mutant.Of(sources[i % sources.Length], new Random(Seed * 1_000_003 + i));
            try
            {
                // As in an editor; every so often as in a build, where bodies are written too.
                var driver = Generated.Driver(disabled: i % 8 == 0 ? IncrementalGeneratorOutputKind.None : IncrementalGeneratorOutputKind.Implementation)
                    .RunGeneratorsAndUpdateCompilation(Compile.Source(code), out var compilation, out _);
                foreach (var result in driver.GetRunResult().Results)
                    if (result.Exception is { } error)
                        failures.Enqueue($"{error}\n{code}");
                compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([new("D2L0901", ReportDiagnostic.Info), new("D2L0902", ReportDiagnostic.Info)]));
                foreach (var diagnostic in compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult())
                    if (diagnostic.Id == "AD0001")
                        failures.Enqueue($"{diagnostic.Descriptor.Description.ToString(CultureInfo.InvariantCulture)}\n{code}");
            }
            catch (Exception error)
            {
                failures.Enqueue($"{error}\n{code}");
            }
        });
        var kinds = failures.GroupBy(failure => failure.Split('\n').FirstOrDefault(line => line.Contains(" at D2lDsl.")) ?? failure).Select(kind => $"{kind.Count()} times:\n{kind.First()}").ToList();
        Assert.True(kinds.Count == 0, $"{failures.Count} of {Count} in {kinds.Count} ways:\n{string.Join("\n----\n", kinds.Take(6))}");
    }

    /// <summary>The examples of the help pages, which use every part of the language, the samples, and the models of tests.</summary>
    static IEnumerable<string> Sources() =>
    [
        .. Directory.EnumerateFiles(Repository.At("analyzers/docs"), "*.md").Order(StringComparer.Ordinal).SelectMany(page => Block().Matches(File.ReadAllText(page)).Select(m => m.Groups[1].Value)),
        .. Directory.EnumerateFiles(Repository.At("samples"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.At("tests/D2lDsl.Seeds.Tests"), "*.cs"))
            .Concat(Directory.EnumerateFiles(Repository.At("tests/D2lDsl.Compiler.Tests"), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/")).Order(StringComparer.Ordinal)
            .Select(File.ReadAllText).Where(text => text.Contains("[Model") || text.Contains("Tensor")),
    ];

    static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    [GeneratedRegex(@"```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
