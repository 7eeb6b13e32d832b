namespace D2lDsl.Data;

/// <summary>The eigenvalues of a matrix and its eigenvectors: A·v = λ·v.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="Values">The real parts of the values λ, [n].</param>
/// <param name="ImaginaryValues">Their imaginary parts, [n]; all zero where the values are real.</param>
/// <param name="Vectors">The real parts of the vectors, [n, n]: column i, of length 1, belongs to value i.</param>
/// <param name="ImaginaryVectors">Their imaginary parts, [n, n].</param>
public sealed record EigenDecomposition<T>(Tensor<T> Values, Tensor<T> ImaginaryValues, Tensor<T> Vectors, Tensor<T> ImaginaryVectors)
    where T : unmanaged
{
    /// <summary>Whether all values, and with them all vectors, are real.</summary>
    public bool IsReal => Array.TrueForAll(ImaginaryValues.ToArray(), value => EqualityComparer<T>.Default.Equals(value, default));
}
