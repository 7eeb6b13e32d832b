using System.Globalization;
using System.Text.RegularExpressions;
using D2lDsl.Compiler.Diagnostics;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Titles and messages in the language of the reader.</summary>
public partial class LanguageTests
{
    const string Twisted = """
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n", 1)] Tensor<float> p, [Shape("n")] Tensor<float> y) => Mean(p - y);
        }
        """;

    [Theory]
    [InlineData("iv", "'-' meets p [n, 1] and y [n]: each is repeated along the other")]
    [InlineData("en", "'-' meets p [n, 1] and y [n]: each is repeated along the other")]
    [InlineData("fr", "'-' meets p [n, 1] and y [n]: each is repeated along the other")]
    [InlineData("zh", "'-' 遇到 p [n, 1] 和 y [n]：两者各沿对方重复，变成 [n, n]")]
    public async Task A_message(string language, string begins)
    {
        var diagnostic = Assert.Single(await Diagnose<ModelAnalyzer>.In(Twisted));
        Assert.StartsWith(begins, diagnostic.GetMessage(new Reader(language)));
    }

    [Fact]
    public async Task Without_a_culture_it_is_that_of_the_user_interface()
    {
        var diagnostic = Assert.Single(await Diagnose<ModelAnalyzer>.In(Twisted));
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = new Reader("zh");
            Assert.Equal("两侧都被重复", diagnostic.Descriptor.Title.ToString());
            CultureInfo.CurrentUICulture = new Reader("en");
            Assert.Equal("Both sides are repeated", diagnostic.Descriptor.Title.ToString());
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>A culture that needs no data of the machine: some have none but the invariant one.</summary>
    sealed class Reader(string language) : CultureInfo("")
    {
        public override string TwoLetterISOLanguageName => language;
    }

    public static TheoryData<string> Ids => [.. Catalogue.All.Select(entry => entry.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void Every_id_says_the_same_in_Chinese(string id)
    {
        var entry = Catalogue.All.Single(e => e.Id == id);
        var (title, message) = Assert.NotNull(ChineseCatalogue.Of(id));
        Assert.Matches(Han(), title);
        Assert.Matches(Han(), message);
        Assert.Equal(Places(entry.Message), Places(message));
    }

    [Fact]
    public void Descriptors_of_one_entry_are_equal() => Assert.Equal(new ModelAnalyzer().SupportedDiagnostics, new ModelAnalyzer().SupportedDiagnostics);

    static string[] Places(string message) => [.. Place().Matches(message).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
