using System.Diagnostics;
using System.Text;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace D2lDsl.Benchmarks;

/// <summary>What the generator costs: a build from nothing, a build again, and a keystroke, beside the compiler alone on the same code.</summary>
static class GeneratorBenchmark
{
    public static void Run(int[] sizes)
    {
        Measure(4); // The compilers compile themselves first.
        Console.WriteLine($"{"models",6} {"compile",9} {"+ cold",9} {"a model",9} {"ratio",6} {"warm",9} {"elsewhere",10} {"declares",9} {"in a model",10}   (ms; a keystroke: medians of 11)");
        foreach (var size in sizes)
        {
            var m = Measure(size);
            Console.WriteLine($"{size,6} {m.Alone,9:F1} {m.Cold,9:F1} {m.Cold / size,9:F2} {(m.Alone + m.Cold) / m.Alone,6:F1} {m.Warm,9:F2} {m.Elsewhere,10:F2} {m.Declares,9:F2} {m.InModel,10:F2}");
        }
    }

    /// <param name="Alone">Compiling the user's files without any generator.</param>
    /// <param name="Cold">What a build from nothing takes longer with the generator, its output compiled.</param>
    /// <param name="Warm">The generator once more on the same project.</param>
    /// <param name="Elsewhere">The generator in an editor, after an edit inside of a method that is no model.</param>
    /// <param name="Declares">The same after an edit that declares something new.</param>
    /// <param name="InModel">The same after an edit inside of a model.</param>
    sealed record Times(double Alone, double Cold, double Warm, double Elsewhere, double Declares, double InModel);

    static Times Measure(int models)
    {
        var project = ManyModels.Project(models);
        var alone = Time(() => Emit(ManyModels.Project(models)));
        var cold = Time(() =>
        {
            Generated.Driver().RunGeneratorsAndUpdateCompilation(ManyModels.Project(models), out var all, out _);
            Emit(all);
        });
        var build = Generated.Driver().RunGenerators(project);
        var warm = Median(i => project, ref build);
        // An editor asks for signatures only.
        var editor = Generated.Driver(disabled: IncrementalGeneratorOutputKind.Implementation).RunGenerators(project);
        var elsewhere = Median(i => Edited(project, 0, ManyModels.Elsewhere.Replace("2 * x", $"{i} * x")), ref editor);
        var declares = Median(i => Edited(project, 0, ManyModels.Elsewhere.Replace("Twice", $"Twice{i}")), ref editor);
        var inModel = Median(i => Edited(project, 1, ManyModels.Model(0).Replace("/ 2", $"/ {i + 3}")), ref editor);
        return new(alone, cold - alone, warm, elsewhere, declares, inModel);
    }

    static CSharpCompilation Edited(CSharpCompilation project, int file, string text) =>
        project.ReplaceSyntaxTree(project.SyntaxTrees[file], project.SyntaxTrees[file].WithChangedText(SourceText.From(text, Encoding.UTF8)));

    static void Emit(Compilation compilation)
    {
        using var stream = new MemoryStream();
        compilation.Emit(stream);
    }

    static double Median(Func<int, Compilation> edit, ref GeneratorDriver driver)
    {
        var times = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            var edited = edit(i);
            var before = driver;
            times.Add(Time(() => before = before.RunGenerators(edited)));
            driver = before;
        }
        times.Sort();
        return times[times.Count / 2];
    }

    static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
