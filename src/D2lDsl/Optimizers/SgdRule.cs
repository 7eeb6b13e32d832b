using System.Numerics;
using System.Runtime.CompilerServices;

namespace D2lDsl;

/// <summary>Gradient descent without memory.</summary>
readonly struct SgdRule<T>(T rate, T decay) : IUpdateRule<T, SgdRule<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int States => 0;

    public SgdRule<T> ForStep(long step) => this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Update(Vector<T> parameter, Vector<T> gradient, ref Vector<T> state0, ref Vector<T> state1, ref Vector<T> state2)
    {
        // Not 0 · p for no decay: an infinite parameter would become NaN.
        if (decay != T.Zero)
            gradient += Vector.Create(decay) * parameter;
        return parameter - Vector.Create(rate) * gradient;
    }
}
