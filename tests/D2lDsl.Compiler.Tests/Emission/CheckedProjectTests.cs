using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Emission;

/// <summary>Projects that check integer arithmetic for overflow: kernels go round all the same, as tensors do.</summary>
public class CheckedProjectTests
{
    const string Models = """
        public static partial class P
        {
            [Model] public static Tensor<int> F([Shape("n")] Tensor<int> x) => x * x * 3 - Abs(x) + Prod(x);
            [Model] public static Tensor<byte> Bytes([Shape("n")] Tensor<float> x) => x.Cast<byte>();
            [Model] public static Tensor<float> Loss([Parameter, Shape("n")] Tensor<float> x, [Shape] Tensor<int> seed) => Sum(Square(Dropout(x, 0.5, seed)));
        }
        """;

    [Fact]
    public void Kernels_go_round_as_tensors_do()
    {
        using var generated = Generated.Over(Compile.Source(Models).WithOptions(Compile.Options.WithOverflowChecks(true)));
        generated.RequireClean();
        var ints = Tensor.Of([int.MaxValue, int.MinValue, -1, 100000]);
        var floats = Tensor.Of([1e10f, -1e10f, 300.7f, -1.5f]);

        Assert.Equal(Eager("F", ints).ToString(), Kernel("F").Forward(ints).ToString());
        Assert.Equal(Eager("Bytes", floats).ToString(), Kernel("Bytes").Forward(floats).ToString());
        var loss = Kernel("Loss");
        loss.ForwardBackward(floats, Tensor.Of(int.MaxValue));
        Assert.Contains("unchecked", generated.File("P.F.Kernel"));

        dynamic Kernel(string model) => Activator.CreateInstance(generated.Type($"P+{model}Kernel"))!;
        object Eager(string model, object x) => generated.Type("P").GetMethod(model)!.Invoke(null, [x])!;
    }

    [Fact]
    public void Others_are_written_without_a_word_of_it()
    {
        using var generated = Generated.From(Models);
        Assert.DoesNotContain("unchecked", generated.Text);
    }
}
