using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace D2lDsl.GpuTests.Running;

/// <summary>Source compiled with GPU kernels, against the stand-in for ILGPU.</summary>
static class OnDevice
{
    /// <summary>Groups of so few lanes are quick to run as threads, and tiles of 8 × 8 show all their edges in small matrices.</summary>
    const int Lanes = 4, Side = 2;

    /// <summary>The compiled source, as a user's project gives it but for the size of groups.</summary>
    public static Generated Compile(params string[] code)
    {
        var generated = Generated.Over(Testing.Compile.Beside(Ilgpu.Reference, code), WithSmallGroups);
        generated.RequireClean();
        return generated;
    }

    public static CSharpCompilation WithSmallGroups(CSharpCompilation compilation)
    {
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith("D2lDsl.Gpu.Lane.g.cs"));
        var text = tree.GetText().ToString();
        var small = text.Replace("Count = 256;", $"Count = {Lanes};").Replace("Side = 16;", $"Side = {Side};").Replace("MostChunks = 512;", "MostChunks = 8;")
            .Replace("Wide = 1 << 20;", "Wide = 6;").Replace("ManyTiles = 192;", "ManyTiles = 2;").Replace("LeastPart = 16 * Side;", "LeastPart = 2 * Side;").Replace("16L * Lane.Count", "2L * Lane.Count");
        Assert.NotEqual(text, small);
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(small, System.Text.Encoding.UTF8)));
    }
}
