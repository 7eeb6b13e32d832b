using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace D2lDsl.Testing;

/// <summary>Why the generators made, or did not make, each of their outputs again after an edit.</summary>
/// <param name="Steps">Reasons of every named step of the pipeline, in order of its outputs.</param>
/// <param name="Outputs">Reasons of the files handed to the compiler.</param>
public sealed record Caching(
    ImmutableSortedDictionary<string, ImmutableArray<IncrementalStepRunReason>> Steps,
    ImmutableArray<IncrementalStepRunReason> Outputs)
{
    /// <summary>Runs over one file, edits it, runs again.</summary>
    public static Caching Reasons(string before, string after) => Reasons([before], [after]);

    /// <summary>Runs over some files, edits those that differ, runs again.</summary>
    public static Caching Reasons(string[] before, string[] after)
    {
        Assert.Equal(before.Length, after.Length);
        var first = Compile.Source(before);
        var second = first;
        for (var i = 0; i < before.Length; i++)
            if (before[i] != after[i])
                second = second.ReplaceSyntaxTree(first.SyntaxTrees[i], first.SyntaxTrees[i].WithChangedText(SourceText.From(after[i], System.Text.Encoding.UTF8)));

        var driver = Generated.Driver(trackSteps: true).RunGenerators(first).RunGenerators(second);
        var results = driver.GetRunResult().Results;
        Assert.All(results, result => Assert.Null(result.Exception));
        return new(
            results.SelectMany(result => result.TrackedSteps).ToImmutableSortedDictionary(step => step.Key, step => ReasonsOf(step.Value)),
            [.. results.SelectMany(result => result.TrackedOutputSteps).SelectMany(step => ReasonsOf(step.Value))]);
    }

    /// <summary>Requires that there are outputs and that none of them was made again.</summary>
    public void AssertCached()
    {
        Assert.NotEmpty(Outputs);
        Assert.All(Outputs, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    static ImmutableArray<IncrementalStepRunReason> ReasonsOf(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        [.. steps.SelectMany(step => step.Outputs).Select(output => output.Reason)];
}
