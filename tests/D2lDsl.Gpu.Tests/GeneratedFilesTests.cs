using D2lDsl.GpuTests.Running;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.GpuTests;

/// <summary>What a project gets that references ILGPU: readable, the same to the byte each time.</summary>
public class GeneratedFilesTests
{
    internal const string Regression = """
        namespace Book;

        public static partial class LinearRegression
        {
            [Model]
            public static Tensor<float> Loss(
                [Shape("n", "d")] Tensor<float> x,
                [Shape("n", 1)] Tensor<float> y,
                [Parameter, Shape("d", 1)] Tensor<float> w,
                [Parameter, Shape(1)] Tensor<float> b)
                => Mean(Square(MatMul(x, w) + b - y)) / 2;
        }
        """;

    internal const string Net = """
        namespace Book;

        [Model]
        public sealed partial class Mlp
        {
            [Parameter, Shape("d", "h")] public partial Tensor<float> W1 { get; }
            [Parameter, Shape("h")] public partial Tensor<float> B1 { get; }
            [Parameter, Shape("h", "c")] public partial Tensor<float> W2 { get; }
            [Model] public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x) => MatMul(Relu(MatMul(x, W1) + B1), W2);
            [Model] public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(Predict(x), labels);
        }
        """;

    static Generated With(params string[] code) => Generated.Over(Compile.Beside(Ilgpu.Reference, code));

    [Fact]
    public void Signature()
    {
        using var generated = With(Net);
        Snapshot.Verify(generated.Texts["Book.Mlp.Loss.Gpu.g.cs"], "cs");
    }

    [Fact]
    public void Host()
    {
        using var generated = With(Regression);
        Snapshot.Verify(generated.Texts["Book.LinearRegression.Loss.Gpu.Kernel.g.cs"], "cs");
    }

    [Fact]
    public void Kernels()
    {
        using var generated = With(Regression);
        Snapshot.Verify(generated.Texts["Book.LinearRegression.Loss.Gpu.Kernels.g.cs"], "cs");
    }

    [Fact]
    public void Kernels_of_a_classifier()
    {
        using var generated = With(Net);
        Snapshot.Verify(generated.Texts["Book.Mlp.Loss.Gpu.Kernels.g.cs"], "cs");
    }

    [Fact]
    public void Without_ILGPU_there_is_none()
    {
        using var generated = Generated.From(Regression, Net);
        Assert.DoesNotContain(generated.Texts, file => file.Key.Contains("Gpu") || file.Value.Contains("ILGPU"));
    }

    [Fact]
    public void Without_models_there_is_none_either()
    {
        using var generated = With("public static class Empty;");
        Assert.Empty(generated.Texts);
    }

    [Fact]
    public void Two_runs_give_the_same_bytes_and_no_warning()
    {
        using var first = With(Regression, Net);
        using var second = With(Regression, Net);
        Assert.Equal(first.Texts, second.Texts);
        first.RequireClean();
    }

    [Fact]
    public void A_model_with_an_error_has_a_class_that_throws()
    {
        using var generated = With("""
            public static partial class Wrong
            {
                [Model] public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d")] Tensor<float> w) => Sum(MatMul(x, x) * w);
                public static void Use(ILGPU.Runtime.Accelerator device) { using var kernel = new FGpuKernel(device); kernel.LaunchForward(); }
            }
            """);
        generated.RequireClean();
        Assert.Contains("was not compiled", generated.Texts["Wrong.F.Gpu.g.cs"]);
    }

    [Fact]
    public void An_edit_elsewhere_makes_nothing_again()
    {
        const string other = "public static class Other { public static int N => 1; }";
        var first = Compile.Source(Net, other).AddReferences(Ilgpu.Reference);
        var second = first.ReplaceSyntaxTree(first.SyntaxTrees[1], Compile.Tree(other.Replace("1", "2"), first.SyntaxTrees[1].FilePath));
        var driver = Generated.Driver(trackSteps: true).RunGenerators(first).RunGenerators(second);
        Assert.All(driver.GetRunResult().Results.SelectMany(r => r.TrackedOutputSteps).SelectMany(s => s.Value).SelectMany(s => s.Outputs), o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
        var flag = driver.GetRunResult().Results.SelectMany(r => r.TrackedSteps["Ilgpu"]).SelectMany(s => s.Outputs).Single();
        Assert.Equal(IncrementalStepRunReason.Unchanged, flag.Reason);
    }
}
