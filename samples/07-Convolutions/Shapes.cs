using D2lDsl;

namespace ConvolutionsSample;

/// <summary>Made-up images of 28 by 28: a ring, a cross, a square or two bars, anywhere, with noise.</summary>
static class Shapes
{
    public static string[] Names { get; } = ["ring", "cross", "square", "bars"];

    /// <summary>Images [count, 1, 28, 28] and which shape each of them shows.</summary>
    public static (Tensor<float> X, Tensor<int> Labels) Draw(int count, Random random)
    {
        var (x, labels) = (Tensor.RandN(random, count, 1, 28, 28) * 0.2f, Tensor.Zeros<int>(count));
        for (int i = 0; i < count; i++)
        {
            var (label, size, row, column) = (random.Next(Names.Length), random.Next(5, 9), random.Next(9, 19), random.Next(9, 19));
            labels[i] = label;
            var pixels = x.AsSpan().Slice(i * 28 * 28, 28 * 28);
            for (int r = 0; r < 28; r++)
            {
                for (int c = 0; c < 28; c++)
                {
                    if (IsInk(label, Math.Abs(r - row), Math.Abs(c - column), size))
                        pixels[r * 28 + c] += 1;
                }
            }
        }

        return (x, labels);
    }

    /// <summary>Whether a pixel so far from the middle belongs to a shape.</summary>
    static bool IsInk(int label, int down, int across, int size) => label switch
    {
        0 => Math.Abs(Math.Sqrt(down * down + across * across) - size) < 1,
        1 => Math.Max(down, across) <= size && Math.Min(down, across) == 0,
        2 => Math.Max(down, across) == size,
        _ => down <= size && across == size / 2,
    };
}
