using D2lDsl.Compiler.Ir;
using D2lDsl.CompilerTests.Running;

namespace D2lDsl.CompilerTests.Reading;

/// <summary>The graph that a body becomes, printed.</summary>
public class GraphTests
{
    [Fact]
    public void A_regression() => Prints("""
        %0 x = input x : float [n, d]
        %1 y = input y : float [n, 1]
        %2 w = parameter w : float [d, 1]
        %3 b = parameter b : float [1]
        %4 matMul = %0 · %2 by mk, kn -> mn : float [n, 1]
        %5 add = %4 + %3 : float [n, 1]
        %6 error = %5 - %1 : float [n, 1]
        %7 square = %6·%6 : float [n, 1]
        """, """
        [Model] public static Tensor<float> F(
            [Shape("n", "d")] Tensor<float> x, [Shape("n", 1)] Tensor<float> y, [Parameter, Shape("d", 1)] Tensor<float> w, [Parameter, Shape(1)] Tensor<float> b)
        {
            var error = MatMul(x, w) + b - y;
            return Mean(Square(error)) / 2;
        }
        """);

    [Fact]
    public void Equal_expressions_are_one_node() => Prints("""
        %0 x = input x : float [n]
        %1 e = exp(%0) : float [n]
        %2 multiply = %1·%1 : float [n]
        return %2
        """, """[Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) { var e = Exp(x); var again = x.Exp(); return e * again; }""");

    [Fact]
    public void Callees_are_written_out() => Prints("""
        %0 x = input x : float [n]
        """, """
        [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) => G(G(x));
        [Model] public static Tensor<float> G([Shape("k")] Tensor<float> t) => Tanh(t);
        """, nodes: 3);

    [Fact]
    public void Sizes_are_symbols_and_products_of_them() => Prints("""
        %0 x = input x : float [n, d]
        %1 = reshape %0 : float [d*n]
        %2 = d + 2*n : float []
        """, """
        [Model] public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) { var (n, d) = x.Shape; return x.Reshape(n * d) * (n + d + n); }
        """);

    [Fact]
    public void What_is_not_used_is_gone_after_simplification()
    {
        var graph = Compiled.Graph("""
            public static partial class M { [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) { var unused = Exp(x); return (x * 1 + 0) * (2 * 3); } }
            """);
        Assert.Equal("""
            %0 x = input x : float [n]
            """, GraphPrinter.Print(Compiler.Simplify.Simplifier.Of(graph)).Split('\n')[0]);
        Assert.DoesNotContain("exp", GraphPrinter.Print(Compiler.Simplify.Simplifier.Of(graph)));
    }

    /// <summary>The first lines of the printed graph, and how many nodes it has.</summary>
    static void Prints(string expected, string members, int? nodes = null)
    {
        var graph = Compiled.Graph($"public static partial class M {{ {members} }}");
        var lines = expected.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(lines, GraphPrinter.Print(graph).Split('\n').Take(lines.Length));
        if (nodes is { } count)
            Assert.Equal(count, graph.Nodes.Count);
    }
}
