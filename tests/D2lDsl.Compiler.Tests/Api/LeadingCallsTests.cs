using D2lDsl.CompilerTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Api;

/// <summary>Models over <c>[..., d]</c> that are called with any number of axes, from the same project and from another.</summary>
public class LeadingCallsTests
{
    const string Layers = """
        [Model]
        public sealed partial class Dense
        {
            [Parameter, Shape("i", "o")] public partial Tensor<double> W { get; }
            [Parameter(Init = Init.Normal), Shape("o")] public partial Tensor<double> B { get; }

            [Model] [return: Shape("...", "o")]
            public Tensor<double> Apply([Shape("...", "i")] Tensor<double> x) => MatMul(x, W) + B;
        }

        public static partial class Rows
        {
            [Model] [return: Shape("...")]
            public static Tensor<double> Closeness([Shape("...", "d")] Tensor<double> x, [Shape("...", "d")] Tensor<double> y) => Sum(Softmax(x, axis: -1) * y, axis: -1);
        }
        """;

    const string Net = """
        [Model]
        public sealed partial class Net
        {
            [Shape("d", "h")] readonly Dense first;
            [Shape("h", "h")] readonly Dense second;

            [Model] [return: Shape("b", "t")]
            public Tensor<double> Rank3([Shape("b", "t", "d")] Tensor<double> x, [Shape("b", "t", "h")] Tensor<double> y) => Rows.Closeness(second.Apply(Tanh(first.Apply(x))), y);

            [Model]
            public Tensor<double> Rank1([Shape("d")] Tensor<double> x, [Shape("h")] Tensor<double> y) => Rows.Closeness(second.Apply(Tanh(first.Apply(x))), y);

            [Model] [return: Shape("...")]
            public Tensor<double> Any([Shape("...", "d")] Tensor<double> x, [Shape("...", "h")] Tensor<double> y) => Rows.Closeness(second.Apply(Tanh(first.Apply(x))), y);
        }
        """;

    [Theory]
    [InlineData("Rank3", false)]
    [InlineData("Rank1", false)]
    [InlineData("Rank3", true)]
    [InlineData("Rank1", true)]
    public void Kernels_and_gradients_are_right(string model, bool isElsewhere)
    {
        using var library = isElsewhere ? Generated.Library(Layers) : null;
        using var generated = library is null ? Generated.From(Layers, Net) : Generated.Using(library, Net);
        var probe = new Probe(generated.Type("Net"), model, new Dictionary<string, int> { ["b"] = 2, ["t"] = 3, ["d"] = 4, ["h"] = 5 });
        probe.KernelAgreesWithEager();
        probe.GradientsAreCentralDifferences();
    }

    [Fact]
    public void A_batch_of_sequences_is_one_product()
    {
        using var generated = Generated.From(Layers, Net);
        var plan = (string)generated.Type("Net+Rank3Kernel").GetProperty("Plan")!.GetValue(null)!;
        Assert.Contains("GEMM [b·t, d] · [d, h]", plan);
    }
}
