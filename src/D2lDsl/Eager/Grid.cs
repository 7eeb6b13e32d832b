using System.Runtime.CompilerServices;

namespace D2lDsl.Eager;

/// <summary>Some axes of a tensor, outermost first.</summary>
readonly record struct Grid(int[] Sizes, int[] Strides)
{
    public int Rank => Sizes.Length;

    /// <summary>How many places there are.</summary>
    public int Count => Layout.Count(Sizes);

    /// <summary>All but the last axis, which is a run.</summary>
    public Grid Outer => new(Sizes[..^1], Strides[..^1]);

    /// <summary>The position of a place in row-major order, and its index.</summary>
    public int At(int place, Span<int> index)
    {
        int position = 0;
        for (int axis = Sizes.Length - 1; axis >= 0; axis--)
        {
            (place, index[axis]) = Math.DivRem(place, Sizes[axis]);
            position += index[axis] * Strides[axis];
        }

        return position;
    }

    /// <summary>Steps to the next place in row-major order and moves the position along; false after the last, where both begin anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
