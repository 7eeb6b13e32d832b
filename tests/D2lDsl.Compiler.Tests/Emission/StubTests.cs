using D2lDsl.Testing;
using Microsoft.CodeAnalysis;

namespace D2lDsl.CompilerTests.Emission;

/// <summary>A model with a mistake: the kernel is there and throws, so that the analyzer's message is the only one.</summary>
public class StubTests
{
    const string Caller = """
        public static class Caller
        {
            public static float Forward() => new M.FKernel().Forward(Tensor.Ones(2, 3), Tensor.Ones(4, 5));
            public static float Backward()
            {
                var kernel = new M.FKernel();
                var loss = kernel.ForwardBackward(Tensor.Ones(2, 3), Tensor.Ones(4, 5), accumulate: true);
                Tensor<float> gradient = kernel.Gradients.W;
                return loss + gradient.Length;
            }
            public static string Plan() => M.FKernel.Plan;
        }
        """;

    [Theory]
    [InlineData("=> Sum(MatMul(x, w));", "MatMul joins x [n, d] with w [a, b]: d ≠ a; transpose one of them or check its declaration")]
    [InlineData("=> Sum(x + w);", "'+' meets x [n, d] and w [a, b]: d ≠ b; sizes must be equal or 1: unsqueeze or reshape one side, or check its declaration")]
    [InlineData("=> Sum(x, axis: 2);", "Sum: axis 2 does not exist in x [n, d]; axes run from -2 to 1")]
    [InlineData("{ w += 1; return Sum(w); }", "'w += 1' writes into a tensor, but values inside a model are immutable; write 'w = w + 1'")]
    [InlineData("=> Sum(x) + DateTime.Now.Second;", null)]
    [InlineData("{ try { return Sum(x); } finally { } }", null)]
    [InlineData("=> F(x, w);", null)]
    [InlineData("=> Sum(x.Reshape(7));", null)]
    public void Mistakes_in_the_body(string body, string? message)
    {
        using var generated = Generated.From($$"""
            public static partial class M
            {
                [Model] public static Tensor<float> F([Shape("n", "d")] Tensor<float> x, [Parameter, Shape("a", "b")] Tensor<float> w)
                    {{body}}
            }
            """, Caller);
        Assert.Empty(generated.Diagnostics);
        var caller = generated.Type("Caller");
        foreach (var call in (string[])["Forward", "Backward"])
        {
            var error = Assert.IsType<InvalidOperationException>(Assert.ThrowsAny<Exception>(() => caller.GetMethod(call)!.Invoke(null, [])).InnerException);
            Assert.StartsWith("M.F was not compiled: ", error.Message);
            if (message is not null)
                Assert.Equal($"M.F was not compiled: {message}", error.Message);
        }
        Assert.NotNull(caller.GetMethod("Plan")!.Invoke(null, []));
    }

    [Theory]
    [InlineData("[Shape(\"n +\")] Tensor<float> x")]
    [InlineData("[Shape(\"n*m\")] Tensor<float> x")]
    [InlineData("[Shape(-1)] Tensor<float> x")]
    [InlineData("Tensor<float> x")]
    public void Mistakes_in_the_declaration(string parameter)
    {
        using var generated = Generated.From($$"""public static partial class M { [Model] public static Tensor<float> F({{parameter}}) => Sum(x); }""");
        Assert.Empty(generated.Diagnostics);
        Assert.DoesNotContain(generated.Texts.Keys, name => name.Contains(".Kernel."));
        Assert.Contains("was not compiled: ", generated.File("M.F.g.cs"));
    }

    [Fact]
    public void A_wrong_declaration_of_the_result()
    {
        using var generated = Generated.From("""
            public static partial class M { [Model] [return: Shape("d")] public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => Sum(x, axis: 1); }
            """);
        Assert.Contains("F declares its result as [d], but it is [n]", generated.File("M.F.g.cs"));
        // The declaration says that it is a tensor, so callers may go on as if it were.
        Assert.Contains("public Tensor<float> Forward(", generated.File("M.F.g.cs"));
    }

    [Fact]
    public void A_class_that_is_not_partial_gets_nothing()
    {
        using var generated = Generated.From("public static class M { [Model] public static Tensor<float> F([Shape(\"n\")] Tensor<float> x) => Sum(x); }");
        Assert.Empty(generated.Texts);
        Assert.Empty(generated.Diagnostics);
    }

    [Fact]
    public void Other_models_of_the_class_are_compiled_all_the_same()
    {
        using var generated = Generated.From("""
            public static partial class M
            {
                [Model] public static Tensor<float> Bad([Shape("n")] Tensor<float> x, [Shape("m")] Tensor<float> y) => x + y;
                [Model] public static Tensor<float> Good([Shape("n")] Tensor<float> x) => x + 1;
                [Model] public static Tensor<float> CallsBad([Shape("n")] Tensor<float> x) => Bad(x, x);
            }
            """);
        Assert.Equal(["M.CallsBad.Kernel.g.cs", "M.Good.Kernel.g.cs"], generated.Texts.Keys.Where(name => name.Contains(".Kernel.")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Code_that_does_not_compile_yet_does_not_stop_the_generator()
    {
        foreach (var body in (string[])["=> ;", "{", "=> Sum(", "=> Unknown(x);", "=> x.", "=> x + ;", "{ var y = ; return y; }", "{ return; }", "{ }", ";"])
            Generated.WithErrors($$"""public static partial class M { [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) {{body}} }""").Dispose();
        foreach (var parameters in (string[])["", "x", "[Shape] x", "[Shape(] Tensor<float> x", "Tensor<> x", "[Shape(\"n\")] Tensor<string> x", "int n", "ref Tensor<float> x", "[Shape(null)] Tensor<float> x"])
            Generated.WithErrors($$"""public static partial class M { [Model] public static Tensor<float> F({{parameters}}) => Sum(x); }""").Dispose();
    }
}
