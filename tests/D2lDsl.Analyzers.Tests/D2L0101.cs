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

    [Theory]
    [InlineData("{|D2L0101:while (Norm(w) < 9) { w = w * 2; list.Add(w); }|}",
        "Adding to the list list in a loop whose turns no sizes count cannot be compiled inside a [Model]; write a for loop between sizes, as in for (int t = 0; t < x.Shape[0]; t++)")]
    [InlineData("{|D2L0101:for (int i = 0; i < w.Shape[0]; i++) { list.Add(w); if (Sum(w[i]) > 3) break; }|}",
        "Adding to the list list in a loop whose turns no sizes count cannot be compiled inside a [Model]; let the loop run to its end, without break or return")]
    [InlineData("for (int i = 0; i < w.Shape[0]; i++) {|D2L0101:if (Sum(w[i]) > 3) list.Add(w);|}",
        "A condition of which one branch adds more to a list than the other cannot be compiled inside a [Model]; add as much to it in both, and choose what with the condition")]
    [InlineData("for (int i = 0; i < w.Shape[0]; i++) list.Add(Tanh({|D2L0101:list[^1]|}));",
        "Reading the list in 'list[^1]' inside of the loop that adds to it cannot be compiled inside a [Model]; read it behind the loop, and carry what the next turn needs in a variable")]
    [InlineData("var other = {|D2L0101:list|}; other.Add(w);",
        "The list 'list' here cannot be compiled inside a [Model]; add tensors to a list where it is declared or in for loops, and give it to Stack or Concat behind them")]
    [InlineData("{|D2L0101:list.Clear()|};",
        "'list.Clear()' cannot be compiled inside a [Model]; add tensors to a list where it is declared or in for loops, and give it to Stack or Concat behind them")]
    [InlineData("for (int i = 0; i < w.Shape[0]; i++) { list.Add(w); {|D2L0101:list.Reverse()|}; }",
        "'list.Reverse()' cannot be compiled inside a [Model]; add tensors to a list where it is declared or in for loops, and give it to Stack or Concat behind them")]
    public Task A_list_that_is_more_than_what_turns_add(string statements, string message) => Diagnose<ModelAnalyzer>.With($$"""
        public static partial class P
        {
            [Model]
            public static Tensor<float> F([Parameter, Shape("d")] Tensor<float> w)
            {
                var list = new List<Tensor<float>> { w };
                {{statements}}
                return Sum(Stack(list));
            }
        }
        """, message);

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
