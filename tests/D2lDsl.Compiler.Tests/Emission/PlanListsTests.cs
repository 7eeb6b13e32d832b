using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Emission;

/// <summary>A plan of a large module says what is alike once, and leaves nothing out.</summary>
public class PlanListsTests
{
    const string Source = """
        [Model]
        public sealed partial class Dense
        {
            [Parameter, Shape("i", "o")] public partial Tensor<float> W { get; }
            [Parameter, Shape("o")] public partial Tensor<float> B { get; }
            [Model] [return: Shape("n", "o")]
            public Tensor<float> Apply([Shape("n", "i")] Tensor<float> x) => Tanh(MatMul(x, W) + B);
        }

        [Model]
        public sealed partial class Block
        {
            [Parameter, Shape("d")] public partial Tensor<float> Scale { get; }
            [Shape("d", "d")] readonly Dense a;
            [Shape("d", "d")] readonly Dense b;
            [Shape("d", "d")] readonly Dense c;
            [Shape("d", "2*d")] readonly Dense up;
            [Shape("2*d", "d")] readonly Dense down;
            [Model] [return: Shape("n", "d")]
            public Tensor<float> Apply([Shape("n", "d")] Tensor<float> x) => down.Apply(up.Apply(a.Apply(x) * b.Apply(x) + c.Apply(x))) * Scale;
        }

        [Model]
        public sealed partial class Net
        {
            [Parameter, Shape("d")] public partial Tensor<float> Start { get; }
            [Shape("d", Count = 3)] readonly Block[] blocks;
            [Model]
            public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x)
            {
                x = x + Start;
                foreach (var block in blocks)
                    x = block.Apply(x);
                return Mean(Square(x));
            }
        }
        """;

    static readonly Lazy<string> Plan = new(() => (string)Generated.From(Source).Type("Net").GetNestedType("LossKernel")!.GetProperty("Plan")!.GetValue(null)!);

    [Fact]
    public void Parameters_of_modules_that_are_alike_are_one_line() => Assert.StartsWith("""
        Net.Loss(x [n, d], Start [d])
          with blocks[0 to 2]: Scale [d]
          with blocks[0 to 2].(a, b, c): W [d, d], B [d]
          with blocks[0 to 2].up: W [d, 2*d], B [2*d]
          with blocks[0 to 2].down: W [2*d, d], B [d]

        Forward:
        """, Plan.Value);

    [Fact]
    public void Buffers_of_one_shape_are_one_list_that_names_each()
    {
        var (start, end) = (Plan.Value.IndexOf("\nForwardBackward:", StringComparison.Ordinal), Plan.Value.IndexOf("\nTrainingStep:", StringComparison.Ordinal));
        var lines = Plan.Value[start..end].Split('\n');
        var kept = lines.SkipWhile(l => !l.StartsWith("  keeps ", StringComparison.Ordinal)).TakeWhile(l => !l.StartsWith("  arena ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, kept.Count(l => l.StartsWith("  keeps ", StringComparison.Ordinal)));
        Assert.All(kept, l => Assert.InRange(l.Length, 1, 142));
        foreach (var shape in new[] { "[n, d]", "[n, 2*d]" })
        {
            var all = string.Concat(kept.SkipWhile(l => !l.Contains(shape)).TakeWhile((l, i) => i == 0 || l.StartsWith("    ", StringComparison.Ordinal)));
            var count = int.Parse(all.Split(' ')[3]);
            Assert.True(count > 3);
            Assert.Equal(count, all[(all.IndexOf(':') + 1)..].Split(',').Select(n => n.Trim()).Distinct().Count(n => n != ""));
        }
    }
}
