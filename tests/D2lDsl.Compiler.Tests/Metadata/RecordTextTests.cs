using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Metadata;
using D2lDsl.Compiler.Ops;
using D2lDsl.Compiler.Shapes;
using D2lDsl.CompilerTests.Running;
using Sizes = D2lDsl.Compiler.Shapes.Shape;

namespace D2lDsl.CompilerTests.Metadata;

/// <summary>Graphs as text for assembly metadata: what is written is what is read, and damage is an error.</summary>
public class RecordTextTests
{
    const string Model = """
        public static partial class M
        {
            [Model]
            public static (Tensor<float> Loss, Tensor<float> Bent) F([Parameter, Shape("n", "2*d")] Tensor<float> x, [Shape("n")] Tensor<int> labels, [Parameter, Shape("d")] Tensor<float> it_s)
            {
                var h = Softmax(Reshape(x, x.Shape[0], -1), 1) * x.Shape[1] + 1e-7f;
                var b = Sum(it_s * it_s) + 0.1f;
                var turns = 0;
                while (Norm(b) < 1000)
                {
                    b = b > 10 ? b * 2.5f : b + turns * Sum(h);
                    turns++;
                }
                if (Sum(h) > 3)
                    b = -b;
                return (CrossEntropy(h, labels) + b, Tanh(Permute(h, 1, 0)) / (1 + Exp(-h.T)));
            }
        }
        """;

    static readonly Graph Graph = Compiled.Graph(Model);

    [Fact]
    public void A_graph_comes_back_as_it_was()
    {
        var text = RecordText.Write(Graph);
        Assert.Equal(Graph, RecordText.Read<Graph>(text));
        Assert.Equal(GraphPrinter.Print(Graph), GraphPrinter.Print(RecordText.Read<Graph>(text)));
        Assert.Equal(text, RecordText.Write(RecordText.Read<Graph>(text)));
        Assert.True(Graph.Nodes.Any(n => n is WhileNode) && Graph.Nodes.Any(n => n is IfNode));
    }

    [Fact]
    public void A_tree_of_modules_comes_back_as_it_was()
    {
        var inner = new ModuleTree(EquatableArray.Of("i"), EquatableArray.Of<ModuleMember>(new ModuleParameter("W", Sizes.Of(Dim.Symbol("i"), 3), ElementType.Double, "", "")));
        var tree = new ModuleTree(EquatableArray.Of("d", "h"), EquatableArray.Of<ModuleMember>(
            new ModuleChild("layers", "", EquatableArray.Of(Dim.Symbol("d") * 2 + 1), 3, inner),
            new ModuleChild("one", "", EquatableArray.Of(Dim.Symbol("h") / 2), null, inner)));
        Assert.Equal(tree, RecordText.Read<ModuleTree>(RecordText.Write(tree)));
    }

    [Theory]
    [InlineData("n"), InlineData("2*d"), InlineData("h/2"), InlineData("0-2*n-1"), InlineData("3-n"), InlineData("(n-1)*k+3"), InlineData("(h/2)*(n/3)*5"), InlineData("((h+1)/2)/3"), InlineData("0")]
    public void Sizes_come_back_as_they_were(string size)
    {
        var dim = DimParser.Parse(size).Dim!;
        Assert.Equal(dim, RecordText.Read<Dim>(RecordText.Write(dim)));
    }

    [Fact]
    public void Rests_come_back_as_they_were()
    {
        foreach (var size in (Dim[])[Dim.Rest(1, Dim.Symbol("n")), Dim.Symbol("n") - 2 * Dim.Rest(-3, Dim.Symbol("n")) * Dim.Symbol("d"), Dim.Rest(Dim.Symbol("k") / 2 - 1, Dim.Symbol("n") + 1) - 1])
            Assert.Equal(size, RecordText.Read<Dim>(RecordText.Write(size)));
    }

    [Fact]
    public void Leading_axes_come_back_as_they_were() =>
        Assert.Equal(Dim.Leading * Dim.Symbol("d") - 1, RecordText.Read<Dim>(RecordText.Write(Dim.Leading * Dim.Symbol("d") - 1)));

    [Theory]
    [InlineData(0.1), InlineData(1e-300), InlineData(-0.0), InlineData(double.NaN), InlineData(double.NegativeInfinity), InlineData(1.0 / 3)]
    public void Numbers_come_back_to_the_last_bit(double number) => Assert.Equal(
        BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(RecordText.Read<ConstantNode>(RecordText.Write(new ConstantNode(number, ElementType.Double))).Value));

    [Theory]
    [InlineData(""), InlineData("it's"), InlineData(@"a\b'c\"), InlineData("x < 3 (y)"), InlineData("~"), InlineData("Größe")]
    public void Texts_come_back_as_they_were(string text)
    {
        var input = new GraphInput(text, Sizes.Scalar, ElementType.Bool, true, false);
        Assert.Equal(input, RecordText.Read<GraphInput>(RecordText.Write(input)));
    }

    [Fact]
    public void Every_op_a_node_can_carry_is_found_by_its_name() => Assert.All(OpTable.All.Where(op => op is ElementwiseOp or ReductionOp), op =>
        Assert.Same(op, op is ReductionOp ? OpTable.Named(op.Surface).OfType<ReductionOp>().First() : OpTable.Named(op.Surface).OfType<ElementwiseOp>().First()));

    [Fact]
    public void Every_damaged_text_is_an_error()
    {
        var text = RecordText.Write(Graph);
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
            Assert.Throws<FormatException>(() => RecordText.Read<Graph>(Damage(text, random)));
        Assert.Throws<FormatException>(() => RecordText.Read<Graph>(""));
    }

    /// <summary>Even with a checksum that fits: a graph that passes the verifier, or one of two errors.</summary>
    [Fact]
    public void A_damaged_text_with_the_right_checksum_is_no_crash()
    {
        var text = RecordText.Write(Graph)[9..];
        var random = new Random(8);
        var read = 0;
        for (var i = 0; i < 3000; i++)
            try
            {
                Verifier.Check((Graph)RecordParser.Read(Damage(text, random), typeof(Graph)), "reading");
                read++;
            }
            catch (FormatException)
            {
            }
            catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
            {
                // What the reader of records turns into a diagnostic.
            }
        Assert.InRange(read, 1, 2900);
        Assert.Throws<FormatException>(() => RecordParser.Read(new string('[', 100_000), typeof(Graph)));
        Assert.Throws<FormatException>(() => RecordParser.Read(string.Concat(Enumerable.Repeat("(Apply Add [", 10_000)), typeof(Scalar)));
    }

    static string Damage(string text, Random random)
    {
        var (at, length) = (random.Next(text.Length), random.Next(1, 6));
        var rest = text[Math.Min(text.Length, at + length)..];
        var damaged = random.Next(4) switch
        {
            0 => text[..at],
            1 => text[..at] + rest,
            2 => text[..at] + text[at] + text[at..],
            _ => text[..at] + "()[]~'\\ 0123456789-ax"[random.Next(21)] + text[(at + 1)..],
        };
        return damaged == text ? text[..^1] : damaged;
    }
}
