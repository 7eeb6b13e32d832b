using D2lDsl.Compiler.Metadata;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A record of another format.</summary>
public class D2L0801
{
    const string Caller = """
        public static partial class Caller
        {
            [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) => Sum({|D2L0801:Layers.Bent(x)|});
        }
        """;

    [Fact]
    public Task Of_a_later_version() => Diagnose<ModelAnalyzer>.With(Caller, [Written("""[assembly: D2lDsl.Runtime.ModelGraph("Layers.Bent", 99, "?")]""")],
        $"Layers.Bent was recorded in Library in format 99, this compiler reads format {RecordText.Version}; build both with one version of D2lDsl");

    [Fact]
    public async Task Quiet()
    {
        using var library = Generated.Library(Library);
        Assert.Empty(await Diagnose<ModelAnalyzer>.In(Caller.Replace("{|D2L0801:", "").Replace("|}", ""), MetadataReference.CreateFromImage(library.Image)));
    }

    internal const string Library = """public static partial class Layers { [Model] public static Tensor<float> Bent([Shape("n")] Tensor<float> x) => Tanh(x); }""";

    /// <summary>The library built without the generator, with a record of the test's own.</summary>
    internal static MetadataReference Written(string attribute)
    {
        using var image = new MemoryStream();
        Assert.True(Compile.Source(attribute, Library).WithAssemblyName("Library").Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
