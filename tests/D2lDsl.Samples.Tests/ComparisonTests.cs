using System.Diagnostics;
using System.Xml.Linq;
using D2lDsl.SeedsTests;
using D2lDsl.Testing;

namespace D2lDsl.Samples.Tests;

/// <summary>The samples that print examples beside what they should be: all are as expected, and one that is not would be told.</summary>
public sealed class ComparisonTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("d2ldsl-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Preliminaries", 95)]
    [InlineData("Calculus", 14)]
    [InlineData("Autograd", 31)]
    [InlineData("TrainingLoop", 19)]
    public void All_examples_are_as_expected(string sample, int atLeast)
    {
        var (code, text) = Run(sample);
        var last = text.TrimEnd().Split('\n')[^1];
        Assert.EndsWith(" examples, all as expected", last);
        Assert.InRange(int.Parse(last.Split(' ')[0]), atLeast, 1000);
        Assert.Equal(0, code);
        Assert.DoesNotContain('\e', text);
    }

    [Fact]
    public void Every_example_of_text_data_and_charts_is_in_a_sample()
    {
        var shown = string.Concat(Repository.Files(".cs").Where(file => file.StartsWith("samples/")).Select(file => File.ReadAllText(Repository.At(file))));
        Assert.DoesNotContain(CourseExamples.Of("MDP").Select(id => id.Replace('_', '-')), id => !shown.Contains(id));
    }

    [Fact]
    public void The_charts_are_drawn()
    {
        Run("Calculus");
        Run("TrainingLoop");
        XDocument.Load(Path.Combine(folder, "output", "tangent.svg"));
        XDocument.Load(Path.Combine(folder, "output", "features.svg"));
        var page = File.ReadAllText(Path.Combine(folder, "output", "training.html"));
        Assert.Contains("from scratch", page);
        Assert.DoesNotContain("refresh", page);    // training is over
    }

    [Fact]
    public void What_differs_is_marked_and_counted()
    {
        var before = Console.Out;
        var text = new StringWriter();
        Console.SetOut(text);
        try
        {
            var examples = new Comparison();
            examples.Prints("A", "1 + 1", 1 + 1, "3");
            examples.IsNear("B", "0.1", 0.1, 0.2, 0.05);
            examples.Holds("C", "false", false);
            examples.Refuses<ArgumentException>("D", "nothing", () => { }, "no");
            examples.Prints("E", "1", 1, "1");
            Assert.Equal(1, examples.Finish());
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.Equal(4, text.ToString().Count(c => c == '≠'));
        Assert.EndsWith("5 examples, 4 not as expected", text.ToString().TrimEnd());
    }

    (int Code, string Text) Run(string sample)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.At($"artifacts/bin/{sample}/{Configuration}/{sample}.dll")])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text);
    }

    /// <summary>debug or release, as these tests were built themselves.</summary>
    static string Configuration => Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
}
