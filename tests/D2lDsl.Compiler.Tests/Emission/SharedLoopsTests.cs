using D2lDsl.Compiler.Emit.Cpu;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Emission;

/// <summary>Loops that differ in nothing but names are written once; all others are not taken for one.</summary>
public sealed class SharedLoopsTests
{
    const string First = """
        // Loop1: a row
        static void Loop1Long(nint n, ref float x, out float sum)
        {
            var total = 0f;
            for (nint i = 0; i < n; i++) total += VectorMath.Exp(Unsafe.Add(ref x, i));
            sum = total;
        }
        """;

    [Theory]
    // Other names, other comments.
    [InlineData("Loop1Long", "Loop12Long", true)]
    [InlineData(" n", " rows", true)]
    [InlineData("ref x", "ref x", true)]
    [InlineData("total", "sumOfAll", true)]
    [InlineData("a row", "another row", true)]
    // Another function, a name that looks like one, another order, number or type.
    [InlineData("VectorMath.Exp", "VectorMath.Log", false)]
    [InlineData("i < n", "i <= n", false)]
    [InlineData("0f", "1f", false)]
    [InlineData("out float", "out double", false)]
    [InlineData("Long", "Short", false)]
    [InlineData("sum = total", "sum = sum", false)]
    public void Only_names_may_differ(string part, string other, bool isSame)
    {
        var loops = new SharedLoops();
        Assert.Equal("Loop1", loops.Of("Loop1", First));
        var second = First.Replace(part, other).Replace("Loop1Long", "Loop12Long").Replace("Loop1Short", "Loop12Short");
        Assert.Equal(isSame ? "Loop1" : "Loop12", loops.Of("Loop12", second));
    }

    [Fact]
    public void A_variable_called_as_a_function_is_not_that_function()
    {
        var loops = new SharedLoops();
        loops.Of("Loop1", "static float Loop1(float Exp) => VectorMath.Exp(Exp);");
        Assert.Equal("Loop2", loops.Of("Loop2", "static float Loop2(float Log) => VectorMath.Log(Log);"));
    }

    [Theory]
    [InlineData("static void Loop(nint n) => Copy(VectorMath.IsFar<float>(576 * n));")]
    [InlineData("static void Loop(nint n, ref float x) => MemoryMarshal.CreateSpan(ref x, (int)(576 * n)).Clear();")]
    [InlineData("static void Loop(ref float x) => Copy(stackalloc float[576]);")]
    public void A_size_behind_a_type_is_no_name(string loop)
    {
        var loops = new SharedLoops();
        loops.Of("Loop1", loop.Replace("Loop", "Loop1"));
        Assert.Equal("Loop2", loops.Of("Loop2", loop.Replace("Loop", "Loop2").Replace("576", "1152")));
    }

    [Fact]
    public void Loops_of_other_sizes_in_numbers_are_other_loops()
    {
        var generated = Generated.From("""
            public static partial class Two
            {
                [Model]
                public static (Tensor<float>, Tensor<float>) Steps([Parameter, Shape("n", 18)] Tensor<float> x, [Parameter, Shape("n", 36)] Tensor<float> z) => (Exp(x), Exp(z));
            }
            """);
        var (x, z) = (Tensor.Ones(3, 18), Tensor.Ones(3, 36));
        dynamic kernel = Activator.CreateInstance(generated.Type("Two+StepsKernel"))!;
        var (first, second) = ((Tensor<float>, Tensor<float>))kernel.Forward(x, z);
        Assert.Equal(54 * Math.E, first.Sum().Item(), 1e-3);
        Assert.Equal(108 * Math.E, second.Sum().Item(), 1e-3);
    }

    [Fact]
    public void A_message_that_names_a_tensor_is_its_own()
    {
        var loops = new SharedLoops();
        loops.Of("Loop1", """static void Loop1(ref int labels) => Guard.Index(labels, "a \" labels", Model);""");
        Assert.Equal("Loop2", loops.Of("Loop2", """static void Loop2(ref int targets) => Guard.Index(targets, "a \" targets", Model);"""));
        Assert.Equal("Loop1", loops.Of("Loop3", """static void Loop3(ref int targets) => Guard.Index(targets, "a \" labels", Model);"""));
    }

    [Fact]
    public void A_call_is_renamed_and_nothing_else_is() => Assert.Equal(
        "else Loop1Chunks(chunks3, ref myLoop3, Loop31, ref x); Loop1(0, n)",
        SharedLoops.Renamed("else Loop3Chunks(chunks3, ref myLoop3, Loop31, ref x); Loop3(0, n)", "Loop3", "Loop1"));

    [Fact]
    public void The_layers_of_a_net_share_their_loops_and_compute_what_each_would()
    {
        var generated = Generated.From("""
            public static partial class Deep
            {
                [Model]
                public static Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("d", "d")] Tensor<float> w1, [Parameter, Shape("d", "d")] Tensor<float> w2, [Parameter, Shape("d", "d")] Tensor<float> w3)
                {
                    var first = Sin(MatMul(x, w1)) * 2f;
                    var second = Sin(MatMul(first, w2)) * 2f;
                    return Mean(Exp(Cos(MatMul(second, w3)) * 2f));
                }
            }
            """);
        var body = generated.File("Deep.Loss.Kernel");
        Assert.Contains("// ForwardLoop2, the same but for names:", body);
        Assert.DoesNotContain("static void ForwardLoop2", body);
        Assert.Contains("static void ForwardLoop3", body);
        var random = new Random(1);
        var (x, w) = (Tensor.RandN(random, 5, 20), Enumerable.Range(0, 3).Select(_ => Tensor.RandN(random, 20, 20) * 0.2f).ToArray());
        dynamic kernel = Activator.CreateInstance(generated.Type("Deep+LossKernel"))!;
        var eager = (Tensor<float>)generated.Type("Deep").GetMethod("Loss")!.Invoke(null, [x, w[0], w[1], w[2]])!;
        Assert.Equal(eager.Item(), (float)kernel.Forward(x, w[0], w[1], w[2]), 1e-5f);
        Assert.True(((GradientCheck)kernel.CheckGradients(x, w[0], w[1], w[2])).Passed(1e-2));
    }
}
