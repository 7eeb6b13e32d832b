using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Values inside a model are immutable.</summary>
public class D2L0104
{
    [Fact]
    public Task Compound_assignment() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w)
            {
                var y = w * 2;
                {|D2L0104:y -= w|};
                return Sum(y);
            }
        }
        """,
        "'y -= w' writes into a tensor, but values inside a model are immutable; write 'y = y - w'");

    [Fact]
    public Task Assignment_of_an_element() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w)
            {
                {|D2L0104:w[0] = Sum(w)|};
                return Sum(w);
            }
        }
        """,
        "'w[0] = Sum(w)' writes into a tensor, but values inside a model are immutable; write 'w = Where(…, Sum(w), w)' with a condition that holds where the new value goes");

    [Fact]
    public Task Assignment_of_what_a_turn_of_a_loop_makes() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("t", "d")] Tensor<float> x)
            {
                var y = Tensor.Zeros(x.Shape);
                for (int t = 0; t < x.Shape[0]; t++)
                    {|D2L0104:y[t] = Tanh(x[t])|};
                return Sum(y);
            }
        }
        """,
        "'y[t] = Tanh(x[t])' writes into a tensor, but values inside a model are immutable; write 'y.Add(Tanh(x[t]))' with 'y' a List of tensors, and 'Stack(y)' behind the loop");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w)
            {
                var y = w * 2;
                y = y - w;
                return Sum(y);
            }
        }
        """);
}
