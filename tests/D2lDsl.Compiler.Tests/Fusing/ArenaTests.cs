using D2lDsl.Compiler;
using D2lDsl.Compiler.Plan;
using D2lDsl.CompilerTests.Running;
using D2lDsl.Runtime;

namespace D2lDsl.CompilerTests.Fusing;

/// <summary>The arena of real models at real sizes is at most a fifth larger than what is alive at once.</summary>
public class ArenaTests
{
    const string Perceptron = """
        [Model] public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels,
            [Parameter, Shape("d", "h")] Tensor<float> w1, [Parameter, Shape("h")] Tensor<float> b1, [Parameter, Shape("h", "h")] Tensor<float> w2,
            [Parameter, Shape("h", "c")] Tensor<float> w3, [Parameter, Shape("c")] Tensor<float> b3)
            => CrossEntropy(MatMul(Relu(MatMul(Relu(MatMul(x, w1) + b1), w2)), w3) + b3, labels);
        """;

    const string Attention = """
        [Model] [return: Shape("n", "d")]
        public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "d")] Tensor<float> q, [Parameter, Shape("d", "d")] Tensor<float> k,
            [Parameter, Shape("d", "d")] Tensor<float> v, [Parameter, Shape("d", "h")] Tensor<float> up, [Parameter, Shape("h", "d")] Tensor<float> down)
        {
            var attended = MatMul(Softmax(MatMul(MatMul(x, q), MatMul(x, k).T) / 8, axis: 1), MatMul(x, v)) + x;
            return MatMul(Tanh(MatMul(attended, up)), down) + attended;
        }
        """;

    [Theory]
    [InlineData(Perceptron, "n=256 d=784 h=256 c=10")]
    [InlineData(Perceptron, "n=32 d=20 h=1000 c=100")]
    [InlineData(Attention, "n=512 d=64 h=256")]
    [InlineData(Attention, "n=64 d=512 h=2048")]
    public void It_is_little_more_than_what_is_alive(string code, string bindings)
    {
        var sizes = bindings.Split(' ').ToDictionary(b => b.Split('=')[0], b => long.Parse(b.Split('=')[1]));
        var model = Compiled.Read($"public static partial class M {{ {code} }}", "F").Model!;
        var slots = Pipeline.Compile(model.Graph!, model.Signature, ProgramKind.ForwardBackward).Memory.Slots;
        Assert.NotEmpty(slots);
        long[] counts = [.. slots.Select(s => s.Count.Substitute(name => sizes[name]).Value!.Value)];
        var needed = ArenaPlan.Place([.. slots.SelectMany(s => new[] { s.First, s.Last })], counts, 16, new long[counts.Length]);
        var alive = Enumerable.Range(0, slots.Max(s => s.Last) + 1).Max(step => slots.Zip(counts).Where(s => s.First.First <= step && step <= s.First.Last).Sum(s => s.Second));
        Assert.InRange((double)needed / alive, 1, 1.2);
    }
}
