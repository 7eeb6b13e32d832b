using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace D2lDsl;

/// <summary>Gradient descent with a velocity.</summary>
struct MomentumRule<T>(Sgd sgd) : IUpdateRule<T, MomentumRule<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly T rate = T.CreateTruncating(sgd.LearningRate);
    readonly T momentum = T.CreateTruncating(sgd.Momentum);
    readonly T decay = T.CreateTruncating(sgd.WeightDecay);
    readonly T damped = T.CreateTruncating(1 - sgd.Dampening);
    readonly bool nesterov = sgd.Nesterov;
    T gain;

    public static int States => 1;

    // The first velocity, which is zero so far, becomes the whole gradient.
    public readonly MomentumRule<T> ForStep(long step) => this with { gain = step == 1 ? T.One : damped };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector512<T> Update(Vector512<T> parameter, Vector512<T> gradient, ref Vector512<T> velocity, ref Vector512<T> state1, ref Vector512<T> state2)
    {
        if (decay != T.Zero)
            gradient += Vector512.Create(decay) * parameter;
        velocity = Vector512.Create(momentum) * velocity + Vector512.Create(gain) * gradient;
        return parameter - Vector512.Create(rate) * (nesterov ? gradient + Vector512.Create(momentum) * velocity : velocity);
    }
}
