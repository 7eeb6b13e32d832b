using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>A module inside another that the constructor cannot build.</summary>
public class D2L0112
{
    const string Layer = """
        [Model]
        public sealed partial class Layer
        {
            [Parameter, Shape("d", "h")] public partial Tensor<float> W { get; }
        }

        """;

    [Theory]
    [InlineData("""[Shape("d")] readonly Layer {|D2L0112:inner|};""", """Layer has 2 free sizes, but [Shape] gives 1; write [Shape("d", "h")]""")]
    [InlineData("""[Shape("d", "h")] Layer {|D2L0112:inner|};""", "it can be assigned elsewhere, or holds no value; make it a readonly field or a property with get alone")]
    [InlineData("""[Shape("d", "h")] Layer {|D2L0112:inner|} { get; set; }""", "it can be assigned elsewhere, or holds no value; make it a readonly field or a property with get alone")]
    [InlineData("""[Shape("d", "h")] readonly Layer[] {|D2L0112:inner|};""", """the array needs to know how many modules it holds; write [Shape("d", "h", Count = 2)]""")]
    [InlineData("""[Shape("d", "h", Count = 3)] readonly Layer {|D2L0112:inner|};""", "Count is for arrays, and this is one Layer; make it Layer[], or remove the Count")]
    public Task Declared_wrongly(string member, string message) => Diagnose<ModelAnalyzer>.With(
        $"{Layer}[Model] public sealed partial class Net {{ {member} }}", "The constructor of Net cannot build inner: " + message);

    [Fact]
    public Task Without_its_sizes() => Diagnose<ModelAnalyzer>.With(
        Layer + "[Model] public sealed partial class Net { readonly Layer {|D2L0103:inner|}; }",
        """inner of Net has no [Shape]; declare its sizes, for example [Shape("n", "d")]""");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet(Layer + """
        [Model]
        public sealed partial class Net
        {
            [Shape("d", 4)] readonly Layer first;
            [Shape(4, "2*d", Count = 3)] readonly Layer[] others;
            [Shape("d", "d")] public Layer Last { get; }

            public Layer First => first;

            [Model]
            public Tensor<float> Norm([Shape("d")] Tensor<float> x) => Sum(first.W) + Sum(others[2].W) + Sum(Last.W) * Sum(x);
        }
        """);
}
