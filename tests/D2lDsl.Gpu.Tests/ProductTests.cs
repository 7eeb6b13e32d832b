using D2lDsl.GpuTests.Running;
using D2lDsl.OpTests.Cases;
using D2lDsl.OpTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.GpuTests;

/// <summary>Matrix products in small tiles, large tiles and shared sums, with what a loop does with their elements at once.</summary>
public class ProductTests
{
    internal const string Source = """
        public static partial class Plain { [Model] public static Tensor<float> F([Parameter, Shape("n", "k")] Tensor<float> a, [Parameter, Shape("k", "m")] Tensor<float> b) => MatMul(a, b); }
        public static partial class Precise { [Model] public static Tensor<double> F([Parameter, Shape("n", "k")] Tensor<double> a, [Parameter, Shape("k", "m")] Tensor<double> b) => Tanh(MatMul(a, b)); }
        public static partial class Whole { [Model] public static Tensor<int> F([Shape("n", "k")] Tensor<int> a, [Shape("k", "m")] Tensor<int> b) => MatMul(a, b); }
        public static partial class Turned { [Model] public static Tensor<float> F([Parameter, Shape("k", "n")] Tensor<float> a, [Parameter, Shape("m", "k")] Tensor<float> b) => MatMul(a.T, b.T); }
        public static partial class Bias { [Model] public static Tensor<float> F([Parameter, Shape("n", "k")] Tensor<float> a, [Parameter, Shape("k", "m")] Tensor<float> b, [Parameter, Shape("m")] Tensor<float> c) => Relu(MatMul(a, b) + c); }
        public static partial class Residual { [Model] public static Tensor<float> F([Parameter, Shape("n", "m")] Tensor<float> c, [Parameter, Shape("n", "k")] Tensor<float> a, [Parameter, Shape("k", "m")] Tensor<float> b) => c + Gelu(MatMul(a, b)) * c; }
        public static partial class Masked { [Model] public static Tensor<float> F([Parameter, Shape("n", "k")] Tensor<float> a, [Parameter, Shape("k", "m")] Tensor<float> b, [Shape("n", "m")] Tensor<float> c) => Where(c > 0, MatMul(a, b), c); }
        public static partial class Loss { [Model] public static Tensor<float> F([Parameter, Shape("n", "k")] Tensor<float> a, [Parameter, Shape("k", "m")] Tensor<float> b, [Shape("n", "m")] Tensor<float> c) => Mean(Square(MatMul(a, b) - c)); }
        public static partial class Most { [Model] public static Tensor<float> F([Shape("n", "k")] Tensor<float> a, [Shape("k", "m")] Tensor<float> b) => Max(MatMul(a, b), axis: 0) + Sum(MatMul(a, b), axis: 0); }
        public static partial class Twice { [Model] public static Tensor<float> F([Parameter, Shape("n", "k")] Tensor<float> a, [Parameter, Shape("k", "m")] Tensor<float> b, [Parameter, Shape("m", "n")] Tensor<float> c)
        {
            var h = MatMul(a, b);
            return Sum(Tanh(h)) + Sum(Sigmoid(MatMul(h, c)));
        } }
        public static partial class Scaled { [Model] public static Tensor<float> F([Parameter, Shape("n", "k")] Tensor<float> a, [Parameter, Shape("k", "m")] Tensor<float> b, [Shape("n")] Tensor<int> at, [Parameter, Shape("n", 1)] Tensor<float> s)
            => MatMul(a, b) * s + at.Reshape(at.Shape[0], 1).Cast<float>(); }
        """;

    static readonly Lazy<Generated> Models = new(() => OnDevice.Compile(Source));

