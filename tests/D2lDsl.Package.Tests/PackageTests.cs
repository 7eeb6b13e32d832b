using System.IO.Compression;
using System.Text.RegularExpressions;
using D2lDsl.Testing;

namespace D2lDsl.PackageTests;

/// <summary>What a user gets from the feed: the compiler travels inside, and the README's example works as printed.</summary>
public partial class PackageTests(PackedProducts products) : IClassFixture<PackedProducts>
{
    [Fact]
    public void The_package_carries_the_compiler_parts()
    {
        using var package = ZipFile.OpenRead(products.File("D2lDsl"));
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.Equal(
            ["D2lDsl.Analyzers.dll", "D2lDsl.CodeFixes.dll", "D2lDsl.Compiler.dll", "D2lDsl.Generators.dll"],
            files.Where(file => file.StartsWith("analyzers/dotnet/cs/")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("lib/net10.0/D2lDsl.dll", files);
        Assert.Contains("lib/net10.0/D2lDsl.xml", files);
        Assert.Contains("README.md", files);
    }

    [Fact]
    public void The_package_needs_only_System_Numerics_Tensors()
    {
        using var package = ZipFile.OpenRead(products.File("D2lDsl"));
        using var manifest = new StreamReader(package.GetEntry("D2lDsl.nuspec")!.Open());
        Assert.Equal(["System.Numerics.Tensors"], DependencyId().Matches(manifest.ReadToEnd()).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void The_READMEs_example_prints_loss_and_gradient()
    {
        var output = products.Run("Readme", ReadmeExample(), "D2lDsl");
        Assert.Contains("2.98", output);
        Assert.Contains("-5.4", output);
        Assert.Contains("-7.4", output);
    }

    [Fact]
    public void Data_and_plots_come_with_the_core()
    {
        var output = products.Run("Data", """
            using D2lDsl;
            using D2lDsl.Data;
            using D2lDsl.Plotting;

            Console.WriteLine(string.Join(" ", typeof(Tensor).Assembly.GetName().Name, typeof(Table).Assembly.GetName().Name, typeof(Figure).Assembly.GetName().Name));
            """, "D2lDsl.Data", "D2lDsl.Plotting");
        Assert.Equal("D2lDsl D2lDsl.Data D2lDsl.Plotting", output.Trim());
    }

    /// <summary>The first C# block of the README that declares a model.</summary>
    static string ReadmeExample() => Block().Matches(File.ReadAllText(Repository.At("README.md")))
        .Select(match => match.Groups[1].Value).First(block => block.Contains("[Model]"));

    [GeneratedRegex(@"```csharp\r?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("<dependency id=\"([^\"]*)\"")]
    private static partial Regex DependencyId();
}
