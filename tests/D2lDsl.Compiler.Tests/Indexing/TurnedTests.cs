using D2lDsl.Compiler.Ir;
using D2lDsl.CompilerTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Indexing;

/// <summary>Positions that go round the end of an axis: for every shift and size what the eager run gives, as copies of two blocks.</summary>
public class TurnedTests
{
    const string Source = """
        public static partial class Turned
        {
            [Model] public static (Tensor<float>, Tensor<float>) One([Parameter, Shape("n", "d")] Tensor<float> x) => (Roll(x, 1, 0), Roll(x * 2, 1, 1));
            [Model] public static (Tensor<float>, Tensor<float>) Back([Parameter, Shape("n", "d")] Tensor<float> x) => (Roll(x, -1, 0), Roll(Tanh(x), -7, 1) * x);
            [Model] public static Tensor<float> Far([Parameter, Shape("n", "d")] Tensor<float> x) => Roll(Roll(x, 1001, 0), -1001, 1);
            [Model] public static Tensor<float> Sizes([Parameter, Shape("n", "d")] Tensor<float> x) => Roll(x, x.Shape[1] - 2 * x.Shape[0], 0);
            [Model] public static Tensor<float> Fixed([Parameter, Shape("n", 3)] Tensor<float> x) => Roll(Roll(x, x.Shape[0], 1), -2, 1);
            [Model] public static Tensor<float> Caller([Parameter, Shape("m", "k")] Tensor<float> x) => Exp(Sizes(x)) + Sizes(x.T).T;
            [Model] public static Tensor<float> Turns([Parameter, Shape("n", "d")] Tensor<float> x)
            {
                var z = x * 0.1f;
                while (Sum(Square(z)) > 0 & Sum(Square(z)) < 50)
                    z = Sum(z) > 0 ? Roll(z, 1, 0) * -1.5f : Roll(z, -1, 1) * -2;
                return z;
            }
        }
        """;

    static readonly Lazy<Generated> Models = new(() => Generated.From(Source));

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, int>();
            foreach (var model in (string[])["One", "Back", "Far", "Sizes", "Fixed", "Caller", "Turns"])
                foreach (var (n, d) in ((int, int)[])[(0, 3), (3, 0), (1, 1), (1, 5), (2, 3), (5, 2), (17, 40), (64, 16)])
                    if (model != "Fixed" || d == 3)
                        cases.Add(model, n, d);
            cases.Add("Fixed", 1, 3);
            cases.Add("Fixed", 7, 3);
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_kernel_gives_what_the_eager_run_gives(string model, int n, int d)
    {
        var type = Models.Value.Type("Turned");
        var x = Tensor.RandN<float>(new Random(n * 100 + d), n, d);
        dynamic kernel = Activator.CreateInstance(type.GetNestedType(model + "Kernel")!)!;
        var expected = type.GetMethod(model)!.Invoke(null, [x])!;
        Same(expected, (object)kernel.Forward(x));
        if (expected is not Tensor<float> { Shape: var shape })
            return;
        // Of a turn that multiplies nothing the gradient is the seed turned back.
        var seed = Tensor.RandN<float>(new Random(3), n, d);
        Same(expected, (object)kernel.ForwardBackward(x, seed));
        if (model is "Far" or "Sizes" or "Fixed")
        {
            var gradient = (Tensor<float>)kernel.Gradients.X;
            var there = (Tensor<float>)type.GetMethod(model)!.Invoke(null, [gradient])!;
            Same(seed, there);
        }
    }

    static void Same(object expected, object actual)
    {
        if (expected is System.Runtime.CompilerServices.ITuple pair)
        {
            for (var i = 0; i < pair.Length; i++)
                Same(pair[i]!, ((System.Runtime.CompilerServices.ITuple)actual)[i]!);
            return;
        }
        var (a, b) = ((Tensor<float>)expected, (Tensor<float>)actual);
        Assert.Equal(a.Shape, b.Shape);
        Assert.All(a.AsSpan().ToArray().Zip(b.AsSpan().ToArray()), v => Assert.Equal(v.First, v.Second, 1e-5f * Math.Max(1, Math.Abs(v.First))));
    }

    /// <summary>Neither the turn nor the one back picks elements one by one, or adds to zeros.</summary>
    [Theory]
    [InlineData("Roll(x, 3, 0)")]
    [InlineData("Roll(x, -2, 1)")]
    [InlineData("Concat([x[1..] * 2, x[..1]], 0)")]
    [InlineData("Concat([Tanh(x[.., (x.Shape[1] / 2)..]), x[.., ..(x.Shape[1] / 2)]], 1)")]
    public void What_tiles_is_copied_forward_and_back(string body)
    {
        var program = Compiled.Program($$"""
            public static partial class M { [Model] public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> x) => {{body}}; }
            """, isBackward: true);
        var rows = program.Kernel.AllSteps.OfType<RowProgram>().ToArray();
        Assert.Equal(4, rows.SelectMany(r => r.Sinks).OfType<PlaceSink>().Count());
        Assert.All(rows.SelectMany(r => r.Sinks).OfType<PlaceSink>(), sink => Assert.False(sink.Adds || sink.Clears));
        Assert.DoesNotContain(rows.SelectMany(r => r.Values), v => v is CheckedIndex);
    }

    [Theory]
    [InlineData("Sum(x[1..] * y[..^1]) + Sum(x[..2])")]
    [InlineData("Sum(x[1..]) + Sum(x[..1, 1..])")]
    [InlineData("Sum(x[..1]) + Sum(x[..2] * 2)")]
    [InlineData("Sum(x.Slice(0, 0, x.Shape[0], 2)) + Sum(x.Slice(0, 1, x.Shape[0], 2))")]
    public void What_only_looks_like_tiles_is_added(string body)
    {
        var program = Compiled.Program($$"""
            public static partial class M { [Model] public static Tensor<float> F([Parameter, Shape("n", "d")] Tensor<float> x, [Shape("n", "d")] Tensor<float> y) => {{body}}; }
            """, isBackward: true);
        Assert.Contains(program.Kernel.AllSteps.OfType<RowProgram>().SelectMany(r => r.Sinks).OfType<PlaceSink>(), sink => sink.Adds);
    }

    /// <summary>A call divides once for each rest, whatever the loops and programs that use it.</summary>
    [Fact]
    public void A_rest_is_worked_out_once_a_size()
    {
        var text = Models.Value.Text.Split("//// ").Single(file => file.Contains("sealed partial class OneKernel") && file.Contains("void Fit("));
        Assert.Equal(2, text.Split("Guard.Rest(").Length - 1);
        Assert.DoesNotContain("double", text);
    }
}
