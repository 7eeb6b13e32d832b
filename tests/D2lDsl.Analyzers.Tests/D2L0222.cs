using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>Reshape used for a transpose.</summary>
public class D2L0222
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class P
        {
            [Model]
            public static Tensor<float> ChannelsFirst([Shape("h", "w", "c")] Tensor<float> image)
                => {|D2L0222:image.Reshape(image.Shape[2], image.Shape[0], image.Shape[1])|};
        }
        """,
        "Reshape of image [h, w, c] to [c, h, w] keeps the elements in their order, so that those of one axis end up in another; use Permute or Transpose");

    [Theory]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => {|D2L0222:x.Reshape(x.Shape[1], -1)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("b", "t", "8*d")] Tensor<float> x, [Shape("d")] Tensor<float> y) => {|D2L0222:x.Reshape(x.Shape[0], 8, x.Shape[1], y.Shape[0])|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 64)] Tensor<float> x) => {|D2L0222:x.Reshape(64, -1)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 28, 28, 3)] Tensor<float> x) => {|D2L0222:x.Reshape(x.Shape[0], 3, 28, 28)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("b", "t", "d")] Tensor<float> x) => {|D2L0222:x.Reshape(x.Shape[0], 4, x.Shape[1], x.Shape[2] / 4)|};""")]
    [InlineData("""public static Tensor<float> F([Shape("b", 4, "t", "d/4")] Tensor<float> x, [Shape("d")] Tensor<float> y) => {|D2L0222:x.Reshape(x.Shape[0], x.Shape[2], y.Shape[0])|};""")]
    public Task Reported_too(string model) => Diagnose<ModelAnalyzer>.With($"public static partial class P {{ [Model] {model} }}");

    [Theory]
    [InlineData("""public static Tensor<float> ChannelsFirst([Shape("h", "w", "c")] Tensor<float> image) => image.Permute(2, 0, 1);""")]
    [InlineData("""public static Tensor<float> F([Shape("b", "t", "8*d")] Tensor<float> x, [Shape("d")] Tensor<float> y) => x.Reshape(x.Shape[0], x.Shape[1], 8, y.Shape[0]).Transpose(1, 2);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c", "h", "w")] Tensor<float> x) => x.Reshape(x.Shape[0], -1);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "d")] Tensor<float> x) => x.Reshape(x.Shape[0], 1, x.Shape[1], 1);""")]
    [InlineData("""public static Tensor<float> F([Shape(2, 3)] Tensor<float> x) => x.Reshape(3, 2);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 784)] Tensor<float> x) => x.Reshape(x.Shape[0], 1, 28, 28);""")]
    [InlineData("""public static Tensor<float> F([Shape("2*n", "d")] Tensor<float> x, [Shape("n")] Tensor<float> y) => x.Reshape(y.Shape[0], -1);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", 1)] Tensor<float> x) => x.Reshape(1, -1);""")]
    [InlineData("""public static Tensor<float> F([Shape("b", "t", "d")] Tensor<float> x) => x.Reshape(x.Shape[0], x.Shape[1], 4, x.Shape[2] / 4).Transpose(1, 2);""")]
    [InlineData("""public static Tensor<float> F([Shape("b", 4, "t", "d/4")] Tensor<float> x, [Shape("d")] Tensor<float> y) => x.Transpose(1, 2).Reshape(x.Shape[0], x.Shape[2], y.Shape[0]);""")]
    [InlineData("""public static Tensor<float> F([Shape("n", "c", "h", "w")] Tensor<float> x) => MaxPool2d(x, 2).Flatten(1, 3);""")]
    public Task Quiet(string model) => Diagnose<ModelAnalyzer>.Quiet($"public static partial class P {{ [Model] {model} }}");
}
