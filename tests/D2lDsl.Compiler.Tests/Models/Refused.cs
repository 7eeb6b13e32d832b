namespace D2lDsl.CompilerTests.Models;

/// <summary>Models that have no value for some arguments.</summary>
public static partial class Refused
{
    [Model]
    public static Tensor<float> Largest([Parameter, Shape("n", "c")] Tensor<float> x) => Max(x);

    [Model]
    public static Tensor<float> ScoreIfSmall([Parameter, Shape("n", "c")] Tensor<float> x, [Shape("n")] Tensor<int> labels)
    {
        var loss = Sum(x) * 0;
        if (Sum(x) < 100)
            loss = CrossEntropy(x, labels);
        return loss;
    }

    [Model]
    public static Tensor<float> ScoreTwice([Parameter, Shape("n", "c")] Tensor<float> x, [Shape("n")] Tensor<int> labels)
    {
        var loss = Sum(x) * 0;
        while (loss < 0.5f)
            loss = loss + CrossEntropy(x, labels) + 0.3f;
        return loss;
    }
}
