using System.Numerics;

namespace D2lDsl.Eager;

/// <summary>Reductions: elements are combined in a wide accumulator, pairwise along a run, so that sums stay accurate.</summary>
static class Reduce
{
    /// <summary>Runs up to this length are combined one by one; longer ones by halves.</summary>
    const int Block = 128;

    public static Tensor<T> Along<T, TWide, TKernel>(string op, Tensor<T> x, bool[] reduced, bool keepDims)
        where T : unmanaged, INumber<T>
        where TWide : unmanaged, INumber<TWide>
        where TKernel : struct, IReduction<TWide>
    {
        var result = Map.Fresh<T>(ResultSizes(x.Sizes, reduced, keepDims));
        var (kept, over) = (Part(x, reduced, false), Part(x, reduced, true));
        int count = Layout.Count(over.Sizes);
        if (count == 0 && !TKernel.TakesEmpty)
        {
            throw new ArgumentException(
                $"{op}: x has shape {x.Shape}, so there are no elements to reduce, and no elements have no {op.ToLowerInvariant()}");
        }

        if (result.Length == 0)
            return result;

        var total = new Total<T, TWide, TKernel>(x.Storage);
        if (over.Sizes.Length > 0 && kept.Sizes.Length > 0 && over.Strides[^1] > kept.Strides[^1])
            total.Columns(result.AsSpan(), x.Offset, kept, over, count);
        else
            total.Rows(result.AsSpan(), x.Offset, kept, over, count);
        return result;
    }

    static int[] ResultSizes(int[] sizes, bool[] reduced, bool keepDims)
    {
        var result = new List<int>(sizes.Length);
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (!reduced[axis])
                result.Add(sizes[axis]);
            else if (keepDims)
                result.Add(1);
        }

        return [.. result];
    }

    static Grid Part<T>(Tensor<T> x, bool[] reduced, bool which)
        where T : unmanaged
    {
        var (sizes, strides) = (new List<int>(x.Rank), new List<int>(x.Rank));
        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (reduced[axis] != which)
                continue;
            // A run crosses neighbouring axes with one step where it can, so a dense tensor is one run.
            if (sizes.Count > 0 && strides[^1] == (long)x.Strides[axis] * x.Sizes[axis])
                (sizes[^1], strides[^1]) = (sizes[^1] * x.Sizes[axis], x.Strides[axis]);
            else if (x.Sizes[axis] != 1)
            {
                sizes.Add(x.Sizes[axis]);
                strides.Add(x.Strides[axis]);
            }
        }

        return new([.. sizes], [.. strides]);
    }

    /// <summary>Some axes of a tensor.</summary>
    internal readonly record struct Grid(int[] Sizes, int[] Strides)
    {
        /// <summary>All but the last axis, which is a run.</summary>
        public Grid Outer => new(Sizes[..^1], Strides[..^1]);

        /// <summary>Steps to the next place in row-major order and moves the position along; false after the last.</summary>
        public bool Next(Span<int> index, ref int position)
        {
            for (int axis = Sizes.Length - 1; axis >= 0; axis--)
            {
                position += Strides[axis];
                if (++index[axis] < Sizes[axis])
                    return true;
                position -= Sizes[axis] * Strides[axis];
                index[axis] = 0;
            }

            return false;
        }
    }

    /// <summary>The loops of one reduction.</summary>
    readonly struct Total<T, TWide, TKernel>(T[] x)
        where T : unmanaged, INumber<T>
        where TWide : unmanaged, INumber<TWide>
        where TKernel : struct, IReduction<TWide>
    {
        /// <summary>One result after the other.</summary>
        public void Rows(Span<T> results, int origin, Grid kept, Grid over, int count)
        {
            var outer = over.Sizes.Length == 0 ? over : over.Outer;
            var (length, step) = over.Sizes.Length == 0 ? (1, 1) : (over.Sizes[^1], over.Strides[^1]);
            Span<int> place = stackalloc int[kept.Sizes.Length], along = stackalloc int[outer.Sizes.Length];
            place.Clear();
            int to = 0;
            do
            {
                TWide total = TKernel.Nothing;
                if (count > 0)
                {
                    along.Clear();
                    int position = origin;
                    total = Run(position, length, step);
                    while (outer.Next(along, ref position))
                        total = TKernel.Combine(total, Run(position, length, step));
                }

                results[to++] = Finish(total, count);
            }
            while (kept.Next(place, ref origin));
        }

        /// <summary>A whole row of results at a time, where memory runs along them: each pass adds one row of x.</summary>
        public void Columns(Span<T> results, int origin, Grid kept, Grid over, int count)
        {
            var outer = kept.Outer;
            var (width, step) = (kept.Sizes[^1], kept.Strides[^1]);
            var totals = new TWide[width];
            Span<int> place = stackalloc int[outer.Sizes.Length], along = stackalloc int[over.Sizes.Length];
            place.Clear();
            int to = 0;
            do
            {
                along.Clear();
                int position = origin;
                bool first = true;
                Array.Fill(totals, TKernel.Nothing);
                while (count > 0)
                {
                    for (int i = 0, at = position; i < totals.Length; i++, at += step)
                    {
                        TWide mapped = TKernel.Map(TWide.CreateTruncating(x[at]));
                        totals[i] = first ? mapped : TKernel.Combine(totals[i], mapped);
                    }

                    first = false;
                    if (!over.Next(along, ref position))
                        break;
                }

                foreach (TWide total in totals)
                    results[to++] = Finish(total, count);
            }
            while (outer.Next(place, ref origin));
        }

        /// <summary>Combines one run by halves: the error grows with the logarithm of its length.</summary>
        TWide Run(int position, int length, int step)
        {
            if (length > Block)
            {
                int half = length / 2;
                return TKernel.Combine(Run(position, half, step), Run(position + half * step, length - half, step));
            }

            TWide total = TKernel.Map(TWide.CreateTruncating(x[position]));
            for (int i = 1; i < length; i++)
                total = TKernel.Combine(total, TKernel.Map(TWide.CreateTruncating(x[position += step])));
            return total;
        }

        static T Finish(TWide total, int count) => T.CreateTruncating(TKernel.Finish(total, TWide.CreateTruncating(count)));
    }
}
