namespace D2lDsl;

/// <summary>The property <c>x.T</c>, which a class with a type parameter T cannot declare itself.</summary>
public static class TransposeExtension
{
    extension<TElement>(Tensor<TElement> tensor)
        where TElement : unmanaged
    {
        /// <summary>A view with all axes in reverse order: of a matrix, its transpose (<c>x.T</c>).</summary>
        public Tensor<TElement> T => Views.Transpose(tensor);
    }
}
