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

    public static void Run(int[] sizes)
    {
        Measure(4);
        Console.WriteLine($"{"models",6} {"compile",9} {"+ cold",9} {"ratio",6} {"keystroke",10}   (ms; a keystroke in one file: median of 11)");
        foreach (var size in sizes)
        {
            var (alone, cold, keystroke) = Measure(size);
            Console.WriteLine($"{size,6} {alone,9:F1} {cold,9:F1} {(alone + cold) / alone,6:F2} {keystroke,10:F2}");
        }
    }

    static (double Alone, double Cold, double Keystroke) Measure(int models)
    {
        var project = Fresh(models);
        var alone = Time(() => Diagnostics(Fresh(models)));
        var cold = Time(() =>
        {
            var fresh = Fresh(models);
            Diagnostics(fresh);
            Analysed(fresh, null);
        }) - alone;
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
        times.Sort();
        return (alone, cold, times[times.Count / 2]);
    }

    /// <summary>Models, what is generated for them, code that trains, and last the file that is edited.</summary>
    static CSharpCompilation Fresh(int models)
    {
        var project = ManyModels.Project(models).AddSyntaxTrees(Enumerable.Range(0, models / 2).Select(i => Compile.Tree(Training.Replace("#", i.ToString(CultureInfo.InvariantCulture)), $"Training{i}.cs")));
        using var generated = Generated.Over(project);
        var edited = Compile.Tree(Training.Replace("#", "Edited").Replace("p - by", "(p - by) * 7f"), "Edited.cs");
        return generated.Compilation.AddSyntaxTrees(edited, Compile.Tree("", "Last.cs"));
    }

    static void Diagnostics(Compilation compilation) => compilation.GetDiagnostics();

    static void Analysed(Compilation compilation, SyntaxTree? only)
    {
        var analysis = compilation.WithAnalyzers([new ModelAnalyzer()]);
        if (only is null)
            analysis.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        else
            analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(only), null, default).GetAwaiter().GetResult();
    }

    static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
