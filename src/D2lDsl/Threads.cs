namespace D2lDsl;

/// <summary>How many threads the kernels of this process may use (<c>torch.set_num_threads</c>).</summary>
/// <remarks>
/// Kernels split their work by the sizes of the tensors alone, so results have the same bits for any number of threads. A kernel goes
/// parallel where that pays: from about 20 µs of work on while the workers are awake, from about 200 µs on when they sleep.
/// Threads beyond the caller's own are made when they are first needed.
/// </remarks>
public static class Threads
{
    /// <summary>The most that <see cref="Max"/> can be.</summary>
    public const int Limit = 128;

    static int max = Math.Clamp(Environment.ProcessorCount, 1, Limit);

    /// <summary>The most threads that work on one call of a kernel, the caller's included: at first one per processor, 1 for no others.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 or above <see cref="Limit"/>.</exception>
    public static int Max
    {
        get => Volatile.Read(ref max);
        set
        {
            if (value is < 1 or > Limit)
                throw new ArgumentOutOfRangeException(nameof(value), value, $"Threads.Max must be 1 (the caller alone) to {Limit}");
            Volatile.Write(ref max, value);
        }
    }
}
