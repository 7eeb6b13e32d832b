using System.Numerics;
using System.Numerics.Tensors;

namespace D2lDsl;

/// <summary>Keeps gradients from being too large, between <c>ForwardBackward</c> and the optimiser's step.</summary>
public static class GradientClipping
{
    /// <summary>
    /// Shortens all gradients together, if they are longer than allowed, by one factor: maxNorm / (norm + 1e-6)
    /// (<c>torch.nn.utils.clip_grad_norm_</c>). A norm that is NaN changes nothing.
    /// </summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="gradients">A kernel's gradients, changed in place.</param>
    /// <param name="maxNorm">How long they may be, as one vector; 0 or more.</param>
    /// <param name="norm">Which norm: 2 for the Euclidean, 1 for the sum, infinity for the largest absolute value.</param>
    /// <returns>The norm they had.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static double ClipNorm<T>(this NamedTensors<T> gradients, double maxNorm, double norm = 2)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (!(maxNorm >= 0))
            throw new ArgumentOutOfRangeException(null, $"ClipNorm: maxNorm is {maxNorm}; it must be 0 or more");
        Span<T> elements = gradients.Flat.AsSpan();
        double length = Norm<T>(elements, norm);
        double factor = maxNorm / (length + 1e-6);
        if (factor < 1)
            TensorPrimitives.Multiply(elements, T.CreateTruncating(factor), elements);
        return length;
    }

    /// <summary>Cuts each gradient off at ±maxValue (<c>torch.nn.utils.clip_grad_value_</c>).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="gradients">A kernel's gradients, changed in place.</param>
    /// <param name="maxValue">The largest absolute value; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not a number.</exception>
    public static void ClipValue<T>(this NamedTensors<T> gradients, double maxValue)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (!(maxValue >= 0))
            throw new ArgumentOutOfRangeException(null, $"ClipValue: maxValue is {maxValue}; it must be 0 or more");
        Span<T> elements = gradients.Flat.AsSpan();
        T limit = T.CreateTruncating(maxValue);
        TensorPrimitives.Clamp(elements, -limit, limit, elements);
    }

    static double Norm<T>(ReadOnlySpan<T> elements, double norm)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (norm == 2)
            return Math.Sqrt(SumOfSquares(elements));
        if (norm == 1)
            return double.CreateTruncating(TensorPrimitives.SumOfMagnitudes(elements));
        if (norm == double.PositiveInfinity)
            return elements.IsEmpty ? 0 : Math.Abs(double.CreateTruncating(TensorPrimitives.MaxMagnitude(elements)));
        if (!(norm > 0))
            throw new ArgumentOutOfRangeException(null, $"ClipNorm: the norm is of order {norm}; it must be above 0");
        double sum = 0;
        foreach (T element in elements)
            sum += Math.Pow(Math.Abs(double.CreateTruncating(element)), norm);
        return Math.Pow(sum, 1 / norm);
    }

    /// <summary>Squares of floats are summed as doubles: neither they nor their sum can overflow, and gradients explode.</summary>
    static double SumOfSquares<T>(ReadOnlySpan<T> elements)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
            return double.CreateTruncating(TensorPrimitives.SumOfSquares(elements));
        const int Block = 512;
        Span<double> wide = stackalloc double[Block];
        double sum = 0;
        for (; !elements.IsEmpty; elements = elements[Math.Min(Block, elements.Length)..])
        {
            var block = elements[..Math.Min(Block, elements.Length)];
            TensorPrimitives.ConvertTruncating(block, wide);
            sum += TensorPrimitives.SumOfSquares<double>(wide[..block.Length]);
        }

        return sum;
    }
}
