namespace D2lDsl.CompilerTests.Models;

/// <summary>Models whose results, given enough rows, are written past the caches; a row need not be a whole number of vectors.</summary>
public static partial class LargeModels
{
    [Model]
    public static Tensor<float> Loss([Parameter, Shape("n", "c")] Tensor<float> logits, [Shape("n")] Tensor<int> labels) => CrossEntropy(logits, labels);

    [Model]
    [return: Shape("n", "c")]
    public static Tensor<float> Shares([Shape("n", "c")] Tensor<float> x) => x / Sum(x, axis: 1, keepDims: true);
}
