namespace D2lDsl;

/// <summary>What an optimiser keeps for one tensor of parameters: how often it has stepped, and its moments (<c>optimizer.state[p]</c>).</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class OptimizerState<T>
    where T : unmanaged
{
    /// <summary>The moments: <see cref="Moments"/> runs of as many elements as the parameter, one after the other.</summary>
    internal readonly T[] Elements;

    internal OptimizerState(int moments, int length, T initial)
    {
        (Moments, Length) = (moments, length);
        Elements = new T[checked(moments * length)];
        Elements.AsSpan().Fill(initial);
    }

    /// <summary>How many steps the parameter has made.</summary>
    public long Steps { get; internal set; }

    /// <summary>How many numbers are kept for each element.</summary>
    public int Moments { get; }

    /// <summary>How many elements the parameter has.</summary>
    public int Length { get; }

    /// <summary>One of the numbers kept for each element, as a vector; writing it writes the state.</summary>
    /// <param name="index">From 0 to below <see cref="Moments"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public Tensor<T> Moment(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Moments);
        return new Tensor<T>(Elements, index * Length, [Length]);
    }
}
