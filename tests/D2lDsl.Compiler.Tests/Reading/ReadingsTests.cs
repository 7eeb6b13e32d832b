using System.Text;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Read;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace D2lDsl.CompilerTests.Reading;

/// <summary>A model is read again when something it depends on changes, in whatever file, and only then.</summary>
public class ReadingsTests
{
    const string Limits = "public static class Limits { public const int Factor = 3; public static int Other(int x) { return x; } }";

    const string Model = """
        public static partial class M
        {
            [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) { return Part.Pick(x) * Limits.Factor + Part.Twice(x); }
        }
        """;

    const string Part = """
        public static partial class Part
        {
            [Model] public static Tensor<float> Pick([Shape("n")] Tensor<float> x) => Exp(x);

            [Model] public static Tensor<float> Twice([Shape("n")] Tensor<float> x) { return x * 2; }
        }
        """;

    static readonly string[] files = [Model, Part, Limits];

    [Theory]
    [InlineData(2, "return x;", "return x + 1;")]
    [InlineData(2, "public const int Factor = 3;", "/* three */ public const int Factor  =  3;")]
    [InlineData(1, "return x * 2;", "return x * 2;", true)]
    public void An_edit_that_does_not_matter_gives_the_same_reading(int file, string before, string after, bool ownBodies = false)
    {
        var compilation = Compile.Source(files);
        // A body the model calls is read again by its file, whatever the edit was; the others are not.
        Assert.Equal(!ownBodies, ReferenceEquals(Read(compilation), Read(Edited(compilation, file, before, after))));
    }

    [Theory]
    [InlineData(2, "Factor = 3", "Factor = 4")]
    [InlineData(2, "int Factor", "long Factor")]
    [InlineData(1, "Exp(x)", "Tanh(x)")]
    [InlineData(1, "return x * 2", "return x / 2")]
    [InlineData(1, "[Shape(\"n\")] Tensor<float> x) => Exp", "[Shape(\"m\")] Tensor<float> x) => Exp")]
    [InlineData(1, "public static partial class Part", "[Model] public sealed partial class Part")]
    [InlineData(0, "+ Part", "- Part")]
    [InlineData(3, "global using static D2lDsl.Ops;", "")]
    [InlineData(3, "Ops;", "Ops; namespace Nowhere { static class Part { } }")]
    public void After_any_edit_the_reading_is_that_of_fresh_files(int file, string before, string after)
    {
        var compilation = Compile.Source(files);
        var first = Read(compilation);
        Assert.Empty(first.Findings);
        var edited = Edited(compilation, file, before, after);
        var fresh = edited.RemoveAllSyntaxTrees().AddSyntaxTrees(edited.SyntaxTrees.Select(t => Compile.Tree(t.ToString(), t.FilePath)));
        var (now, anew) = (Read(edited), Read(fresh));
        Assert.Equal(anew.Model, now.Model);
        Assert.Equal(anew.Records, now.Records);
        Assert.Equal(anew.Findings.Select(f => f.Message), now.Findings.Select(f => f.Message));
        // The first again: it was kept beside the other.
        Assert.Same(first, Read(compilation));
    }

    [Fact]
    public void A_reference_that_changes_counts()
    {
        var compilation = Compile.Source(files);
        var first = Read(compilation);
        Assert.NotSame(first, Read(compilation.AddReferences(Compile.Source("public class Other { }").WithAssemblyName("Other").ToMetadataReference())));
        Assert.Same(first, Read(compilation));
    }

    [Fact]
    public void What_the_generator_read_the_analyzers_need_not_read_again()
    {
        var compilation = Compile.Source(files);
        using var generated = Generated.Over(compilation);
        Assert.NotEqual(compilation.SyntaxTrees.Length, generated.Compilation.SyntaxTrees.Length);
        Assert.Same(Read(compilation), Read(generated.Compilation));
    }

    [Fact]
    public void A_mistake_may_be_about_what_is_generated()
    {
        var compilation = Compile.Source(Model.Replace("* Limits.Factor", "* FKernel.Plan.Length"), Part, Limits);
        using var generated = Generated.Over(compilation);
        Assert.NotSame(Read(compilation), Read(generated.Compilation));
        Assert.NotEmpty(Read(generated.Compilation).Findings);
    }

    static ReadResult Read(CSharpCompilation compilation) =>
        ModelReader.Read((IMethodSymbol)compilation.GetTypeByMetadataName("M")!.GetMembers("F").Single(), compilation, default);

    static CSharpCompilation Edited(CSharpCompilation compilation, int file, string before, string after)
    {
        var tree = compilation.SyntaxTrees[file];
        Assert.Contains(before, tree.ToString());
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(tree.ToString().Replace(before, after), Encoding.UTF8)));
    }
}
