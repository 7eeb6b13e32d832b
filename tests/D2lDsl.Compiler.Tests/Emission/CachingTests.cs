using D2lDsl.Generators;
using D2lDsl.Testing;
using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace D2lDsl.CompilerTests.Emission;

/// <summary>An edit costs what it touches: everything else keeps its output.</summary>
public class CachingTests
{
    const string Loss = """
        public static partial class A
        {
            // Half the squared error.
            [Model] public static Tensor<float> Loss([Shape("n")] Tensor<float> x, [Parameter, Shape("n")] Tensor<float> w) => Sum(Square(x * w)) / 2;
        }
        """;

    const string Other = """
        public static partial class B
        {
            [Model] public static Tensor<float> Twice([Shape("n")] Tensor<float> x) => Bent(x) * 2;
            [Model] public static Tensor<float> Bent([Shape("n")] Tensor<float> x) => Tanh(x);
            public static int Unrelated() => 1;
        }
        """;

    const string Net = """
        [Model] public sealed partial class Net
        {
            [Parameter, Shape("d")] public partial Tensor<float> W { get; }
            [Model] public Tensor<float> Loss([Shape("d")] Tensor<float> x) => Sum(x * W);
        }
        """;

    [Fact]
    public void An_edit_in_another_file_changes_nothing() =>
        Caching.Reasons([Loss, Net, "class C { int F() => 1; }"], [Loss, Net, "class C { int F() => 2; int G() => 3; }"]).AssertCached();

    [Fact]
    public void A_comment_changes_nothing() =>
        Caching.Reasons([Loss, Net], [Loss.Replace("Half the squared error.", "One half of\n    // the squared error."), Net]).AssertCached();

    [Fact]
    public void Layout_and_names_of_types_beside_change_nothing() =>
        Caching.Reasons([Loss, Other], [Loss.Replace(" => ", "\n            => "), Other.Replace("Unrelated() => 1", "Related() => 2")]).AssertCached();

    /// <summary>Each body comes with its record for other assemblies, in a file beside the kernel.</summary>
    [Fact]
    public void A_body_changes_its_own_kernel_and_no_signature()
    {
        var reasons = Caching.Reasons([Loss, Other, Net], [Loss.Replace("/ 2", "/ 3"), Other, Net]);
        Assert.Single(reasons.Steps[Names.Models], Modified);
        Assert.DoesNotContain(Modified, reasons.Steps[Names.Signatures]);
        Assert.Equal(2, reasons.Outputs.Count(reason => reason == Modified));
        Assert.All(reasons.Outputs, reason => Assert.True(reason is Modified or Cached));
    }

    [Fact]
    public void A_new_parameter_changes_signature_and_kernel()
    {
        var reasons = Caching.Reasons([Loss, Other], [Loss.Replace("Tensor<float> w)", "Tensor<float> w, [Shape] Tensor<float> s)"), Other]);
        Assert.Equal(3, reasons.Outputs.Count(reason => reason == Modified));
    }

    [Fact]
    public void A_callee_changes_its_callers()
    {
        // In one class or in another file: what is inlined counts.
        var reasons = Caching.Reasons([Loss, Other], [Loss, Other.Replace("Tanh(x)", "Exp(x)")]);
        Assert.Equal(4, reasons.Outputs.Count(reason => reason == Modified));
        string caller = "public static partial class D { [Model] public static Tensor<float> F([Shape(\"n\")] Tensor<float> x) => B.Bent(x) + 1; }";
        reasons = Caching.Reasons([caller, Other], [caller, Other.Replace("Tanh(x)", "Exp(x)")]);
        Assert.Equal(6, reasons.Outputs.Count(reason => reason == Modified));
    }

    [Fact]
    public void A_modules_shape_changes_the_module_and_its_kernels()
    {
        var reasons = Caching.Reasons([Loss, Net], [Loss, Net.Replace("Shape(\"d\")", "Shape(\"d\", 1)").Replace("x * W", "x * W.T")]);
        // Constructor and parameters and their record, the kernel's signature, its body and its record.
        Assert.Equal(5, reasons.Outputs.Count(reason => reason == Modified));
    }

    [Fact]
    public void A_mistake_and_its_repair_come_and_go()
    {
        var reasons = Caching.Reasons(Loss, Loss.Replace("x * w", "MatMul(x, w, w)"));
        Assert.Contains(reasons.Outputs, reason => reason is Modified or Removed);
    }
}
