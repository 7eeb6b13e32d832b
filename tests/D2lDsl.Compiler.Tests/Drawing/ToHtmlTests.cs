using System.Diagnostics;
using System.Reflection;
using System.Xml.Linq;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Plan;
using D2lDsl.CompilerTests.Models;
using D2lDsl.CompilerTests.Running;
using D2lDsl.Testing;

namespace D2lDsl.CompilerTests.Drawing;

/// <summary>The page a kernel draws of itself: well-formed, complete, and in one piece.</summary>
public class ToHtmlTests
{
    static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";
    static readonly XNamespace Drawing = "http://www.w3.org/2000/svg";

    [Fact]
    public void Every_kernel_here_draws_a_page_that_needs_nothing_else()
    {
        var kernels = typeof(ToHtmlTests).Assembly.GetTypes().Where(t => t.Name.EndsWith("Kernel") && t.GetProperty("Plan") is not null).ToArray();
        Assert.True(kernels.Length > 40, $"{kernels.Length} kernels");
        Assert.All(kernels, kernel =>
        {
            var page = Page(kernel, []);
            var plan = (string)kernel.GetProperty("Plan")!.GetValue(null)!;
            Assert.Equal(plan, page.Descendants(Html + "pre").Single().Value);
            Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "link" or "img" or "iframe");
            Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" or "href" or "onclick" or "style");
            Assert.DoesNotContain("url(", page.Descendants(Html + "style").Single().Value);
            Assert.Equal(plan.Contains("ForwardBackward:"), page.Descendants(Html + "h2").Any(h => h.Value == "ForwardBackward"));
            Assert.All(page.Descendants(Drawing + "svg"), NothingOverlaps);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_value_step_and_shape_is_drawn(bool isBackward)
    {
        const string Source = """
            public static partial class M
            {
                [Model]
                public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels, [Parameter, Shape("d", "h")] Tensor<float> w, [Parameter, Shape("h", "c")] Tensor<float> v)
                {
                    var hidden = Tanh(MatMul(x, w));
                    return CrossEntropy(MatMul(hidden, v), labels) + Sum(Norm(hidden - Mean(hidden, axis: 0), axis: 1));
                }
            }
            """;
        var program = Compiled.Program(Source, isBackward);
        var page = Parse(Runtime.KernelPage.Write(PictureText.Of([program]), "M.F\n", []));
        var nodes = Nodes(page);
        var needed = Needed(program.Graph);
        Assert.Equal(needed.Length, nodes.Length);
        foreach (var (id, node) in needed.Zip(nodes))
        {
            Assert.StartsWith((program.Graph.NameOf(id) ?? $"%{id}") + " = ", node.Element(Drawing + "title")!.Value);
            Assert.Contains($"{program.Graph[id].Type.Keyword()} {program.Graph[id].Shape}", node.Elements(Drawing + "text").Select(t => t.Value));
            Assert.Equal(program.Graph.Outputs.Contains(id), ((string)node.Attribute("class")!).EndsWith(" result"));
        }

        Assert.Equal(program.Kernel.Steps.Count, page.Descendants(Html + "ol").Single().Elements().Count());
        Assert.Equal(program.Memory.Slots.Count, page.Descendants(Drawing + "g").Count(g => ((string?)g.Attribute("class"))?.StartsWith("slot") == true));
        // What computes something has the number of its step, or those of its steps, and every loop and product has its number somewhere.
        var numbers = nodes.SelectMany(n => n.Elements(Drawing + "text").Where(t => (string?)t.Attribute("class") == "tag")).SelectMany(t => t.Value.Split(", ")).ToHashSet();
        var working = Enumerable.Range(0, program.Kernel.Steps.Count).Where(s => program.Kernel.Steps[s] is RowProgram or Contraction).ToArray();
        Assert.NotEmpty(working);
        Assert.All(working, s => Assert.Contains($"{s + 1}", numbers));
        var hidden = nodes.Single(n => n.Element(Drawing + "title")!.Value.StartsWith("hidden = "));
        Assert.Matches("^node s[0-9]+$", (string)hidden.Attribute("class")!);
    }

    [Fact]
    public void A_loop_over_values_is_followed_by_its_inside()
    {
        const string Source = """
            public static partial class M
            {
                [Model]
                public static Tensor<float> F([Parameter, Shape("n")] Tensor<float> a)
                {
                    var b = a * 2;
                    while (Norm(b) < 1000)
                        b = b * 2;
                    return Sum(b) > 0 ? Sum(b) : Sum(100 * b);
                }
            }
            """;
        var page = Parse(Runtime.KernelPage.Write(PictureText.Of([Compiled.Program(Source, isBackward: true)]), "M.F\n", []));
        string[] titles = [.. page.Descendants(Html + "h2").Select(h => h.Value)];
        Assert.Contains("ForwardBackward, a turn of while (Norm(b) < 1000)", titles);
        Assert.Contains("ForwardBackward, the condition of while (Norm(b) < 1000)", titles);
        Assert.Contains(titles, t => t.StartsWith("ForwardBackward, a turn back through while"));
        Assert.Contains("ForwardBackward, where it does not", titles);
        Assert.All(page.Descendants(Html + "section").Where(s => s.Element(Html + "h2")!.Value.Contains("turn")), s => Assert.Contains(s.Descendants(Drawing + "g"), g => ((string?)g.Attribute("class"))!.Contains(" s0")));
    }

    [Fact]
    public void Memory_has_formulas_until_the_sizes_are_known()
    {
        var kernel = new Mlp.LossKernel(new Mlp(d: 8, h: 12, c: 4));
        Assert.Equal(Mlp.LossKernel.ToHtml(), kernel.ToHtml());
        Assert.Contains(Parse(kernel.ToHtml()).Descendants(Drawing + "text"), t => t.Value.Contains("*n"));
        kernel.ForwardBackward(Tensor.Zeros(100, 8), Tensor.Zeros<int>(100));
        string drawn = kernel.ToHtml();
        Assert.Contains("n = 100", Parse(drawn).Descendants(Html + "p").Select(p => p.Value).Single(p => p.StartsWith("With ")));
        var page = Parse(Mlp.LossKernel.ToHtml(("n", 100), ("d", 8), ("h", 12), ("c", 4)));
        var bytes = page.Descendants(Html + "p").Select(p => p.Value).Where(p => p.StartsWith("An arena of")).ToArray();
        Assert.Equal(bytes, Parse(drawn).Descendants(Html + "p").Select(p => p.Value).Where(p => p.StartsWith("An arena of")));
        Assert.NotEmpty(bytes);
    }

    [Fact]
    public void A_large_model_stays_readable_and_takes_no_time()
    {
        var text = new System.Text.StringBuilder("public static partial class M { [Model] public static Tensor<float> F([Shape(\"n\", \"d\")] Tensor<float> x");
        for (var i = 0; i < 12; i++)
            text.Append($", [Parameter, Shape(\"d\", \"d\")] Tensor<float> w{i}");
        text.Append(") { var h0 = x; ");
        for (var i = 0; i < 12; i++)
            text.Append($"var p{i} = MatMul(h{i}, w{i}); var g{i} = Sigmoid(p{i}) * Tanh(p{i} + {i}); var h{i + 1} = LayerNorm(g{i} + h{i}, Ones(w{i}), x[0]); ");
        text.Append("return Mean(Square(h12)); static Tensor<float> Ones(Tensor<float> w) => w[0] * 0 + 1; } }");
        var program = Compiled.Program(text.ToString(), isBackward: true);
        Assert.True(Needed(program.Graph).Length >= 300, $"{program.Graph.Nodes.Count} values");
        var clock = Stopwatch.StartNew();
        var page = Parse(Runtime.KernelPage.Write(PictureText.Of([program]), "M.F\n", [("n", 64), ("d", 32)]));
        Assert.True(clock.ElapsedMilliseconds < 5000, $"{clock.ElapsedMilliseconds} ms");
        Assert.Equal(Needed(program.Graph).Length, Nodes(page).Length);
        var graph = page.Descendants(Drawing + "svg").First();
        NothingOverlaps(graph);
        Assert.True(Number(graph, "width") < 6000, $"{Number(graph, "width")} wide");
        Assert.Equal(1, page.Descendants(Html + "h2").Count(h => h.Value == "ForwardBackward"));
    }

    [Fact]
    public void Regression() => Snapshot.Verify(LinearRegression.LossKernel.ToHtml(), "html");

    static XElement Page(Type kernel, (string, long)[] sizes) =>
        Parse(kernel.GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Draws>()(sizes));

    delegate string Draws(ReadOnlySpan<(string, long)> sizes);

    static XElement Parse(string page)
    {
        Assert.StartsWith("<!DOCTYPE html>\n", page);
        return XDocument.Parse(page, LoadOptions.PreserveWhitespace).Root!;
    }

    /// <summary>What the outputs are made of, and all inputs; rules may leave others behind.</summary>
    static int[] Needed(Graph graph)
    {
        var needed = new HashSet<int>(graph.Outputs);
        for (var id = graph.Nodes.Count - 1; id >= 0; id--)
            if (needed.Contains(id))
                needed.UnionWith(graph[id].Inputs);
        return [.. Enumerable.Range(0, graph.Nodes.Count).Where(id => needed.Contains(id) || graph[id] is InputNode)];
    }

    static XElement[] Nodes(XElement page) => [.. page.Descendants(Drawing + "g").Where(g => ((string?)g.Attribute("class"))?.StartsWith("node") == true)];

    static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>No two boxes of a graph meet, and all lie inside of the drawing.</summary>
    static void NothingOverlaps(XElement svg)
    {
        var boxes = svg.Elements(Drawing + "g").Where(g => ((string?)g.Attribute("class"))?.StartsWith("node") == true).Select(g => g.Element(Drawing + "rect")!)
            .Select(r => (X: Number(r, "x"), Y: Number(r, "y"), Right: Number(r, "x") + Number(r, "width"), Bottom: Number(r, "y") + Number(r, "height"))).ToArray();
        for (var i = 0; i < boxes.Length; i++)
        {
            Assert.True(boxes[i].X >= 0 && boxes[i].Right <= Number(svg, "width") && boxes[i].Bottom <= Number(svg, "height"));
            for (var j = 0; j < i; j++)
                Assert.False(boxes[i].X < boxes[j].Right && boxes[j].X < boxes[i].Right && boxes[i].Y < boxes[j].Bottom && boxes[j].Y < boxes[i].Bottom, $"box {i} covers box {j}");
        }
    }
}
