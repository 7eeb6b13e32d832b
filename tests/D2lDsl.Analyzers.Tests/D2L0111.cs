using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Name is taken.</summary>
public class D2L0111
{
    [Fact]
    public Task Two_models_of_one_name() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum(w);

            [Model]
            public static Tensor<float> {|D2L0111:F|}([Parameter, Shape("d")] Tensor<float> w, [Shape("d")] Tensor<float> x) => Dot(w, x);
        }
        """,
        "F needs another name: another model has this name, and both kernels would be FKernel");

    [Fact]
    public Task A_parameter_that_ForwardBackward_has() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w, [Shape("d")] Tensor<float> {|D2L0111:seed|}) => Dot(w, seed);
        }
        """,
        "seed needs another name: ForwardBackward has a parameter of this name");

    [Fact]
    public Task Two_parameters_of_one_gradient() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w, [Parameter, Shape("d")] Tensor<float> {|D2L0111:W|}) => Dot(w, W);
        }
        """,
        "W needs another name: its gradient would be W, as that of w is");

    [Fact]
    public Task A_member_of_all_gradients() => Diagnose<ModelAnalyzer>.With("""
        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d")] public partial Tensor<float> {|D2L0111:Count|} { get; }

            [Model]
            public Tensor<float> F() => Sum(Count);
        }
        """,
        "Count needs another name: its gradient would be Count, which all gradients have");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w, [Shape("d")] Tensor<float> seeds) => Dot(w, seeds);

            public static Tensor<float> F(Tensor<float> w) => F(w, w);
        }

        public static partial class Inference
        {
            [Model]
            public static Tensor<float> F([Shape("d")] Tensor<float> seed, [Shape("d")] Tensor<float> Seed) => Dot(seed, Seed);
        }
        """);
}
