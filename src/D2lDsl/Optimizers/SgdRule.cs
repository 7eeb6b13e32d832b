using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl;

/// <summary>Gradient descent without memory.</summary>
readonly struct SgdRule<T>(T rate, T decay) : IUpdateRule<T, SgdRule<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int States => 0;

    public SgdRule<T> ForStep(long step) => this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> Update(Vector512<T> parameter, Vector512<T> gradient, ref Vector512<T> state0, ref Vector512<T> state1, ref Vector512<T> state2)
    {
        // Not 0 · p for no decay: an infinite parameter would become NaN.
        if (decay != T.Zero)
            gradient += Vector512.Create(decay) * parameter;
        return parameter - Vector512.Create(rate) * gradient;
    }
}
