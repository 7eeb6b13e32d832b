using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Not part of the model language.</summary>
public class D2L0101
{
    [Fact]
    public Task A_call_into_the_framework() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w)
            {
                {|D2L0101:Console.WriteLine("loss")|};
                return Sum(w);
            }
        }
        """,
        "A call of WriteLine cannot be compiled inside a [Model]; call ops of D2lDsl.Ops, methods of Tensor<T>, or methods marked [Model]");

    [Fact]
    public Task A_helper_that_is_no_model() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            static Tensor<float> Twice(Tensor<float> x) => x * 2;

            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum({|D2L0101:Twice(w)|});
        }
        """,
        "A call of Twice cannot be compiled inside a [Model]; call ops of D2lDsl.Ops, methods of Tensor<T>, or methods marked [Model]");

    [Fact]
    public Task A_parameter_that_is_no_tensor() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w, float {|D2L0101:rate|}) => Sum(w) * rate;
        }
        """,
        "Parameter rate of type float cannot be compiled inside a [Model]; a model takes tensors; declare it Tensor<T>, or make it a constant");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class P
        {
            const float Rate = 0.5f;

            [Model]
            static Tensor<float> Twice([Shape("d")] Tensor<float> x) => x * 2;

            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w) => Sum(Twice(w)) * Rate;
        }
        """);
}
