namespace D2lDsl.CompilerTests.Models;

/// <summary>A module of modules, one of them an array, in three levels.</summary>
[Model]
public sealed partial class Tower
{
    [Shape("d", "h")]
    readonly Dense first;

    [Shape("h", Count = 3)]
    readonly Residual[] blocks;

    [Shape("h", "c")]
    readonly Dense last;

    [Model]
    [return: Shape("n", "c")]
    public Tensor<float> Predict([Shape("n", "d")] Tensor<float> x)
    {
        var h = first.Predict(x);
        foreach (var block in blocks)
            h = block.Predict(h);
        return last.Predict(h);
    }

    [Model]
    [return: Shape("n", "c")]
    public Tensor<float> ByIndex([Shape("n", "d")] Tensor<float> x)
    {
        var h = first.Predict(x);
        for (var i = 0; i < blocks.Length - 1; i++)
            h = blocks[i].Predict(h);
        return last.Predict(blocks[^1].Predict(h)) + 0 * Sum(first.W);
    }

    [Model]
    public Tensor<float> Loss([Shape("n", "d")] Tensor<float> x, [Shape("n")] Tensor<int> labels) => CrossEntropy(Predict(x), labels);
}
