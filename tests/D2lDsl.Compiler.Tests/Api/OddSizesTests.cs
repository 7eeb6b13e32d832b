using D2lDsl.CompilerTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Api;

/// <summary>Sizes at the ends of loops: none, one, and tails that fill no vector.</summary>
public class OddSizesTests
{
    const string Models = """
        public static partial class Odd_real
        {
            [Model] public static Tensor<real> Rows([Parameter, Shape("n", "d")] Tensor<real> x, [Parameter, Shape("d")] Tensor<real> w, [Shape("n")] Tensor<real> y)
                => Sum(Square(MatMul(x, w) - y) + Sum(Exp(x) * w, axis: 1));
            [Model] public static Tensor<real> Columns([Parameter, Shape("n", "d")] Tensor<real> x, [Parameter, Shape("n", 1)] Tensor<real> w)
                => Sum(x * w, axis: 0) / (1 + Sum(x * x, axis: 0));
            [Model] public static Tensor<real> Chain([Parameter, Shape("n", "d")] Tensor<real> x, [Parameter, Shape("d")] Tensor<real> w)
                => Tanh(x * w) * Sigmoid(x) + w;
            [Model] public static Tensor<real> Product([Parameter, Shape("n", "d")] Tensor<real> x, [Parameter, Shape("d", "n")] Tensor<real> w)
                => Relu(MatMul(x, w) - 0.1f) + x.Sum();
            [Model] public static Tensor<real> Transposed([Parameter, Shape("n", "d")] Tensor<real> x, [Parameter, Shape("d", "n")] Tensor<real> w)
                => x.T * w + Sum(w, axis: 1, keepDims: true);
            [Model] public static Tensor<real> Norms([Parameter, Shape("n", "d")] Tensor<real> x, [Parameter, Shape("d")] Tensor<real> w, [Shape("n")] Tensor<real> y)
                => LayerNorm(x, w, w) * Softmax(x, axis: 1) + Where(Max(x, axis: 1, keepDims: true) > y.Reshape(x.Shape[0], 1), x, 0.5f * x);
            [Model] public static Tensor<real> Scores([Parameter, Shape("n", "c")] Tensor<real> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(x, labels);
        }
        """;

    static readonly Lazy<Generated> All = new(() => Generated.From(Models.Replace("real", "float"), Models.Replace("real", "double")));

    static readonly int[] Odd = [0, 1, 2, 7, 8, 15, 16, 17, 33];

    [Theory]
    [InlineData("Rows"), InlineData("Columns"), InlineData("Chain"), InlineData("Product"), InlineData("Transposed")]
    public void Kernel_gives_the_eager_value(string model)
    {
        foreach (var n in Odd)
            foreach (var d in Odd)
            {
                Probe(model, "float", n, d).KernelAgreesWithEager();
                Probe(model, "double", n, d).KernelAgreesWithEager();
            }
    }

    [Theory]
    [InlineData("Rows"), InlineData("Columns"), InlineData("Chain"), InlineData("Product"), InlineData("Transposed")]
    public void Gradients_are_central_differences(string model)
    {
        foreach (var (n, d) in ((int, int)[])[(0, 3), (3, 0), (1, 1), (1, 17), (17, 1), (3, 9), (9, 3)])
            Probe(model, "double", n, d).GradientsAreCentralDifferences(1e-6);
    }

    [Fact]
    public void Rows_with_a_largest_element_have_odd_sizes_too()
    {
        foreach (var n in Odd)
            foreach (var d in Odd.Where(d => d > 0))
            {
                Probe("Norms", "float", n, d).KernelAgreesWithEager();
                Probe("Norms", "double", n, d).KernelAgreesWithEager();
            }
        foreach (var (n, d) in ((int, int)[])[(1, 1), (5, 2), (1, 17), (17, 1), (3, 9), (9, 3)])
            Probe("Norms", "double", n, d).GradientsAreCentralDifferences(1e-6);
    }

    [Theory]
    [InlineData(1, 3), InlineData(1, 17), InlineData(5, 33), InlineData(9, 16), InlineData(3, 5), InlineData(4, 5), InlineData(16, 3), InlineData(20, 10), InlineData(37, 16), InlineData(40, 3)]
    public void Row_programs_have_tails(int n, int c)
    {
        Probe("Scores", "float", n, c).KernelAgreesWithEager();
        Probe("Scores", "double", n, c).KernelAgreesWithEager();
        Probe("Scores", "double", n, c).GradientsAreCentralDifferences();
    }

    [Fact]
    public void One_kernel_takes_one_size_after_another()
    {
        var type = All.Value.Type("Odd_double");
        foreach (var model in (string[])["Rows", "Columns", "Chain", "Product", "Transposed"])
        {
            var probe = Probe(model, "double", 5, 4);
            foreach (var (n, d) in ((int, int)[])[(33, 17), (1, 2), (0, 4), (33, 17), (64, 3)])
            {
                probe.Arguments = Probe(model, "double", n, d).Arguments;
                probe.KernelAgreesWithEager();
                probe.GradientsAreCentralDifferences(1e-5);
            }
        }
    }

    static Probe Probe(string model, string element, int n, int d) =>
        new(All.Value.Type($"Odd_{element}"), model, new Dictionary<string, int> { ["n"] = n, ["d"] = d, ["c"] = d });
}
