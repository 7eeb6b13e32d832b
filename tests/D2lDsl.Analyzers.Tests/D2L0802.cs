using D2lDsl.Compiler.Metadata;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A record that is missing, damaged or of another model.</summary>
public class D2L0802
{
    const string Caller = """
        public static partial class Caller
        {
            [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) => Sum({|D2L0802:Layers.Bent(x)|});
        }
        """;

    [Fact]
    public Task Missing() => Diagnose<ModelAnalyzer>.With(Caller, [D2L0801.Written("")],
        "Layers.Bent cannot be inlined from Library: it has no record there; rebuild Library with this version of D2lDsl");

    [Theory]
    [InlineData("")]
    [InlineData("00000000 ([] [] [] [] [])")]
    public Task Damaged(string text) => Diagnose<ModelAnalyzer>.With(Caller, [D2L0801.Written($"""[assembly: D2lDsl.Runtime.ModelGraph("Layers.Bent", {RecordText.Version}, "{text}")]""")],
        "Layers.Bent cannot be inlined from Library: its text is damaged; rebuild Library with this version of D2lDsl");

    [Fact]
    public Task A_module_without_a_record() => Diagnose<ModelAnalyzer>.With("""
        [Model] public sealed partial class Net { [Shape("d")] readonly Layer {|D2L0802:layer|}; }
        """,
        [Unrecorded("[Model] public sealed class Layer { }")],
        "Layer cannot be inlined from Library: it has no record there; rebuild Library with this version of D2lDsl");

    [Fact]
    public async Task Quiet()
    {
        using var library = Generated.Library(D2L0801.Library);
        Assert.Empty(await Diagnose<ModelAnalyzer>.In(Caller.Replace("{|D2L0802:", "").Replace("|}", ""), MetadataReference.CreateFromImage(library.Image)));
    }

    static MetadataReference Unrecorded(string code)
    {
        using var image = new MemoryStream();
        Assert.True(Compile.Source(code).WithAssemblyName("Library").Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
