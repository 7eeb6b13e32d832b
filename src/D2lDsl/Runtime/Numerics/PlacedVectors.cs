using System.Runtime.CompilerServices;

namespace D2lDsl.Runtime;

/// <summary>Columns of windows as vectors that are read where they lie. Lanes between runs of columns go to waste.</summary>
unsafe readonly struct PlacedVectors
{
    /// <summary>How many vectors; 0 where columns do not lie one behind the other, or all lie closer together than a vector is long.</summary>
    public readonly int Count;

    /// <summary>Where each begins, in elements.</summary>
    public readonly nint* Starts;

    readonly int lanes;
    readonly int* first;
    readonly Piece* pieces;

    /// <summary>Neighbours of a vector that are neighbours among the columns as well.</summary>
    public readonly record struct Piece(int Lane, int Column, int Length);

    /// <summary>Writes them to the calling thread's room for them.</summary>
    /// <param name="along">Where the columns lie.</param>
    /// <param name="columns">How many there are.</param>
    /// <param name="lanes">The elements of a vector.</param>
    /// <param name="mayPass">Whether a vector may end behind the last column; else the last begins before where it would.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PlacedVectors(nint* along, int columns, int lanes, bool mayPass)
    {
        this.lanes = lanes;
        Starts = GemmBuffers.Vectors((2 * sizeof(nint) + sizeof(Piece)) * (columns + 2L));
        pieces = (Piece*)(Starts + columns + 2);
        first = (int*)(pieces + columns + 2);
        var last = along[columns - 1];
        if (!mayPass && last - along[0] < lanes - 1)
            return;
        var found = 0;
        for (var j = 0; j < columns; Count++)
        {
            var start = mayPass ? along[j] : Math.Min(along[j], last - (lanes - 1));
            (Starts[Count], first[Count]) = (start, found);
            while (j < columns && along[j] - start < lanes)
            {
                var from = j++;
                while (j < columns && along[j] == along[j - 1] + 1 && along[j] - start < lanes)
                    j++;
                pieces[found++] = new((int)(along[from] - start), from, j - from);
                if (j < columns && along[j] <= along[j - 1])
                {
                    Count = 0;
                    return;
                }
            }
        }
        first[Count] = found;
    }

    /// <summary>True where all lanes are columns.</summary>
    public bool IsWhole(int vector) => pieces[first[vector]].Length == lanes;

    /// <summary>The first column of a vector.</summary>
    public int Column(int vector) => pieces[first[vector]].Column;

    /// <summary>What of a vector are columns.</summary>
    public ReadOnlySpan<Piece> Pieces(int vector) => new(pieces + first[vector], first[vector + 1] - first[vector]);
}
