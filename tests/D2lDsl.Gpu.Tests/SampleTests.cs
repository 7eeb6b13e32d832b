using D2lDsl.GpuTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.GpuTests;

/// <summary>The sample is no part of the solution, for it needs ILGPU; it compiles all the same.</summary>
public class SampleTests
{
    [Fact]
    public void It_compiles_without_a_warning()
    {
        const string usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";
        string[] files = [.. Directory.GetFiles(Repository.At("samples/GPU"), "*.cs").Order().Select(File.ReadAllText), usings];
        var compilation = Compile.Beside(Ilgpu.Reference, files);
        using var generated = Generated.Over(compilation.WithOptions(compilation.Options.WithOutputKind(Microsoft.CodeAnalysis.OutputKind.ConsoleApplication)));
        generated.RequireClean();
        Assert.Contains("Mlp.Loss.Gpu.g.cs", generated.Texts.Keys);
    }
}
