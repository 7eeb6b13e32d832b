using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Derivatives that are asked for and do not exist.</summary>
public class D2L0402
{
    [Fact]
    public Task Hessian_of_a_vector() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model(Derivatives = Derivatives.Jvp | Derivatives.Hessian)]
            public static Tensor<float> {|D2L0402:F|}([Parameter, Shape("d")] Tensor<float> w) => w * w;
        }
        """,
        "P.F cannot give Hessian: it does not return one number; reduce its result with Sum or Mean, or ask for Jacobian");

    [Fact]
    public Task Jacobian_of_a_tuple() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model(Derivatives = Derivatives.Jacobian)]
            public static (Tensor<float>, Tensor<float>) {|D2L0402:F|}([Parameter, Shape("d")] Tensor<float> w) => (w, w * w);
        }
        """,
        "P.F cannot give Jacobian: it returns several tensors; return one, or ask for Jvp");

    [Fact]
    public Task Without_a_parameter() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model(Derivatives = Derivatives.Jvp)]
            public static Tensor<float> {|D2L0402:F|}([Shape("d")] Tensor<float> w) => w * w;
        }
        """,
        "P.F cannot give Jvp: nothing of it has a gradient; mark what to differentiate by with [Parameter] and return a floating-point tensor");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model(Derivatives = Derivatives.Jvp | Derivatives.Jacobian | Derivatives.Hessian | Derivatives.HessianVectorProduct)]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum(w * w);
        }
        """);
}
