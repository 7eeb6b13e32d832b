using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>
/// A matrix [summed, along] of windows where they lie: an element's place is the sum of a place for its row and one for its column, each
/// of which several axes make up. Windows overlap, so both tell of the same memory.
/// </summary>
unsafe readonly struct WindowView<T> where T : unmanaged
{
    /// <summary>From one view to the next, in elements.</summary>
    public readonly nint Step;

    /// <summary>Where rows and columns lie, in elements from the origin.</summary>
    public readonly nint* Summed, Along;

    /// <summary>How many rows and columns there are.</summary>
    public readonly int Rows, Columns;

    /// <summary>Where what is wanted of a plane to which windows are added lies, and how much that is.</summary>
    public readonly nint* Wanted;

    /// <inheritdoc cref="Wanted"/>
    public readonly int WantedCount;

    /// <summary>So many rows, or columns, or places that are wanted, are neighbours at a time; 1 where they are not.</summary>
    public readonly int SummedRun, AlongRun, WantedRun;

    readonly T* origin;

    /// <summary>Writes the places of rows and columns to the calling thread's room for them.</summary>
    public WindowView(
        T* origin, nint step, ReadOnlySpan<(nint Size, nint Stride)> summed, ReadOnlySpan<(nint Size, nint Stride)> along, nint first = 0, ReadOnlySpan<(nint Size, nint Stride)> wanted = default)
    {
        this.origin = origin;
        Step = step;
        (Rows, Columns) = (Count(summed), Count(along));
        WantedCount = wanted.Length == 0 ? 0 : Count(wanted);
        Summed = GemmBuffers.Places((long)Rows + Columns + WantedCount);
        Along = Summed + Rows;
        Wanted = Along + Columns;
        SummedRun = Rows > 0 ? Write(summed, Summed) : 1;
        AlongRun = Columns > 0 ? Write(along, Along) : 1;
        WantedRun = WantedCount > 0 ? Write(wanted, Wanted) : 1;
        for (var i = 0; i < WantedCount; i++)
            Wanted[i] += first;
        // Vectors of columns are read whole, which asks for columns that lie one behind the other.
        RunsAlong = Line(along) >= Line(summed);
        for (var i = 1; i < Columns && RunsAlong; i++)
            RunsAlong = Along[i] > Along[i - 1];
    }

    /// <summary>The first element of a view.</summary>
    public T* At(nint item) => origin + item * Step;

    /// <summary>True where panels are better read along columns: that is the longer way through what lies close together.</summary>
    public readonly bool RunsAlong;

    // A vector is put together from few where elements are no farther apart than this.
    const int Close = 4;

    static nint Line(ReadOnlySpan<(nint Size, nint Stride)> axes)
    {
        for (var axis = axes.Length - 1; axis >= 0; axis--)
            if (axes[axis].Size > 1)
                return axes[axis].Stride <= Close ? axes[axis].Size : 1;
        return 1;
    }

    static int Count(ReadOnlySpan<(nint Size, nint Stride)> axes)
    {
        nint count = 1;
        foreach (var (size, _) in axes)
            count = checked(count * size);
        return checked((int)count);
    }

    // The last axis is the fastest.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Write(ReadOnlySpan<(nint Size, nint Stride)> axes, nint* places)
    {
        nint length = 1, run = 1;
        *places = 0;
        for (var axis = axes.Length - 1; axis >= 0; axis--)
        {
            var (size, stride) = axes[axis];
            if (size == 0)
                return 1;
            if (run == length && (stride == run || size == 1))
                run *= size;
            for (nint i = length; i < length * size; i++)
                places[i] = places[i - length] + stride;
            length *= size;
        }
        return (int)run;
    }
}
