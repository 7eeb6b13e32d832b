using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A project that compiles as an older C# than models need.</summary>
public class D2L0804
{
    const string Models = """
        namespace Layers
        {
            public static partial class Example
            {
                [{|D2L0804:Model(Derivatives = Derivatives.Jacobian)|}]
                public static Tensor<float> F([Parameter, Shape("n")] Tensor<float> x) => Tanh(x);

                [Model]
                public static Tensor<float> Loss([Parameter, Shape("n")] Tensor<float> x, [Shape("m")] Tensor<float> wrong) => Sum(F(x)) + Sum(x + wrong);

                public static float Run(Tensor<float> x)
                {
                    var kernel = new LossKernel();
                    return kernel.ForwardBackward(x, x) + kernel.Gradients.X.Item() + new FKernel().Jacobian(x).X.Item() + LossKernel.ToHtml(("n", 3L)).Length;
                }
            }
        }
        """;

    const string Modules = """
        [{|D2L0804:Model|}]
        public sealed partial class Tower
        {
            [Shape("d", "h")] readonly Dense first;
            [Shape("h", "h", Count = 3)] readonly Dense[] rest;

            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x)
            {
                var y = first.Apply(x);
                foreach (var layer in rest)
                    y = layer.Apply(y);
                return Sum(y);
            }
        }

        [Model]
        public sealed partial class Dense
        {
            [Parameter, Shape("i", "o")] public partial Tensor<float> W { get; }

            [Model]
            public Tensor<float> Apply([Shape("n", "i")] Tensor<float> x) => Tanh(MatMul(x, W));
        }

        public static class Program
        {
            public static float Run(Tensor<float> x)
            {
                var net = new Tower(d: 4, h: 8, seed: 1);
                var kernel = new Tower.LossKernel(net);
                new Sgd(0.1f).Step(net.Parameters, kernel.Gradients);
                return kernel.ForwardBackward(x) + kernel.Gradients.Rest[1].W.Sum().Item();
            }
        }
        """;

    /// <summary>One message, and none of the compiler's: members that throw stand in for what is not generated.</summary>
    [Theory]
    [InlineData(Models, LanguageVersion.CSharp13)]
    [InlineData(Models, LanguageVersion.CSharp12)]
    [InlineData(Models, LanguageVersion.CSharp11)]
    [InlineData(Models, LanguageVersion.CSharp10)]
    [InlineData(Modules, LanguageVersion.CSharp13)]
    public async Task Too_old(string marked, LanguageVersion version)
    {
        var source = Marked.Parse(marked);
        var project = Compile.As(version, source.Code);
        var found = Assert.Single(await Diagnose<ModelAnalyzer>.In(project));
        Assert.Equal((source.Spans[0].Id, source.Spans[0].Span), (found.Id, found.Location.SourceSpan));
        Assert.Equal($"[Model] needs C# 14, but this project compiles as C# {(int)version / 100}; remove LangVersion from the project, or set it to 14", found.GetMessage());
        using var generated = Generated.Over(project);
        generated.RequireClean();
        Assert.DoesNotContain(generated.Texts.Keys, file => file.Contains("Graph") || file.Contains("Kernel.g") || file.Contains("Module"));
    }

    /// <summary>Where nothing that compiles can stand in for it, nothing is generated.</summary>
    [Theory]
    [InlineData(Models, LanguageVersion.CSharp9)]
    [InlineData(Models, LanguageVersion.CSharp7_3)]
    [InlineData(Modules, LanguageVersion.CSharp12)]
    public async Task Much_too_old(string marked, LanguageVersion version)
    {
        var project = Compile.As(version, Marked.Parse(marked).Code);
        Assert.Equal("D2L0804", Assert.Single(await Diagnose<ModelAnalyzer>.In(project)).Id);
        using var generated = Generated.Over(project);
        Assert.DoesNotContain(generated.Compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error && d.Location.SourceTree?.FilePath.EndsWith(".g.cs") == true);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp14)]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.Preview)]
    public async Task Quiet(LanguageVersion version)
    {
        var project = Compile.As(version, Marked.Parse(Modules).Code);
        Assert.Empty(await Diagnose<ModelAnalyzer>.In(project));
        using var generated = Generated.Over(project);
        generated.RequireClean();
    }

    [Fact]
    public async Task Quiet_without_a_model() => Assert.Empty(await Diagnose<ModelAnalyzer>.In(Compile.As(LanguageVersion.CSharp12, "public static class P { public static Tensor<float> F(Tensor<float> x) => x + 1; }")));
}
