using D2lDsl.CodeFixes;
using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>What the light bulb offers where nothing is wrong: the shape that follows from a model's body, written down.</summary>
public class RefactoringTests
{
    [Theory]
    [InlineData("""[Shape("n", "d")] Tensor<float> x) => Mean(x, axis: 0)""", """Shape("d")""")]
    [InlineData("""[Shape("n", "d")] Tensor<float> x) => Sum(x)""", "Shape")]
    [InlineData("""[Shape("n", 3)] Tensor<float> x) => Concat([x, x], axis: 1)""", """Shape("n", 6)""")]
    [InlineData("""[Shape("n", "d")] Tensor<float> x) => Concat([x, x], axis: 0)""", """Shape("2*n", "d")""")]
    [InlineData("""[Shape("n", "2*d")] Tensor<float> x) => x.Reshape(x.Shape[0], 2, -1)""", """Shape("n", 2, "d")""")]
    [InlineData("""[Shape("...", "d")] Tensor<float> x) => Tanh(x)""", """Shape("...", "d")""")]
    public async Task The_inferred_shape_is_written(string method, string shape)
    {
        var code = Code("", method);
        var (title, result) = Assert.Single(await Refactor<ReturnShapeRefactoring>.At("F(", code));
        Assert.Equal($"Write its shape as [return: {shape}]", title);
        Assert.Equal(Code($"\n    [return: {shape}]", method), result);
        await Diagnose<ModelAnalyzer>.Quiet(result);
        Assert.Empty(await Refactor<ReturnShapeRefactoring>.At("F(", result));
    }

    [Fact]
    public async Task Beside_attributes_on_the_same_line() =>
        Assert.Contains("[Model] [return: Shape(\"n\")] public static", Assert.Single(await Refactor<ReturnShapeRefactoring>.At("F(",
            "public static partial class P { [Model] public static Tensor<float> F([Shape(\"n\")] Tensor<float> x) => x * 2; }")).Code);

    [Theory]
    [InlineData("""[Shape("n")] Tensor<float> x) => x + y""")]
    [InlineData("""[Shape("n")] Tensor<float> x, [Shape("m")] Tensor<float> y) => x + y""")]
    public async Task Nothing_is_offered_for_a_body_with_a_mistake(string method) => Assert.Empty(await Refactor<ReturnShapeRefactoring>.At("F(", Code("", method)));

    [Theory]
    [InlineData("x * 2")]
    [InlineData("Other(")]
    [InlineData("Pair(")]
    public async Task Nothing_is_offered_elsewhere(string place) => Assert.Empty(await Refactor<ReturnShapeRefactoring>.At(place, """
        public static partial class P
        {
            [Model] public static Tensor<float> F([Shape("n")] Tensor<float> x) => x * 2;

            [Model] public static (Tensor<float>, Tensor<float>) Pair([Shape("n")] Tensor<float> x) => (x, x * 3);

            [Obsolete] public static Tensor<float> Other([Shape("n")] Tensor<float> x) => x * 4;
        }
        """));

    static string Code(string attribute, string method) => $$"""
        public static partial class P
        {
            /// <summary>Kept.</summary>
            [Model]{{attribute.Replace("\n    ", "\n    ")}}
            public static Tensor<float> F({{method}};
        }
        """;
}
