using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Two draws under one seed.</summary>
public class D2L0513
{
    static string Model(string body, string more = "") => $$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> x, [Shape] Tensor<int> seed) { {{body}} }

            {{more}}
        }
        """;

    const string Layer = """
        [Model]
        [return: Shape("n", "d")]
        public static Tensor<float> Layer([Shape("n", "d")] Tensor<float> h, [Shape] Tensor<int> key) => Dropout(Tanh(h), 0.5, key);
        """;

    static string Again(string seed) => $"draws the numbers of {seed} again, which Dropout draws already: the two masks agree; give it a seed of its own, FoldIn({seed}, 1)";

    [Fact]
    public Task Two_layers() => Diagnose<ModelAnalyzer>.With(
        Model("var h = Dropout(Tanh(x), 0.2, seed); return {|D2L0513:Dropout(Tanh(h), 0.5, seed)|};"), $"Dropout {Again("seed")}");

    [Fact]
    public Task A_draw_of_another_kind() => Diagnose<ModelAnalyzer>.With(
        Model("var key = FoldIn(seed, 1); var h = Dropout(Tanh(x), 0.2, key); return h + {|D2L0513:h.RandLike(key)|};"), $"RandLike {Again("key")}");

    [Fact]
    public Task A_model_that_is_called_twice() => Diagnose<ModelAnalyzer>.With(
        Model("return {|D2L0513:Layer(Layer(x, seed), seed)|};", Layer), $"Layer {Again("seed")}");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet(
        Model("var h = Layer(Layer(x, seed), FoldIn(seed, 1)); for (int i = 2; i < 5; i++) h = Layer(h, FoldIn(seed, i)); return Dropout(h, 0.1, FoldIn(seed, 9));", Layer));

    [Fact]
    public Task Quiet_for_a_caller_of_what_was_reported() => Diagnose<ModelAnalyzer>.With(
        Model("return Twice(x, seed);", """
            [Model]
            [return: Shape("n", "d")]
            public static Tensor<float> Twice([Shape("n", "d")] Tensor<float> h, [Shape] Tensor<int> key) => Dropout(h, 0.5, key) + {|D2L0513:Dropout(Tanh(h), 0.5, key)|};
            """), $"Dropout {Again("key")}");
}
