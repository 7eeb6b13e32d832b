namespace D2lDsl.CompilerTests.Models;

/// <summary>Random numbers in models of every kind.</summary>
public static partial class Randoms
{
    [Model]
    public static Tensor<float> Uniform([Shape("n", "d")] Tensor<float> x, [Shape] Tensor<int> seed) => RandLike(x, seed);

    [Model]
    public static Tensor<double> UniformDouble([Shape("n", "d")] Tensor<double> x, [Shape] Tensor<int> seed) => RandLike(x, seed);

    [Model]
    public static Tensor<float> Normal([Shape("n", "d")] Tensor<float> x, [Shape] Tensor<int> seed) => RandNLike(x, seed);

    [Model]
    public static Tensor<float> Dropped([Parameter, Shape("n", "d")] Tensor<float> x, [Shape] Tensor<int> seed) => Dropout(x, 0.3, seed);

    [Model]
    public static Tensor<double> DroppedDouble([Parameter, Shape("n", "d")] Tensor<double> x, [Shape] Tensor<int> seed) => Dropout(Tanh(x), 0.3, seed);

    /// <summary>Of images, then of the same seen from their last axis.</summary>
    [Model]
    public static Tensor<float> Turned([Parameter, Shape("n", "c", "h", "w")] Tensor<float> x, [Shape] Tensor<int> seed)
        => Dropout(Dropout(x, 0.25, seed).Permute(3, 1, 2, 0), 0.5, FoldIn(seed, 7));

    /// <summary>Any number of leading axes.</summary>
    [Model]
    [return: Shape("...", "d")]
    public static Tensor<float> Leading([Shape("...", "d")] Tensor<float> x, [Shape] Tensor<int> seed) => Dropout(x * 2, 0.5, seed);

    /// <summary>A mask of its own in every turn.</summary>
    [Model]
    public static Tensor<float> Turns([Parameter, Shape("n", "d")] Tensor<float> x, [Shape] Tensor<int> seed)
    {
        var h = x;
        for (int i = 0; i < 3; i++)
            h = h + Dropout(Tanh(h), 0.5, FoldIn(seed, i));
        return h;
    }

    /// <summary>As many turns as the values want.</summary>
    [Model]
    public static Tensor<float> Growing([Parameter, Shape("n", "d")] Tensor<float> x, [Shape] Tensor<int> seed)
    {
        var (h, turn) = (x, seed);
        while (Norm(h) < 100)
        {
            turn = FoldIn(turn, 1);
            h = 2 * h + Dropout(h, 0.5, turn);
        }
        return h;
    }

    /// <summary>Softmax over what is left: several passes over a row read one mask.</summary>
    [Model]
    public static Tensor<float> Attended([Parameter, Shape("n", "d")] Tensor<float> x, [Shape] Tensor<int> seed)
        => Sum(Square(Dropout(Softmax(x, axis: 1), 0.1, seed) - Mean(Dropout(x, 0.5, FoldIn(seed, 3)), axis: 1, keepDims: true)));
}
