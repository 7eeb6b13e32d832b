using System.Collections.Immutable;
using D2lDsl.Compiler;
using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Fuse;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.Compiler.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace D2lDsl.Analyzers;

/// <summary>
/// Remarks about the program that a model becomes: what it costs, and which loops did not fuse. It takes the compiler's later stages, so it
/// is an analyzer of its own, which the C# compiler runs only where one of them is switched on.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProgramAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What it reports, and no other analyzer.</summary>
    internal static readonly ImmutableHashSet<Entry> Entries = [Catalogue.Cost, Catalogue.Apart];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. Entries.Select(Descriptors.For).OrderBy(d => d.Id, StringComparer.Ordinal)];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(context =>
        {
            if (context.Symbol is not IMethodSymbol method || !ModelReader.IsModel(method) || ModelReader.Read(method, context.Compilation, context.CancellationToken).Model is not { Graph: { } graph, Signature: var signature })
                return;
            var programs = ProgramKind.Of(signature).Where(kind => kind == ProgramKind.Forward || kind == ProgramKind.ForwardBackward)
                .Select(kind => Pipeline.Compile(graph, signature, kind, Joining.Rows)).ToArray();
            Report(Catalogue.Cost, signature.FullName, string.Join("; ", programs.Select(Cost)));
            foreach (var program in programs)
                foreach (var (loop, reason) in PlanText.Apart(program))
                    Report(Catalogue.Apart, loop, $"{signature.FullName}, {program.Kind.Name},", reason);

            void Report(Entry entry, params object[] arguments) => context.ReportDiagnostic(Diagnostic.Create(Descriptors.For(entry), method.Locations[0], arguments));
        }, SymbolKind.Method);
    }

    static string Cost(KernelProgram program) => PlanText.Cost(program) is var (flops, bytes) ? $"{program.Kind.Name} about {flops} flops and {bytes} bytes" : "";
}
