using System.Reflection;
using System.Xml.Linq;
using D2lDsl.Compiler.Ops;

namespace D2lDsl.EagerTests;

/// <summary>Every op is on the surface, twice, with docs made from its entry.</summary>
public class DocumentationTests
{
    static readonly Dictionary<string, XElement> Docs = XDocument.Load(Path.ChangeExtension(typeof(Ops).Assembly.Location, "xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    public static TheoryData<string> Surfaces => [.. OpTable.All.Select(op => op.Surface).Distinct()];

    [Theory]
    [MemberData(nameof(Surfaces))]
    public void Every_op_is_a_static_and_an_instance_method(string surface)
    {
        var statics = typeof(Ops).GetMethods().Where(m => m.Name == surface).ToList();
        var instances = typeof(Tensor<>).GetMethods().Where(m => m.Name == surface && !m.IsStatic).ToList();
        Assert.True(statics.Count >= OpTable.Named(surface).Count());
        // Of the tensors of a list none is the receiver: joins are static only.
        Assert.True(instances.Count >= OpTable.Named(surface).Count(op => !op.TakesList));
        foreach (var op in OpTable.Named(surface))
        {
            AssertDocumented(op, "M:D2lDsl.Ops.", statics);
            if (!op.TakesList)
                AssertDocumented(op, "M:D2lDsl.Tensor`1.", instances);
        }
    }

    [Fact]
    public void Every_symbol_is_an_operator_with_number_forms()
    {
        // Operators of bools are written by hand, where they take the bits of integers too.
        foreach (var op in OpTable.All.Where(op => op.Symbol is not null && op.Accepts != Compiler.Ir.Elements.Bool))
        {
            var forms = Docs.Where(d =>
                d.Key.StartsWith("M:D2lDsl.Tensor`1.op_", StringComparison.Ordinal) && d.Value.Element("summary")!.Value == op.Summary);
            Assert.Equal(op is UnaryOp ? 1 : 5, forms.Count());
        }
    }

    [Fact]
    public void Nothing_public_is_generated_beyond_the_table()
    {
        var names = OpTable.All.Select(op => op.Surface).ToHashSet();
        var methods = typeof(Ops).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly);
        Assert.All(methods, method => Assert.Contains(method.Name, names));
    }

    static void AssertDocumented(Op op, string prefix, List<MethodInfo> methods)
    {
        var docs = Docs
            .Where(d => Name(d.Key) == prefix + op.Surface)
            .Where(d => d.Value.Element("summary")!.Value.StartsWith(op.Summary, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(docs);
        Assert.True(docs.Count <= methods.Count);
        foreach (var (_, member) in docs)
        {
            Assert.StartsWith("PyTorch: " + op.Torch.TrimEnd(')'), member.Element("remarks")!.Value);
            Assert.False(string.IsNullOrWhiteSpace(member.Element("returns")!.Value));
            var errors = member.Elements("exception").Select(e => e.Attribute("cref")!.Value);
            Assert.Equal(op.Accepts != Compiler.Ir.Elements.All, errors.Contains("T:System.NotSupportedException"));
        }
    }

    /// <summary>A documentation id without its generic arity and its parameters.</summary>
    static string Name(string id)
    {
        int parenthesis = id.IndexOf('('), arity = id.IndexOf("``", StringComparison.Ordinal);
        int end = arity >= 0 && (parenthesis < 0 || arity < parenthesis) ? arity : parenthesis;
        return end < 0 ? id : id[..end];
    }
}
