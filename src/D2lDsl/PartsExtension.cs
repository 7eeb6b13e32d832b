namespace D2lDsl;

/// <summary>Takes the parts of a tensor out of their array: <c>var (q, k, v) = Chunk(x, 3, axis: 1);</c>.</summary>
public static class PartsExtension
{
    /// <summary>Two parts.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parts">An array of two.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="second">The second.</param>
    /// <exception cref="ArgumentException">There are not two.</exception>
    public static void Deconstruct<T>(this Tensor<T>[] parts, out Tensor<T> first, out Tensor<T> second)
        where T : unmanaged
    {
        Require(parts, 2);
        (first, second) = (parts[0], parts[1]);
    }

    /// <summary>Three parts.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parts">An array of three.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third.</param>
    /// <exception cref="ArgumentException">There are not three.</exception>
    public static void Deconstruct<T>(this Tensor<T>[] parts, out Tensor<T> first, out Tensor<T> second, out Tensor<T> third)
        where T : unmanaged
    {
        Require(parts, 3);
        (first, second, third) = (parts[0], parts[1], parts[2]);
    }

    /// <summary>Four parts, such as the gates of an LSTM.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="parts">An array of four.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third.</param>
    /// <param name="fourth">The fourth.</param>
    /// <exception cref="ArgumentException">There are not four.</exception>
    public static void Deconstruct<T>(this Tensor<T>[] parts, out Tensor<T> first, out Tensor<T> second, out Tensor<T> third, out Tensor<T> fourth)
        where T : unmanaged
    {
        Require(parts, 4);
        (first, second, third, fourth) = (parts[0], parts[1], parts[2], parts[3]);
    }

    static void Require<T>(Tensor<T>[] parts, int count)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Length != count)
            throw new ArgumentException($"{count} variables for an array of {parts.Length} tensors; name as many as there are, or index the array");
    }
}
