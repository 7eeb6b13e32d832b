using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Models beside which no kernel can be generated.</summary>
public class D2L0114
{
    [Fact]
    public Task A_local_function() => Diagnose<ModelAnalyzer>.With("""
        public static class P
        {
            public static Tensor<float> Run(Tensor<float> x)
            {
                return Loss(x);
                [Model] static Tensor<float> {|D2L0114:Loss|}([Shape("n")] Tensor<float> x) => Sum(x);
            }
        }
        """,
        "Loss gets no kernel: a local function is no member of a type; make it a method of a partial class");

    [Fact]
    public Task A_lambda() => Diagnose<ModelAnalyzer>.With("""
        public static class P
        {
            public static readonly Func<Tensor<float>, Tensor<float>> Loss = {|D2L0114:[Model] ([Shape("n")] x) => Sum(x)|};
        }
        """,
        "A lambda gets no kernel: it is no member of a type; make it a method of a partial class");

    /// <summary>One message a type, and nothing is generated that would be another type of the same name.</summary>
    [Theory]
    [InlineData("file static partial class {|D2L0114:P|} { [Model] public static Tensor<float> F([Shape(\"n\")] Tensor<float> x) => Sum(x); [Model] public static Tensor<float> G([Shape(\"n\")] Tensor<float> x) => Sum(x); }",
        "P gets no kernel: P is a type of its file alone, and what is generated lies in another; remove 'file' from P")]
    [InlineData("[Model] file sealed partial class {|D2L0114:Net|} { [Parameter, Shape(\"d\")] public partial Tensor<float> {|CS9248:W|} { get; } }",
        "Net gets no kernel: Net is a type of its file alone, and what is generated lies in another; remove 'file' from Net")]
    [InlineData("file static partial class {|D2L0114:P|} { public static partial class Q { [Model] public static Tensor<float> F([Shape(\"n\")] Tensor<float> x) => Sum(x); } }",
        "P gets no kernel: P is a type of its file alone, and what is generated lies in another; remove 'file' from P")]
    public async Task A_type_of_its_file(string marked, string message)
    {
        var source = Marked.Parse(marked);
        var found = Assert.Single(await Diagnose<ModelAnalyzer>.In(source.Code));
        Assert.Equal(("D2L0114", source.Spans[0].Span, message), (found.Id, found.Location.SourceSpan, found.GetMessage()));
        using var generated = Generated.WithErrors(source.Code);
        Assert.Empty(generated.Texts.Keys);
        Assert.Equal(source.Spans.Skip(1).Select(s => s.Id), generated.Compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id));
    }

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Shape("n")] Tensor<float> x)
            {
                return Twice(x);
                static Tensor<float> Twice(Tensor<float> x) => Sum(x) * 2;
            }
        }
        """);
}
