using System.Reflection;
using System.Text.RegularExpressions;

namespace D2lDsl.SeedsTests;

/// <summary>Every numbered example has its test: a method whose name begins with the number, or with several.</summary>
public partial class CountingTests
{
    /// <summary>Examples of tensors, operations, data, plots and training whose test is still to be written.</summary>
    static readonly string[] Missing = [];

    /// <summary>Examples of mistakes whose test is still to be written.</summary>
    static readonly string[] MissingMistakes = [];

    static readonly IReadOnlySet<string> Tested = TestedIn("");

    /// <summary>What an operation does and how it is misused are two tests; the latter's class is named by mistakes.</summary>
    static readonly IReadOnlySet<string> TestedMistakes = TestedIn("Mistake");

    [Fact]
    public void Every_example_of_tensors_operations_data_plots_and_training_has_a_test() =>
        Assert.Equal(Missing, CourseExamples.Of("TGDPO").Where(id => !Tested.Contains(id)));

    [Fact]
    public void Every_example_of_a_mistake_has_a_test() =>
        Assert.Equal(MissingMistakes, CourseExamples.Of("A").Where(id => !(CourseExamples.Of("TGDPO").Contains(id) ? TestedMistakes : Tested).Contains(id)));

    [Fact]
    public void Every_test_has_the_number_of_an_example()
    {
        Assert.Equal(178, CourseExamples.All.Count);
        Assert.Equal(178, CourseExamples.All.DistinctBy(example => example.Id).Count());
        Assert.Empty(Tested.Except(CourseExamples.All.Select(example => example.Id)));
    }

    static IReadOnlySet<string> TestedIn(string classes) => typeof(CountingTests).Assembly.GetTypes().Where(type => type.Name.Contains(classes))
        .SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<FactAttribute>() is { Skip: null })
        .SelectMany(method => LeadingNumbers().Match(method.Name).Groups["id"].Captures.Select(capture => capture.Value)).ToHashSet();

    [GeneratedRegex(@"^((?<id>S\d_\d\d)_)+")]
    private static partial Regex LeadingNumbers();
}
