namespace D2lDsl.CompilerTests.Models;

/// <summary>Models with much to check.</summary>
public static partial class Checks
{
    [Model]
    public static Tensor<float> Expressions(
        [Shape("n", "2*d")] Tensor<float> x, [Shape("d", 3)] Tensor<float> w, [Shape("n*d")] Tensor<float> v, [Shape("n", "n")] Tensor<float> square)
        => Sum(x) + Sum(w) + Sum(v) + Sum(square);

    [Model]
    public static Tensor<float> Fixed([Shape(2, 3)] Tensor<float> x, [Shape] Tensor<float> scale) => Sum(x) * scale;

    [Model]
    public static Tensor<float> Classes([Shape("n", "c")] Tensor<float> scores, [Shape("n")] Tensor<int> labels) => CrossEntropy(scores, labels);
}
