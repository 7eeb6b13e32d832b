using System.Diagnostics;
using System.Globalization;
using System.Text;
using D2lDsl.Analyzers;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace D2lDsl.Benchmarks;

/// <summary>What the analyzers cost beside the compiler: over a project of many models and the code that trains them, and after a keystroke in it.</summary>
static class AnalyzerBenchmark
{
    const string Training = """
        public static class Training# {
            public static float Run() {
                var (x, y) = (Tensor.Ones(100, 3), Tensor.Ones(100, 1));
                var (w, b) = (Tensor.Zeros(3, 1), Tensor.Zeros(1));
                var sgd = new Sgd(0.1);
                var total = 0f;
                for (int epoch = 0; epoch < 10; epoch++)
                    foreach (var (bx, by) in DataLoader.Of(x, y, 32)) {
                        var p = MatMul(bx, w) + b;
                        var error = p - by;
                        sgd.Step(w, MatMul(bx.T, error) / bx.Shape[0]);
                        total += Mean(Square(error)).Item();
                    }
                return total;
            }
        }
        """;

    /// <summary>How often a build is measured, each time on files parsed anew, with and without the analyzers in turn.</summary>
    const int Builds = 3;

    public static void Run(int[] sizes)
    {
        Measure(4);
        Console.WriteLine($"{"models",6} {"build",9} {"+ analyzers",11} {"ratio",6} {"keystroke",10}   (ms; medians of {Builds} builds, and of 11 keystrokes in one file)");
        foreach (var size in sizes)
        {
            var (alone, cold, keystroke) = Measure(size);
            Console.WriteLine($"{size,6} {alone,9:F1} {cold,11:F1} {(alone + cold) / alone,6:F2} {keystroke,10:F2}");
        }
    }

    static (double Alone, double Cold, double Keystroke) Measure(int models)
    {
        // A build with analyzers drives them while it compiles; one that does nothing is in both.
        var (alone, with) = (new List<double>(), new List<double>());
        for (var i = 0; i < Builds; i++)
        {
            alone.Add(Built(models));
            with.Add(Built(models, new ModelAnalyzer()));
        }
        var project = Fresh(models);
        var times = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            // What follows an edit in one file; the compiler's own part of it is not counted.
            var tree = project.SyntaxTrees[^2];
            project = project.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(tree.ToString().Replace($"* {i + 7}f", $"* {i + 8}f"), Encoding.UTF8)));
            var edited = project.SyntaxTrees[^2];
            project.GetSemanticModel(edited).GetDiagnostics();
            times.Add(Time(() => Analysed(project, edited)));
        }
        return (Median(alone), Median(with) - Median(alone), Median(times));
    }

    /// <summary>The time of a build from where the generators have run.</summary>
    static double Built(int models, params DiagnosticAnalyzer[] analyzers)
    {
        var project = Fresh(models);
        GC.Collect();
        return Time(() => project.WithAnalyzers([new Nothing(), .. analyzers]).GetAllDiagnosticsAsync().GetAwaiter().GetResult());
    }

    static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>Models, what is generated for them, code that trains, and last the file that is edited.</summary>
    static CSharpCompilation Fresh(int models)
    {
        var project = ManyModels.Project(models).AddSyntaxTrees(Enumerable.Range(0, models / 2).Select(i => Compile.Tree(Training.Replace("#", i.ToString(CultureInfo.InvariantCulture)), $"Training{i}.cs")));
        using var generated = Generated.Over(project);
        var edited = Compile.Tree(Training.Replace("#", "Edited").Replace("p - by", "(p - by) * 7f"), "Edited.cs");
        return generated.Compilation.AddSyntaxTrees(edited, Compile.Tree("", "Last.cs"));
    }

    static void Analysed(Compilation compilation, SyntaxTree edited) =>
        compilation.WithAnalyzers([new ModelAnalyzer()]).GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(edited), null, default).GetAwaiter().GetResult();

    static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>An analyzer that looks at every symbol and finds nothing, as other packages' analyzers do in most projects.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    sealed class Nothing : DiagnosticAnalyzer
    {
        static readonly DiagnosticDescriptor Never = new("NOTHING", "Nothing", "Nothing", "Nothing", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override System.Collections.Immutable.ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Never];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSymbolAction(_ => { }, SymbolKind.Method);
        }
    }
}
