using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A version of ILGPU that no GPU kernels are made for.</summary>
public class D2L0803
{
    const string Model = """
        public static partial class Example
        {
            [Model] public static Tensor<float> {|D2L0803:Loss|}([Shape("n")] Tensor<float> x) => Sum(Tanh(x));
        }
        """;

    [Theory]
    [InlineData("1.5.2.0", "1.5.2.0")]
    [InlineData("1.3.1.0", "1.3.1.0")]
    [InlineData("0.9.2.0", "0.9.2.0")]
    public Task Too_old(string version, string named) => Diagnose<ModelAnalyzer>.With(Model, [Ilgpu(version)],
        $"Loss gets no GPU kernel: the project references ILGPU {named}, which compiles nested loops wrongly; reference 1.5.3 or later");

    [Fact]
    public async Task Quiet() => Assert.Empty(await Diagnose<ModelAnalyzer>.In(Model.Replace("{|D2L0803:", "").Replace("|}", "")));

    [Fact]
    public async Task Quiet_where_it_is_new_enough() => Assert.Empty(await Diagnose<ModelAnalyzer>.In(Model.Replace("{|D2L0803:", "").Replace("|}", ""), Ilgpu("1.5.3.0")));

    [Fact]
    public void A_version_that_is_too_old_makes_no_GPU_code()
    {
        using var generated = Generated.Over(Compile.Source(Model.Replace("{|D2L0803:", "").Replace("|}", "")).AddReferences(Ilgpu("1.5.2.0")));
        generated.RequireClean();
        Assert.DoesNotContain(generated.Texts.Keys, name => name.Contains("Gpu"));
    }

    /// <summary>An assembly of that name and version, with nothing in it.</summary>
    internal static MetadataReference Ilgpu(string version)
    {
        using var image = new MemoryStream();
        Assert.True(Compile.Source($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]").WithAssemblyName("ILGPU").Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
