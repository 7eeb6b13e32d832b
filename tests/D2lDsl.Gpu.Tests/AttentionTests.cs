using D2lDsl.GpuTests.Running;
using D2lDsl.OpTests.Cases;
using D2lDsl.OpTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.GpuTests;

/// <summary>Attention tile by tile on the device: values and gradients are the CPU's, and no matrix of scores is in memory.</summary>
public class AttentionTests
{
    internal const string Source = """
        public static partial class Attend { [Model] public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("m", "d")] Tensor<float> k, [Parameter, Shape("m", "e")] Tensor<float> v)
            => MatMul(Softmax(MatMul(q, k.T) / MathF.Sqrt(q.Shape[1]), axis: 1), v); }
        public static partial class Learnt { [Model] public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("m", "d")] Tensor<float> k, [Parameter, Shape("m", "e")] Tensor<float> v)
            => Mean(Square(MatMul(Softmax(MatMul(Tanh(q), k.T) / MathF.Sqrt(q.Shape[1]), axis: 1), v))); }
        public static partial class Heads { [Model] public static Tensor<float> F([Parameter, Shape("b", "n", "d")] Tensor<float> q, [Parameter, Shape("b", "m", "d")] Tensor<float> k, [Parameter, Shape("b", "m", "e")] Tensor<float> v)
            => MatMul(Softmax(MatMul(q, k.Transpose(1, 2)) * 0.3f, axis: 2), v); }
        public static partial class Known { [Model] public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("m", "d")] Tensor<float> k, [Parameter, Shape("m", "e")] Tensor<float> v, [Shape(1)] Tensor<float> scale)
            => MatMul(Softmax(MatMul(q, k.T) * scale, axis: 1), v); }
        public static partial class Looped { [Model] public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> q, [Parameter, Shape("m", "d")] Tensor<float> k, [Parameter, Shape("m", "e")] Tensor<float> v)
        {
            for (int i = 0; i < k.Shape[1]; i++)
                q = 0.5f * q + MatMul(Softmax(MatMul(q, k.T) * 0.2f, axis: 1), k);
            return MatMul(Softmax(MatMul(q, k.T) * 0.2f, axis: 1), v);
        } }
        """;

    static readonly Lazy<Generated> Models = new(() => OnDevice.Compile(Source));

    static Tensor<float> Of(int seed, params int[] shape) => Tensor.RandN<float>(new Random(seed), shape) * 1.5f;

    static void Same(Type model, object accelerator, params object[] inputs)
    {
        string[] names = ["q", "k", "v", "scale"];
        using var kernels = new KernelPair(model, names, accelerator);
        var value = kernels.Forward(false, inputs);
        Check($"{model.Name}: value", value, kernels.Forward(true, inputs));
        var seed = value.Shape.Length == 0 ? null : Tensors.Dense(value with { Values = [.. value.Values.Select((_, i) => 0.25 + (i * 7 % 11) / 8.0)] });
        var (expected, actual) = (kernels.ForwardBackward(false, inputs, seed), kernels.ForwardBackward(true, inputs, seed));
        Check($"{model.Name}: value with gradients", expected.Value, actual.Value);
        for (var i = 0; i < 3; i++)
            Check($"{model.Name}: gradient of {names[i]}", expected.Gradients[i]!, actual.Gradients[i]!);
    }

    static void Check(string what, TensorData expected, TensorData actual) => Tolerance.AssertClose(what, expected.Type, expected.Shape, expected.Values, actual, 2e-5);

    /// <summary>Below, at and above the 8 × 8 tiles of the tests.</summary>
    [Theory]
    [InlineData(3, 5, 2, 4)]
    [InlineData(8, 8, 8, 8)]
    [InlineData(9, 17, 3, 11)]
    [InlineData(20, 3, 9, 2)]
    [InlineData(1, 1, 1, 1)]
    public void Values_and_gradients_are_the_CPUs(int n, int m, int d, int e) => All(Models.Value.Type, Ilgpu.Accelerator(), n, m, d, e);

    internal static void All(Func<string, Type> model, object accelerator, int n, int m, int d, int e)
    {
        Same(model("Attend"), accelerator, Of(1, n, d), Of(2, m, d), Of(3, m, e));
        Same(model("Learnt"), accelerator, Of(1, n, d), Of(2, m, d), Of(3, m, e));
        Same(model("Looped"), accelerator, Of(1, n, d), Of(2, m, d), Of(3, m, e));
        Same(model("Heads"), accelerator, Of(4, 2, n, d), Of(5, 2, m, d), Of(6, 2, m, e));
        Same(model("Known"), accelerator, Of(1, n, d), Of(2, m, d), Of(3, m, e), Tensor.Of([0.7f]));
    }

    [Fact]
    public void Large_scores_do_not_overflow()
    {
        using var kernels = new KernelPair(Models.Value.Type("Attend"), ["q", "k", "v"], Ilgpu.Accelerator());
        object[] inputs = [Of(1, 9, 4) * 40, Of(2, 10, 4) * 40, Of(3, 10, 3)];
        Check("value", kernels.Forward(false, inputs), kernels.Forward(true, inputs));
    }

    [Theory]
    [InlineData("Attend"), InlineData("Learnt"), InlineData("Heads"), InlineData("Known"), InlineData("Looped")]
    public void No_matrix_of_scores_is_in_memory(string model)
    {
        var plan = (string)Models.Value.Type(model).GetNestedType("FGpuKernel")!.GetProperty("Plan")!.GetValue(null)!;
        Assert.Contains("attention, a block of [n, m] at a time", plan);
        Assert.DoesNotContain("matrix product,", plan);
        Assert.DoesNotContain("n, m] float", plan);
        Assert.Contains("ForwardAttention1", plan);
        Assert.Matches("BackwardAttention.Deltas, BackwardAttention.Values, BackwardAttention.Keys, BackwardAttention.Queries", plan);
    }
}
