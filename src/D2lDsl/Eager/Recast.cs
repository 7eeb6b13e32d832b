using System.Runtime.CompilerServices;

namespace D2lDsl.Eager;

static class Recast
{
    /// <summary>A tensor as one of the element type that typeof(T) was just found to be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tensor<T> To<T>(object tensor)
        where T : unmanaged => (Tensor<T>)tensor;
}
