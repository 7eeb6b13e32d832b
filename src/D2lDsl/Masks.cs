namespace D2lDsl;

/// <summary>Picks and writes where a bool tensor is true.</summary>
static class Masks
{
    public static Tensor<T> Take<T>(Tensor<T> x, Tensor<bool> mask)
        where T : unmanaged
    {
        var (rows, places) = Rows(x, mask);
        var result = new Tensor<T>([places.Length, .. rows.Sizes.AsSpan(1)]);
        for (int i = 0; i < places.Length; i++)
            Views.Index(result, [i]).Assign("Mask", Views.Index(rows, [places[i]]));
        return result;
    }

    public static void Put<T>(Tensor<T> x, Tensor<bool> mask, Tensor<T> value)
        where T : unmanaged
    {
        // A view has no one axis for those the mask covers, so it is written place by place.
        if (mask.Sizes.Length > 1 && !x.IsContiguous)
        {
            var dense = x.Clone();
            Put(dense, mask, value);
            x.Assign("Mask", dense);
            return;
        }

        var (rows, places) = Rows(x, mask);
        int[] picked = [places.Length, .. rows.Sizes.AsSpan(1)];
        if (Layout.Broadcast(value.Sizes, picked) is not { } sizes || !sizes.AsSpan().SequenceEqual(picked))
            throw new ArgumentException($"Mask: {value.Shape} does not broadcast to the {Layout.Text(picked)} that the mask picks");
        // What is written may be part of what is read.
        var values = Views.Expand(value.Overlaps(x) ? value.Clone() : value, picked);
        for (int i = 0; i < places.Length; i++)
            Views.Index(rows, [places[i]]).Assign("Mask", Views.Index(values, [i]));
    }

    /// <summary>The axes that the mask covers as one, and the positions where it is true.</summary>
    static (Tensor<T> Rows, int[] Places) Rows<T>(Tensor<T> x, Tensor<bool> mask)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.Rank == 0 || mask.Rank > x.Rank || !mask.Sizes.AsSpan().SequenceEqual(x.Sizes.AsSpan(0, mask.Rank)))
            throw new ArgumentException($"Mask: shape {mask.Shape} does not fit the first axes of {x.Shape}; compare x with a number or a tensor of its shape");
        bool[] truths = mask.ToArray();
        int[] places = [.. Enumerable.Range(0, truths.Length).Where(i => truths[i])];
        return (Views.Reshape(x, [truths.Length, .. x.Sizes.AsSpan(mask.Rank)]), places);
    }
}
