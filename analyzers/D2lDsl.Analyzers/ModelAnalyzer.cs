using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Compiler.Read;
using D2lDsl.Compiler.Read.Tracking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace D2lDsl.Analyzers;

/// <summary>Reports what the compiler finds wrong while it reads <c>[Model]</c> methods and classes, and while it follows shapes through all other code.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    static readonly ImmutableArray<DiagnosticDescriptor> reports = [.. Catalogue.All.Where(entry => !ProgramAnalyzer.Entries.Contains(entry)).Select(Descriptors.For)];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => reports;

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("D2lDsl.ModelAttribute") is not { } model)
                return;
            // Whatever else is said of such a project, it is not what it would mean in the C# it is meant for.
            if (LanguageNeed.IsUnmet(start.Compilation))
            {
                if (LanguageNeed.FirstModel(start.Compilation, start.CancellationToken) is { } first)
                    start.RegisterSyntaxTreeAction(context =>
                    {
                        if (context.Tree == first.SourceTree)
                            context.ReportDiagnostic(Reported(LanguageNeed.Finding(start.Compilation, first)));
                    });
                return;
            }
            var ilgpu = IlgpuReference.Of(start.Compilation);
            // A mistake in a model is met again in each model that calls it; it is one mistake.
            var reported = new ConcurrentDictionary<(string Id, Location At), bool>();
            start.RegisterSymbolAction(context =>
            {
                var findings = !IsModel(context.Symbol)
                    ? context.Symbol is IMethodSymbol other && WrittenDerivative.Check(other) is { } misfit ? [misfit] : []
                    : context.Symbol is IMethodSymbol method
                    ? ModelReader.Read(method, context.Compilation, context.CancellationToken).Findings
                    : [.. ModuleReader.Read((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken).Findings,
                       .. ModuleReader.Suspicions((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken)];
                if (ilgpu.IsTooOld && context.Symbol is IMethodSymbol && IsModel(context.Symbol))
                    context.ReportDiagnostic(Diagnostic.Create(Descriptors.For(Catalogue.IlgpuVersion), context.Symbol.Locations[0], context.Symbol.Name, ilgpu.Version, IlgpuReference.Least));
                foreach (var finding in findings)
                    if (!finding.IsSaid && !IsOfModule(context.Symbol, finding) && reported.TryAdd((finding.Entry.Id, finding.Location), true))
                        context.ReportDiagnostic(Reported(finding));
            }, SymbolKind.Method, SymbolKind.NamedType);
            start.RegisterOperationAction(context =>
            {
                if (KernelPlace.Check(context.Operation is ILocalFunctionOperation local ? local.Symbol : ((IAnonymousFunctionOperation)context.Operation).Symbol) is { } nowhere)
                    context.ReportDiagnostic(Reported(nowhere));
            }, OperationKind.LocalFunction, OperationKind.AnonymousFunction);
            // The body of a model is read above; all others are followed here.
            start.RegisterOperationBlockAction(context =>
            {
                if (IsModel(context.OwningSymbol) || WrittenDerivative.Is(context.OwningSymbol))
                    return;
                foreach (var finding in Tracker.Read(context.OwningSymbol, context.OperationBlocks, context.Compilation, context.CancellationToken))
                    context.ReportDiagnostic(Reported(finding));
            });

            // A module's parameters are its own to report, not each method's that uses them.
            bool IsOfModule(ISymbol symbol, Finding finding) => symbol is IMethodSymbol { ContainingType: var type } && IsModel(type)
                && type.GetMembers().OfType<IPropertySymbol>().Any(property => property.Locations.Contains(finding.Location));

            // Fixes read what the message was made of.
            static Diagnostic Reported(Finding finding) => Diagnostic.Create(Descriptors.For(finding.Entry), finding.Location,
                finding.Arguments.Select((text, i) => (Key: i.ToString(CultureInfo.InvariantCulture), text)).ToImmutableDictionary(a => a.Key, a => (string?)a.text).Add(nameof(Finding.Replacement), finding.Replacement),
                [.. finding.Arguments]);

            bool IsModel(ISymbol symbol) => symbol.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, model));
        });
    }
}