    /// <summary>Tiles of the tests are 8 × 8 and 16 × 16, and sums of 8 and more are shared where there is one small tile.</summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 3, 2, 5 }, { 8, 7, 8 }, { 3, 9, 5 }, { 7, 33, 6 }, { 9, 9, 5 }, { 17, 3, 5 }, { 16, 8, 24 }, { 5, 4, 33 }, { 3, 0, 4 }, { 0, 3, 4 }, { 4, 3, 0 },
    };

    static Type Model(string name) => Models.Value.Type(name);

    static Tensor<float> Of(int seed, params int[] shape) => Tensor.RandN<float>(new Random(seed), shape);

    static void Same(Type model, object accelerator, string[] names, params object[] inputs)
    {
        using var kernels = new KernelPair(model, names, accelerator);
        var value = kernels.Forward(false, inputs);
        Check($"{model.Name}: value", value, kernels.Forward(true, inputs));
        if (!kernels.HasGradient)
            return;
        var seed = value.Shape.Length == 0 ? null : Tensors.Dense(value with { Values = [.. value.Values.Select((_, i) => 0.25 + (i * 7 % 11) / 8.0)] });
        var (expected, actual) = (kernels.ForwardBackward(false, inputs, seed), kernels.ForwardBackward(true, inputs, seed));
        Check($"{model.Name}: value with gradients", expected.Value, actual.Value);
        for (var i = 0; i < names.Length; i++)
            if (expected.Gradients[i] is { } gradient)
                Check($"{model.Name}: gradient of {names[i]}", gradient, actual.Gradients[i]!);
    }

    static void Check(string what, TensorData expected, TensorData actual) =>
        Tolerance.AssertClose(what, expected.Type, expected.Shape, expected.Values, actual, expected.Type == "float" ? 2e-5 : null);

    [Theory, MemberData(nameof(Sizes))]
    public void Values_and_gradients_are_the_CPUs(int n, int k, int m) => All(Model, Ilgpu.Accelerator(), n, k, m);

    internal static void All(Func<string, Type> model, object accelerator, int n, int k, int m)
    {
        var (a, b, c) = (Of(1, n, k), Of(2, k, m), Of(3, n, m));
        Same(model("Plain"), accelerator, ["a", "b"], a, b);
        Same(model("Precise"), accelerator, ["a", "b"], Tensor.RandN<double>(new Random(1), n, k), Tensor.RandN<double>(new Random(2), k, m));
        Same(model("Whole"), accelerator, ["a", "b"], (a * 9).Cast<int>(), (b * 9).Cast<int>());
        Same(model("Turned"), accelerator, ["a", "b"], Of(4, k, n), Of(5, m, k));
        Same(model("Bias"), accelerator, ["a", "b", "c"], a, b, Of(6, m));
        Same(model("Residual"), accelerator, ["c", "a", "b"], c, a, b);
        Same(model("Masked"), accelerator, ["a", "b", "c"], a, b, c);
        if (n * m > 0)
            Same(model("Loss"), accelerator, ["a", "b", "c"], a, b, c);
        if (n > 0)
            Same(model("Most"), accelerator, ["a", "b"], a, b);
        Same(model("Twice"), accelerator, ["a", "b", "c"], a, b, Of(7, m, n));
        Same(model("Scaled"), accelerator, ["a", "b", "at", "s"], a, b, (Of(8, n) * 5).Cast<int>(), Of(9, n, 1));
    }

    static string Plan(string model) => (string)Model(model).GetNestedType("FGpuKernel")!.GetProperty("Plan")!.GetValue(null)!;

    [Theory]
    [InlineData("Bias"), InlineData("Residual"), InlineData("Masked"), InlineData("Loss"), InlineData("Precise"), InlineData("Scaled")]
    public void A_loop_over_elements_goes_with_its_product(string model)
    {
        var forward = Plan(model).Split("\n\n")[1];
        Assert.StartsWith("Forward: 0 loop nests, 1 matrix product", forward);
        Assert.Contains("arena 0 bytes", forward);
    }

    [Fact]
    public void A_product_that_others_read_too_is_stored()
    {
        Assert.Contains("keeps h [n, m] float", Plan("Twice"));
        Assert.Contains("Forward: 0 loop nests, 2 matrix products", Plan("Twice"));
    }

    [Fact]
    public void Sums_are_shared_and_added_in_order()
    {
        Assert.Contains("On the device, Forward launches ForwardProduct1, ForwardProduct1Large, ForwardProduct1Finish", Plan("Plain"));
        Assert.Contains("ForwardProduct1Totals", Plan("Loss"));
        Assert.Contains("BackwardProduct1, BackwardProduct1Large, BackwardProduct1Sums", Plan("Bias"));
    }
}
