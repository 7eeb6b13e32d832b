using System.Numerics;

namespace D2lDsl.Eager;

/// <summary>The axes of one product: those of the result, and those summed over.</summary>
sealed class ContractionPlan
{
    /// <summary>An axis with its steps in the operands; 0 where an operand does not have it.</summary>
    internal readonly record struct Axis(int Size, int StepA, int StepB);

    public List<Axis> Result { get; } = [];

    public List<Axis> Shared { get; } = [];

    public Tensor<T> Run<T, TWide>(Tensor<T> a, Tensor<T> b)
        where T : unmanaged, INumber<T>
        where TWide : unmanaged, INumber<TWide>
    {
        int[] sizes = [.. Result.Select(axis => axis.Size)];
        var result = new Tensor<T>(sizes);
        if (result.Length == 0 || Shared.Any(axis => axis.Size == 0))
            return result;

        // The last axis of the result is the column of a matrix product, the one before it the row, all others are walked.
        var column = Result.Count > 0 ? Result[^1] : new Axis(1, 0, 0);
        var row = Result.Count > 1 ? Result[^2] : new Axis(1, 0, 0);
        Axis[] outer = [.. Result.Take(Math.Max(Result.Count - 2, 0))];
        var shared = Shared.Count > 0 ? Shared[^1] : new Axis(1, 0, 0);
        Axis[] outerShared = [.. Shared.Take(Math.Max(Shared.Count - 1, 0))];

        int to = 0;
        foreach (var (startA, startB) in Starts(outer, a.Offset, b.Offset))
        {
            bool add = false;
            foreach (var (fromA, fromB) in Starts(outerShared, startA, startB))
            {
                Matrix<T, TWide>(result.Storage, to, a.Storage, fromA, b.Storage, fromB, row, column, shared, add);
                add = true;
            }

            to += row.Size * column.Size;
        }

        return result;
    }

    /// <summary>Where the matrices begin, in row-major order of the axes walked.</summary>
    static IEnumerable<(int A, int B)> Starts(Axis[] axes, int a, int b)
    {
        var index = new int[axes.Length];
        while (true)
        {
            yield return (a, b);
            int at = axes.Length - 1;
            for (; at >= 0; at--)
            {
                (a, b) = (a + axes[at].StepA, b + axes[at].StepB);
                if (++index[at] < axes[at].Size)
                    break;
                (a, b) = (a - axes[at].Size * axes[at].StepA, b - axes[at].Size * axes[at].StepB);
                index[at] = 0;
            }

            if (at < 0)
                yield break;
        }
    }

    static void Matrix<T, TWide>(T[] c, int to, T[] a, int fromA, T[] b, int fromB, Axis row, Axis column, Axis shared, bool add)
        where T : unmanaged, INumber<T>
        where TWide : unmanaged, INumber<TWide>
    {
        for (int i = 0; i < row.Size; i++)
        {
            for (int j = 0; j < column.Size; j++, to++)
            {
                int pa = fromA + i * row.StepA + j * column.StepA, pb = fromB + i * row.StepB + j * column.StepB;
                TWide total = add ? TWide.CreateTruncating(c[to]) : TWide.Zero;
                for (int k = 0; k < shared.Size; k++, pa += shared.StepA, pb += shared.StepB)
                    total += TWide.CreateTruncating(a[pa]) * TWide.CreateTruncating(b[pb]);
                c[to] = T.CreateTruncating(total);
            }
        }
    }
}
